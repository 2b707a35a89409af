"""The points of the locator map: places, and what of them can be told apart. Django-free."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from math import cos, hypot, radians, sin, sqrt

from quizzes.engine.text import Text
from sahelapp.timeline.locator.grid import HEIGHT, WIDTH, project
from sahelapp.timeline.locator.labels import Box, Label

TARGET = 24  # units, about pixels: nearer than this two points cannot be told apart by a finger (WCAG 2.5.8)
TAP = 44  # the target that a point gets where there is room
LEAST, MOST = 4.0, 22.0  # the radii of one event, and of however many
LEAST_AREA = 6.5  # of a dashed ring, so that its dashes are seen
PER_EVENT = 2.4  # the area of a point grows with its events: radius = PER_EVENT * sqrt(events)
ROOM_FOR_NUMBER = 9.0  # the least radius of a point that carries a number
RING = 4.0  # how far outside of a highlighted point its ring is
ARROW = 8.0
EDGE = 11.0  # units of the smallest map: a point nearer to the edge than this is told as lying beyond it


@dataclass(frozen=True, slots=True)
class Size:
    """A drawing of the map: grid units times `scale` are its own units, of which a name is `type` high."""

    scale: float
    type: float
    country_type: float

    @property
    def width(self) -> int:
        return round(WIDTH * self.scale)

    @property
    def height(self) -> int:
        return round(HEIGHT * self.scale)

    @property
    def grid(self) -> str:
        """The viewBox in which the countries are drawn."""
        return f"0 0 {WIDTH} {HEIGHT}"

    @property
    def frame(self) -> Box:
        return Box(0, 0, self.width, self.height)


WIDE = Size(scale=1, type=13, country_type=14)
NARROW = Size(scale=0.5, type=12, country_type=11)  # about as many units as a small phone has pixels


@dataclass(frozen=True, slots=True)
class PlaceOnMap:
    """A place, how many of the chosen events happened there, and the address of these."""

    slug: str
    names: Text
    latitude: float
    longitude: float
    events: int = 0
    address: str = ""
    approximate: bool = False


@dataclass(frozen=True)
class Mark:
    """A point of the map: one place, or several that lie too near to be told apart, the weightiest first.

    `toward` is set for a place beyond the frame: the direction of its arrow, in degrees clockwise from the east.
    `number` is that of its first place in the list; it is drawn where there is no label.
    """

    places: tuple[PlaceOnMap, ...]
    x: float
    y: float
    toward: float | None = None
    label: Label | None = None
    number: int = 0
    reach: float = TAP / 2
    is_highlighted: bool = False

    @cached_property
    def events(self) -> int:
        """Of all its places."""
        return sum(place.events for place in self.places)

    @cached_property
    def radius(self) -> float:
        """Of what is drawn."""
        least = ROOM_FOR_NUMBER if self.is_numbered else LEAST_AREA if self.is_approximate else LEAST
        return round(min(MOST, max(least, PER_EVENT * sqrt(self.events))), 1)

    @cached_property
    def outer(self) -> float:
        """The radius with the ring about a highlighted one."""
        return self.radius + RING if self.is_highlighted else self.radius

    @cached_property
    def room(self) -> float:
        """The radius that it has if its name finds no room."""
        return max(self.outer, ROOM_FOR_NUMBER)

    @cached_property
    def box(self) -> Box:
        """What nothing else may be written on."""
        return Box.about(self.x, self.y, 2 * self.room, 2 * self.room)

    @property
    def arrow(self) -> Box | None:
        """Where its arrow is, if it has one."""
        if self.toward is None:
            return None
        out, turn = self.outer + ARROW / 2 + 3, radians(self.toward)
        return Box.about(self.x + out * cos(turn), self.y + out * sin(turn), ARROW, ARROW)

    @property
    def slug(self) -> str:
        """Of its first place."""
        return self.places[0].slug

    @property
    def more(self) -> int:
        """How many places stand behind the first."""
        return len(self.places) - 1

    @property
    def address(self) -> str:
        """Of the events of its only place; empty for several: the list has a link for each."""
        return "" if self.more else self.places[0].address

    @property
    def is_numbered(self) -> bool:
        """Whether it carries its number, for want of room for its name."""
        return self.number > 0 and self.label is None

    @property
    def is_approximate(self) -> bool:
        """Whether it is an area rather than a spot."""
        return all(place.approximate for place in self.places)

    def words(self, language: str) -> str:
        """What is written beside it: the first name without what is in brackets, and how many more there are."""
        name = re.split(r" \(|, ", self.places[0].names.in_(language))[0]
        return f"{name} +{self.more}" if self.more else name

    def is_too_near(self, other: "Mark") -> bool:
        """Whether the two cannot be told apart, by eye or by finger."""
        apart = max(TARGET, self.room + other.room + 1)
        return abs(self.x - other.x) < apart and hypot(self.x - other.x, self.y - other.y) < apart


def is_inside(place: PlaceOnMap) -> bool:
    """Whether its point has room in the frame, even on the smallest map: both sizes agree on what lies beyond."""
    x, y = at(place, NARROW)
    return EDGE <= x <= NARROW.width - EDGE and EDGE <= y <= NARROW.height - EDGE


def at(place: PlaceOnMap, size: Size) -> tuple[float, float]:
    """Where the place is, in units of the map, be it in the frame or not."""
    x, y = project(place.latitude, place.longitude)
    return round(x * size.scale, 1), round(y * size.scale, 1)


def gathered(places: Iterable[PlaceOnMap], size: Size, highlighted: str = "") -> list[Mark]:
    """The points inside of the frame, as many as can be told apart, weightiest first; the highlighted one leads."""
    marks = [
        Mark((place,), *at(place, size), is_highlighted=place.slug == highlighted)
        for place in places
        if is_inside(place)
    ]
    while True:
        apart: list[Mark] = []
        for mark in sorted(marks, key=lambda mark: (not mark.is_highlighted, *weight(mark))):
            near = next((index for index, other in enumerate(apart) if other.is_too_near(mark)), None)
            if near is None:
                apart.append(mark)
            else:
                apart[near] = _joined(apart[near], mark)
        if len(apart) == len(marks):
            return apart
        # What has grown may now touch what it did not touch before.
        marks = apart


def weight(mark: Mark) -> tuple[int, str]:
    """Sorts marks: the most events first, then by slug."""
    return -mark.events, mark.slug


def _joined(mark: Mark, other: Mark) -> Mark:
    """Both as one, where the first was; what joins it stands behind in the order of weight."""
    first, *rest = [*mark.places, *other.places]
    return replace(mark, places=(first, *sorted(rest, key=lambda place: (-place.events, place.slug))))
