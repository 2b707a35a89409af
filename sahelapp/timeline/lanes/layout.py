"""The timeline in lanes: events by theme or actor along one scale of time. Django-free.

`lay_out` says where everything stands, in units of the drawing; from 320 units on nothing lies on anything else.
windows.py moves and zooms, shapes.py makes marks of events, packing.py says where they stand in their lane.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from quizzes.engine.lettering import shortened, width_of
from sahelapp.timeline.lanes.marks import Bar, Cluster, Mark, Point
from sahelapp.timeline.lanes.packing import Setting, pack
from sahelapp.timeline.lanes.scales import BESIDE, SIZE, Scale, Tick, ticks
from sahelapp.timeline.lanes.windows import Window
from sahelapp.timeline.values import Era, EventValue

OTHERS = ""  # the lane of events that belong to none of the named ones
MOST_LANES = 12  # more cannot be taken in; the smallest are told together
MOST_MARKS = 180  # whatever the number of events: what a slow phone can move at once
DEEP = 999  # higher than any lane
LEFT = 12  # half a mark has room before the first day
LABEL_MARGIN, LEAST_MARGIN = 0.16, 68  # after the last day there is room for words: a share of the width, and units


@dataclass(frozen=True, slots=True)
class Grouping:
    """The names of the lanes, in their order; the lane an event stands in; and the address to which a cluster leads.

    `address` is given the key of the lane and the days from and to which the events of a cluster began.
    """

    names: Mapping[str, str]
    key_of: Callable[[EventValue], str]
    address: Callable[[str, date, date], str]


@dataclass(frozen=True, slots=True)
class Lane:
    """One line of the story, its marks in the order of time."""

    key: str
    name: str
    height: int
    marks: tuple[Mark, ...]

    @property
    def count(self) -> int:
        """How many events it holds."""
        return sum(mark.count if isinstance(mark, Cluster) else 1 for mark in self.marks)

    @property
    def numbered(self) -> tuple[Point | Bar, ...]:
        """What the key beneath it explains."""
        return tuple(mark for mark in self.marks if not isinstance(mark, Cluster) and mark.number)


@dataclass(frozen=True, slots=True)
class Band:
    """An era behind the lanes. `words` is as much of its name as has room."""

    slug: str
    name: str
    words: str
    x: float
    width: float
    is_shaded: bool


@dataclass(frozen=True, slots=True)
class Lanes:
    """All that is drawn. Time runs from `left` to `right`."""

    window: Window
    width: int
    left: float
    right: float
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    eras: tuple[Band, ...]
    in_words: str

    @property
    def bands(self) -> str:
        """The shaded eras as a path, high enough for any lane: drawn behind each."""
        return "".join(f"M{band.x} 0h{band.width}v{DEEP}h{-band.width}z" for band in self.eras if band.is_shaded)

    @property
    def grid(self) -> str:
        """The lines of the ticks as a path, high enough for any lane."""
        return "".join(f"M{tick.x} 0v{DEEP}" for tick in self.ticks)

    @property
    def count(self) -> int:
        """How many events there are in the window."""
        return sum(lane.count for lane in self.lanes)

    @property
    def shapes(self) -> frozenset[str]:
        """Which shapes occur, for the legend."""
        return frozenset(mark.shape for lane in self.lanes for mark in lane.marks)

    @property
    def has_contested(self) -> bool:
        """Whether anything that stands for itself is contested."""
        marks = (mark for lane in self.lanes for mark in lane.marks)
        return any(not isinstance(mark, Cluster) and mark.event.status == "contested" for mark in marks)


def first_theme(event: EventValue) -> str:
    """The lane of an event by theme."""
    return event.themes[0] if event.themes else OTHERS


def first_actor(event: EventValue) -> str:
    """The lane of an event by actor."""
    return event.actors[0] if event.actors else OTHERS


def lay_out(
    events: Sequence[EventValue],
    *,
    window: Window,
    width: int,
    language: str,
    grouping: Grouping,
    eras: Sequence[Era] = (),
) -> Lanes:
    """The lanes of the events that begin or go on within the window; lanes without any are left out."""
    right = width - max(width * LABEL_MARGIN, LEAST_MARGIN)
    scale = Scale(window, LEFT, right, width)
    lanes = _lanes(_by_lane(events, window, grouping), scale, language, grouping)
    return Lanes(
        window=window,
        width=width,
        left=LEFT,
        right=round(right, 1),
        lanes=lanes,
        ticks=ticks(scale, language),
        eras=_bands(eras, scale, language),
        in_words=window.in_words(language),
    )


def _by_lane(events: Sequence[EventValue], window: Window, grouping: Grouping) -> dict[str, list[EventValue]]:
    """Events in the order of time by lane. What has its own lane has it in every window: it stays while that moves."""
    keys = {event.slug: grouping.key_of(event) for event in events}
    counts = Counter(key for key in keys.values() if key in grouping.names and key != OTHERS)
    places = {key: place for place, key in enumerate(grouping.names)}
    ranked = sorted(counts, key=lambda key: (-counts[key], places[key]))
    own = set(ranked if len(ranked) <= MOST_LANES else ranked[: MOST_LANES - 1])
    found: dict[str, list[EventValue]] = defaultdict(list)
    # Slugs differ, so two events are never compared themselves.
    for (earliest, last, _), event in sorted((event.order, event) for event in events):
        if earliest <= window.until and last >= window.since:
            found[keys[event.slug] if keys[event.slug] in own else OTHERS].append(event)
    in_order = sorted(found, key=lambda key: len(places) if key == OTHERS else places[key])
    return {key: found[key] for key in in_order}


def _lanes(
    by_lane: Mapping[str, Sequence[EventValue]], scale: Scale, language: str, grouping: Grouping
) -> tuple[Lane, ...]:
    shares = _shares({key: len(held) for key, held in by_lane.items()})
    lanes = []
    for key, held in by_lane.items():
        packed = pack(held, Setting(scale, language, partial(grouping.address, key), shares[key]))
        lanes.append(Lane(key, grouping.names.get(key, "…"), packed.height, packed.marks))
    return tuple(lanes)


def _shares(counts: Mapping[str, int]) -> dict[str, int]:
    """How many marks each lane may have: all it wants where that is little, else what is left in equal parts."""
    left, shares = MOST_MARKS, {}
    in_order = sorted(counts, key=lambda key: counts[key])
    for place, key in enumerate(in_order):
        shares[key] = min(counts[key], left // (len(in_order) - place))
        left -= shares[key]
    return shares


def _bands(eras: Sequence[Era], scale: Scale, language: str) -> tuple[Band, ...]:
    """Eras in the order of time, every other one shaded; one that has begun ends the one before."""
    in_order = sorted(eras, key=lambda era: (era.earliest, era.slug))
    bands = []
    for place, era in enumerate(in_order):
        last = era.last or date.max
        if place + 1 < len(in_order):
            last = min(last, in_order[place + 1].earliest - timedelta(days=1))
        if era.earliest > scale.window.until or last < scale.window.since:
            continue
        x, end = scale.at(era.earliest), scale.at(last, 1)
        name, room = era.names.in_(language), end - x - 2 * BESIDE
        words = name if width_of(name, SIZE) <= room else shortened(name, room, SIZE)
        bands.append(Band(era.slug, name, words, round(x, 1), round(end - x, 1), place % 2 == 0))
    return tuple(bands)
