"""What authors choose from. Callables, stored in migrations by their address: a new kind makes no migration.

They must keep their address for ever.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quizzes.engine.behaviours import BEHAVIOURS
from quizzes.engine.kinds import KINDS

KIND_NAMES: dict[str, Promise] = {
    "single_choice": _("single choice"),
    "multiple_choice": _("multiple choice"),
    "numerical": _("number"),
}
BEHAVIOUR_NAMES: dict[str, Promise] = {
    "immediate": _("at once: feedback after each question"),
    "deferred": _("at the end: feedback when the quiz is finished"),
}
# What a learner is told before the start.
EXPECTATIONS: dict[str, Promise] = {
    "immediate": _("After each question you see whether it was right, why, and who says so."),
    "deferred": _("You may change your answers until you finish. Then you see what was right, why, and who says so."),
}


def kinds() -> list[tuple[str, str | Promise]]:
    """The question kinds in the order teachers see."""
    return [(kind.kind, KIND_NAMES.get(kind.kind, kind.kind)) for kind in KINDS]


def behaviours() -> list[tuple[str, str | Promise]]:
    """The behaviours in the order teachers see."""
    return [(behaviour.name, BEHAVIOUR_NAMES.get(behaviour.name, behaviour.name)) for behaviour in BEHAVIOURS]
