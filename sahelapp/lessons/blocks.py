"""What a lesson's text is made of, block by block, and whether its two languages agree. Django-free."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from quizzes.engine.problems import Problem
from quizzes.engine.text import Text
from sahelapp.evidence import markdown
from sahelapp.evidence.printing import Target

_PARSER = markdown.parser(RendererHTML)
_LINK = re.compile(rf"([a-z]+):({markdown.SLUG})")


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, a list, a table, a quotation or a question, and what it points at."""

    kind: str
    line: int
    number: int  # among the blocks that are no headings: "paragraph 5"
    targets: tuple[Target, ...] = ()
    words: str = ""

    @property
    def sources(self) -> frozenset[str]:
        return frozenset(slug for kind, slug in self.targets if kind == "source")


def blocks(words: str) -> list[Block]:
    """The blocks of a Markdown text, each with its line."""
    found: list[Block] = []
    number = 0
    for tokens in _top_level(_PARSER.parse(markdown.prepared(words))):
        is_heading = tokens[0].type == "heading_open"
        kind = tokens[0].tag if is_heading else tokens[0].type.removesuffix("_open")
        number += not is_heading
        said = " ".join(token.content for token in tokens if token.type == "inline")
        line = (tokens[0].map or [0])[0] + 1
        found.append(Block(kind, line, number, tuple(_targets(tokens)), said))
    return found


def questions(words: str) -> list[str]:
    """The slugs of the questions that stand in a text, in order."""
    return [slug for block in blocks(words) for kind, slug in block.targets if kind == "question"]


def differences(body: Text) -> list[Problem]:
    """Where English and French are not built alike; `line` is the line in the French text, if it has one."""
    found: list[Problem] = []
    for one, other in zip_longest(blocks(body.en), blocks(body.fr)):
        if one is None or other is None or one.kind != other.kind:
            # What follows is shifted, and telling it all would bury the one thing to mend.
            return [*found, _stray(one, other)]
        if one.sources != other.sources:
            cited = ", ".join(sorted(one.sources ^ other.sources))
            found.append(Problem("pair-citations", cited, f"body, paragraph {other.number}", other.line))
        elif _asked(one) != _asked(other):
            found.append(Problem("pair-shape", ", ".join(_asked(other)), "body", other.line))
    return found


def _stray(one: Block | None, other: Block | None) -> Problem:
    """Where the two part ways."""
    block = other or one
    words = (block.words[:60] or block.kind) if block else ""
    return Problem("pair-shape", words, "body", other.line if other else None)


def _asked(block: Block) -> list[str]:
    return [slug for kind, slug in block.targets if kind == "question"]


def _top_level(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The tokens of each block that stands on its own."""
    group: list[Token] = []
    for token in tokens:
        group.append(token)
        if token.level == 0 and token.nesting <= 0:
            yield group
            group = []


def _targets(tokens: Sequence[Token]) -> Iterator[Target]:
    for token in tokens:
        if token.type == "citation":
            yield from (("source", slug) for slug in token.meta["sources"])
        elif token.type == "term":
            yield ("term", token.meta["slug"])
        elif token.type == "check":
            yield ("question", token.meta["slug"])
        elif token.type == "link_open" and (link := _LINK.fullmatch(str(token.attrGet("href")))):
            yield (link[1], link[2])
        yield from _targets(token.children or ())
