"""What stands in the list `questions:` of a course file: questions, and what is drawn, made or told between them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from quizzes.engine import kinds
from quizzes.engine.numbers import read_number
from quizzes.engine.problems import Problem
from quizzes.engine.question import Question
from quizzes.engine.shapes import NUMBER, TEXT, WORDS, Shape, misshapen
from quizzes.engine.text import Text

QUESTION: Shape = {
    "slug": WORDS,
    "kind": WORDS,
    "mark": NUMBER,
    "tags": [WORDS],
    "stem": TEXT,
    "hints": [TEXT],
    "explanation": TEXT,
}  # every other key is the kind's own
DRAWN: Mapping[str, Shape] = {
    "draw": {"tag": WORDS, "count": NUMBER, "mark": NUMBER},
    "timeline": {"from": WORDS, "count": NUMBER, "mark": NUMBER},
}
TOLD: Mapping[str, Shape] = {
    "section": {"title": TEXT, "intro": TEXT},
    "page": {"title": TEXT, "text": TEXT},
}
_SOURCE = {"draw": "tag", "timeline": "from"}
_TEXT = {"section": "intro", "page": "text"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and what it is worth in this quiz."""

    question: Question
    kind: str
    mark: Decimal


@dataclass(frozen=True, slots=True)
class Drawn:
    """Questions found at the start of each attempt: drawn by a tag, or made from the timeline (`what`)."""

    what: str
    source: str
    count: int
    mark: Decimal


@dataclass(frozen=True, slots=True)
class Told:
    """The beginning of a section, or a page to read (`what`)."""

    what: str
    title: Text
    text: Text


Entry = Asked | Drawn | Told


def read(values: Any) -> tuple[tuple[Entry, ...], list[Problem]]:
    """The entries of a list, and all that is wrong with them, each with the question or entry it is about."""
    entries: list[Entry] = []
    found: list[Problem] = []
    for number, value in enumerate(values if isinstance(values, list) else [], 1):
        entry, problems = _entry(value)
        entries += [entry] if entry else []
        name = entry.question.slug if isinstance(entry, Asked) and entry.question.slug else f"questions[{number}]"
        found += [replace(problem, where=name) for problem in problems]
    return tuple(entries), found


def _entry(value: Any) -> tuple[Entry | None, list[Problem]]:
    if not isinstance(value, Mapping):
        return None, [Problem("shape", "questions")]
    what = next(iter(value)) if len(value) == 1 else ""
    if what not in {**DRAWN, **TOLD}:
        return _asked(value)
    if not isinstance(value[what], Mapping):
        return None, [Problem("shape-mapping", str(what))]
    return _drawn(what, value[what]) if what in DRAWN else _told(what, value[what])


def _drawn(what: str, value: Mapping[str, Any]) -> tuple[Drawn | None, list[Problem]]:
    if found := misshapen(value, DRAWN[what], f"{what}."):
        return None, found
    count = read_number(str(value.get("count", 1)), ".")
    mark = _mark(value)
    if count is None or count != int(count) or not 1 <= count <= 50:
        found.append(Problem("number", f"{what}.count"))
    if mark is None:
        found.append(Problem("number", "mark"))
    drawn = Drawn(what, str(value.get(_SOURCE[what], "")), int(count or 1), mark or Decimal(0))
    return drawn, found if drawn.source or what != "draw" else [*found, Problem("empty", "draw.tag")]


def _told(what: str, value: Mapping[str, Any]) -> tuple[Told | None, list[Problem]]:
    if found := misshapen(value, TOLD[what], f"{what}."):
        return None, found
    told = Told(what, Text.read(value.get("title")), Text.read(value.get(_TEXT[what])))
    return told, [] if told.title else [Problem("empty", f"{what}.title")]


def _asked(value: Mapping[str, Any]) -> tuple[Asked, list[Problem]]:
    kind = str(value.get("kind", ""))
    shape = next((known.shape for known in kinds.KINDS if known.kind == kind), {})
    own = {name: part for name, part in value.items() if name not in QUESTION}
    found = misshapen(value, {**shape, **QUESTION})
    clean = {} if any(problem.says == "shape" for problem in found) else own
    question = Question(
        str(value.get("slug") or ""),
        _text(value, "stem", found),
        kinds.from_value(kind, clean),
        _text(value, "explanation", found),
        _listed(value, "tags", found),
        tuple(Text.read(hint) for hint in _listed(value, "hints", found)),
    )
    mark = _mark(value)
    if mark is None:
        found.append(Problem("number", "mark"))
    if not question.slug:
        found.append(Problem("empty", "slug"))
    if clean or not own:
        found += question.problems()
    return Asked(question, kind, mark or Decimal(0)), found


def _is_sound(name: str, found: list[Problem]) -> bool:
    return not any(problem.says == "shape" and problem.detail.split("[")[0] == name for problem in found)


def _text(value: Mapping[str, Any], name: str, found: list[Problem]) -> Text:
    return Text.read(value.get(name)) if _is_sound(name, found) else Text()


def _listed(value: Mapping[str, Any], name: str, found: list[Problem]) -> tuple[Any, ...]:
    return tuple(value.get(name) or ()) if _is_sound(name, found) else ()


def _mark(value: Mapping[str, Any]) -> Decimal | None:
    mark = read_number(str(value.get("mark", "1")), ".")
    return mark if mark is not None and mark >= 0 else None


def write(entries: tuple[Entry, ...]) -> list[dict[str, Any]]:
    """The list that `read` takes, keys in the order in which our files have them."""
    return [_written(entry) for entry in entries]


def _written(entry: Entry) -> dict[str, Any]:
    if isinstance(entry, Told):
        texts = {_TEXT[entry.what]: entry.text.write()} if entry.text else {}
        return {entry.what: {"title": entry.title.write(), **texts}}
    mark = f"{entry.mark.normalize():f}"
    if isinstance(entry, Drawn):
        return {entry.what: {_SOURCE[entry.what]: entry.source, "count": entry.count, "mark": mark}}
    return {**dict(_question(entry, mark))}


def _question(asked: Asked, mark: str) -> Iterator[tuple[str, Any]]:
    question = asked.question
    yield "slug", question.slug
    yield "kind", asked.kind
    yield "mark", mark
    yield "tags", list(question.tags)
    yield "stem", question.stem.write()
    yield from ((name, part) for name, part in question.body.to_value().items() if name != "version")
    if question.hints:
        yield "hints", [hint.write() for hint in question.hints]
    yield "explanation", question.explanation.write()
