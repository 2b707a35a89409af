"""The stretch of time that is drawn: looked at from nearer or further, moved, or widened to everything. Django-free."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sahelapp.evidence.dates import Partial
from sahelapp.timeline.values import EventValue, When

# As far as anybody can go: the century before and the one after leave room around all that the course tells.
FIRST, LAST = date(1900, 1, 1), date(2100, 12, 31)


@dataclass(frozen=True, slots=True)
class Window:
    """From the first day to the last, both included. Raises ValueError where the last is before the first."""

    since: date
    until: date

    def __post_init__(self) -> None:
        if self.until < self.since:
            raise ValueError(f"{self.until} is before {self.since}")

    @property
    def days(self) -> int:
        """How many there are; at least one."""
        return (self.until - self.since).days + 1

    def in_words(self, language: str) -> str:
        """“2019 – 2022” where it is whole years, “May 2019 – June 2022” where it is whole months, else days."""
        start, end = (_partial(day, depth) for day, depth in zip((self.since, self.until), self._depths(), strict=True))
        return When(start, end).in_words(language)

    def _depths(self) -> tuple[int, int]:
        since, until = self.since, self.until
        is_whole_month = since.day == 1 and until.day == calendar.monthrange(until.year, until.month)[1]
        if is_whole_month and since.month == 1 and until.month == 12:
            return 1, 1
        return (2, 2) if is_whole_month else (3, 3)


def _partial(day: date, depth: int) -> Partial:
    return Partial(*(day.year, day.month, day.day)[:depth])


def zoomed(window: Window, factor: float, around: date | None = None) -> Window:
    """The window seen `factor` times as near (under 1: from further off), by a day at least where there is one to give.

    The day `around`, the middle unless it is given, stays where it stands.
    """
    days = max(1, round(window.days / factor))
    if days == window.days and days > 1:
        days += 1 if factor < 1 else -1
    share = 0.5 if around is None else ((around - window.since).days + 0.5) / window.days
    middle = window.since.toordinal() + window.days * share
    return _within(round(middle - days * share), days)


def moved(window: Window, share: float) -> Window:
    """The window this share of its length later (under 0: earlier), by a day at least, as far as there is time."""
    by = round(window.days * share) or (1 if share > 0 else -1)
    return _within(window.since.toordinal() + by, window.days)


def whole(events: Iterable[EventValue]) -> Window | None:
    """All years in which any of these happened; None where there is none."""
    found = [event.when for event in events]
    if not found:
        return None
    first, last = min(when.earliest for when in found), max(when.last for when in found)
    return Window(date(first.year, 1, 1), date(last.year, 12, 31))


def _within(since: int, days: int) -> Window:
    first, last = FIRST.toordinal(), LAST.toordinal()
    days = min(days, last - first + 1)
    since = min(max(since, first), last - days + 1)
    return Window(date.fromordinal(since), date.fromordinal(since + days - 1))
