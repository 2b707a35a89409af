"""The list: events grouped by year and month. Django-free."""

from collections.abc import Iterable
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
