"""What a reader makes of a file: rows as events.yaml has them, each with its place, and all that is wrong."""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from quizzes.engine.problems import Problem

MOST_EVENTS = 10_000  # as many as the timeline itself is made for
MOST_MEGABYTES = 64  # ten thousand events with long texts in two languages
_UNUSABLE = re.compile("[\0\ud800-\udfff]")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Given:
    """One event of a file. Keys that the format does not carry are not in `row`: what is here already stays.

    `line` is 1-based, where the event begins; `place` is what a person calls it; `group` is a name some theme may have.
    """

    row: dict[str, Any]
    line: int
    place: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was made of a file. `left_out` tells what it holds that the timeline has no place for.

    `names` says how this format calls the keys of a row, where it calls them otherwise. `spares_published`: it says so
    much less than the site that it must not change an event that was published.
    """

    events: tuple[Given, ...] = ()
    problems: tuple[Problem, ...] = ()
    left_out: tuple[Problem, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    spares_published: bool = False


def decoded(data: bytes) -> str | Problem:
    """The text of a file in UTF-8, with or without its mark in front, or why there is none."""
    if len(data) > MOST_MEGABYTES * 2**20:
        return Problem("file-too-large", str(MOST_MEGABYTES))
    if data.startswith(_UTF_16):
        return Problem("encoding", "UTF-16", line=1)
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode()
    except UnicodeDecodeError as mistake:
        start = mistake.start
        return Problem("encoding", f"0x{data[start]:02X}", line=data.count(b"\n", 0, start) + 1)
    if "\0" in text:
        return Problem("character-zero", line=text.count("\n", 0, text.index("\0")) + 1)
    return text if text.strip() else Problem("file-empty")


def unusable(words: str) -> bool:
    """Whether a text holds what no database keeps: the character zero, or half of a pair of UTF-16."""
    return _UNUSABLE.search(words) is not None
