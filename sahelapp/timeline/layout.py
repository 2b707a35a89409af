"""The list: events grouped by year and month. Django-free."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from sahelapp.timeline.values import EventValue


@dataclass(frozen=True, slots=True)
class Month:
    """One month of a year; `number` is None for events of which only the year is known."""

    number: int | None
    events: tuple[EventValue, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """One year in which something began."""

    number: int
    months: tuple[Month, ...]


def by_year(events: Iterable[EventValue]) -> tuple[Year, ...]:
    """Group events, oldest first; within a year those without a month come first."""
    ordered = sorted(
        events, key=lambda event: (event.when.year, event.when.month or 0, event.when.earliest, event.slug)
    )
    return tuple(
        Year(
            year,
            tuple(
                Month(month, tuple(same_month))
                for month, same_month in groupby(same_year, lambda event: event.when.month)
            ),
        )
        for year, same_year in groupby(ordered, lambda event: event.when.year)
    )


def stretch(events: Sequence[EventValue], most: int) -> Sequence[EventValue]:
    """The first of these events in time, cut where a year ends, or else a month, or else a day; at most `most`.

    Of more than `most` that can have begun on one day, the first `most`.
    """
    if len(events) <= most:
        return events
    for part in (_year_of, _month_of, _day_of):
        end = next((at for at in range(most, 0, -1) if part(events[at]) != part(events[at - 1])), 0)
        if end:
            return events[:end]
    return events[:most]


def _year_of(event: EventValue) -> object:
    return event.when.earliest.year


def _month_of(event: EventValue) -> object:
    return (event.when.earliest.year, event.when.earliest.month)


def _day_of(event: EventValue) -> object:
    return event.when.earliest
