"""The sections a form is laid out in: fields that stand once, and a fieldset for each entry of a list."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from quizzes.authoring.forms.parts import Part, merged

Body = Mapping[str, Any]
Fieldset = tuple[Promise | str, dict[str, Any]]  # as the admin takes it

SPARE_ROWS = 2
LEAST_ROWS = 4
LONGEST_SLUG = 40


class Section(Protocol):
    """A piece of a form. `body` is always the value before: it says how many fields there are."""

    def fields(self, body: Body) -> dict[str, forms.Field]:
        """All fields by name."""

    def fieldsets(self, body: Body) -> list[Fieldset]:
        """How they stand on the page."""

    def read(self, body: Body) -> Iterable[tuple[str, Any]]:
        """Their initial values."""

    def write(self, data: Mapping[str, Any], body: Body) -> dict[str, Any]:
        """The body with what the fields say."""


@dataclass(frozen=True, slots=True)
class Group:
    """Parts that stand once."""

    title: Promise
    parts: tuple[Part, ...]
    description: Promise | str = ""

    def fields(self, body: Body) -> dict[str, forms.Field]:
        """One after the other."""
        return _fields(self.parts, "")

    def fieldsets(self, body: Body) -> list[Fieldset]:
        """One."""
        return [(self.title, {"fields": _lines(self.parts, ""), "description": self.description})]

    def read(self, body: Body) -> Iterator[tuple[str, Any]]:
        """From the keys of the body itself."""
        return _read(self.parts, body, "")

    def write(self, data: Mapping[str, Any], body: Body) -> dict[str, Any]:
        """Into the keys of the body itself."""
        return merged(body, self.parts, data)


@dataclass(frozen=True, slots=True)
class Rows:
    """A fieldset for each entry of the list under `key`, and `spare` ones to add to it.

    An entry whose part `leads` is emptied is taken out. With `named`, an entry has a slug, made from its words when it
    is new, and keeps it for ever: attempts point at it. `mark` tells its fields from those of another list.
    With `movable`, a field says at which place the entry shall stand. No new slug is one of those `reserved`.
    """

    key: str
    title: Promise
    parts: tuple[Part, ...]
    leads: str = "text"
    mark: str = ""
    named: bool = True
    movable: bool = False
    least: int = LEAST_ROWS
    spare: int = SPARE_ROWS
    reserved: frozenset[str] = frozenset()

    def fields(self, body: Body) -> dict[str, forms.Field]:
        """Row by row."""
        found: dict[str, forms.Field] = {}
        for number, _entry in self._entries(body):
            found |= _fields(self.parts, self._suffix(number)) | self._place_field(number)
        return found

    def fieldsets(self, body: Body) -> list[Fieldset]:
        """One for each row."""
        return [
            (
                self.title % {"number": number, "slug": entry.get("slug", "")},
                {"fields": [*self._place_field(number), *_lines(self.parts, self._suffix(number))]},
            )
            for number, entry in self._entries(body)
        ]

    def read(self, body: Body) -> Iterator[tuple[str, Any]]:
        """From each entry."""
        for number, entry in self._entries(body):
            yield from _read(self.parts, entry, self._suffix(number))

    def write(self, data: Mapping[str, Any], body: Body) -> dict[str, Any]:
        """The list without the rows that were emptied."""
        numbered = sorted(self._entries(body), key=lambda row: self._rank(data, row[0]))
        entries = [kept for number, entry in numbered if (kept := self._written(data, number, entry)) is not None]
        if not entries and self.key not in body:
            return dict(body)
        return {**body, self.key: with_slugs(entries, self.reserved) if self.named else entries}

    def _entries(self, body: Body) -> list[tuple[int, Body]]:
        there = body.get(self.key) or []
        empty: list[Body] = [{}] * max(self.spare, self.least - len(there))
        return list(enumerate([*there, *empty], 1))

    def _suffix(self, number: int) -> str:
        return f"_{self.mark}_{number}" if self.mark else f"_{number}"

    def _written(self, data: Mapping[str, Any], number: int, entry: Body) -> dict[str, Any] | None:
        suffix = self._suffix(number)
        kept = merged(entry, self.parts, data, suffix)
        if not self.leads or kept.get(self.leads):
            return kept
        if kept and not entry:
            field = next(name for part in self.parts if part.name == self.leads for name in part.fields(suffix))
            raise ValidationError({field: _("Fill this in too, or empty the whole row.")})
        return None

    def _place_field(self, number: int) -> dict[str, forms.Field]:
        label, says = _("rank"), _("To move this, write the place where it shall stand.")
        field = forms.IntegerField(label=label, required=False, initial=number, min_value=1, help_text=says)
        return {f"place{self._suffix(number)}": field} if self.movable else {}

    def _rank(self, data: Mapping[str, Any], number: int) -> tuple[int, int]:
        # Who moves up goes before the one that stood there, who moves down behind it.
        place = data.get(f"place{self._suffix(number)}") or number
        return place, (place > number) - (place < number)


def with_slugs(entries: Sequence[Body], reserved: Iterable[str] = ()) -> list[dict[str, Any]]:
    """The entries, each with a slug of its own; those that have one keep it."""
    taken = {*reserved, *(entry["slug"] for entry in entries if entry.get("slug"))}
    return [
        dict(entry) if entry.get("slug") else _named(entry, number, taken) for number, entry in enumerate(entries, 1)
    ]


def _named(entry: Body, number: int, taken: set[str]) -> dict[str, Any]:
    words = entry["text"].get("en") or entry["text"].get("fr", "")
    slug = base = slugify(words)[:LONGEST_SLUG].strip("-_").replace("_", "-") or str(number)
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    taken.add(slug)
    return {"slug": slug, **entry}


def _fields(parts: Iterable[Part], suffix: str) -> dict[str, forms.Field]:
    return {name: field for part in parts for name, field in part.fields(suffix).items()}


def _lines(parts: Iterable[Part], suffix: str) -> list[str | tuple[str, ...]]:
    """The fields of one part stand in one line."""
    names = [tuple(part.fields(suffix)) for part in parts]
    return [line if len(line) > 1 else line[0] for line in names]


def _read(parts: Iterable[Part], value: Body, suffix: str) -> Iterator[tuple[str, Any]]:
    return (pair for part in parts for pair in part.read(value.get(part.name), suffix))
