"""A text with gaps. The gaps follow the text: a new name in braces makes one, a name that is gone takes it out."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from quizzes.authoring.fields import SLUG, LinesField
from quizzes.authoring.forms import gap_answers, parts, typed
from quizzes.authoring.forms.numbers import CountsField
from quizzes.authoring.forms.parts import Part
from quizzes.authoring.forms.question import QuestionForm
from quizzes.authoring.forms.rows import Body, Group, Rows, Section

_NAME = re.compile(r"\{([^{}]*)\}")
TAKES = (("text", _("words to type")), ("choice", _("one of several options")), ("number", _("a number")))


def _given() -> forms.Field:
    says = _(
        "One a line. Of several options, a star before the right one. Of accepted words, = 1/2 behind what is worth "
        "half. Where the languages differ: English | French. A number stands alone."
    )
    widget = forms.Textarea(attrs={"rows": 4, "cols": 60})
    return LinesField(label=_("what fills it"), required=False, help_text=says, widget=widget)


def _counts() -> forms.Field:
    return CountsField(label=_("counts"), help_text=_("Beside the other gaps: 2 is twice as much. Empty is 1."))


TEXT = Group(
    _("Text"),
    (parts.text("text", _("text"), rows=6),),
    _("Write a short name in braces where a gap shall be, the same in both languages: In {year}, in {town}. Save, and "
      "each gap has its own fields here."),
)  # fmt: skip
GAPS = Rows(
    "gaps",
    _("Gap {%(slug)s}"),
    (
        parts.pick("takes", _("takes"), TAKES),
        Part("given", _given),
        Part("weight", _counts),
        typed.CASE, typed.ACCENTS, typed.TOLERANCE, typed.RELATIVE, typed.UNIT,
        parts.FEEDBACK,
    ),
    leads="", named=False, least=0, spare=0,
)  # fmt: skip


class AuthorForm(QuestionForm):
    """The text, and what fills each of its gaps."""

    @classmethod
    def sections(cls, sheet: Body) -> Sequence[Section]:
        return (TEXT, GAPS)

    @classmethod
    def spread(cls, body: Body) -> dict[str, Any]:
        """What fills a gap is shown in lines."""
        gaps = [{**gap, "given": gap_answers.in_lines(gap)} for gap in body.get("gaps") or []]
        return {**body, "gaps": gaps}

    def gather(self, sheet: Body) -> dict[str, Any]:
        """The gaps that the text names, in their old order, and then the new ones."""
        names = list(dict.fromkeys(_names(sheet.get("text") or {})))
        there = {gap.get("slug"): _filled(number, gap) for number, gap in enumerate(sheet["gaps"], 1)}
        new = [{"slug": name, "takes": "text"} for name in names if name not in there]
        # A text that was emptied by mistake takes no gap with it.
        gaps = [gap for slug, gap in there.items() if slug in names or not names] + new
        return {**sheet, "gaps": gaps}


def _names(text: Body) -> Iterator[str]:
    for language, words in text.items():
        for name in _NAME.findall(words):
            if not SLUG.fullmatch(name):
                says = _("“{%(name)s}” does not name a gap: use a-z, digits and hyphens between the braces.")
                raise ValidationError({f"text_{language}": ValidationError(says, params={"name": name})})
            yield name


def _filled(number: int, gap: Body) -> dict[str, Any]:
    rest = {name: value for name, value in gap.items() if name != "given"}
    try:
        return gap_answers.with_answers(rest, gap.get("given", ""))
    except ValidationError as error:
        raise ValidationError({f"given_{number}": error}) from error
