"""What is drawn of an event: a point, a bar, or a share in a cluster; and the words beside it. Django-free.

Lengths are in units of the drawing, which are pixels where it is shown at its own size.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import ClassVar

from quizzes.engine.text import Text
from sahelapp.timeline.lettering import shortened, width_of
from sahelapp.timeline.scales import SIZE, Scale
from sahelapp.timeline.values import EventValue

PITCH = (
    30  # the height of a row: a target for a mouse (WCAG asks for 24), and for a finger once drawn half as large again
)
DOT = 5.5  # the radius of a point
NARROWEST = 11  # a bar or a doubt is never narrower: it would not be seen
BESIDE = 5  # between a mark and its words
AIR = 8  # between one mark with its words and the next
OVER = 44  # a bar at least as wide carries its words above it, a narrower one beside it
SHORTEST = 76  # words cut to less than this say less than a number with a key
NUMBER = 3 * 0.65 * SIZE  # room for three digits
BESIDE_LINE, ABOVE_LINE = 4.5, 1  # where words stand beside a mark, and above a bar
LEAST = 2 * DOT + BESIDE + NUMBER  # what any mark needs at least: its shape and a number


@dataclass(frozen=True, slots=True)
class Label:
    """Words and where they begin, or end where `is_before`, counted from the middle of their mark's row and its x."""

    words: str
    x: float
    y: float = BESIDE_LINE
    is_before: bool = False
    is_cut: bool = False

    @property
    def left(self) -> float:
        return self.x - self.width if self.is_before else self.x

    @property
    def width(self) -> float:
        return width_of(self.words, SIZE)

    @property
    def right(self) -> float:
        return self.left + self.width


@dataclass(frozen=True, slots=True)
class Reach:
    """What answers to a finger: the whole height of the row, as wide as a mark with its words."""

    x: float
    width: float

    @classmethod
    def over(cls, left: float, right: float, label: Label) -> "Reach":
        x = min(left, label.left) - 3
        return cls(round(x, 1), round(max(right, label.right) + 3 - x, 1))


@dataclass(frozen=True, slots=True)
class Point:
    """An event of which the day is known; `x` is its middle. It has a label, or a number that the key explains."""

    event: EventValue
    title: str
    date: str
    x: float
    row: int
    y: float
    label: Label
    number: int | None = None
    shape: ClassVar[str] = "point"

    @property
    def reach(self) -> Reach:
        return Reach.over(-DOT, DOT, self.label)

    @property
    def left(self) -> float:
        return self.x - DOT

    @property
    def right(self) -> float:
        return self.x + DOT


@dataclass(frozen=True, slots=True)
class Bar:
    """An event that lasted, or one whose day is in doubt: from the first day it can mean to the last.

    The days that are sure are those from `core_x` on, counted from `x`; a doubt has none. `is_from_before` and
    `is_going_on` say that it passes the edges of the window.
    """

    event: EventValue
    title: str
    date: str
    x: float
    row: int
    y: float
    width: float
    core_x: float
    core_width: float
    is_from_before: bool
    is_going_on: bool
    label: Label
    number: int | None = None

    @property
    def shape(self) -> str:
        return "span" if self.core_width else "doubt"

    @property
    def is_wide(self) -> bool:
        """Whether its words stand above it."""
        return self.width >= OVER

    @property
    def reach(self) -> Reach:
        return Reach.over(0, self.width, self.label)

    @property
    def doubt(self) -> str:
        """The path of all days that it can have lasted; empty where they are all sure."""
        return "" if self.core_width >= self.width else self._path(0, self.width)

    @property
    def core(self) -> str:
        """The path of the days that are sure; empty where there are none."""
        return self._path(self.core_x, self.core_width) if self.core_width else ""

    def _path(self, x: float, width: float) -> str:
        """A bar with a point at an end that goes on beyond the window."""
        top, half = (5, 3) if self.is_wide else (-4, 4)
        before = half if self.is_from_before and x == 0 else 0
        after = half if self.is_going_on and x + width >= self.width else 0
        along = round(width - before - after, 1)
        return f"M{round(x + before, 1)} {top}h{along}l{after} {half}l{-after} {half}h{-along}l{-before} {-half}z"

    @property
    def left(self) -> float:
        return self.x

    @property
    def right(self) -> float:
        return self.x + self.width


@dataclass(frozen=True, slots=True)
class Cluster:
    """Events too near to each other to be told apart at this distance: how many, and where they are listed.

    `since` and `until` are the first and the last day on which one of them can have begun; `words` tell the two dates
    as precisely as they are known.
    """

    x: float
    row: int
    y: float
    width: float
    events: tuple[EventValue, ...]
    since: date
    until: date
    words: str
    url: str
    shape: ClassVar[str] = "cluster"

    @property
    def count(self) -> int:
        return len(self.events)

    @property
    def middle(self) -> float:
        return round(self.width / 2, 1)

    @property
    def slugs(self) -> tuple[str, ...]:
        return tuple(event.slug for event in self.events)

    @property
    def left(self) -> float:
        return self.x

    @property
    def right(self) -> float:
        return self.x + self.width


Mark = Point | Bar | Cluster


@dataclass(frozen=True, slots=True)
class Shape:
    """An event on its way to a mark: the ends of its shape, and of what is sure in it; a point has no width."""

    event: EventValue
    left: float
    width: float
    core_left: float
    core_right: float

    @classmethod
    def of(cls, event: EventValue, scale: Scale) -> "Shape":
        """The shape of this event, which begins or goes on within the window of the scale."""
        when = event.when
        if when.end is None and when.start.day and not when.about:
            middle = scale.at(when.earliest, 0.5)
            return cls(event, middle - DOT, 0, middle, middle)
        left, right = scale.at(when.earliest), scale.at(when.last, 1)
        width = max(right - left, NARROWEST)
        if when.end is None:
            return cls(event, left, width, left, left)
        # A span whose ends are vague is sure only between the last day it can begin and the first it can end.
        core = scale.at(when.start.latest), scale.at(when.end.earliest, 1)
        if core[0] >= core[1]:
            return cls(event, left, width, left, left)
        return cls(event, left, width, *(core if right - left > NARROWEST else (left, left + width)))

    @property
    def ink(self) -> float:
        """How wide it is drawn."""
        return self.width or 2 * DOT

    @property
    def right(self) -> float:
        return self.left + self.ink

    @property
    def is_wide(self) -> bool:
        return self.width >= OVER

    @property
    def words_from(self) -> float:
        """Where words after it, or above it, begin."""
        return self.left if self.is_wide else self.right + BESIDE

    @property
    def least(self) -> float:
        """What it needs with a number."""
        return max(self.ink, self.words_from + NUMBER - self.left)

    def whole(self, language: str) -> float:
        """What it needs with all of its words."""
        return max(self.ink, self.words_from + width_of(title_of(self.event.titles, language), SIZE) - self.left)

    def label(self, language: str, since: float, until: float) -> Label | None:
        """Its words between these limits: all of them after it or before it, else those that have room; else None."""
        words, start = title_of(self.event.titles, language), self.words_from
        needed, after, before = width_of(words, SIZE), until - start, self.left - BESIDE - since
        if needed <= after:
            return self._label(words, after, start)
        if not self.is_wide and before > after and (needed <= before or before >= SHORTEST):
            return self._label(words, before, self.left - BESIDE, is_before=True)
        return self._label(words, after, start) if after >= SHORTEST else None

    def _label(self, words: str, room: float, at: float, *, is_before: bool = False) -> Label:
        said = words if width_of(words, SIZE) <= room else shortened(words, room, SIZE)
        return Label(said, round(at - self._origin, 1), self._line, is_before, said != words)

    @property
    def _line(self) -> float:
        return ABOVE_LINE if self.is_wide else BESIDE_LINE

    def mark(self, label: Label | int, row: tuple[int, float], scale: Scale, language: str) -> Point | Bar:
        """As it is drawn, with its words or its number; `row` says which it is, and the height of its middle."""
        when = self.event.when
        said = (
            self.event,
            title_of(self.event.titles, language),
            when.in_words(language),
            round(self._origin, 1),
            *row,
        )
        number = label if isinstance(label, int) else None
        x = round(self.words_from - self._origin, 1)
        words = Label(str(label), x, self._line) if isinstance(label, int) else label
        if not self.width:
            return Point(*said, words, number)
        core = round(self.core_left - self.left, 1), round(self.core_right - self.core_left, 1)
        passes = when.earliest < scale.window.since, when.last > scale.window.until
        return Bar(*said, round(self.width, 1), *core, *passes, words, number)

    @property
    def _origin(self) -> float:
        return self.left if self.width else self.left + DOT


@lru_cache(maxsize=8192)
def title_of(titles: Text, language: str) -> str:
    """The title as it is read: typeset once, measured often."""
    return titles.in_(language)


def cluster(
    events: Sequence[EventValue],
    place: tuple[float, int, float, float],
    language: str,
    address: Callable[[date, date], str],
) -> Cluster:
    """These events, in the order of time, as one mark; `place` is its x, its row, its y and its width."""
    first, last = events[0].when.start, max((event.when.start for event in events), key=lambda start: start.latest)
    words = dict.fromkeys(one.in_words(language) for one in (first, last))
    since, until = first.earliest, events[-1].when.earliest
    return Cluster(*place, tuple(events), since, until, " – ".join(words), address(since, until))
