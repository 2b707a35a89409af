"""Prose: Markdown with citations in, safe HTML out. Pure: who exists is told by the caller.

Every text that readers meet goes through `render`, once, when it is published. What a person typed never reaches the
page as HTML: raw HTML is off in the parser, and a sanitiser passes only the tags, attributes and classes we use.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import nh3

from quizzes.engine.problems import Problem
from quizzes.engine.text import LANGUAGES, Text, fold
from quizzes.site import Prose
from sahelapp.evidence import markdown
from sahelapp.evidence.printing import PATHS, Page, Printer, Target

LONGEST = 60_000  # characters; our longest lesson has about 9,000. Nested marks cost more than their length.


@dataclass(frozen=True, slots=True)
class Check:
    """The place in a lesson where a question stands."""

    slug: str


@dataclass(frozen=True, slots=True)
class Known:
    """What a text may point at: (kind, slug) of sources, terms and everything with a page."""

    targets: frozenset[Target]


def anchor(name: str) -> str:
    """`name` as the ids of a page hold it."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")


def render(words: str, language: str, *, name: str, term_names: Mapping[str, str] | None = None) -> Prose:
    """`words` as safe HTML, typeset in `language`, with links into the pages of that language.

    Ids on the page: note n is `n-NAME-n`, its first citation `c-NAME-n`, heading n is `s-NAME-n`. A term without words
    shows its name from `term_names`. The problems are those of the text alone; `unknown` asks if its targets exist.
    """
    if len(words) > LONGEST:
        return Prose(f"<p>{escape(words[:LONGEST])}</p>", problems=(Problem("text-too-long", str(LONGEST)),))
    page = Page(anchor(name), language, term_names or {})
    html = _PARSER.render(markdown.prepared(words), {"page": page})
    return Prose(_sanitised(html), tuple(page.sources), tuple(dict.fromkeys(page.mentions)), tuple(page.problems))


def bare_terms(words: str) -> set[str]:
    """The terms in `words` that are to be shown by their name: `[[slug]]`."""
    return set(re.findall(rf"\[\[({markdown.SLUG})\]\]", words))


def uncited(words: str) -> list[str]:
    """The opening words of what states something without saying who says so."""
    if len(words) > LONGEST:
        return []
    return markdown.uncited(_PARSER.parse(markdown.prepared(words)))


def unknown(prose: Prose, known: Known) -> list[Problem]:
    """What `prose` points at that does not exist."""
    cited = [Problem("citation-unknown", s) for s in prose.sources if ("source", s) not in known.targets]
    linked = [
        Problem("term-unknown", slug) if kind == "term" else Problem("link-unknown", f"{kind}:{slug}")
        for kind, slug in prose.mentions
        if kind in PATHS and (kind, slug) not in known.targets
    ]
    return cited + linked


def targets_in(texts: Iterable[Text]) -> set[Target]:
    """Everything these texts cite or link to."""
    pages = [render(getattr(text, language), language, name="x") for text in texts for language in LANGUAGES]
    return {target for page in pages for target in (*(("source", s) for s in page.sources), *page.mentions)}


def problems_in(texts: Mapping[str, Text], known: Known, *, must_cite: bool = False) -> list[Problem]:
    """All that stops these texts (name -> text) from being published, each with its place: "explanation (fr)"."""
    found: list[Problem] = []
    for name, text in texts.items():
        found += [Problem("language-missing", f"{name} ({language})", name) for language in text.missing()]
        for language in LANGUAGES:
            words = getattr(text, language)
            prose = render(words, language, name="x")
            here = [*prose.problems, *unknown(prose, known)]
            if must_cite:
                here += [Problem("citation-missing", opening) for opening in uncited(words)]
            found += [Problem(problem.says, problem.detail, f"{name} ({language})") for problem in here]
    return found


_CHECK_MARK = re.compile(rf'<div class="check" data-check="({markdown.SLUG})"></div>\n?')


def split_checks(html: str) -> list[str | Check]:
    """Rendered prose cut where questions stand: pieces of HTML and checks, in order, no empty piece."""
    pieces = _CHECK_MARK.split(html)
    cut = [Check(piece) if at % 2 else piece for at, piece in enumerate(pieces)]
    return [piece for piece in cut if isinstance(piece, Check) or piece.strip()]


_PARSER = markdown.parser(Printer)

_TAGS = set(re.findall(r"\w+", "p h2 h3 h4 h5 h6 ul ol li blockquote hr br em strong code pre a sup button div")) | set(
    re.findall(r"\w+", "table thead tbody tr th td")
)
_ATTRIBUTES = {
    "*": {"id"},
    "a": {"href", "rel", "aria-label"},
    "button": {"type", "popovertarget"},
    "div": {"tabindex", "role", "aria-label", "data-check"},
    "ol": {"start"},
    "th": {"scope"},
}
_CLASSES: dict[str, set[str]] = {
    "sup": {"cite"},
    "button": {"term"},
    "div": {"table-scroll", "check"},
    "th": {"align-right", "align-center"},
    "td": {"align-right", "align-center"},
    **{tag: {"ours"} for tag in ("p", "ul", "ol", "table", "blockquote")},
}


def _sanitised(html: str) -> str:
    options: dict[str, Any] = {"tags": _TAGS, "attributes": _ATTRIBUTES, "allowed_classes": _CLASSES}
    return nh3.clean(html, url_schemes={"http", "https"}, link_rel=None, **options)
