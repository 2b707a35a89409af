"""A story of passages as Twine and its relatives keep it: names, texts with links, tags, places on a map.

`twee.py` and `twine_html.py` read and write it; `story_passages.py` makes a story of it, and it of a story.
"""

import re
from dataclasses import dataclass, field

from quizzes.engine.formats import decoding
from quizzes.engine.problems import Problem

MOST_MEGABYTES = 4  # a published Twine file carries a player of about one
MOST_PASSAGES = 1_000
LONGEST_TEXT = 60_000  # characters of one passage, as of every text on the site
_PAIR = re.compile(r"-?\d{1,6}(?:\.\d{1,9})?,-?\d{1,6}(?:\.\d{1,9})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Place:
    """What belongs to a passage on Twine's map: tags, and position and size as `x,y` in pixels, empty where unknown."""

    tags: tuple[str, ...] = ()
    position: str = ""
    size: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage; `line` (1-based) is where it stands in its file, `text_line` where its text begins."""

    name: str
    text: str = ""
    place: Place = field(default_factory=Place)
    line: int = field(default=1, compare=False)
    text_line: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Passages:
    """A whole file. Where there are problems, nothing of it should be kept; `notes` stop nothing.

    `start` is the name of the passage that comes first, empty where the file names none; `made_for` the story format.
    """

    title: str = ""
    start: str = ""
    ifid: str = ""
    made_for: str = ""
    passages: tuple[Passage, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()

    def passage(self, name: str) -> Passage | None:
        """The first passage of that name."""
        return next((one for one in self.passages if one.name == name), None)


def decoded(data: bytes) -> str | Problem:
    """The text of a file with lines ended by one character, or why there is none."""
    text = decoding.decoded(data, MOST_MEGABYTES)
    return text if isinstance(text, Problem) else text.replace("\r\n", "\n").replace("\r", "\n")


def named(words: str) -> str:
    """A name or the target of a link, with single spaces: so they find each other."""
    return " ".join(words.split())


def pair(value: object) -> str:
    """A position or a size as `x,y`; empty where `value` is none."""
    words = str(value).replace(" ", "")
    return words if _PAIR.fullmatch(words) else ""


def twice(passages: tuple[Passage, ...]) -> list[Problem]:
    """Passages whose name another one has before them."""
    seen: set[str] = set()
    found = []
    for one in passages:
        if one.name in seen:
            found.append(Problem("passage-twice", one.name, line=one.line))
        seen.add(one.name)
    return found
