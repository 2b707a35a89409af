"""What is drawn of an event: a point, a bar, or a share in a cluster; and the words beside it. Django-free.

Lengths are in units of the drawing, which are pixels where it is shown at its own size.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from quizzes.engine.lettering import width_of
from sahelapp.timeline.lanes.scales import SIZE
from sahelapp.timeline.values import EventValue

PITCH = 30  # the height of a row: a target for a mouse (WCAG asks for 24); drawn half as large again, for a finger
DOT = 5.5  # the radius of a point
BESIDE = 5  # between a mark and its words
AIR = 8  # between one mark with its words and the next
OVER = 44  # a bar at least as wide carries its words above it, a narrower one beside it
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
