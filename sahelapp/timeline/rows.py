"""How themes and events stand in files: the same mapping both ways. A null in a file is an empty text here."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any

from quizzes.engine.problems import Problem
from sahelapp.timeline import move_rows
from sahelapp.timeline.models import Event, Party, Position, Theme, in_order
from sahelapp.timeline.row_checks import fingerprint, keys_problems, unfit_problems
from sahelapp.timeline.values import When

Row = Mapping[str, Any]

THEME_KEYS = ("slug", "name_en", "name_fr")
_TEXTS = ("title_en", "title_fr", "summary_en", "summary_fr", "later_en", "later_fr", "disputed_en", "disputed_fr")
POSITION_KEYS = ("party", "holder_en", "holder_fr", "says_en", "says_fr", "sources")
EVENT_KEYS = (
    *("id", "date", "precision", "kind_of_date", "about", "end", "title_en", "title_fr", "summary_en", "summary_fr"),
    *("later_en", "later_fr", "theme", "actors", "place", "sources", "confidence", "disputed_en", "disputed_fr"),
    "positions",
)
_UNUSUAL = ("kind_of_date", "about", "later_en", "later_fr")  # written only where they say something
_OPTIONAL = {*_UNUSUAL, "precision", "end", "actors", "place", "disputed_en", "disputed_fr", "positions"}
_LISTS = ("theme", "actors", "sources", "positions")
_NAMES = {"theme": "theme", "actors": "actor", "sources": "source"}


def theme_row(theme: Theme) -> dict[str, Any]:
    """A theme as themes.yaml has it."""
    return {key: getattr(theme, key) for key in THEME_KEYS}


def theme_said(position: int, row: Row) -> str:
    """Equal for themes that say the same in the same place."""
    return fingerprint([str(position), *(row[key] for key in THEME_KEYS)])


def theme_here(theme: Theme) -> str:
    """The same of a theme of the database."""
    return theme_said(theme.position, theme_row(theme))


def event_row(event: Event) -> dict[str, Any]:
    """A draft as events.yaml has it, with its moves as moves.yaml has them."""
    held = {
        **{
            name: getattr(event, name) or None
            for name in (*_TEXTS, "date", "end", "kind_of_date", "about", "confidence")
        },
        "id": event.slug,
        "theme": in_order(event, "themes"),
        "actors": in_order(event, "actors"),
        "place": event.place.slug if event.place else None,
        "sources": in_order(event, "sources"),
        "positions": [_position_row(position) for position in event.positions.all()],
        "moves": [move_rows.move_row(move) for move in event.moves.all()],
    }
    return as_kept(held)


def in_file(row: Row) -> dict[str, Any]:
    """The row as events.yaml keeps it: without the moves, and without the keys that most events leave empty."""
    return {key: value for key, value in row.items() if key != "moves" and (value or key not in _UNUSUAL)}


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
    moves = sorted((move_rows.as_kept(move) for move in row.get("moves") or ()), key=move_rows.ladder)
    return whole | lists | {"precision": precision(row["date"]), "positions": positions, "moves": moves}


def fields(row: Row) -> dict[str, Any]:
    """The plain fields of a draft; what it is related to is the action's business."""
    plain = {name: row.get(name) or "" for name in (*_TEXTS, "date", "end", "kind_of_date")}
    return plain | {"confidence": row["confidence"], "about": bool(row.get("about"))}


def precision(date: str) -> str:
    """How precise a date is: day, month or year."""
    return When.read(date, None).start.precision


def theme_problems(row: Row) -> list[Problem]:
    """What is wrong with one row of themes.yaml."""
    return list(keys_problems(row, THEME_KEYS, set())) or list(
        unfit_problems(Theme, {key: row[key] for key in THEME_KEYS})
    )


def event_problems(row: Row, known: Mapping[str, AbstractSet[str]]) -> list[Problem]:
    """What is wrong with one row of events.yaml; `where` is the key. `known`: the slugs there are, by kind."""
    found = [*keys_problems(row, EVENT_KEYS, _OPTIONAL)]
    found += [Problem("shape-list", key, key) for key in _LISTS if not isinstance(row.get(key) or [], list)]
    if found:
        return found
    found += unfit_problems(
        Event, {"slug": row["id"], "title_en": row["title_en"], "title_fr": row["title_fr"]}, ident="id"
    )
    found += [*_when(row), *_named(row, known)]
    for one in row.get("positions") or ():
        found += _position_problems(one, known) if isinstance(one, Mapping) else [Problem("shape", "positions")]
    if row["confidence"] not in Event.Confidence.values:
        found.append(Problem("row-value-refused", f"confidence: {row['confidence']}", "confidence"))
    if row.get("kind_of_date") not in (None, "", *Event.KindOfDate.values):
        found.append(Problem("row-value-refused", f"kind_of_date: {row['kind_of_date']}", "kind_of_date"))
    return found + [
        Problem("language-missing", pair, f"{pair}_en")
        for pair in ("disputed", "later")
        if bool(row.get(f"{pair}_en")) != bool(row.get(f"{pair}_fr"))
    ]


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
    for problem in keys_problems(row, POSITION_KEYS, {"sources"}):
        yield Problem(problem.says, f"positions, {problem.detail}", "positions")
    for problem in unfit_problems(Position, {key: row.get(key) or "" for key in ("holder_en", "holder_fr")}):
        yield replace(problem, where="positions")
    if row.get("party") not in Party.values:
        yield Problem("row-value-refused", f"party: {row.get('party')}", "positions")
    for one in row.get("sources") or ():
        if one not in known["source"]:
            yield Problem("reference-unknown", f"sources: {one}", "positions")
