"""What mentions a thing, and what answers a search: both read only the catalogue."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quizzes.engine.text import fold
from sahelapp.catalogue.models import Entry

LONGEST_SEARCH = 100  # characters
_BETWEEN_WORDS = re.compile(r"[\0«»“”„‹›\"!?;,]")  # typed around words, in none of them
MOST_WORDS = 8  # each costs a pass over the folded texts

# In the order in which readers meet them; equal finds stand in this order too.
KINDS: dict[str, tuple[Promise, Promise]] = {
    "lesson": (_("Lesson"), _("Lessons")),
    "event": (_("Event"), _("Events")),
    "term": (_("Glossary"), _("Glossary")),
    "actor": (_("Actor"), _("Actors")),
    "place": (_("Place"), _("Places")),
    "quiz": (_("Quiz"), _("Quizzes")),
    "scenario": (_("Scenario"), _("Scenarios")),
    "source": (_("Source"), _("Sources")),
}


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of one kind."""

    kind: str
    name: Promise
    entries: list[Entry]


def mentioned_in(kind: str, slug: str, language: str) -> list[Group]:
    """Who mentions the thing, by kind: one query."""
    entries = Entry.objects.visible().filter(language=language).mentioning(kind, slug).defer("folded")
    # Events enter the catalogue in the order of their file, which is that of their dates.
    return grouped(sorted(entries, key=lambda entry: entry.pk))


def grouped(entries: Iterable[Entry]) -> list[Group]:
    """The entries by kind, in the order of the kinds; kinds without entries are left out."""
    entries = list(entries)
    groups = (Group(kind, many, [e for e in entries if e.kind == kind]) for kind, (_one, many) in KINDS.items())
    return [group for group in groups if group.entries]


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody looks for, as far as we read it; `cut` tells that they typed more."""

    words: str
    cut: bool = False

    @classmethod
    def read(cls, typed: str) -> "Query":
        """From a search field: any text at all."""
        words = _BETWEEN_WORDS.sub(" ", typed).split()
        kept = " ".join(words[:MOST_WORDS])[:LONGEST_SEARCH].rstrip()
        return cls(kept, kept != " ".join(words))


def find(query: Query, language: str) -> list[Entry]:
    """The entries that hold every word, best first: what is called so before what speaks of it. One query."""
    if not fold(query.words):
        return []
    found = Entry.objects.visible().filter(language=language, kind__in=KINDS).matching(query.words).defer("folded")
    return sorted(found, key=lambda entry: (_distance(entry, fold(query.words)), _place_of(entry), entry.pk))


def _distance(entry: Entry, wanted: str) -> int:
    """How far what was found is from what was asked: 0 is its very name."""
    title, words = fold(entry.title), wanted.split()
    tests = (
        title == wanted,
        title.startswith(wanted),
        all(re.search(rf"\b{re.escape(word)}", title) for word in words),
        all(word in title for word in words),
        any(re.search(rf"\b{re.escape(word)}", title) for word in words),
        all(word in fold(entry.summary) for word in words),
    )
    return tests.index(True) if True in tests else len(tests)


def _place_of(entry: Entry) -> int:
    return list(KINDS).index(entry.kind)


def marked(text: str, wanted: str) -> list[tuple[str, bool]]:
    """`text` in pieces, each with whether it is one of the words looked for."""
    words = fold(wanted).split()
    pieces = ((piece, any(fold(piece).startswith(word) for word in words)) for piece in re.split(r"(\w+)", text))
    return [(piece, hit) for piece, hit in pieces if piece]
