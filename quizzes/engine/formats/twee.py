"""Twee 3: passages as plain text, `:: Name [tags] {"position":"x,y"}` and below it what they say.

After the specification of the Interactive Fiction Technology Foundation. Stricter than it in one thing: a header that
cannot be read is a problem, not a warning. A line of text that begins with `::` is written `\\::`, as Twine does.
"""

import json
import re
from dataclasses import dataclass, field, replace
from typing import Any

from quizzes.engine.formats.passages import MOST_PASSAGES, Passage, Passages, Place, named, pair, twice
from quizzes.engine.problems import Problem

TITLE = "StoryTitle"
DATA = "StoryData"
_LONGEST_HEADER = 2_000  # characters
# Possessive throughout: a header of nothing but brackets must not be tried in every possible way.
_HEADER = re.compile(
    r"::(?P<name>(?:\\.|[^\\\[\]{}])*+)(?:\[(?P<tags>(?:\\.|[^\\\[\]{}])*+)\]\s*+)?(?P<metadata>\{.*\})?\s*+"
)
_ESCAPED = re.compile(r"\\(.)")
_TO_ESCAPE = re.compile(r"[\\\[\]{}]")
_LIKE_A_HEADER = re.compile(r"^(?=\\*::)", re.MULTILINE)
_ESCAPED_LINE = re.compile(r"^\\(?=\\*::)", re.MULTILINE)


def read(text: str) -> Passages:
    """The passages of a file whose lines end with one character, and all that is wrong with its form."""
    reader = _Reader()
    for number, line in enumerate(text.split("\n"), 1):
        if not line.startswith("::"):
            reader.lines.append(line)
        elif reader.headers == MOST_PASSAGES + 2:
            # Title and data are no passages. Who has written that many has not written a scenario.
            reader.problems.append(Problem("passages-too-many", str(MOST_PASSAGES), line=number))
            break
        else:
            reader.close()
            reader.open(line, number)
    reader.close()
    return reader.whole()


@dataclass(slots=True)
class _Reader:
    """What was read so far: whole passages, and the one whose lines are still coming."""

    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    headers: int = 0
    _open: Passage | None = None

    def open(self, header: str, number: int) -> None:
        """Begin a passage; one whose header is broken is told, and its text goes by."""
        self.headers += 1
        self._open = None
        found = _HEADER.fullmatch(header) if len(header) <= _LONGEST_HEADER else None
        name = named(_unescaped(found["name"])) if found else ""
        if found is None or not name:
            self.problems.append(Problem("header-broken", header[:80], line=number))
            return
        metadata = _metadata(found["metadata"])
        if metadata is None:
            self.problems.append(Problem("header-metadata", found["metadata"][:80], line=number))
            return
        tags = tuple(dict.fromkeys(_unescaped(found["tags"] or "").split()))
        place = Place(tags, pair(metadata.get("position", "")), pair(metadata.get("size", "")))
        self._open = Passage(name, "", place, number, number + 1)

    def close(self) -> None:
        """End the passage whose lines were coming."""
        text = "\n".join(self.lines).rstrip()
        self.lines.clear()
        if self._open is not None:
            self.passages.append(replace(self._open, text=_ESCAPED_LINE.sub("", text)))
        elif text and not self.headers:
            self.notes.append(Problem("left-out-before", text.strip()[:80], line=1))

    def whole(self) -> Passages:
        """Everything, with the two special passages in their places."""
        title = next((one.text.strip() for one in self.passages if one.name == TITLE), "")
        data = next((self._data(one) for one in self.passages if one.name == DATA), {})
        passages = tuple(one for one in self.passages if one.name not in (TITLE, DATA))
        self.problems += twice(tuple(self.passages))
        if not passages and not self.problems:
            self.problems.append(Problem("passages-none", line=1))
        return Passages(
            title=named(title),
            start=named(_words(data, "start")),
            ifid=_words(data, "ifid"),
            made_for=_words(data, "format"),
            passages=passages,
            problems=tuple(self.problems),
            notes=tuple(self.notes),
        )

    def _data(self, passage: Passage) -> dict[str, Any]:
        try:
            found = json.loads(passage.text)
        except json.JSONDecodeError as mistake:
            line = passage.text_line + mistake.lineno - 1
            self.problems.append(Problem("story-data-broken", mistake.msg, line=line))
            return {}
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            self.problems.append(Problem("story-data-broken", "{ }", line=passage.line))
            return {}
        return found


def _metadata(words: str | None) -> dict[str, Any] | None:
    """What stands in a header's braces; None where it is no JSON."""
    try:
        found = json.loads(words or "{}")
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _words(data: dict[str, Any], key: str) -> str:
    found = data.get(key)
    return found if isinstance(found, str) else ""


def _unescaped(words: str) -> str:
    return _ESCAPED.sub(r"\1", words)


def _escaped(words: str) -> str:
    return _TO_ESCAPE.sub(r"\\\g<0>", words)


def write(story: Passages) -> str:
    """The file that `read` takes."""
    data = {"ifid": story.ifid, "format": story.made_for, "start": story.start}
    known = {key: value for key, value in data.items() if value}
    special = (
        Passage(TITLE, story.title),
        Passage(DATA, json.dumps(known, ensure_ascii=False, indent=2)),
    )
    return "\n\n".join(_written(one) for one in (*special, *story.passages)) + "\n"


def _written(passage: Passage) -> str:
    place = passage.place
    header = f":: {_escaped(passage.name)}"
    if place.tags:
        header += f" [{_escaped(' '.join(place.tags))}]"
    metadata = {key: value for key, value in (("position", place.position), ("size", place.size)) if value}
    if metadata:
        header += f" {json.dumps(metadata, separators=(',', ':'))}"
    return f"{header}\n{_LIKE_A_HEADER.sub(lambda _: chr(92), passage.text)}".rstrip()
