"""What stands in a passage: links, which are read; code, which is refused; HTML, of which the words stay.

Nothing is ever executed, and nothing that a passage names is opened. Links are read as Twine's editor reads them:
`[[words->target]]` (the last arrow), `[[target<-words]]` (the first), `[[words|target]]` (the last bar), `[[target]]`.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from quizzes.engine.formats.passages import named
from quizzes.engine.problems import Problem

MOST_LINKS = 100  # of one passage
_MOST_TOLD = 50  # of one passage: whoever has more has one mistake many times
_LONGEST_DETAIL = 60

_HARLOWE = (
    "set|put|move|unpack|print|display|if|unless|else-?if|else|for|loop|either|cond|nth|random|live|stop|event|link(?:-[a-z-]+)?|"
    "click(?:-[a-z-]+)?|mouseover(?:-[a-z-]+)?|mouseout(?:-[a-z-]+)?|go-?to(?:-[a-z-]+)?|undo|restart|reload|redirect|"
    "openurl|open-url|goto-url|alert|prompt|confirm|show|hidden|replace|append|prepend|enchant|change|rerun|cycling-link|"
    "seq-link|dropdown|checkbox|input(?:-box)?|text-colou?r|colou?r|background|text-style|font|align|css|transition|t8n|"
    "a|dm|ds|macro|output|save-game|load-game|history|visited|passage|passages|verbatim|v6m|meter|dialog|after|more"
)
_CHAPBOOK = (
    "if|ifalways|ifnever|unless|else|after|append|cont(?:inue|'d)?|note(?: to myself)?|n\\.b\\.|todo|fixme|align|"
    "javascript|css"
)
# Each alternative begins with what tells it from words, and none looks further than a few characters ahead.
_CODE = re.compile(
    r"<<(?=[\w/=$-])"  # SugarCube, and Twine 1
    r"|<%"  # Snowman
    rf"|\((?:{_HARLOWE}):"  # Harlowe
    r"|\|[\w-]{1,40}[>)]\[|\]<[\w-]{1,40}\|"  # Harlowe's named hooks
    r"|(?<![\w$])\$[A-Za-z_]"  # variables
    r"|\[img\["
    rf"|^\[(?:{_CHAPBOOK})(?![\w-])[^\[\]]{{0,200}}\]\s*$"
    r"|\{(?:embed|cycling link|dropdown menu|text input|back link|restart link|reveal link)\b"
    r"|<\s{0,5}(?P<element>script|style)\b",
    re.IGNORECASE,
)
_SIGN = re.compile(r"[<(|\]$\[{]")  # without one of these there is no code
_HARLOWE_ANY = re.compile(r"\([A-Za-z][\w-]{0,40}:")
_CHAPBOOK_ANY = re.compile(r"^\[(?!\[)[^\[\]]{1,200}\]\s*$|^--\s*$|\{[A-Za-z_][^{}]{0,80}\}")
_OWN = {"harlowe": _HARLOWE_ANY, "chapbook": _CHAPBOOK_ANY}

_ROW = re.compile(r"</?(?:br|p|div|li|ul|ol|h[1-6]|tr|hr|blockquote)\b[^<>]{0,2000}>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});")
_BLANK_LINES = re.compile(r"\n{3,}")
_ONLY_DRESSING = re.compile(r"[\s*•·|/>.,;:-]*+")


@dataclass(frozen=True, slots=True)
class Link:
    """One way out of a passage, on its line."""

    words: str
    target: str
    line: int


@dataclass(frozen=True, slots=True)
class Content:
    """What a passage says: its words without links and HTML, its links in their order, and what is wrong with them.

    A line of nothing but links is not kept; of a link within a sentence the words stay.
    """

    text: str
    links: tuple[Link, ...]
    problems: tuple[Problem, ...]
    had_html: bool


def code(text: str, first_line: int, made_for: str = "") -> list[Problem]:
    """Macros, scripts, variables and styles, each with its line; `made_for` is the story format, where known."""
    own = _OWN.get(made_for.strip().lower())
    if own is None and _SIGN.search(text) is None:
        return []
    return list(islice(_code(text, first_line, own), _MOST_TOLD))


def _code(text: str, first_line: int, own: re.Pattern[str] | None) -> Iterator[Problem]:
    for number, line in enumerate(text.split("\n"), first_line):
        ends = 0
        for found in _CODE.finditer(line):
            if found.start() >= ends:
                says = "script-tag" if found["element"] else "macro"
                detail = line[found.start() : found.start() + _LONGEST_DETAIL].strip()
                ends = found.start() + len(detail)
                yield Problem(says, detail, line=number)
        if not ends and own is not None and (strange := own.search(line)):
            yield Problem("macro", strange[0][:_LONGEST_DETAIL], line=number)


def read(text: str, first_line: int) -> Content:
    """The words and the links of a passage."""
    links: list[Link] = []
    problems: list[Problem] = []
    kept = []
    for number, line in enumerate(text.split("\n") if "[[" in text else [], first_line):
        rest = line
        if "[[" in line:
            rest = _without_links(line, number, links, problems)
            if len(links) > MOST_LINKS:
                problems.append(Problem("links-too-many", str(MOST_LINKS), line=number))
            if len(links) > MOST_LINKS or len(problems) >= _MOST_TOLD:
                break
            if not rest:
                continue
        kept.append(rest)
    raw = "\n".join(kept) if "[[" in text else text
    plain = plain_words(raw)
    return Content(plain, tuple(links), tuple(problems), had_html=_TAG.search(raw) is not None)


def _without_links(line: str, number: int, links: list[Link], problems: list[Problem]) -> str:
    """The line with the words of its links in their place; nothing where it holds only links."""
    pieces: list[str] = []
    between: list[str] = []
    at = 0
    while len(problems) < _MOST_TOLD and (begin := line.find("[[", at)) >= 0:
        end = line.find("]]", begin)
        if end < 0:
            problems.append(Problem("link-open", line[begin : begin + _LONGEST_DETAIL], line=number))
            break
        between.append(line[at:begin])
        link = _link(line[begin + 2 : end], number)
        if isinstance(link, Problem):
            problems.append(link)
        elif len(links) <= MOST_LINKS:
            links.append(link)
            pieces += [line[at:begin], link.words]
        at = end + 2
    between.append(line[at:])
    only_links = _ONLY_DRESSING.fullmatch(_TAG.sub("", "".join(between))) is not None
    return "" if only_links else "".join([*pieces, line[at:]])


def _link(inner: str, number: int) -> Link | Problem:
    if "][" in inner:
        return Problem("macro", f"[[{inner}]]"[:_LONGEST_DETAIL], line=number)
    words, target = _parts(inner)
    target = named(target)
    if not target:
        return Problem("link-empty", f"[[{inner}]]"[:_LONGEST_DETAIL], line=number)
    return Link(named(plain_words(words)) or target, target, number)


def _parts(inner: str) -> tuple[str, str]:
    if "->" in inner:
        words, _, target = inner.rpartition("->")
        return words, target
    if "<-" in inner:
        target, _, words = inner.partition("<-")
        return words, target
    words, _, target = inner.rpartition("|")
    return words or target, target


def plain_words(text: str) -> str:
    """Text without HTML: blocks begin lines, other tags go, entities become their characters, comments vanish."""
    if "<" not in text and "&" not in text:
        return _BLANK_LINES.sub("\n\n", text).strip()
    words = _TAG.sub("", _ROW.sub("\n", _without_comments(text)))
    words = _ENTITY.sub(lambda found: html.unescape(found[0]), words)
    return _BLANK_LINES.sub("\n\n", words).strip()


def _without_comments(text: str) -> str:
    pieces = []
    at = 0
    while (begin := text.find("<!--", at)) >= 0 and (end := text.find("-->", begin)) >= 0:
        pieces.append(text[at:begin])
        at = end + 3
    return "".join([*pieces, text[at:]])
