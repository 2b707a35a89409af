"""Our answer to `quizzes.site`: how the engine app reaches prose, the catalogue and the person who acts.

It stands above all rooms and uses only their read sides, and the actions of catalogue and accounts.
"""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from contextvars import ContextVar
from html import unescape
from typing import Any

from django.apps import apps
from django.db.models import Count
from django.http import HttpRequest
from django.utils import timezone

from quizzes.engine import from_moments
from quizzes.engine.dice import seeded
from quizzes.engine.problems import Problem
from quizzes.engine.question import Question
from quizzes.engine.text import LANGUAGES, Text
from quizzes.models.version import Version
from quizzes.site import Link, Note, Prose
from sahelapp.accounts import actions as accounts
from sahelapp.catalogue import actions as catalogue
from sahelapp.catalogue.actions import Listing, Target
from sahelapp.catalogue.models import Entry
from sahelapp.evidence import listings, prose, reading
from sahelapp.evidence.models import Evidence, Source, Term
from sahelapp.timeline import moments
from sahelapp.timeline.models import Theme

MOST_LINKS = 4
MOST_QUESTIONS = 50  # as many as one entry of a quiz may ask for
_TAUGHT_IN = ("lesson", "event")

_expected: ContextVar[Set[Target]] = ContextVar("expected", default=frozenset())


class Sahel:
    """The site, as the engine app sees it."""

    def learner_for(self, request: HttpRequest) -> Any:
        return accounts.guest_for(request)

    def render(self, text: Text, language: str, *, name: str) -> Prose:
        words = text.raw(language)
        return prose.render(words, language, name=name, term_names=reading.names_of(prose.bare_terms(words), language))

    def problems(self, texts: dict[str, Text], *, must_cite: bool = False) -> list[Problem]:
        if not texts:
            return []
        asked = prose.targets_in(texts.values())
        return prose.problems_in(texts, prose.Known(frozenset(_existing(asked))), must_cite=must_cite)

    def unknown_tags(self, tags: Iterable[str]) -> list[str]:
        """Tags are slugs of themes."""
        asked = set(tags)
        return sorted(asked.difference(Theme.objects.filter(slug__in=asked).values_list("slug", flat=True)))

    def published(self, version: Any) -> None:
        """A version whose time has not come enters the catalogue with the next `rebuild_catalogue`."""
        if version.live_from <= version.published_at and (listing := _listing(version)):
            catalogue.enter(listing)

    def notes(self, sources: Iterable[str], language: str) -> list[Note]:
        return reading.notes_for(sources, language)

    def read_next(self, sources: Iterable[str], language: str) -> list[Link]:
        taught = Entry.objects.visible().filter(
            language=language,
            kind__in=_TAUGHT_IN,
            mentions__to_entry__kind="source",
            mentions__to_entry__slug__in=set(sources),
        )
        found = sorted(
            taught.annotate(shared=Count("mentions")), key=lambda e: (_TAUGHT_IN.index(e.kind), -e.shared, e.slug)
        )
        return [Link(entry.title, entry.url, entry.kind) for entry in found[:MOST_LINKS]]

    def make_questions(self, key: str, seed: int) -> Sequence[Question]:
        """From events; `key` is the query string of a timeline page, empty for all."""
        return from_moments.make(moments.selected(key, timezone.now()), seeded(seed), MOST_QUESTIONS)


@contextmanager
def expecting(targets: Iterable[Target]) -> Iterator[None]:
    """While a course is loaded, its texts may link to what is loaded a moment later: (kind, slug) of all that comes.

    Rebuild the catalogue at the end, or the links forward are missing among the mentions.
    """
    token = _expected.set(_expected.get() | frozenset(targets))
    try:
        yield
    finally:
        _expected.reset(token)


def rebuild_catalogue(check: bool = False) -> list[str]:
    """Remake every entry and mention from live versions and live rows. Says what was (with `check`: is) different."""
    return catalogue.rebuild([*listings.all_listings(), *_published_listings()], check=check)


def _published_listings() -> Iterator[Listing]:
    now = timezone.now()
    for model in apps.get_models():
        if issubclass(model, Version):
            for version in model._default_manager.live(now).select_related("draft"):
                if listing := _listing(version):
                    yield listing


def _listing(version: Any) -> Listing | None:
    """How a published version stands in the catalogue; None for what has no page of its own."""
    draft = version.draft
    told = draft.listing()
    if told is None:
        return None
    return Listing(
        kind=draft.kind,
        slug=draft.slug,
        title=draft.title,
        path=told["path"],
        summary=_plain(told.get("summary", Text())),
        body=_plain(told["body"]) if "body" in told else _words_of(version.rendered),
        visible=told.get("visible", True) and not draft.withdrawn,
        mentions=frozenset((*map(tuple, told.get("mentions", ())), *catalogue.mentions_in(version.rendered))),
    )


def _plain(text: Text) -> Text:
    """Markdown without its marks."""
    return Text(*(_stripped(prose.render(getattr(text, language), language, name="x").html) for language in LANGUAGES))


def _words_of(rendered: dict[str, Any]) -> Text:
    """All that a version says, as plain words."""
    return Text(
        *(
            " ".join(_stripped(block[language]["html"]) for block in rendered.values() if language in block)
            for language in LANGUAGES
        )
    )


def _stripped(html: str) -> str:
    without_notes = re.sub(r"<sup\b.*?</sup>", "", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", without_notes)).split())


def _existing(asked: Set[Target]) -> Set[Target]:
    """Of these targets those that exist, or are on their way: one query each for sources, terms and all the rest."""
    there = {*_rows(Source, "source", asked), *_rows(Term, "term", asked)}
    others = {slug for kind, slug in asked if kind not in ("source", "term")}
    if others:
        there.update(Entry.objects.visible().filter(slug__in=others).values_list("kind", "slug"))
    return (asked & there) | (asked & _expected.get())


def _rows(model: type[Evidence], kind: str, asked: Set[Target]) -> list[Target]:
    slugs = [slug for asked_kind, slug in asked if asked_kind == kind]
    found = model._default_manager.filter(slug__in=slugs).values_list("slug", flat=True) if slugs else ()
    return [(kind, slug) for slug in found]
