"""What a reader makes of a file: rows as events.yaml has them, each with its place, and all that is wrong."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from quizzes.engine.formats import decoding
from quizzes.engine.problems import Problem

MOST_EVENTS = 10_000  # as many as the timeline itself is made for
MOST_MEGABYTES = 64  # ten thousand events with long texts in two languages
_UNUSABLE = re.compile("[\0\ud800-\udfff]")


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
    """The text of a file, or why there is none."""
    return decoding.decoded(data, MOST_MEGABYTES)


def unusable(words: str) -> bool:
    """Whether a text holds what no database keeps: the character zero, or half of a pair of UTF-16."""
    return _UNUSABLE.search(words) is not None
