"""How tokens become HTML, and what a page gathers on its way: its notes, its links, its problems."""

import re
from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from quizzes.engine.problems import Problem
from quizzes.engine.text import typeset
from sahelapp.evidence import markdown

# Where each kind of thing stands, after the language. `question` has no page: it stands in a lesson.
PATHS = {
    "event": "timeline",
    "actor": "actors",
    "term": "terms",
    "source": "sources",
    "place": "places",
    "quiz": "quizzes",
    "scenario": "scenarios",
    "lesson": "lessons",
}
Target = tuple[str, str]  # (kind, slug)


class Page:
    """What one rendering gathers on its way."""

    def __init__(self, name: str, language: str, term_names: Mapping[str, str]) -> None:
        self.name, self.language, self.term_names = name, language, term_names
        self.sources: list[str] = []
        self.uses: dict[str, int] = {}
        self.mentions: list[Target] = []
        self.problems: list[Problem] = []
        self.headings = 0

    def cite(self, source: str) -> str:
        """The link to a note; the first one is where the note leads back to."""
        if source not in self.uses:
            self.sources.append(source)
        number = self.sources.index(source) + 1
        self.uses[source] = use = self.uses.get(source, 0) + 1
        here = f"c-{self.name}-{number}" + (f"-{use}" if use > 1 else "")
        return f'<a href="#n-{self.name}-{number}" id="{here}" aria-label="Note {number}">{number}</a>'

    def address(self, target: str) -> str:
        """Where a link leads: a thing of ours, a page elsewhere, or nowhere (a problem)."""
        kind, _, slug = target.partition(":")
        if kind in PATHS and re.fullmatch(markdown.SLUG, slug):
            self.mentions.append((kind, slug))
            return f"/{self.language}/{PATHS[kind]}/{slug}/"
        if kind in ("http", "https"):
            return target
        self.problems.append(Problem("link-unknown", target))
        return ""


class Printer(RendererHTML):
    """Tokens as HTML. The method names are the token types: the parser finds them by name."""

    def text(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
        # A letter stands for the neighbour in bold or a link, so that « l'*armée* ; » is set as one piece.
        before, after = "x" * (at > 0), "x" * (at + 1 < len(tokens))
        words = tokens[at].content
        if after and tokens[at + 1].type == "citation":
            words = words.rstrip(" ")
        words = typeset(before + words + after, env["page"].language)
        return escape(words[len(before) : len(words) - len(after)], quote=False)

    def citation(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
        links = ", ".join(env["page"].cite(source) for source in dict.fromkeys(tokens[at].meta["sources"]))
        return f'<sup class="cite">{links}</sup>'

    def term(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
        page, slug = env["page"], tokens[at].meta["slug"]
        page.mentions.append(("term", slug))
        words = tokens[at].meta["words"] or page.term_names.get(slug, slug.replace("-", " "))
        shown = escape(typeset(words, page.language))
        return f'<button type="button" class="term" popovertarget="term-{slug}">{shown}</button>'

    def check(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
        slug = tokens[at].meta["slug"]
        env["page"].mentions.append(("question", slug))
        return f'<div class="check" data-check="{slug}"></div>\n'

    def link_open(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
        href = env["page"].address(str(tokens[at].attrGet("href") or ""))
        if not href:
            return "<a>"
        elsewhere = ' rel="external noopener"' if href.startswith("http") else ""
        return f'<a href="{escape(href)}"{elsewhere}>'

    def heading_open(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
        page = env["page"]
        page.headings += 1
        return f'<{_level(tokens[at])} id="s-{page.name}-{page.headings}">'

    def heading_close(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
        return f"</{_level(tokens[at])}>\n"

    def table_open(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
        label = f"{_TABLE[env['page'].language]}{', '.join(_headers(tokens[at:]))}"
        return f'<div class="table-scroll" tabindex="0" role="region" aria-label="{escape(label)}"><table>\n'

    def table_close(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
        return "</table></div>\n"

    def th_open(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
        return f'<th scope="col"{_alignment(tokens[at])}>'

    def td_open(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
        return f"<td{_alignment(tokens[at])}>"


_TABLE = {"en": "Table: ", "fr": "Tableau\u00a0: "}


def _level(heading: Token) -> str:
    """The page has its `h1` already."""
    return "h2" if heading.tag == "h1" else heading.tag


def _headers(tokens: Sequence[Token]) -> list[str]:
    """The words of the first row."""
    words: list[str] = []
    for before, token in pairwise(tokens):
        if before.type == "th_open":
            words.append("".join(child.content for child in token.children or ()).strip())
        if token.type == "thead_close":
            break
    return [word for word in words if word]


def _alignment(cell: Token) -> str:
    """Markdown says alignment in a `style`, which our policy forbids: a class instead."""
    style = str(cell.attrGet("style") or "")
    return next((f' class="align-{side}"' for side in ("right", "center") if style.endswith(side)), "")
