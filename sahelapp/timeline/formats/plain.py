"""Markdown and HTML as plain words, and plain words as Markdown that shows them as they were."""

import re
from html.parser import HTMLParser

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from quizzes.engine.text import typeset
from sahelapp.evidence import markdown

_PARSER = markdown.parser(RendererHTML)
# One paragraph that begins with a letter and holds no sign of ours or of Markdown's: most summaries.
_WITHOUT_MARKS = re.compile(r"[^\W\d_][^\[\]*_`<>#\\&~|\n]*")
_BLOCKS = re.compile(r"p|div|br|li|[uo]l|h[1-6]|blockquote|table|tr|section|article|figure")
_NOT_WORDS = ("script", "style", "template")
_MARKS = re.compile(r"[\\\[\]*`]|(?<!\w)_|_(?!\w)|[<&](?=[\w/#!?])")
_MARK_IN_FRONT = re.compile(r"^(\s*)(?:([#>+=~{:|-])|(\d+)([.)]))", flags=re.MULTILINE)


def of_markdown(words: str, language: str) -> list[str]:
    """The paragraphs of a text, typeset, without marks, citations and addresses."""
    if _WITHOUT_MARKS.fullmatch(words):
        return [typeset(words, language)]
    blocks = [token.children for token in _PARSER.parse(markdown.prepared(words)) if token.children]
    # What is cited goes with the blank before it: no text holds the character zero, so it marks the place.
    paragraphs = (re.sub(r" *\0", "", "".join(map(_words, children))).strip() for children in blocks)
    return [typeset(paragraph, language) for paragraph in paragraphs if paragraph]


def _words(token: Token) -> str:
    if token.type == "term":
        return str(token.meta["words"] or token.meta["slug"].replace("-", " "))
    return {"softbreak": " ", "hardbreak": " ", "citation": "\0"}.get(token.type, token.content)


class _Reader(HTMLParser):
    """Keeps words and the addresses of links, starts a paragraph at every block, and passes over scripts."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent = 0
        self._links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _NOT_WORDS
        if _BLOCKS.fullmatch(tag):
            self.pieces.append("\n")
        if tag == "a":
            self._links.append((dict(attrs).get("href") or "", len(self.pieces)))

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in _NOT_WORDS))
        if _BLOCKS.fullmatch(tag):
            self.pieces.append("\n")
        if tag == "a" and self._links:
            address, since = self._links.pop()
            if address.startswith(("http://", "https://")) and "".join(self.pieces[since:]).strip() != address:
                self.pieces.append(f" ({address})")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(re.sub(r"\s+", " ", data))


def of_html(html: str) -> str:
    """The words of HTML, an empty line between paragraphs. The address of a link stands behind its words."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.pieces).split("\n"))
    return "\n\n".join(line for line in lines if line)


def as_markdown(words: str) -> str:
    """Plain words so that Markdown shows them as they are: what would be a mark gets a backslash."""
    return _MARK_IN_FRONT.sub(_kept, _MARKS.sub(r"\\\g<0>", words))


def _kept(found: re.Match[str]) -> str:
    blanks, sign, number, point = found.groups()
    return f"{blanks}\\{sign}" if sign else f"{blanks}{number}\\{point}"
