"""How moves and eras stand in files: the same mapping both ways. A null in a file is an empty text here."""

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from quizzes.engine.problems import Problem
from sahelapp.evidence.dates import Partial
from sahelapp.timeline.models import Era, Move, Party, in_order
from sahelapp.timeline.moves import INSTRUMENTS
from sahelapp.timeline.row_checks import fingerprint, keys_problems, unfit_problems

Row = Mapping[str, Any]

MOVE_KEYS = (
    *("id", "row", "event", "date", "date_latest", "announced", "effective", "mover", "mover_en", "mover_fr"),
    *("target", "instrument", "confidential", "size", "what_en", "what_fr", "reason_en", "reason_fr"),
    *("reply_to", "reply_source", "sources", "note_en", "note_fr"),
)
_MAY_BE_EMPTY = set(MOVE_KEYS) - {"id", "event", "date", "mover", "target", "instrument", "what_en", "what_fr"}
_DATES = ("date", "date_latest", "announced", "effective")
_PAIRS = ("mover", "reason", "note")
# What a move's own columns hold; the others point elsewhere.
_PLAIN = tuple(key for key in MOVE_KEYS if key not in ("id", "event", "reply_source", "sources"))

ERA_KEYS = ("slug", "start", "end", "name_en", "name_fr", "summary_en", "summary_fr", "sources")


def move_row(move: Move) -> dict[str, Any]:
    """A move as moves.yaml has it."""
    held = {key: getattr(move, key) for key in _PLAIN}
    held |= {"id": move.slug, "event": move.event.slug, "sources": in_order(move, "sources")}
    held["reply_source"] = move.reply_source.slug if move.reply_source else None
    return as_kept({key: held[key] for key in MOVE_KEYS})


def as_kept(row: Row) -> dict[str, Any]:
    """A row as `move_row` gives it: every key, and null for what is empty."""
    whole = {key: row.get(key) or None for key in MOVE_KEYS}
    return whole | {
        "confidential": bool(row.get("confidential")),
        "size": row.get("size"),
        "sources": list(row.get("sources") or ()),
    }


def fields(row: Row) -> dict[str, Any]:
    """The plain fields of a move; its event and sources are the action's business."""
    texts = {key: row.get(key) or "" for key in _PLAIN if key not in ("confidential", "size")}
    return texts | {"slug": row["id"], "confidential": bool(row.get("confidential")), "size": row.get("size")}


def ladder(row: Row) -> tuple[int, str]:
    """Sorts moves as the ladder numbers them: 0a, 0b, 1, 2, 15, 15r; those without a number come last."""
    found = re.fullmatch(r"(\d+)(.*)", row.get("row") or "")
    return (int(found[1]), found[2]) if found else (10**6, str(row["id"]))


def move_problems(row: Row, known: Mapping[str, AbstractSet[str]]) -> list[Problem]:
    """What is wrong with one row of moves.yaml; `where` is the key. `known`: the slugs there are, by kind."""
    if found := list(keys_problems(row, MOVE_KEYS, _MAY_BE_EMPTY)):
        return found
    found += unfit_problems(Move, {"slug": row["id"], **{key: row[key] for key in ("what_en", "what_fr")}}, ident="id")
    found += [*_values(row), *_dates(row), *_pointers(row, known)]
    found += [
        Problem("language-missing", pair, f"{pair}_en")
        for pair in _PAIRS
        if bool(row.get(f"{pair}_en")) != bool(row.get(f"{pair}_fr"))
    ]
    return found


def _values(row: Row) -> Iterator[Problem]:
    allowed = (("mover", Party.values), ("target", Party.values), ("instrument", INSTRUMENTS))
    for key, values in allowed:
        if row[key] not in values:
            yield Problem("row-value-refused", f"{key}: {row[key]}", key)
    size = row.get("size")
    if size is not None and not (isinstance(size, int) and size > 0):
        yield Problem("row-value-refused", f"size: {size}", "size")


def _dates(row: Row) -> Iterator[Problem]:
    for key in _DATES:
        try:
            Partial.read(str(row.get(key) or "2000"))
        except ValueError as mistake:
            yield Problem("row-value-refused", f"{key}: {mistake}", key)
            return
    latest = row.get("date_latest")
    if latest and Partial.read(str(latest)).latest < Partial.read(str(row["date"])).earliest:
        yield Problem("row-value-refused", f"date_latest: {latest} < {row['date']}", "date_latest")


def _pointers(row: Row, known: Mapping[str, AbstractSet[str]]) -> Iterator[Problem]:
    pointers = [("event", "event", row["event"]), ("reply_to", "move", row.get("reply_to"))]
    pointers.append(("reply_source", "source", row.get("reply_source")))
    pointers += [("sources", "source", one) for one in row.get("sources") or ()]
    for key, kind, slug in pointers:
        if slug and slug not in known[kind]:
            yield Problem("reference-unknown", f"{key}: {slug}", key)
    if row.get("reply_to") == row["id"]:
        yield Problem("row-value-refused", f"reply_to: {row['id']}", "reply_to")
    if row.get("reply_source") and not row.get("reply_to"):
        yield Problem("row-key-missing", "reply_to", "reply_source")


def era_row(era: Era) -> dict[str, Any]:
    """An era as eras.yaml has it."""
    return era_as_kept(
        {key: getattr(era, key) for key in ERA_KEYS if key != "sources"} | {"sources": in_order(era, "sources")}
    )


def era_as_kept(row: Row) -> dict[str, Any]:
    """A row as `era_row` gives it."""
    return {key: row.get(key) or None for key in ERA_KEYS} | {"sources": list(row.get("sources") or ())}


def era_said(_position: int, row: Row) -> str:
    """Equal for eras that say the same, wherever they stand."""
    return fingerprint(list(era_as_kept(row).values()))


def era_here(era: Era) -> str:
    """The same of an era of the database."""
    return era_said(0, era_row(era))


def era_problems(row: Row, known: Mapping[str, AbstractSet[str]]) -> list[Problem]:
    """What is wrong with one row of eras.yaml."""
    if found := list(keys_problems(row, ERA_KEYS, {"end"})):
        return found
    found += unfit_problems(Era, {key: row[key] for key in ("slug", "name_en", "name_fr")})
    try:
        start, end = Partial.read(str(row["start"])), Partial.read(str(row.get("end") or "9999"))
    except ValueError as mistake:
        return [*found, Problem("row-value-refused", f"start: {mistake}", "start")]
    if end.latest < start.earliest:
        found.append(Problem("row-value-refused", f"end: {row['end']} < {row['start']}", "end"))
    return found + [
        Problem("reference-unknown", f"sources: {one}", "sources")
        for one in row["sources"]
        if one not in known["source"]
    ]
