"""Reading the timeline for a page: live versions, neighbours, names. As many queries for 10,000 events as for 100.

Each process keeps what it read for as long as the edition stands: nothing here changes without a new one, but for
versions that wait for their `live_from`.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from quizzes.engine.text import fold
from quizzes.models.shelf import Lately
from sahelapp.catalogue.editions import edition
from sahelapp.evidence.models import Actor, Place
from sahelapp.timeline.models import Era, EventVersion, Theme
from sahelapp.timeline.values import Era as EraValue
from sahelapp.timeline.values import EventValue


@dataclass(frozen=True, slots=True)
class Choices:
    """What a reader can filter by: slug -> name in the reader's language."""

    themes: dict[str, str]
    actors: dict[str, str]
    places: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Kept:
    """What was read, and until when it holds: None for as long as the edition stands."""

    events: list[EventValue]
    until: datetime | None


_events: Lately[int, _Kept] = Lately(1)
_names: Lately[tuple[int, str], Choices] = Lately(2)
_eras: Lately[int, tuple[EraValue, ...]] = Lately(1)


def live(now: datetime, number: int | None = None) -> list[EventValue]:
    """Every event a learner may meet, oldest first. The list is shared by all requests: nobody may change it.

    Here and below, `number` is that of the edition, where it was read already.
    """
    number = edition() if number is None else number
    kept = _events.get(number)
    if kept is None or (kept.until is not None and kept.until <= now):
        values = EventVersion.objects.live(now).values_list("value", flat=True)
        waiting = EventVersion.objects.filter(live_from__gt=now).order_by("live_from")
        kept = _Kept(
            sorted(map(EventValue.read, values), key=lambda event: event.order),
            waiting.values_list("live_from", flat=True).first(),
        )
        _events.keep(number, kept)
    return kept.events


def known(now: datetime, day: date | None, number: int | None = None) -> list[EventValue]:
    """The same; with a day, what the public could know on it and no more."""
    events = live(now, number)
    return events if day is None else [event.as_known_on(day) for event in events if event.public_by <= day]


def eras(number: int | None = None) -> tuple[EraValue, ...]:
    """The eras of the story, in order."""
    number = edition() if number is None else number
    if (kept := _eras.get(number)) is None:
        kept = tuple(era.to_engine() for era in Era.objects.all())
        _eras.keep(number, kept)
    return kept


def eras_told(day: date | None, number: int | None = None) -> list[EraValue]:
    """The eras of which all was known on a day: that one began is seen afterwards. Without a day, all."""
    return [era for era in eras(number) if day is None or (era.last is not None and era.last <= day)]


def choices(events: list[EventValue], language: str, number: int | None = None) -> Choices:
    """The themes, actors and places that occur, by name."""
    names = _all_names(edition() if number is None else number, language)
    themes = {slug for event in events for slug in event.themes}
    actors = {slug for event in events for slug in event.actors}
    places = {event.place for event in events if event.place}
    return Choices(
        themes={slug: name for slug, name in names.themes.items() if slug in themes},
        actors={slug: name for slug, name in names.actors.items() if slug in actors},
        places={slug: name for slug, name in names.places.items() if slug in places},
    )


def _all_names(number: int, language: str) -> Choices:
    key = (number, language)
    if (kept := _names.get(key)) is None:
        actors = {actor.slug: actor.name.in_(language) for actor in Actor.objects.all()}
        places = {place.slug: place.name.in_(language) for place in Place.objects.all()}
        kept = Choices(
            themes={theme.slug: theme.name.in_(language) for theme in Theme.objects.all()},
            actors=dict(sorted(actors.items(), key=lambda pair: fold(pair[1]))),
            places=dict(sorted(places.items(), key=lambda pair: fold(pair[1]))),
        )
        _names.keep(key, kept)
    return kept


def neighbours(slug: str, events: list[EventValue]) -> tuple[EventValue | None, EventValue | None]:
    """The events before and after this one among these."""
    place = next((index for index, event in enumerate(events) if event.slug == slug), None)
    if place is None:
        return None, None
    before = events[place - 1] if place > 0 else None
    after = events[place + 1] if place + 1 < len(events) else None
    return before, after
