"""JSON with `events` in it, where every event knows its line. The library tells lines of mistakes only."""

import json
from dataclasses import dataclass, field
from typing import Any, NoReturn

from quizzes.engine.problems import Problem
from sahelapp.timeline.formats.given import MOST_EVENTS, decoded


@dataclass(slots=True)
class Located:
    """What the file says beside its events, the events, and the 1-based line on which each of them begins."""

    head: dict[str, Any] = field(default_factory=dict)
    events: list[Any] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)


class _Stopped(ValueError):
    def __init__(self, says: str, detail: str = "") -> None:
        super().__init__(says)
        self.says, self.detail = says, detail


def read(data: bytes) -> Located | Problem:
    """The file in its parts, or the one thing for which it cannot be read."""
    text = decoded(data)
    if isinstance(text, Problem):
        return text
    reader = _Reader(text)
    try:
        return reader.whole()
    except json.JSONDecodeError as mistake:
        return Problem("not-json", mistake.msg, line=mistake.lineno)
    except _Stopped as stopped:
        return Problem(stopped.says, stopped.detail, line=reader.line)
    except (ValueError, RecursionError) as fault:  # a number of thousands of digits; brackets in brackets
        return Problem("not-json", type(fault).__name__, line=reader.line)


class _Reader:
    """Walks through the outermost object and its events; what is inside each of them is the library's business."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.line = text, 0, 1
        self._decoder = json.JSONDecoder(parse_constant=_refuse, object_pairs_hook=_each_once)

    def whole(self) -> Located:
        found = Located()
        if self._next() != "{":
            raise _Stopped("json-shape")
        while self._goes_on("}", is_first=not found.head):
            key = self._value()
            if not isinstance(key, str):
                raise json.JSONDecodeError("Expecting property name enclosed in double quotes", self.text, self.at)
            if key in found.head:
                raise _Stopped("key-twice", key)
            self._take(":")
            found.head[key] = self._events(found) if key == "events" and self._next() == "[" else self._value()
        if self._next():
            raise json.JSONDecodeError("Extra data", self.text, self.at)
        if not isinstance(found.head.pop("events", None), list):
            raise _Stopped("json-shape")
        return found

    def _events(self, found: Located) -> list[Any]:
        while self._goes_on("]", is_first=not found.events):
            if len(found.events) == MOST_EVENTS:
                raise _Stopped("events-too-many", str(MOST_EVENTS))
            self._next()
            found.lines.append(self.line)
            found.events.append(self._value())
        return found.events

    def _goes_on(self, end: str, *, is_first: bool) -> bool:
        """Whether another member comes; takes the bracket or comma before it, or the bracket at the end."""
        if is_first:
            self.at += 1  # the opening bracket, which the caller has seen
        if self._next() == end:
            self.at += 1
            return False
        if not is_first:
            self._take(",")
        return True

    def _take(self, sign: str) -> None:
        if self._next() != sign:
            raise json.JSONDecodeError(f"Expecting '{sign}' delimiter", self.text, self.at)
        self.at += 1

    def _value(self) -> Any:
        self._next()
        value, end = self._decoder.raw_decode(self.text, self.at)
        self._go(end)
        return value

    def _next(self) -> str:
        """The sign that comes after blanks; empty at the end."""
        end = self.at
        while end < len(self.text) and self.text[end] in " \t\r\n":
            end += 1
        self._go(end)
        return self.text[end : end + 1]

    def _go(self, end: int) -> None:
        self.line += self.text.count("\n", self.at, end)
        self.at = end


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The library lets the last of two equal keys win, silently."""
    value = dict(pairs)
    if len(value) != len(pairs):
        names = [name for name, _ in pairs]
        raise _Stopped("key-twice", next(name for name in names if names.count(name) > 1))
    return value


def _refuse(name: str) -> NoReturn:
    raise _Stopped("not-json", name)
