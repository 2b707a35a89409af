"""Our Markdown: CommonMark and tables, and four marks of our own.

`[@source]` cites, `[[term|words]]` opens the glossary, `(event:slug)` links to a thing of ours, and `::: check slug`
alone in a paragraph asks a question. Raw HTML and pictures are off: what a person types is text.
"""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_block_plugin

SLUG = r"[A-Za-z0-9_-]+"
_CITATION = re.compile(rf"\[(@{SLUG}(?:\s*;\s*@{SLUG})*)\]")
_TERM = re.compile(rf"\[\[({SLUG})(?:\|([^\[\]\n]+))?\]\]")
_CHECK = re.compile(rf":::[ ]*check[ ]+({SLUG})\s*")
_TERM_IN_CELL = re.compile(r"\[\[([^\[\]|\\]+)\|")


def parser(printer: type[RendererHTML]) -> MarkdownIt:
    """The parser, printing through `printer`."""
    md = MarkdownIt("commonmark", {"html": False}, renderer_cls=printer).enable("table").disable("image")
    md.use(attrs_block_plugin, allowed=["class"])
    md.inline.ruler.before("link", "citation", _citation)
    md.inline.ruler.before("link", "term", _term)
    md.core.ruler.before("inline", "checks", _checks)
    md.core.ruler.before("text_join", "joined_lines", _joined_lines)
    return md


def prepared(words: str) -> str:
    """The text with the bar of `[[term|words]]` kept from ending a table cell."""
    return re.sub(r"^\s*\|.*$", lambda row: _TERM_IN_CELL.sub(r"[[\1\\|", row[0]), words, flags=re.MULTILINE)


def _citation(state: StateInline, silent: bool) -> bool:
    """`[@a; @b]` -> one token with both ids."""
    found = _CITATION.match(state.src, state.pos, state.posMax) if state.src.startswith("[@", state.pos) else None
    if found is None:
        return False
    if not silent:
        state.push("citation", "", 0).meta = {"sources": re.findall(SLUG, found[1])}
    state.pos = found.end()
    return True


def _term(state: StateInline, silent: bool) -> bool:
    """`[[slug|words]]` -> one token; without words, `words` is None."""
    found = _TERM.match(state.src, state.pos, state.posMax) if state.src.startswith("[[", state.pos) else None
    if found is None:
        return False
    if not silent:
        state.push("term", "", 0).meta = {"slug": found[1], "words": found[2]}
    state.pos = found.end()
    return True


def _checks(state: StateCore) -> None:
    """A paragraph that is nothing but `::: check slug` becomes one token."""
    tokens = state.tokens
    for at in range(len(tokens) - 3, -1, -1):
        if tokens[at].type != "paragraph_open" or tokens[at].level:
            continue
        if found := _CHECK.fullmatch(tokens[at + 1].content):
            tokens[at : at + 3] = [Token("check", "", 0, meta={"slug": found[1]}, block=True, map=tokens[at].map)]


def _joined_lines(state: StateCore) -> None:
    """A line break typed in a paragraph is a space: French typesetting looks at what stands around it."""
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "softbreak":
                child.type, child.tag, child.content = "text", "", " "


def uncited(tokens: Sequence[Token]) -> list[str]:
    """The opening words of each paragraph, list item, table or quotation without citation that is not marked ours."""
    found: list[str] = []
    ours: list[bool] = []
    unit: list[Token] | None = None
    starts_at = 0
    for token in tokens:
        if token.nesting == 1:
            ours.append("ours" in str(token.attrGet("class") or "").split())
            if unit is None and token.type in _UNITS:
                unit, starts_at = [], len(ours)
        elif token.type == "inline" and unit is not None:
            unit.append(token)
        elif token.nesting == -1:
            if unit is not None and len(ours) == starts_at:
                if not any(ours) and not _cites(unit):
                    found.append(_opening(unit))
                unit = None
            ours.pop()
    return found


_UNITS = {"paragraph_open", "list_item_open", "table_open", "blockquote_open"}


def _cites(unit: list[Token]) -> bool:
    return any(child.type == "citation" for inline in unit for child in inline.children or ())


def _opening(unit: list[Token]) -> str:
    words = " ".join(inline.content for inline in unit)
    return words if len(words) <= 60 else words[:60].rsplit(" ", 1)[0] + "…"
