"""Charts as geometry: where bars, marks and lines stand, in units of the viewBox. The tags lay words on them.

320 units are about the width of a small phone, so that type drawn at 14 units is read at 12 pixels on the narrowest.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from quizzes.engine.calibration import Sureness

WIDTH = 320
EDGE = 1  # keeps half a stroke inside the picture
BAND, AXIS = 88, 14  # the heights of a level of certainty and of the words under the last one

LATEST = 30  # attempts: more cannot be told apart at this width
TOP, FOOT, BELOW = 54, 194, 48  # the plot of attempts, and what stands under it
LEFT, RIGHT = 78, WIDTH - 28  # the first and the last mark
LABEL, NUMBER, LINE = 44, 24, 16  # room for "100 %" with air, for a number, and for a line of type

ROOF, FLOOR, UNDER = 34, 86, 24  # the plot of a counter below its name, and room for the numbers of the moves
BEGIN = 30  # where a counter stands at the start, beside its bounds


@dataclass(frozen=True, slots=True)
class Band:
    """One level of certainty: its bar, and the range in which the level pays."""

    row: Sureness
    top: int
    bar: float
    pays_from: float
    pays_to: float

    @property
    def pays_at_first(self) -> bool:
        """Whether the range begins on the left: its words then begin there too; else they end where it ends."""
        return self.row.pays.low == 0


@dataclass(frozen=True, slots=True)
class Calibration:
    """The bands, lowest level first, above an axis from none to all."""

    bands: tuple[Band, ...]

    width, left, middle, right = WIDTH, EDGE, WIDTH // 2, WIDTH - EDGE

    @property
    def height(self) -> int:
        """All bands and the axis."""
        return BAND * len(self.bands) + AXIS

    @property
    def is_empty(self) -> bool:
        """Whether nobody said how sure they were."""
        return not any(band.row.answers for band in self.bands)


def calibration(rows: Iterable[Sureness]) -> Calibration:
    """The chart of these rows."""
    return Calibration(tuple(_band(row, BAND * index) for index, row in enumerate(rows)))


def _band(row: Sureness, top: int) -> Band:
    bar = _along(row.share or Fraction(0)) - EDGE
    return Band(row, top, bar, _along(row.pays.low), _along(row.pays.high))


def _along(share: Fraction) -> float:
    return round(float(EDGE + share * (WIDTH - 2 * EDGE)), 1)


@dataclass(frozen=True, slots=True)
class Score:
    """What one attempt came to, in percent; below nothing where certainty cost more than it brought."""

    at: datetime
    percent: Decimal


@dataclass(frozen=True, slots=True)
class Mark:
    """One attempt: its place, whether the pass mark was reached, and whether there is room to write its score there."""

    number: int
    score: Score
    x: float
    y: float
    is_passed: bool | None
    is_labelled: bool
    is_numbered: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A percentage on the axis."""

    percent: int
    y: float


@dataclass(frozen=True, slots=True)
class History:
    """Attempts in the order of time, evenly spaced, and what has to be reached, if anything."""

    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    pass_mark: Tick | None

    width, height, foot = WIDTH, FOOT + BELOW, FOOT

    @property
    def line(self) -> str:
        """The points of the line from mark to mark."""
        return " ".join(f"{mark.x},{mark.y}" for mark in self.marks)


def history(scores: Iterable[Score], pass_percent: int | None = None) -> History:
    """The chart of the latest attempts; they are numbered from the first of all."""
    in_order = sorted(scores, key=lambda score: score.at)
    shown = in_order[-LATEST:]
    low = _lowest(shown)
    pass_mark = None if pass_percent is None else Tick(pass_percent, _height(pass_percent, low))
    first = len(in_order) - len(shown) + 1
    xs, labelled = _spread(len(shown)), _labelled(shown)
    every = ceil(NUMBER / _step(len(shown)))
    marks = tuple(
        Mark(
            number=first + index,
            score=score,
            x=x,
            y=_height(score.percent, low),
            is_passed=None if pass_percent is None else score.percent >= pass_percent,
            is_labelled=index in labelled,
            is_numbered=(len(shown) - 1 - index) % every == 0,
        )
        for index, (score, x) in enumerate(zip(shown, xs, strict=True))
    )
    return History(marks, _ticks(low, pass_mark), pass_mark)


def _lowest(scores: Iterable[Score]) -> int:
    """Where the axis begins: at nothing, or at the half hundred below a score that fell under it."""
    return min([0, *(50 * floor(score.percent / 50) for score in scores)])


def _height(percent: Decimal | int, low: int) -> float:
    part = (float(percent) - low) / (100 - low)
    return round(FOOT - part * (FOOT - TOP), 1)


def _ticks(low: int, pass_mark: Tick | None) -> tuple[Tick, ...]:
    """The pass mark, and of the round percentages those with room for their words."""
    ticks = [] if pass_mark is None else [pass_mark]
    for percent in (0, 100, low, 50):
        tick = Tick(percent, _height(percent, low))
        if all(abs(tick.y - other.y) >= LINE for other in ticks):
            ticks.append(tick)
    return tuple(ticks)


def _step(count: int) -> float:
    return (RIGHT - LEFT) / max(count - 1, 1)


def _spread(count: int) -> list[float]:
    """How far along each mark stands; a single one in the middle."""
    if count == 1:
        return [(LEFT + RIGHT) / 2]
    return [round(LEFT + _step(count) * index, 1) for index in range(count)]


def _labelled(scores: Sequence[Score]) -> set[int]:
    """All where their words have room; else the last, and the best unless it is too near."""
    count, last = len(scores), len(scores) - 1
    if _step(count) >= LABEL or not scores:
        return set(range(count))
    best = max(range(count), key=lambda index: scores[index].percent)
    return {last, best} if (last - best) * _step(count) >= LABEL else {last}


@dataclass(frozen=True, slots=True)
class Course:
    """A counter over a run: a line that holds its height until a move changes it, and where the moves stand."""

    numbers: tuple[int, ...]
    least: int
    most: int
    line: str
    begin: tuple[float, float]
    end: tuple[float, float]
    moves: tuple[tuple[int, float], ...]

    width, height, roof, floor, left, right = WIDTH, FLOOR + UNDER, ROOF, FLOOR, BEGIN, WIDTH - 10


def course(numbers: Sequence[int], least: int, most: int) -> Course:
    """The chart of a counter that stood at `numbers`: at the start, then after each move."""
    step = (Course.right - BEGIN) / max(len(numbers) - 1, 1)
    points = [
        (round(BEGIN + step * index, 1), round(FLOOR - (number - least) / max(most - least, 1) * (FLOOR - ROOF), 1))
        for index, number in enumerate(numbers)
    ]
    (x, y), *rest = points
    # Across at the old height, then up or down: between two moves nothing changes.
    line = f"M{x:g} {y:g}" + "".join(f"H{x:g}V{y:g}" for x, y in rest)
    every = ceil(NUMBER / step)
    moves = tuple((index, x) for index, (x, _) in enumerate(points) if index and (len(rest) - index) % every == 0)
    return Course(tuple(numbers), least, most, line, points[0], points[-1], moves)
