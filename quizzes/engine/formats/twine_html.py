"""Twine 2 HTML: `<tw-storydata>` with a `<tw-passagedata>` for each passage, as Twine publishes and archives it.

Only these two elements are read, and the scripts and styles between them, which are refused; a player around them is
not looked at. Read by hand and once from front to end: whatever cannot be read ends the reading.
"""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from quizzes.engine.formats.passages import MOST_PASSAGES, Passage, Passages, Place, named, pair, twice
from quizzes.engine.problems import Problem

_STORY = re.compile(r"<tw-storydata(?=[\s>])", re.IGNORECASE)
_STORY_END = re.compile(r"</tw-storydata\s*>", re.IGNORECASE)
_PART = re.compile(r"<(tw-passagedata|script|style)(?=[\s>])", re.IGNORECASE)
_ENDS = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in ("tw-passagedata", "script", "style")}
_ATTRIBUTE = re.compile(r"""\s*+([^\s=>"'/]++)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s>"']*+))?""")
_TAG_END = re.compile(r"\s*+/?>")
_MOST_ATTRIBUTES = 50  # Twine writes a dozen
_LONGEST_TAG = 10_000  # characters
_REFUSED = {"script": "script-passage", "style": "style-passage"}


def read(text: str) -> Passages:
    """The passages of the one story in a page, and all that is wrong with its form."""
    starts = _STORY.finditer(text)
    first = next(starts, None)
    if first is None:
        return Passages(problems=(Problem("html-no-story", line=1),))
    page = _Page(text)
    try:
        attributes, begin = page.attributes(first.end())
        end = page.end_of(_STORY_END, begin, "tw-storydata")
        parts = list(page.parts(begin, end.start()))
    except _Broken as broken:
        return Passages(problems=(*page.problems, broken.problem))
    second = _STORY.search(text, end.end())
    if second is not None:
        page.complain("html-many-stories", "", second.start())
    return _whole(page, attributes, parts)


class _Broken(Exception):
    """From here on the page cannot be read."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(slots=True)
class _Page:
    """The text of a page and what is wrong with it. Lines are counted on from the last place that was asked for."""

    text: str
    problems: list[Problem] = field(default_factory=list)
    _counted: tuple[int, int] = (0, 1)

    def line(self, at: int) -> int:
        """The 1-based line of a character."""
        before, line = self._counted if self._counted[0] <= at else (0, 1)
        self._counted = (at, line + self.text.count("\n", before, at))
        return self._counted[1]

    def complain(self, says: str, detail: str, at: int) -> None:
        """Note one problem at a character."""
        self.problems.append(Problem(says, detail[:80], line=self.line(at)))

    def attributes(self, at: int) -> tuple[dict[str, str], int]:
        """The attributes of the tag whose name ends at a character, and where its text begins."""
        begin = at
        found: dict[str, str] = {}
        while (end := _TAG_END.match(self.text, at)) is None:
            one = _ATTRIBUTE.match(self.text, at)
            if one is None or len(found) > _MOST_ATTRIBUTES or one.end() - begin > _LONGEST_TAG:
                raise _Broken(Problem("html-broken", "<", line=self.line(begin)))
            value = one[2] or ""
            found[one[1].lower()] = html.unescape(value[1:-1] if value[:1] in ('"', "'") else value)
            at = one.end()
        return found, end.end()

    def end_of(self, pattern: re.Pattern[str], at: int, name: str) -> re.Match[str]:
        """Where the element called `name` ends."""
        end = pattern.search(self.text, at)
        if end is None:
            raise _Broken(Problem("html-broken", f"</{name}>", line=self.line(at)))
        return end

    def parts(self, at: int, end: int) -> Iterator[tuple[dict[str, str], Passage]]:
        """The passages between two characters, each with its attributes; scripts and styles that say something."""
        count = 0
        while (part := _PART.search(self.text, at, end)) is not None:
            name = part[1].lower()
            attributes, begin = self.attributes(part.end())
            close = self.end_of(_ENDS[name], begin, name)
            at = close.end()
            inner = self.text[begin : close.start()]
            if name in _REFUSED:
                if inner.strip() or attributes.get("src"):
                    self.complain(_REFUSED[name], f"<{name}>", part.start())
                continue
            count += 1
            if count > MOST_PASSAGES:
                self.complain("passages-too-many", str(MOST_PASSAGES), part.start())
                return
            yield attributes, self._passage(attributes, inner, part.start(), begin)

    def _passage(self, attributes: Mapping[str, str], inner: str, at: int, begin: int) -> Passage:
        name = named(attributes.get("name", ""))
        line = self.line(at)
        if not name:
            self.complain("header-broken", self.text[at:begin], at)
        tags = tuple(dict.fromkeys(attributes.get("tags", "").split()))
        place = Place(tags, pair(attributes.get("position", "")), pair(attributes.get("size", "")))
        return Passage(name, html.unescape(inner).rstrip(), place, line, self.line(begin))


def _whole(page: _Page, story: Mapping[str, str], parts: list[tuple[dict[str, str], Passage]]) -> Passages:
    passages = tuple(passage for _, passage in parts)
    problems = [*page.problems, *twice(passages)]
    if not passages and not problems:
        problems.append(Problem("passages-none", line=1))
    start = story.get("startnode", "")
    return Passages(
        title=named(story.get("name", "")),
        start=next((passage.name for own, passage in parts if start and own.get("pid") == start), ""),
        ifid=story.get("ifid", ""),
        made_for=story.get("format", ""),
        passages=passages,
        problems=tuple(problems),
    )


def write(story: Passages) -> str:
    """A page with nothing but the story: Twine imports it, and `read` takes it."""
    numbers = {passage.name: number for number, passage in enumerate(story.passages, 1)}
    attributes = {"name": story.title, "startnode": str(numbers.get(story.start, "")), "ifid": story.ifid}
    attributes |= {"format": story.made_for} if story.made_for else {}
    passages = "\n".join(_written(number, passage) for number, passage in enumerate(story.passages, 1))
    title = html.escape(story.title)
    return (
        f'<!DOCTYPE html>\n<html>\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n</head>\n<body>\n'
        f"<tw-storydata{_tag(attributes)} hidden>\n{passages}\n</tw-storydata>\n</body>\n</html>\n"
    )


def _written(number: int, passage: Passage) -> str:
    place = passage.place
    attributes = {"pid": str(number), "name": passage.name, "tags": " ".join(place.tags)}
    attributes |= {key: value for key, value in (("position", place.position), ("size", place.size)) if value}
    return f"<tw-passagedata{_tag(attributes)}>{html.escape(passage.text, quote=False)}</tw-passagedata>"


def _tag(attributes: Mapping[str, str]) -> str:
    return "".join(f' {name}="{html.escape(value)}"' for name, value in attributes.items())
