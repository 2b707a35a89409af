"""The lines of a path map: from box to box through the gaps between rows, back ways around the outside."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from quizzes.engine.scenario.layering import Item, Rows, Way
from quizzes.engine.scenario.paths import Leg
from quizzes.engine.scenario.placing import PITCH, Spot

TURN = 24  # how far a back way swings out below and above the boxes; no more than half a gap between rows
_SEAT = 22  # between two strands at a box, where it is wide enough
_CORNER = 10  # kept free of strands at each end of a box
_OUTSIDE = 72  # the most that back ways may take of the width

type Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """Where a scene is drawn; strands begin and end at `begin` and `end`, a dot's at its middle."""

    left: float
    top: float
    right: float
    bottom: float
    is_dot: bool

    @property
    def begin(self) -> float:
        """How far down the strands begin that leave it."""
        return (self.top + self.bottom) / 2 if self.is_dot else self.bottom

    @property
    def end(self) -> float:
        """How far down the strands end that come to it."""
        return (self.top + self.bottom) / 2 if self.is_dot else self.top

    def seats(self, count: int) -> list[float]:
        """How far along each of so many strands meets it."""
        middle, room = (self.left + self.right) / 2, max(self.right - self.left - 2 * _CORNER, 0)
        if self.is_dot:
            room = (self.right - self.left) / 2
        pitch = min(_SEAT, room / max(count - 1, 1))
        return [middle + (index - (count - 1) / 2) * pitch for index in range(count)]


@dataclass(frozen=True, slots=True)
class Line:
    """A drawn leg: the `d` of its path, both ends, and a point on its way."""

    leg: Leg
    d: str
    begin: Point
    end: Point
    middle: Point
    is_back: bool

    @property
    def head(self) -> str:
        """The head of an arrow at its end, as the `d` of a path; for ways back."""
        x, y = self.end
        return f"M{x - 5:g} {y - 8:g}L{x:g} {y - 1:g}L{x + 5:g} {y - 8:g}"


@dataclass(frozen=True, slots=True)
class Ground:
    """What lines run through: rows with their upper and lower bounds, boxes, lanes, and the gutter outside."""

    rows: Rows
    levels: Sequence[tuple[float, float]]
    boxes: Mapping[str, Box]
    spots: Sequence[Mapping[Item, Spot]]
    gutter: tuple[float, float]


def gutter(legs_back: int) -> float:
    """How much of the width the ways back need."""
    return min(PITCH * (legs_back + 1), _OUTSIDE) if legs_back else 0


def draw(ground: Ground, legs: Sequence[Leg]) -> list[Line]:
    """The line of every leg, in their order."""
    begins = _seats(ground, legs, lambda leg: leg[0], lambda leg: _next_to(ground, leg, 1))
    ends = _seats(ground, legs, lambda leg: leg[2], lambda leg: _next_to(ground, leg, -2))
    back = [leg for leg in legs if (leg[0], leg[2]) in ground.rows.back]
    return [
        _around(ground, leg, (begins[leg], ends[leg]), (back.index(leg) + 1) / (len(back) + 1))
        if leg in back
        else _down(ground, leg, (begins[leg], ends[leg]), _lane(legs, leg))
        for leg in legs
    ]


def _next_to(ground: Ground, leg: Leg, index: int) -> float:
    """How far along a leg's second or last but one stop stands; ways back are last on the right."""
    way = (leg[0], leg[2])
    if way in ground.rows.back:
        return ground.gutter[1]
    stops = ground.rows.stops(way)
    row = ground.rows.row_of(way[0]) + (index if index > 0 else len(stops) + index)
    return ground.spots[row][stops[index]].x


def _seats(
    ground: Ground, legs: Sequence[Leg], scene: Callable[[Leg], str], towards: Callable[[Leg], float]
) -> dict[Leg, float]:
    at: dict[str, list[Leg]] = {}
    for leg in legs:
        at.setdefault(scene(leg), []).append(leg)
    return {
        leg: round(x, 1)
        for slug, some in at.items()
        for leg, x in zip(sorted(some, key=towards), ground.boxes[slug].seats(len(some)), strict=True)
    }


def _lane(legs: Iterable[Leg], leg: Leg) -> float:
    """Where in its lane a leg runs, from -1/2 on the left to 1/2 on the right."""
    beside = [one for one in legs if (one[0], one[2]) == (leg[0], leg[2])]
    return beside.index(leg) / (len(beside) - 1) - 0.5 if len(beside) > 1 else 0.0


def _down(ground: Ground, leg: Leg, seats: tuple[float, float], beside: float) -> Line:
    way: Way = (leg[0], leg[2])
    source, target = ground.boxes[leg[0]], ground.boxes[leg[2]]
    first, last = ground.rows.row_of(leg[0]), ground.rows.row_of(leg[2])
    begin, end = (seats[0], round(source.begin, 1)), (seats[1], round(target.end, 1))
    xs = [seats[0]]
    for row in range(first + 1, last):
        spot = ground.spots[row][way]
        xs.append(round(spot.x + beside * spot.width, 1))
    xs.append(seats[1])
    parts = [f"M{begin[0]:g} {begin[1]:g}"]
    for row, (x, after) in enumerate(pairwise(xs), first):
        upper, lower = ground.levels[row][1], ground.levels[row + 1][0]
        half = (upper + lower) / 2
        parts.append(f"V{upper:g}C{x:g} {half:g} {after:g} {half:g} {after:g} {lower:g}")
    parts.append(f"V{end[1]:g}")
    middle = ((xs[0] + xs[1]) / 2, (ground.levels[first][1] + ground.levels[first + 1][0]) / 2)
    return Line(leg, "".join(parts), begin, end, (round(middle[0], 1), round(middle[1], 1)), is_back=False)


def _around(ground: Ground, leg: Leg, seats: tuple[float, float], share: float) -> Line:
    """Down out of its box, outside up to above the other, and into that from above."""
    source, target = ground.boxes[leg[0]], ground.boxes[leg[2]]
    last, first = ground.rows.row_of(leg[0]), ground.rows.row_of(leg[2])
    low, high = ground.levels[last][1], ground.levels[first][0]
    begin, end = (seats[0], round(source.begin, 1)), (seats[1], round(target.end, 1))
    outermost = max(spot.x + spot.width / 2 for spots in ground.spots[first : last + 1] for spot in spots.values())
    x = round(outermost + share * (ground.gutter[1] - ground.gutter[0]), 1)
    # Three quarters of the way to its handles is how far such a curve swings out.
    under, over = low + TURN * 1.2, high - TURN * 1.2
    d = (
        f"M{begin[0]:g} {begin[1]:g}V{low:g}C{begin[0]:g} {under:g} {x:g} {under:g} {x:g} {low:g}V{high:g}"
        f"C{x:g} {over:g} {end[0]:g} {over:g} {end[0]:g} {high:g}V{end[1]:g}"
    )
    return Line(leg, d, begin, end, (x, round((low + high) / 2, 1)), is_back=True)
