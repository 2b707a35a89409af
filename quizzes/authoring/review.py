"""What a quiz lets learners see, and when: a table of ticks, three moments by four parts."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quizzes.engine.rules import MOMENTS, PARTS

MOMENT_NAMES: dict[str, Promise] = {
    "during": _("during the attempt"),
    "after": _("after it"),
    "closed": _("once the quiz is closed"),
}
PART_NAMES: dict[str, Promise] = {
    "marks": _("marks"),
    "correctness": _("right or wrong"),
    "feedback": _("your feedback"),
    "answer": _("the right answer"),
}


def _choices() -> list[tuple[Promise, list[tuple[str, Promise]]]]:
    return [(MOMENT_NAMES[when], [(f"{when}-{part}", PART_NAMES[part]) for part in PARTS]) for when in MOMENTS]


class ReviewTable(forms.CheckboxSelectMultiple):
    """A row for each moment; every tick has its words beside it."""

    template_name = "admin/quizzes/review_table.html"


class ReviewField(forms.MultipleChoiceField):
    """The JSON `{moment: [part, ...]}` as ticks named `moment-part`."""

    widget = ReviewTable

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, choices=_choices, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return _ticks(value) if isinstance(value, Mapping) else value

    def clean(self, value: Any) -> dict[str, list[str]]:
        ticked = set(super().clean(value))
        return {when: [part for part in PARTS if f"{when}-{part}" in ticked] for when in MOMENTS}

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(_ticks(initial or {}), data)


def _ticks(review: Mapping[str, Any]) -> list[str]:
    # A moment that is not named hides nothing, as in `Rules.read`.
    return [f"{when}-{part}" for when in MOMENTS for part in PARTS if part in review.get(when, PARTS)]
