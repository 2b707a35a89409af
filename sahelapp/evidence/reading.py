"""What pages ask of this room: the notes under a text, and the cards of the words in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation

from quizzes.site import Note
from sahelapp.evidence.models import Source, Term


@dataclass(frozen=True, slots=True)
class Card:
    """One word of the glossary as it opens in a text."""

    slug: str
    name: str
    definition: str
    url: str


def notes_for(sources: Iterable[str], language: str) -> list[Note]:
    """The notes of one text, numbered in the order given. One query however many."""
    sources = list(sources)
    found: dict[str, Source] = Source.objects.named(sources)
    template = get_template("parts/note.html")
    with translation.override(language):
        return [
            Note(number, template.render(_note(found.get(slug), slug, language)))
            for number, slug in enumerate(sources, 1)
        ]


def _note(source: Source | None, slug: str, language: str) -> dict[str, Any]:
    if source is None:
        return {"slug": slug}
    return {
        "source": source,
        "address": reverse("evidence:source", args=[slug]),
        "date": source.when.in_words(language) if source.when else "",
        "note": source.note.in_(language),
    }


def names_of(terms: Iterable[str], language: str) -> dict[str, str]:
    """What these terms are called, by slug; those that exist. No query where none is asked for."""
    terms = set(terms)
    found = Term.objects.filter(slug__in=terms) if terms else []
    return {term.slug: term.name.raw(language) for term in found}


def terms_on(blocks: Iterable[Mapping[str, Any]], language: str) -> list[Card]:
    """The cards of all terms that these rendered blocks mention, by name. One query, none where there are no terms."""
    slugs = {slug for block in blocks for kind, slug in block["mentions"] if kind == "term"}
    if not slugs:
        return []
    with translation.override(language):
        cards = [_card(term, language) for term in Term.objects.filter(slug__in=slugs)]
    return sorted(cards, key=lambda card: card.name.casefold())


def _card(term: Term, language: str) -> Card:
    url = reverse("evidence:term", args=[term.slug])
    return Card(term.slug, term.name.in_(language), term.definition.in_(language), url)
