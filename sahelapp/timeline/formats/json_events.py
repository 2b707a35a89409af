"""Events as JSON: everything that a version says, nothing left out. docs/timeline.schema.json describes it.

`precision`, `status` and `sources` at the end are for readers elsewhere: when such a file comes in, precision is
checked and the other two are not read.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from quizzes.engine.problems import Problem
from quizzes.engine.shapes import NUMBER, TEXT, TRUTH, WORDS, Shape, misshapen
from sahelapp.evidence.dates import Partial
from sahelapp.timeline.formats import located_json
from sahelapp.timeline.formats.cited import Cited
from sahelapp.timeline.formats.given import Given, Parsed
from sahelapp.timeline.moves import Move
from sahelapp.timeline.values import EventValue, Position

FORMAT, VERSION = "sahelapp-timeline", 1
POSITION: Shape = {"party": WORDS, "holder": TEXT, "says": TEXT, "sources": [WORDS]}
MOVE: Shape = {
    **dict.fromkeys(("id", "row", "date", "date_latest", "announced", "effective", "mover", "target"), WORDS),
    **dict.fromkeys(("instrument", "reply_to", "reply_source"), WORDS),
    **dict.fromkeys(("movers", "what", "reason", "note"), TEXT),
    **{"confidential": TRUTH, "size": NUMBER, "sources": [WORDS]},
}
EVENT: Shape = {
    **dict.fromkeys(("id", "date", "precision", "end", "kind_of_date", "place", "confidence", "status"), WORDS),
    **dict.fromkeys(("title", "summary", "later", "disputed"), TEXT),
    **{key: [WORDS] for key in ("themes", "actors", "sources")},
    **{"about": TRUTH, "positions": [POSITION], "moves": [MOVE]},
}
_HEAD = ("format", "version", "sources")
_TEXTS = {"holder": "holder", "says": "says", "what": "what", "reason": "reason", "note": "note", "movers": "mover"} | {
    name: name for name in ("title", "summary", "later", "disputed")
}
NAMES = {"theme": "themes"} | {f"{row}_{code}": f"{key}.{code}" for key, row in _TEXTS.items() for code in ("en", "fr")}


def write(events: Iterable[EventValue], sources: Iterable[Cited] = ()) -> bytes:
    """The whole file. The same events give the same bytes. `sources`: those that the events name, in words."""
    whole = {
        "format": FORMAT,
        "version": VERSION,
        "events": [_event(event) for event in events],
        "sources": [_source(source) for source in sources],
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _event(event: EventValue) -> dict[str, Any]:
    when = event.when
    return {
        "id": event.slug,
        "date": when.start.iso(),
        "precision": when.start.precision,
        "end": _iso(when.end),
        "kind_of_date": event.kind_of_date,
        "about": when.about,
        "title": event.titles.write(),
        "summary": event.summaries.write(),
        "later": event.laters.write(),
        "themes": event.themes,
        "actors": event.actors,
        "place": event.place,
        "sources": event.sources,
        "confidence": event.confidence,
        "disputed": event.disputes.write(),
        "status": event.status,
        "positions": [_position(position) for position in event.positions],
        "moves": [_move(move) for move in event.moves],
    }


def _position(position: Position) -> dict[str, Any]:
    return {
        "party": position.party,
        "holder": position.holder.write(),
        "says": position.says.write(),
        "sources": position.sources,
    }


def _move(move: Move) -> dict[str, Any]:
    return {
        "id": move.slug,
        "row": move.row,
        "date": move.made.iso(),
        "date_latest": _iso(move.made_latest),
        "announced": _iso(move.announced),
        "effective": _iso(move.effective),
        "mover": move.mover,
        "movers": move.movers.write(),
        "target": move.target,
        "instrument": move.instrument,
        "confidential": move.confidential,
        "size": move.size,
        "what": move.whats.write(),
        "reason": move.reasons.write(),
        "note": move.notes.write(),
        "reply_to": move.reply_to,
        "reply_source": move.reply_source,
        "sources": move.sources,
    }


def _source(source: Cited) -> dict[str, Any]:
    said = asdict(source)
    return {"id": said.pop("slug"), **said, "date": source.date or None}


def _iso(partial: Partial | None) -> str | None:
    return partial.iso() if partial else None


def read(data: bytes) -> Parsed:
    """The events of a file that `write` made, or a person in the same form."""
    found = located_json.read(data)
    if isinstance(found, Problem):
        return Parsed(problems=(found,))
    if found.head.get("format") != FORMAT:
        return Parsed(problems=(Problem("json-format", FORMAT, "format", 1),))
    if found.head.get("version") != VERSION:
        return Parsed(problems=(Problem("json-version", str(found.head.get("version"))[:20], "version", 1),))
    problems = [Problem("key-unknown", key, line=1) for key in found.head if key not in _HEAD]
    events: list[Given] = []
    for number, (event, line) in enumerate(zip(found.events, found.lines, strict=True), 1):
        place = f"events[{number}]"
        faults = _faults(event)
        problems += [Problem(fault.says, fault.detail, place, line) for fault in faults]
        if not faults:
            events.append(Given(_row(event), line, place))
    return Parsed(tuple(events), tuple(problems), names=NAMES)


def _faults(event: Any) -> list[Problem]:
    if not isinstance(event, Mapping):
        return [Problem("shape", "events")]
    return misshapen(_said(event), EVENT)


def _said(value: Any) -> Any:
    """Without what is null: it says as little as what is not there."""
    if isinstance(value, Mapping):
        return {key: _said(child) for key, child in value.items() if child is not None}
    return [_said(child) for child in value] if isinstance(value, list) else value


def _row(event: Mapping[str, Any]) -> dict[str, Any]:
    """As events.yaml has it, with the moves as moves.yaml has them."""
    row = {key: value for key, value in _flat(event).items() if key not in ("status", "themes")}
    if "themes" in event:
        row["theme"] = event["themes"] or []
    if "positions" in event:
        row["positions"] = [_flat(one) for one in event["positions"] or ()]
    if "moves" in event:
        row["moves"] = [_flat(one) | {"event": event.get("id")} for one in event["moves"] or ()]
    return row


def _flat(value: Mapping[str, Any]) -> dict[str, Any]:
    """With a key for each language of a text."""
    flat: dict[str, Any] = {}
    for key, part in value.items():
        if key in _TEXTS:
            flat |= {f"{_TEXTS[key]}_{code}": (part or {}).get(code) or "" for code in ("en", "fr")}
        else:
            flat[key] = part
    return flat
