"""How rows of files and rows of the database correspond: the same mapping both ways, key by key.

A null in the file is an empty text in the database. The order of the keys is the order in the files.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db.models import Field

from quizzes.engine.problems import Problem
from sahelapp.evidence.models import Actor, Evidence, Figure, Place, Source, Term

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One value of a row: its key in the file (`active.from` is nested), its field, and how a file writes it."""

    key: str
    field: str
    read: Callable[[Any], Any] = lambda value: "" if value is None else str(value)
    write: Callable[[Any], Any] = lambda value: value or None


@dataclass(frozen=True, slots=True)
class Shape:
    """What rows of one file look like."""

    file: str
    model: type[Evidence]
    columns: tuple[Column, ...]
    required: tuple[str, ...]

    @property
    def id_key(self) -> str:
        return self.columns[0].key

    def fields(self, row: Row) -> dict[str, Any]:
        """The row of a file as fields."""
        return {column.field: column.read(_at(row, column.key)) for column in self.columns}

    def row(self, thing: Evidence) -> dict[str, Any]:
        """A row of the database as files write it."""
        row: dict[str, Any] = {}
        for column in self.columns:
            into, _, key = column.key.rpartition(".")
            (row.setdefault(into, {}) if into else row)[key] = column.write(getattr(thing, column.field))
        return row

    def fingerprint(self, row: Row) -> str:
        """Equal for rows that say the same."""
        said = [str(column.read(_at(row, column.key))) for column in self.columns]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _at(row: Row, key: str) -> Any:
    first, _, rest = key.partition(".")
    value = row.get(first)
    return _at(value or {}, rest) if rest else value


def _texts(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, name) for name in names)


def _both(*names: str) -> tuple[Column, ...]:
    return _texts(*(f"{name}_{language}" for name in names for language in ("en", "fr")))


def _number(value: Decimal) -> int | float:
    """As a person would write it: 4000, not 4000.0000."""
    return int(value) if value == int(value) else float(value)


_ID = Column("id", "slug")
_degrees = tuple(Column(name, name, float, float) for name in ("lat", "lon"))

SOURCES = Shape(
    "sources.yaml",
    Source,
    (_ID, *_texts("publisher", "title", "url", "date", "language", "kind"), *_both("note")),
    ("id", "publisher", "title", "url", "language", "kind"),
)
ACTORS = Shape(
    "actors.yaml",
    Actor,
    (
        _ID,
        *_texts("kind", "party"),
        *_both("name", "description"),
        Column("active.from", "active_from"),
        Column("active.to", "active_to"),
        *_both("side_notes"),
    ),
    ("id", "kind", "party", "name_en", "name_fr", "description_en", "description_fr"),
)
PLACES = Shape(
    "places.yaml",
    Place,
    (_ID, *_both("name"), *_degrees, *_both("country", "kind"), Column("approximate", "approximate", bool, bool)),
    ("id", "name_en", "name_fr", "lat", "lon", "country_en", "country_fr", "kind_en", "kind_fr"),
)
TERMS = Shape(
    "terms.yaml",
    Term,
    (Column("slug", "slug"), *_both("term", "definition")),
    ("slug", "term_en", "term_fr", "definition_en", "definition_fr"),
)
FIGURES = Shape(
    "figures.yaml",
    Figure,
    (
        _ID,
        *_both("label"),
        Column("value", "value", lambda value: Decimal(str(value)).quantize(Decimal("0.0001")), _number),
        *_both("unit"),
        Column("as_of", "as_of"),
        Column("sources", "sources", lambda value: [str(slug) for slug in value or ()], list),
        *_both("note"),
    ),
    ("id", "label_en", "label_fr", "value", "as_of", "sources"),
)
SHAPES = (SOURCES, ACTORS, PLACES, TERMS, FIGURES)


def problems(shape: Shape, rows: Iterable[Row]) -> list[Problem]:
    """All that is wrong with these rows, each with its file and id: keys missing or unknown, ids twice, bad values."""
    rows = list(rows)
    counts = Counter(str(row.get(shape.id_key)) for row in rows)
    found = [Problem("row-twice", slug, shape.file) for slug, count in counts.items() if count > 1]
    for row in rows:
        where = f"{shape.file}: {row.get(shape.id_key)}"
        found += [Problem(says, detail, where) for says, detail in _wrong_in(shape, row)]
    return found


def _wrong_in(shape: Shape, row: Row) -> list[tuple[str, str]]:
    known = {column.key.partition(".")[0] for column in shape.columns}
    missing = [("row-key-missing", key) for key in shape.required if row.get(key) in (None, "")]
    unknown = [("row-key-unknown", str(key)) for key in row.keys() - known]
    return missing + unknown or _refused(shape, row)


def _refused(shape: Shape, row: Row) -> list[tuple[str, str]]:
    """What the fields of the model themselves refuse: a date that is none, an unknown language, a text too long."""
    found = []
    for column in shape.columns:
        field = cast(Field, shape.model._meta.get_field(column.field))
        try:
            field.clean(column.read(_at(row, column.key)), None)
        except (ValidationError, ValueError, ArithmeticError, TypeError):
            found.append(("row-value-refused", f"{column.key}: {_at(row, column.key)}"))
    return found
