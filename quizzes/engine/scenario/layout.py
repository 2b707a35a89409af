"""The path map of a story: scenes as boxes or dots in rows, ways between them as strands, time running down the page.

A strand is drawn for each leg, not for each pair of scenes: two choices that lead to one scene are two decisions.
Begin with `lay_out`; layering.py says in which row a scene stands, placing.py how
far along it, strands.py how lines run.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from quizzes.engine.lettering import width_of, wrapped
from quizzes.engine.scenario import placing, strands
from quizzes.engine.scenario.layering import Item, in_rows, leading_back
from quizzes.engine.scenario.paths import Leg
from quizzes.engine.scenario.placing import GAP, Spot
from quizzes.engine.scenario.story import Story
from quizzes.engine.scenario.strands import Box, Ground, Line

TYPE, LINE = 14, 18  # the size of titles and the height of their lines
MOST_LINES = 4
LEAST_BOX, MOST_BOX = 112, 236  # widths; a box holds at least a word of a dozen letters
BASELINE = 5  # from the middle of a line down to where its letters stand
TAP = 51  # the height of a box at least: 44 pixels to touch where 328 units have 288, on the narrowest phone
DOT = 12  # the diameter of a scene that is not named
ROOM_BESIDE = 26  # kept free in each row for lanes that pass between the boxes
BETWEEN = 48  # between two rows: room for two turns of ways back
INSET = 8  # between the frame of a box and its words
MARGIN = 3  # for strokes, and the outer frame of an ending


@dataclass(frozen=True, slots=True)
class Stop:
    """A scene as the map knows it; without a title it is one that may not be named."""

    slug: str
    title: str = ""
    is_ending: bool = False


@dataclass(frozen=True, slots=True)
class Network:
    """All scenes and legs of a story, and the scene in which it begins."""

    begins: str
    stops: tuple[Stop, ...]
    legs: tuple[Leg, ...]

    @classmethod
    def of(cls, story: Story, named: Collection[str], language: str) -> Self:
        """The network of a story in which the scenes `named` have their titles."""
        scenes = {scene.slug: scene for scene in reversed(story.scenes)}  # of namesakes the first, as in play
        stops = tuple(
            Stop(slug, scene.title.in_(language) if slug in named else "", scene.is_ending)
            for slug, scene in reversed(scenes.items())
        )
        legs = (
            (slug, choice.slug, to)
            for slug, scene in reversed(scenes.items())
            for choice in scene.choices
            for to in choice.leads_to
            if to in scenes  # in a draft a choice may lead nowhere yet
        )
        return cls(story.begins, stops, tuple(dict.fromkeys(legs)))


@dataclass(frozen=True, slots=True)
class Trails:
    """Who went where: in the run looked at, in other runs of one's own, what was really decided, and all players.

    `players` are counts that may be shown (`paths.travelled`), and None where there are too few. Legs that the story
    does not have, as in a run of another version, are not drawn.
    """

    own: tuple[Leg, ...] = ()
    others: tuple[tuple[Leg, ...], ...] = ()
    record: tuple[Leg, ...] = ()
    players: Mapping[Leg, int] | None = None

    def scenes(self) -> frozenset[str]:
        """The scenes of the run looked at."""
        return frozenset(slug for source, _, target in self.own for slug in (source, target))


@dataclass(frozen=True, slots=True)
class Node:
    """A scene: its upper left corner, its size, and the lines of its title; none where it is not named."""

    slug: str
    title: str
    lines: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float
    is_ending: bool
    is_own: bool

    @property
    def middle(self) -> tuple[float, float]:
        """The centre of the box or dot."""
        return round(self.x + self.width / 2, 1), round(self.y + self.height / 2, 1)

    @property
    def baselines(self) -> Iterator[tuple[float, float, str]]:
        """Where each line of the title is written: its middle, its baseline, its words."""
        x, y = self.middle
        first = y - (len(self.lines) - 1) * LINE / 2 + BASELINE
        return ((x, round(first + index * LINE, 1), words) for index, words in enumerate(self.lines))


@dataclass(frozen=True, slots=True)
class Edge:
    """A leg: its line, and who took it.

    `players` is None where counts are not shown; `share` is their part of the most travelled leg, from 0 to 1.
    """

    line: Line
    is_own: bool
    is_other: bool
    is_record: bool
    players: int | None
    share: float

    @property
    def leg(self) -> Leg:
        """Scene, choice, and the scene to which it led."""
        return self.line.leg


@dataclass(frozen=True, slots=True)
class PathMap:
    """The whole drawing; all lengths in units of the viewBox, one of which is meant to be a pixel."""

    width: int
    height: float
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def lay_out(network: Network, trails: Trails, width: int) -> PathMap:
    """The map at this width, at least 240; the same for the same arguments."""
    stops = {stop.slug: stop for stop in network.stops}
    if not stops:
        return PathMap(width, 0, (), ())
    scenes = sorted(stops, key=lambda slug: slug != network.begins)  # stable: but for the first, as the author has them
    # Legs of chance or of several choices may join the same two scenes: they share a way, and its lane.
    ways = Counter((source, target) for source, _, target in network.legs)
    back = leading_back(scenes, tuple(ways))
    legs_back = sum(ways[way] for way in back)
    outside = width - MARGIN - strands.gutter(legs_back)
    widths = {slug: (LEAST_BOX, _wished(stop)) if stop.title else (DOT, DOT) for slug, stop in stops.items()}
    room = outside - MARGIN - ROOM_BESIDE
    rows = in_rows(scenes, tuple(ways), back, width=lambda slug: widths[slug][0] + GAP, room=room)
    spots = placing.place(rows, ways, widths, (MARGIN, outside))
    around = strands.TURN if legs_back else MARGIN
    nodes, levels = _nodes(stops, spots, trails.scenes(), around)
    boxes = {one.slug: Box(one.x, one.y, one.x + one.width, one.y + one.height, not one.title) for one in nodes}
    lines = strands.draw(Ground(rows, levels, boxes, spots, (outside, width - MARGIN)), network.legs)
    return PathMap(width, levels[-1][1] + around, nodes, _edges(lines, trails))


def _wished(stop: Stop) -> float:
    """The width at which the title stands on one line, within bounds."""
    # One more, or what is rounded off would break the line.
    return min(max(width_of(stop.title, TYPE) + 2 * INSET + 1, LEAST_BOX), MOST_BOX)


def _nodes(
    stops: Mapping[str, Stop], spots: Sequence[Mapping[Item, Spot]], own: frozenset[str], top: float
) -> tuple[tuple[Node, ...], list[tuple[float, float]]]:
    """The scenes, from above and from the left, and the upper and lower bounds of their rows."""
    nodes: list[Node] = []
    levels: list[tuple[float, float]] = []
    for row in spots:
        drawn = [_node(stops[item], spot, top, item in own) for item, spot in row.items() if isinstance(item, str)]
        height = max(node.height for node in drawn)
        # Boxes of a row begin and end together; dots stand in its middle.
        nodes += (
            replace(node, height=height) if node.title else replace(node, y=round(top + (height - DOT) / 2, 1))
            for node in drawn
        )
        levels.append((top, top + height))
        top += height + BETWEEN
    return tuple(nodes), levels


def _node(stop: Stop, spot: Spot, top: float, is_own: bool) -> Node:
    lines = wrapped(stop.title, spot.width - 2 * INSET, TYPE, MOST_LINES)
    height = max(TAP, len(lines) * LINE + 2 * INSET) if stop.title else DOT
    left = round(spot.x - spot.width / 2, 1)
    return Node(stop.slug, stop.title, lines, left, top, spot.width, height, stop.is_ending, is_own)


def _edges(lines: Iterable[Line], trails: Trails) -> tuple[Edge, ...]:
    own, record = frozenset(trails.own), frozenset(trails.record)
    others = frozenset(leg for trail in trails.others for leg in trail)
    counts = trails.players
    most = max(counts.values(), default=0) if counts else 0
    return tuple(
        Edge(
            line,
            is_own=line.leg in own,
            is_other=line.leg in others,
            is_record=line.leg in record,
            players=None if counts is None else counts.get(line.leg, 0),
            share=counts.get(line.leg, 0) / most if counts and most else 0.0,
        )
        for line in lines
    )
