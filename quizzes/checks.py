"""System checks: every question kind is furnished, every behaviour is named, the site setting resolves."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from quizzes import choices
from quizzes.engine.behaviours import BEHAVIOURS
from quizzes.engine.kinds import KINDS
from quizzes.engine.question import Kind
from quizzes.engine.text import Text


@register
def kinds_are_furnished(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Each kind in KINDS has a name, a learner's template and an author form."""
    return [message for kind in KINDS for message in _missing(kind)]


def _missing(added: type[Kind]) -> Iterator[CheckMessage]:
    # Here, not above: the desk needs models, and checks are loaded before them.
    from quizzes.authoring.bodies import author_form

    kind, named = added.kind, getattr(added, "named", Text())
    if not (named.en and named.fr):
        hint = f"Say `named` in quizzes/engine/kinds/{kind}.py, in both languages."
        yield Error(f"The kind {kind} has no name.", hint=hint, id="quizzes.E001")
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
