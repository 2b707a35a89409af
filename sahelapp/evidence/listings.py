"""How each row of this room stands in the catalogue."""

from collections.abc import Callable, Iterable
from typing import Any

from quizzes.engine.text import LANGUAGES, Text
from sahelapp.catalogue.actions import Listing
from sahelapp.evidence.models import Actor, Evidence, Place, Source, Term


def of(row: Evidence) -> Listing | None:
    """The listing of one row; None for figures, which have no page of their own."""
    say = _SAY.get(type(row))
    return say(row) if say else None


def all_listings() -> Iterable[Listing]:
    """The listings of every row there is."""
    return (say(row) for model, say in _SAY.items() for row in model._default_manager.all())


def _source(row: Source) -> Listing:
    return Listing(
        "source",
        row.slug,
        Text(row.title, row.title),
        f"sources/{row.slug}/",
        summary=_each(lambda language: ", ".join(filter(None, [row.publisher, _when(row, language)]))),
        body=row.note,
    )


def _actor(row: Actor) -> Listing:
    return Listing("actor", row.slug, row.name, f"actors/{row.slug}/", summary=row.description, body=row.side_notes)


def _place(row: Place) -> Listing:
    where = _each(lambda language: f"{row.kind.raw(language)}, {row.country.raw(language)}".capitalize())
    return Listing("place", row.slug, row.name, f"places/{row.slug}/", summary=where)


def _term(row: Term) -> Listing:
    return Listing("term", row.slug, row.name, f"terms/{row.slug}/", summary=row.definition)


def _when(row: Source, language: str) -> str:
    return row.when.in_words(language) if row.when else ""


def _each(words: Callable[[str], str]) -> Text:
    return Text(*(words(language) for language in LANGUAGES))


_SAY: dict[type[Evidence], Callable[[Any], Listing]] = {Source: _source, Actor: _actor, Place: _place, Term: _term}
