"""System checks: every question kind is furnished, every behaviour is named, the site setting resolves."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from quizzes import choices
from quizzes.engine.behaviours import BEHAVIOURS
from quizzes.engine.kinds import KINDS


@register
def kinds_are_furnished(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Each kind in KINDS has a name, a learner's template and an author form."""
    return [message for kind in KINDS for message in _missing(kind.kind)]


def _missing(kind: str) -> Iterator[CheckMessage]:
    # Here, not above: the desk needs models, and checks are loaded before them.
    from quizzes.authoring.bodies import author_form

    if kind not in choices.KIND_NAMES:
        yield Error(f"The kind {kind} has no name.", hint="Add it to quizzes/choices.py.", id="quizzes.E001")
    if author_form(kind) is None:
        hint = f"Write AuthorForm in quizzes/authoring/forms/{kind}.py."
        yield Error(f"The kind {kind} has no author form.", hint=hint, id="quizzes.E002")
    try:
        get_template(f"quizzes/kinds/{kind}.html")
    except TemplateDoesNotExist:
        hint = f"Write templates/quizzes/kinds/{kind}.html."
        yield Error(f"The kind {kind} has no template.", hint=hint, id="quizzes.E003")


@register
def behaviours_are_named(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Each behaviour has a name for authors and a sentence for learners."""
    names = [behaviour.name for behaviour in BEHAVIOURS]
    return [
        Error(f"The behaviour {name} has no words.", hint="Add them to quizzes/choices.py.", id="quizzes.E004")
        for name in names
        if name not in choices.BEHAVIOUR_NAMES or name not in choices.EXPECTATIONS
    ]
