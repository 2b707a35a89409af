"""What authors choose from. Callables, stored in migrations by their address: a new kind makes no migration.

They must keep their address for ever.
"""

from django.utils.functional import Promise, lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from quizzes.engine import rules
from quizzes.engine.behaviours import BEHAVIOURS
from quizzes.engine.kinds import KINDS
from quizzes.engine.question import Kind

BEHAVIOUR_NAMES: dict[str, Promise] = {
    "immediate": _("at once: feedback after each question"),
    "deferred": _("at the end: feedback when the quiz is finished"),
    "tries": _("several tries: feedback and hints after each"),
}
# What a learner is told before the start.
EXPECTATIONS: dict[str, Promise] = {
    "immediate": _("After each question you see whether it was right, why, and who says so."),
    "tries": _("You have several tries at each question. After each you see how it went, and may be given a hint."),
    "deferred": _("You may change your answers until you finish. Then you see what was right, why, and who says so."),
}
PENALTY_NAMES: dict[str, Promise] = {"0": _("none"), "1": _("all of the mark")}
LAYOUT_NAMES: dict[str, Promise] = {
    "one": _("one question to a screen"),
    "sections": _("a whole section to a screen; on a phone one question after another"),
}
GRADING_NAMES: dict[str, Promise] = {
    "best": _("the best"),
    "last": _("the last"),
    "first": _("the first"),
    "mean": _("the mean of all"),
}
ITEM_NAMES: dict[str, Promise] = {
    "question": _("a question"),
    "draw": _("questions drawn by tag"),
    "timeline": _("questions made from the timeline"),
    "section": _("a section begins"),
    "page": _("a page to read"),
}


def _in_the_readers_language(kind: type[Kind]) -> str:
    return kind.named.in_(get_language() or "en")


_named = lazy(_in_the_readers_language, str)


def kinds() -> list[tuple[str, str | Promise]]:
    """The question kinds in the order teachers see."""
    return [(kind.kind, _named(kind)) for kind in KINDS]


def behaviours() -> list[tuple[str, str | Promise]]:
    """The behaviours in the order teachers see."""
    return [(behaviour.name, BEHAVIOUR_NAMES.get(behaviour.name, behaviour.name)) for behaviour in BEHAVIOURS]


def penalties() -> list[tuple[str, str | Promise]]:
    """What a further try may cost."""
    return [(penalty, PENALTY_NAMES.get(penalty, penalty)) for penalty in rules.PENALTIES]


def layouts() -> list[tuple[str, str | Promise]]:
    """How much stands on one screen."""
    return [(layout, LAYOUT_NAMES[layout]) for layout in rules.LAYOUTS]


def gradings() -> list[tuple[str, str | Promise]]:
    """Which of several attempts counts."""
    return [(grading, GRADING_NAMES[grading]) for grading in rules.GRADINGS]


def items() -> list[tuple[str, str | Promise]]:
    """What may stand in a quiz."""
    return list(ITEM_NAMES.items())


def everything() -> dict[str, list[str]]:
    """At every moment, every part of the result may be seen."""
    return {moment: list(rules.PARTS) for moment in rules.MOMENTS}
