"""The seam: what the engine app asks of the site it lives in.

`settings.QUIZZES_SITE` names the site's own answer; `PlainSite` works alone, for tests and for others.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Protocol

from django.conf import settings
from django.http import HttpRequest
from django.utils.html import format_html, linebreaks
from django.utils.module_loading import import_string

from quizzes.engine.problems import Problem
from quizzes.engine.question import Question
from quizzes.engine.text import LANGUAGES, Text, typeset


@dataclass(frozen=True, slots=True)
class Prose:
    """Rendered prose: safe HTML, what it cites in order of the notes, and what it mentions as (kind, slug)."""

    html: str
    sources: tuple[str, ...] = ()
    mentions: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """One source as a reader meets it under a text; `number` is the number of its note there."""

    number: int
    html: str


@dataclass(frozen=True, slots=True)
class Link:
    """Somewhere to go on."""

    title: str
    url: str
    kind: str = field(default="")


class Site(Protocol):
    """What a site must be able to answer."""

    def learner_for(self, request: HttpRequest) -> Any:
        """The user who acts. Called by POST views only: makes a guest row and logs it in when nobody is."""

    def render(self, text: Text, language: str, *, name: str) -> Prose:
        """Markdown as safe HTML, typeset in `language`; `name` keeps ids apart when two texts share a page."""

    def problems(self, prose: dict[str, Text], *, must_cite: bool = False) -> list[Problem]:
        """What stops these texts (by name) from being published: unknown citations, a missing language, bare claims."""

    def unknown_tags(self, tags: Iterable[str]) -> list[str]:
        """Those of these tags that mean nothing here."""

    def published(self, version: Any) -> None:
        """A version was published: the site notes what it is called, where it stands and what it cites."""

    def notes(self, sources: Iterable[str], language: str) -> list[Note]:
        """The numbered notes of one text, in the order given. One query however many sources."""

    def read_next(self, sources: Iterable[str], language: str) -> list[Link]:
        """Where these sources are used for teaching: lessons first, then events."""

    def make_questions(self, key: str, seed: int) -> Sequence[Question]:
        """Questions made from the site's own material; `key` says from what. The same for the same seed."""


class PlainSite:
    """Works alone: no citations, no catalogue, plain paragraphs."""

    def learner_for(self, request: HttpRequest) -> Any:
        return request.user

    def render(self, text: Text, language: str, *, name: str) -> Prose:
        return Prose(linebreaks(typeset(text.raw(language), language), autoescape=True))

    def problems(self, prose: dict[str, Text], *, must_cite: bool = False) -> list[Problem]:
        return [
            Problem("language-missing", f"{name} ({language})", name)
            for name, text in prose.items()
            for language in text.missing()
        ]

    def unknown_tags(self, tags: Iterable[str]) -> list[str]:
        return []

    def published(self, version: Any) -> None:
        return None

    def notes(self, sources: Iterable[str], language: str) -> list[Note]:
        return [Note(number, format_html("{}", source)) for number, source in enumerate(sources, 1)]

    def read_next(self, sources: Iterable[str], language: str) -> list[Link]:
        return []

    def make_questions(self, key: str, seed: int) -> Sequence[Question]:
        return ()


@lru_cache(maxsize=1)
def _named(path: str) -> Site:
    return import_string(path)()


def site() -> Site:
    """The site we live in."""
    return _named(getattr(settings, "QUIZZES_SITE", "quizzes.site.PlainSite"))


def render_all(prose: dict[str, Text], *, name: str) -> dict[str, dict[str, dict[str, Any]]]:
    """Every text in every language, as a version stores it: `{block: {language: {html, sources, mentions}}}`."""
    rendered: dict[str, dict[str, dict[str, Any]]] = {}
    for block, text in prose.items():
        rendered[block] = {}
        for language in LANGUAGES:
            one = site().render(text, language, name=f"{name}-{block}")
            rendered[block][language] = {
                "html": one.html,
                "sources": list(one.sources),
                "mentions": [list(mention) for mention in one.mentions],
            }
    return rendered
