"""The card of an event: all that there is to say of it, and where it stands among what the reader asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext

from quizzes.site import Note, site
from sahelapp.catalogue.models import Entry
from sahelapp.evidence.models import Actor, Place, Source
from sahelapp.timeline import reading
from sahelapp.timeline.map_view import spot
from sahelapp.timeline.models import EventVersion, Theme
from sahelapp.timeline.moves import Exchange, Link, Move
from sahelapp.timeline.selection import Selection
from sahelapp.timeline.table import STATUS_WORDS
from sahelapp.timeline.values import EventValue


@dataclass(frozen=True, slots=True)
class MoveShown:
    """A move of this event, what it answers, and what answered it."""

    move: Move
    answers: Link | None
    replies: tuple[Link, ...]


def card(event: EventValue, asked: Selection, now: datetime) -> dict[str, Any]:
    """What the card shows. Frozen to a day, it tells nothing that came later, and points at nothing that might."""
    language, day = asked.language, asked.manner.known_on
    version = EventVersion.objects.live(now).get(draft__slug=event.slug)
    before, after = reading.neighbours(event.slug, asked.found)
    if before is after is None:  # it is not among those asked for: then among all
        before, after = reading.neighbours(event.slug, asked.known)
    numbers = {source: number for number, source in enumerate(sources_of(event), 1)}
    used_in = Entry.objects.visible().mentioning("event", event.slug).filter(language=language).exclude(kind="event")
    place = Place.objects.filter(slug=event.place).first() if event.place else None
    return {
        "event": event,
        "version": version,
        "asked": asked,
        "manner": asked.manner,
        "frozen": asked.frozen,
        "known_on": day,
        "unfrozen": asked.query(known_on=None),
        "query": asked.query(view="list", sort="date", lanes="theme"),
        "summary": version.block("summary", language),
        "later": version.block("later", language) if event.laters else None,
        "disputed": version.block("disputed", language) if event.disputes else None,
        "positions": [(one, [numbers[source] for source in one.sources]) for one in event.positions],
        "status": STATUS_WORDS[event.status],
        "notes": notes(list(numbers), language, day),
        "themes": Theme.objects.filter(slug__in=event.themes),
        "actors": Actor.objects.filter(slug__in=event.actors),
        "place": place,
        "spot": spot(place, is_frozen=day is not None) if place else None,
        "before": before,
        "after": after,
        "moves": _moves(event, asked.known),
        "used_in": used_in if day is None else (),
    }


def _moves(event: EventValue, known: Sequence[EventValue]) -> list[MoveShown]:
    if not event.moves:
        return []
    exchange = Exchange.of(move for one in known for move in one.moves)
    return [MoveShown(move, exchange.replied_by(move.slug), exchange.replies_to(move.slug)) for move in event.moves]


def notes(sources: Sequence[str], language: str, day: date | None) -> list[Note]:
    """The notes of these sources. What was published after the day, or on a day unknown, is named by nothing else."""
    found = site().notes(sources, language)
    if day is None:
        return found
    early = {
        source.slug for source in Source.objects.named(sources).values() if source.when and source.when.latest <= day
    }
    later = gettext("A source that was published later.")
    return [note if slug in early else Note(note.number, later) for slug, note in zip(sources, found, strict=True)]


def sources_of(event: EventValue) -> list[str]:
    """The event's sources, then those that only a position or a move has, each once."""
    of_positions = [source for position in event.positions for source in position.sources]
    of_moves = [source for move in event.moves for source in move.sources]
    return list(dict.fromkeys([*event.sources, *of_positions, *of_moves]))
