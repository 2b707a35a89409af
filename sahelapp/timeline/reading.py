"""Reading the timeline for a page: live versions, neighbours, names. As many queries for 130 events as for 1,300."""

from dataclasses import dataclass
from datetime import datetime

from quizzes.engine.text import fold
from sahelapp.evidence.models import Actor
from sahelapp.timeline.models import EventVersion, Theme
from sahelapp.timeline.values import EventValue


@dataclass(frozen=True, slots=True)
class Choices:
    """What a reader can filter by: slug -> name in the reader's language."""

    themes: dict[str, str]
    actors: dict[str, str]


def live(now: datetime) -> list[EventValue]:
    """Every event a learner may meet, oldest first."""
    events = [EventValue.read(value) for value in EventVersion.objects.live(now).values_list("value", flat=True)]
    return sorted(events, key=lambda event: (event.when.earliest, event.when.last, event.slug))


def choices(events: list[EventValue], language: str) -> Choices:
    """The themes and actors that occur, by name."""
    used = {slug for event in events for slug in event.actors}
    names = {actor.slug: actor.name.in_(language) for actor in Actor.objects.filter(slug__in=used)}
    return Choices(
        themes={theme.slug: theme.name.in_(language) for theme in Theme.objects.all()},
        actors=dict(sorted(names.items(), key=lambda pair: fold(pair[1]))),
    )


def neighbours(slug: str, now: datetime) -> tuple[EventValue | None, EventValue | None]:
    """The events before and after this one in time."""
    events = live(now)
    place = next((index for index, event in enumerate(events) if event.slug == slug), None)
    if place is None:
        return None, None
    before = events[place - 1] if place > 0 else None
    after = events[place + 1] if place + 1 < len(events) else None
    return before, after
