"""A statement that is true or false."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.authoring.forms import parts
from quizzes.authoring.forms.parts import Part
from quizzes.authoring.forms.question import QuestionForm
from quizzes.authoring.forms.rows import Body, Group, Section

_SAYS = {"": "", "true": True, "false": False}
_CHOICES = [("", "–"), ("true", _("true")), ("false", _("false"))]


@dataclass(frozen=True, slots=True)
class Truth(Part):
    """True, false, or not said yet."""

    def read(self, value: Any, suffix: str) -> Iterable[tuple[str, Any]]:
        """In words."""
        return [(self.name + suffix, words) for words, says in _SAYS.items() if value is says]

    def write(self, data: Mapping[str, Any], suffix: str) -> Any:
        """As JSON has it."""
        return _SAYS[data[self.name + suffix]]


ANSWER = Group(
    _("Answer"),
    (
        Truth("right", lambda: forms.ChoiceField(label=_("The statement is"), choices=_CHOICES, required=False)),
        parts.text("feedback_true", _("feedback to who says true")),
        parts.text("feedback_false", _("feedback to who says false")),
    ),
)


class AuthorForm(QuestionForm):
    """Which it is, and what to say to either answer."""

    @classmethod
    def sections(cls, sheet: Body) -> Sequence[Section]:
        return (ANSWER,)
