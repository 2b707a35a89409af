"""What an author fills in, piece by piece: each part reads a value of the body into its fields and writes it back."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.authoring.fields import LinesField
from quizzes.authoring.forms import numbers
from quizzes.engine.text import LANGUAGES


@dataclass(frozen=True, slots=True)
class Part:
    """The value under `name`, in the one field that `make` builds. `nothing` is a value that need not be written."""

    name: str
    make: Callable[[], forms.Field]
    nothing: Any = ""

    def fields(self, suffix: str) -> dict[str, forms.Field]:
        """The fields of this part in one row."""
        return {self.name + suffix: self.make()}

    def read(self, value: Any, suffix: str) -> Iterable[tuple[str, Any]]:
        """The initial values of its fields."""
        return () if value is None else [(self.name + suffix, value)]

    def write(self, data: Mapping[str, Any], suffix: str) -> Any:
        """The value that its fields say."""
        return data[self.name + suffix]


@dataclass(frozen=True, slots=True)
class NumberPart(Part):
    """A number: shown as the author's language writes it."""

    def read(self, value: Any, suffix: str) -> Iterable[tuple[str, Any]]:
        """With the author's decimal sign."""
        return () if value is None else [(self.name + suffix, numbers.shown(value))]


@dataclass(frozen=True, slots=True)
class BothPart(Part):
    """A text, in a field for each language."""

    def fields(self, suffix: str) -> dict[str, forms.Field]:
        """English, then French."""
        made = {f"{self.name}{suffix}_{language}": self.make() for language in LANGUAGES}
        for field, says in zip(made.values(), (_("%(label)s (English)"), _("%(label)s (French)")), strict=True):
            field.label = says % {"label": field.label}
        return made

    def read(self, value: Any, suffix: str) -> Iterable[tuple[str, Any]]:
        """Side by side."""
        return [(f"{self.name}{suffix}_{language}", words) for language, words in (value or {}).items()]

    def write(self, data: Mapping[str, Any], suffix: str) -> Any:
        """As `Text.read` takes it, or nothing."""
        text = {language: data[f"{self.name}{suffix}_{language}"] for language in LANGUAGES}
        return text if any(text.values()) else self.nothing


def text(name: str, label: Any, *, rows: int = 2, help_text: Any = "") -> BothPart:
    """Words in both languages."""

    def field() -> forms.Field:
        widget = forms.Textarea(attrs={"rows": rows, "cols": 45})
        return LinesField(label=label, required=False, widget=widget, help_text=help_text)

    return BothPart(name, field)


def tick(name: str, label: Any, help_text: Any = "") -> Part:
    """Yes or no."""
    return Part(name, lambda: forms.BooleanField(label=label, required=False, help_text=help_text), nothing=False)


def number(name: str, label: Any, help_text: Any = "") -> NumberPart:
    """A number."""
    return NumberPart(name, lambda: numbers.NumberField(label=label, help_text=help_text))


def pick(name: str, label: Any, choices: Sequence[tuple[Any, Any]], help_text: Any = "") -> Part:
    """One of several names; the empty one where nothing is chosen yet."""
    return Part(name, lambda: forms.ChoiceField(label=label, choices=choices, required=False, help_text=help_text))


WEIGHT = Part("weight", numbers.WeightField)
FEEDBACK = text("feedback", _("comment"))


def merged(
    before: Mapping[str, Any], parts: Iterable[Part], data: Mapping[str, Any], suffix: str = ""
) -> dict[str, Any]:
    """`before` with what the fields say. What they do not change stays as it was written."""
    after = dict(before)
    for part in parts:
        value = part.write(data, suffix)
        if same(value, before.get(part.name)):
            continue
        if value == part.nothing:
            after.pop(part.name, None)
        else:
            after[part.name] = value
    return after


def same(one: Any, other: Any) -> bool:
    """Whether two values say the same: a missing text and an empty one, 3 and "3"."""
    return bool(_plain(one) == _plain(other))


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: words for key, words in value.items() if words} or ""
    if value is None or isinstance(value, bool):
        return "" if value is None else value
    return str(value)
