"""How themes and events stand in files: the same mapping both ways. A null in a file is an empty text here."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any

from django.db.models import Model

from quizzes.engine.problems import Problem
from quizzes.models.fitting import unfit
from sahelapp.timeline.models import Event, Position, Theme, in_order
from sahelapp.timeline.values import When

Row = Mapping[str, Any]

THEME_KEYS = ("slug", "name_en", "name_fr")
_TEXTS = ("title_en", "title_fr", "summary_en", "summary_fr", "disputed_en", "disputed_fr")
POSITION_KEYS = ("party", "holder_en", "holder_fr", "says_en", "says_fr", "sources")
EVENT_KEYS = (
    *("id", "date", "precision", "end", "title_en", "title_fr", "summary_en", "summary_fr"),
    *("theme", "actors", "place", "sources", "confidence", "disputed_en", "disputed_fr", "positions"),
)
_OPTIONAL = {"precision", "end", "actors", "place", "disputed_en", "disputed_fr", "positions"}  # left out, or null
_LISTS = ("theme", "actors", "sources", "positions")
_NAMES = {"theme": "theme", "actors": "actor", "sources": "source"}


def theme_row(theme: Theme) -> dict[str, Any]:
    """A theme as themes.yaml has it."""
    return {key: getattr(theme, key) for key in THEME_KEYS}


def theme_hash(position: int, row: Row) -> str:
    """Equal for themes that say the same in the same place."""
    said = [str(position), *(row[key] for key in THEME_KEYS)]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def event_row(event: Event) -> dict[str, Any]:
    """A draft as events.yaml has it."""
    return {
        "id": event.slug,
        "date": event.date,
        "precision": precision(event.date),
        "end": event.end or None,
        **{name: getattr(event, name) for name in _TEXTS[:4]},
        "theme": in_order(event, "themes"),
        "actors": in_order(event, "actors"),
        "place": event.place.slug if event.place else None,
        "sources": in_order(event, "sources"),
        "confidence": event.confidence,
        **{name: getattr(event, name) or None for name in _TEXTS[4:]},
        "positions": [_position_row(position) for position in event.positions.all()],
    }


def _position_row(position: Position) -> dict[str, Any]:
    said = {key: getattr(position, key) for key in POSITION_KEYS if key != "sources"}
    return said | {"sources": in_order(position, "sources")}


def as_kept(row: Row) -> dict[str, Any]:
    """A row of a file as `event_row` would give it back: what may be left out is written out."""
    whole = {key: row.get(key) or None for key in EVENT_KEYS}
    positions = [
        {key: one.get(key) for key in POSITION_KEYS} | {"sources": list(one.get("sources") or ())}
        for one in row.get("positions") or ()
    ]
    lists = {key: list(row.get(key) or ()) for key in ("theme", "actors", "sources")}
    return whole | lists | {"precision": precision(row["date"]), "positions": positions}


def fields(row: Row) -> dict[str, Any]:
    """The plain fields of a draft; what it is related to is the action's business."""
    plain = {name: row.get(name) or "" for name in (*_TEXTS, "date", "end")}
    return plain | {"confidence": row["confidence"]}


def precision(date: str) -> str:
    """How precise a date is: day, month or year."""
    return When.read(date, None).start.precision


def theme_problems(row: Row) -> list[Problem]:
    """What is wrong with one row of themes.yaml."""
    return list(_keys(row, THEME_KEYS, set())) or list(_unfit(Theme, {key: row[key] for key in THEME_KEYS}))


def event_problems(row: Row, known: Mapping[str, AbstractSet[str]]) -> list[Problem]:
    """What is wrong with one row of events.yaml; `where` is the key. `known`: the slugs there are, by kind."""
    found = [*_keys(row, EVENT_KEYS, _OPTIONAL)]
    found += [Problem("shape-list", key, key) for key in _LISTS if not isinstance(row.get(key) or [], list)]
    if found:
        return found
    found += _unfit(Event, {"slug": row["id"], "title_en": row["title_en"], "title_fr": row["title_fr"]})
    found += [*_when(row), *_named(row, known)]
    for one in row.get("positions") or ():
        found += _position_problems(one, known) if isinstance(one, Mapping) else [Problem("shape", "positions")]
    if row["confidence"] not in Event.Confidence.values:
        found.append(Problem("row-value-refused", f"confidence: {row['confidence']}", "confidence"))
    if bool(row.get("disputed_en")) != bool(row.get("disputed_fr")):
        found.append(Problem("language-missing", "disputed", "disputed_en"))
    return found


def _keys(row: Row, keys: tuple[str, ...], optional: AbstractSet[str]) -> Iterator[Problem]:
    yield from (Problem("row-key-unknown", str(key), str(key)) for key in row if key not in keys)
    for key in keys:
        if key not in optional and row.get(key) in (None, "", []):
            yield Problem("row-key-missing", key, key)
    for key in keys:
        if key.endswith(("_en", "_fr")) and not isinstance(row.get(key) or "", str):
            yield Problem("shape-words", str(row[key]), key)


def _unfit(model: type[Model], values: Mapping[str, Any]) -> Iterator[Problem]:
    """With the key of the file as the place."""
    for problem in unfit(model, {name: str(value) for name, value in values.items()}):
        where = problem.where.replace(" (", "_").rstrip(")")
        yield replace(problem, where="id" if (model, where) == (Event, "slug") else where)


def _when(row: Row) -> Iterator[Problem]:
    try:
        When.read(str(row["date"]), row.get("end") and str(row["end"]))
    except ValueError as mistake:
        yield Problem("row-value-refused", f"date: {mistake}", "date")
        return
    if row.get("precision") not in (None, precision(str(row["date"]))):
        yield Problem("precision-differs", str(row["precision"]), "precision")


def _named(row: Row, known: Mapping[str, AbstractSet[str]]) -> Iterator[Problem]:
    for key, kind in _NAMES.items():
        slugs = row.get(key) or []
        yield from (Problem("reference-unknown", f"{key}: {one}", key) for one in slugs if one not in known[kind])
        yield from (Problem("row-twice", str(one), key) for one in sorted({s for s in slugs if slugs.count(s) > 1}))
    if row.get("place") and row["place"] not in known["place"]:
        yield Problem("reference-unknown", f"place: {row['place']}", "place")


def _position_problems(row: Row, known: Mapping[str, AbstractSet[str]]) -> Iterator[Problem]:
    for problem in _keys(row, POSITION_KEYS, {"sources"}):
        yield Problem(problem.says, f"positions, {problem.detail}", "positions")
    for problem in _unfit(Position, {key: row.get(key) or "" for key in ("holder_en", "holder_fr")}):
        yield replace(problem, where="positions")
    if row.get("party") not in Position.Party.values:
        yield Problem("row-value-refused", f"party: {row.get('party')}", "positions")
    for one in row.get("sources") or ():
        if one not in known["source"]:
            yield Problem("reference-unknown", f"sources: {one}", "positions")
