"""The locator map laid out: which points stand where, and what is written beside them. Django-free.

Places that lie too near for a finger share a point; names are written where they are free, else the point carries the
number under which the list beside the map has it; what lies beyond the frame stands at its edge with an arrow.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import hypot
from typing import Protocol

from quizzes.engine.lettering import width_of
from quizzes.engine.text import Text
from sahelapp.timeline.locator.edge import beyond
from sahelapp.timeline.locator.grid import COUNTRIES, KM_PER_DEGREE, UNITS_PER_DEGREE, project
from sahelapp.timeline.locator.labels import Box, Label, beside, first_free, written
from sahelapp.timeline.locator.marks import NARROW, TAP, WIDE, Mark, PlaceOnMap, Size, at, gathered, is_inside, weight
from sahelapp.timeline.values import EventValue

SCALE_KM = 300
MARGIN = 10  # between the corner and the bar of the scale
SPACED = 1.06  # the names of countries are drawn with air between their letters


@dataclass(frozen=True, slots=True)
class Bar:
    """As long as `SCALE_KM` is on the map; x and y are those of its left end."""

    x: float
    y: float
    length: float
    km: int = SCALE_KM

    @classmethod
    def of(cls, size: Size) -> "Bar":
        length = SCALE_KM / KM_PER_DEGREE * UNITS_PER_DEGREE * size.scale
        return cls(MARGIN, size.height - MARGIN, round(length, 1))

    @property
    def box(self) -> Box:
        """The bar with its words above it."""
        return Box(self.x, self.y - 20, self.x + max(self.length, 50), self.y + 4)


@dataclass(frozen=True, slots=True)
class Map:
    """What to draw at one size; `countries` are the names of countries by their two letters; no bar of the scale (None)
    where a place lies in its corner.

    `groups` are the list beside the map: everything is in it, also what found no room at the edge. Those of a group
    share a point on the smallest map.
    """

    size: Size
    marks: tuple[Mark, ...]
    countries: tuple[tuple[str, Label], ...]
    groups: tuple[tuple[PlaceOnMap, ...], ...]
    bar: Bar | None

    @property
    def places(self) -> tuple[PlaceOnMap, ...]:
        """The list, without its groups."""
        return tuple(place for group in self.groups for place in group)


class Located(Protocol):
    """A place as the evidence has it."""

    slug: str
    lat: float
    lon: float
    approximate: bool

    @property
    def name(self) -> Text: ...


def on_map(
    places: Iterable[Located], events: Iterable[EventValue], address: Callable[[str], str]
) -> tuple[PlaceOnMap, ...]:
    """Those of the places where at least one of these events happened; `address` gives the link for a slug."""
    counted = Counter(event.place for event in events)
    return tuple(
        PlaceOnMap(
            place.slug, place.name, place.lat, place.lon, counted[place.slug], address(place.slug), place.approximate
        )
        for place in places
        if counted[place.slug]
    )


# Pure, and most visitors ask for the same selections.
@lru_cache(maxsize=128)
def lay_out(places: tuple[PlaceOnMap, ...], language: str, highlighted: str = "", size: Size = WIDE) -> Map:
    """The map of these places at this size: the same whatever the order in which they come.

    Countries are named first, then points from the weightiest to the lightest, the highlighted one before all others.
    """
    groups = _grouped(places)
    listed = [place for group in groups for place in group]
    marks = gathered(listed, size, highlighted)
    corner = Bar.of(size)
    bar = None if any(mark.box.meets(corner.box) for mark in marks) else corner
    taken = [bar.box] if bar else []
    countries = _countries([*taken, *(mark.box for mark in marks)], language, size)
    taken += [label.box for _, label in countries]
    named: list[Mark] = []
    for mark in marks:
        others = [other.box for other in marks if other is not mark]
        labels = beside(mark.words(language), mark.x, mark.y, mark.outer, size.type)
        named.append(replace(mark, label=first_free(labels, [*taken, *others], size.frame)))
        taken += [label.box for label in (named[-1].label,) if label]
    outside = [
        Mark((place,), *at(place, size), is_highlighted=place.slug == highlighted)
        for place in listed
        if not is_inside(place)
    ]
    outside.sort(key=lambda mark: not mark.is_highlighted)
    named += beyond(outside, named, taken, language, size)
    return Map(size, tuple(_finished(named, listed)), tuple(countries), groups, bar)


@lru_cache(maxsize=128)
def _grouped(places: tuple[PlaceOnMap, ...]) -> tuple[tuple[PlaceOnMap, ...], ...]:
    """The places in the order of the list: those together that share a point on the smallest map, weightiest first."""
    marks = gathered(places, NARROW)
    marks += [Mark((place,), *at(place, NARROW)) for place in places if not is_inside(place)]
    return tuple(mark.places for mark in sorted(marks, key=weight))


def _countries(taken: Sequence[Box], language: str, size: Size) -> list[tuple[str, Label]]:
    """The names of countries that find room, each about the best of its spots that is free."""
    found: list[tuple[str, Label]] = []
    for code, names, spots in COUNTRIES:
        words = names.in_(language)
        width, height = width_of(words, size.country_type) * SPACED, size.country_type * 1.1
        centres = [project(*spot) for spot in spots]
        boxes = [Box.about(x * size.scale, y * size.scale, width, height) for x, y in centres]
        solid = [*taken, *(label.box for _, label in found)]
        label = first_free((written(words, box, size.country_type) for box in boxes), solid, size.frame)
        if label:
            found.append((code, label))
    return found


def _finished(marks: Sequence[Mark], listed: Sequence[PlaceOnMap]) -> list[Mark]:
    """The marks in the order of the list, with their numbers in it, and with targets that do not lie on one another."""
    number = {place.slug: index for index, place in enumerate(listed, 1)}
    numbered = [replace(mark, number=number[mark.slug]) for mark in marks]
    finished = [
        replace(mark, reach=_reach(mark, [other for other in numbered if other is not mark])) for mark in numbered
    ]
    return sorted(finished, key=lambda mark: mark.number)


def _reach(mark: Mark, others: Iterable[Mark]) -> float:
    """How far around its middle a point can be hit: to the middle of the gap before the next one, and not on its name,
    since a finger on a name means what it names."""
    ways = [TAP / 2]
    for other in others:
        gap = hypot(mark.x - other.x, mark.y - other.y) - mark.radius - other.radius
        ways.append(mark.radius + gap / 2)
        if other.label:
            ways.append(other.label.box.away_from(mark.x, mark.y))
    return round(min(ways), 1)
