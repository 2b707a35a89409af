"""From days to places along a drawing, and the ticks that name them. Django-free."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import pairwise

from quizzes.engine.lettering import width_of
from sahelapp.timeline.lanes.windows import Window

SIZE = 13  # of the type, in units of the drawing
BESIDE, AIR = 5, 10  # units between a tick and its words, and after these
NARROWEST = 25  # units that the shortest words of a tick need: finer steps are not even tried

# Abbreviated as the Imprimerie nationale and The Times do it: short months stay whole.
_ENGLISH = "Jan Feb March April May June July Aug Sept Oct Nov Dec"
_FRENCH = "janv. févr. mars avril mai juin juill. août sept. oct. nov. déc."
_SHORT = {"en": _ENGLISH.split(), "fr": _FRENCH.split()}


@dataclass(frozen=True, slots=True)
class Scale:
    """Time runs from `left` to `right`; beyond, up to `width`, is room for words."""

    window: Window
    left: float
    right: float
    width: float

    def at(self, day: date, part: float = 0) -> float:
        """Where this day begins; with `part` 1 where it ends, with 0.5 its middle. Never outside the window."""
        days = min(max((day - self.window.since).days + part, 0), self.window.days)
        return self.left + days * (self.right - self.left) / self.window.days


@dataclass(frozen=True, slots=True)
class Tick:
    """The beginning of a year, a month or a day; without words where they have no room."""

    x: float
    words: str


@dataclass(frozen=True, slots=True)
class _Step:
    unit: str
    every: int
    days: float  # about how long it is

    def starts(self, window: Window) -> Iterator[date]:
        if self.unit == "day":
            # Counted from a Monday, so that the same days have ticks wherever the window begins.
            offset = -(window.since.toordinal() - 1) % self.every
            yield from map(
                date.fromordinal, range(window.since.toordinal() + offset, window.until.toordinal() + 1, self.every)
            )
            return
        for year in range(window.since.year, window.until.year + 1):
            months = range(1, 13, self.every) if self.unit == "month" else (1,) if year % self.every == 0 else ()
            yield from (
                day for day in (date(year, month, 1) for month in months) if window.since <= day <= window.until
            )


_STEPS = (
    *(_Step("day", every, every) for every in (1, 2, 7)),
    *(_Step("month", every, every * 30) for every in (1, 3, 6)),
    *(_Step("year", every, every * 365) for every in (1, 2, 5, 10, 20, 50, 100)),
)


def ticks(scale: Scale, language: str) -> tuple[Tick, ...]:
    """The finest even steps whose words have room: days, months, quarters or years."""
    per_day = (scale.right - scale.left) / scale.window.days
    finest = [step for step in _STEPS if step.days * per_day >= NARROWEST] or [_STEPS[-1]]
    for step in finest:
        drawn = _drawn(scale, step, language)
        if drawn and all(_has_room(one, after.x) for one, after in pairwise(drawn)):
            return _within(drawn, scale.width)
    # One wide step in a narrow drawing, or a window between two of its steps.
    return ()


def _drawn(scale: Scale, step: _Step, language: str) -> list[Tick]:
    words: Callable[[date, date | None], str] = partial(_words, step.unit, language)
    days = list(step.starts(scale.window))
    befores: Sequence[date | None] = [None, *days]
    return [Tick(round(scale.at(day), 1), words(day, before)) for day, before in zip(days, befores, strict=False)]


def _words(unit: str, language: str, day: date, before: date | None) -> str:
    """The year is told on the first tick and where it changes."""
    if unit == "year":
        return str(day.year)
    month = _SHORT[language][day.month - 1]
    number = "1er" if language == "fr" and day.day == 1 else str(day.day)
    said = month if unit == "month" else f"{number}\u00a0{month}"
    return said if before and before.year == day.year else f"{said} {day.year}"


def _has_room(tick: Tick, until: float) -> bool:
    return tick.x + BESIDE + width_of(tick.words, SIZE) + AIR <= until


def _within(drawn: list[Tick], width: float) -> tuple[Tick, ...]:
    last = drawn[-1]
    return (*drawn[:-1], last if _has_room(last, width + AIR) else Tick(last.x, ""))
