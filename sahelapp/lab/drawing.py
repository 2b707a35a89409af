"""Matches as geometry: the ribbon of moves, and the running score. Units as in quizzes/charts.py. Django-free."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from sahelapp.lab.game import DEFECT
from sahelapp.lab.spells import DEADLOCK, Spell

WIDTH = 320
LEFT, CELL, ON_A_LINE = 62, 13, 20  # where the marks of a line begin, and how many stand on it
ABOVE, ROW, AXIS = 24, 18, 18  # the height for names of spells, of the marks of a side, and of the numbers
SQUARE, RING = 9, 7.5
MOST_ON_ONE = 24  # rounds that stand on one line, closer together, rather than leave a few alone on a second
ROOM_FOR_A_NAME, FEWEST_NAMED = 110, 5  # units that the name of a spell takes; rounds below which it is left out

TOP, FOOT, BELOW = 16, 176, 24  # the plot of scores, and what stands under it
PLOT_LEFT, PLOT_RIGHT = 44, 240
LINE = 17  # of type


@dataclass(frozen=True, slots=True)
class SideRow:
    """The marks of one side on a line: paths of dots (it cooperates), squares (it defects), rings (it was misread)."""

    y: float
    dots: str
    squares: str
    rings: str


@dataclass(frozen=True, slots=True)
class SpellPart:
    """As much of a spell as stands on a line. Its name begins at `x`, or ends there so as not to leave the picture."""

    kind: str
    path: str
    x: float
    ends_there: bool
    is_named: bool


@dataclass(frozen=True, slots=True)
class RibbonLine:
    """Some rounds of a match, from `first` to `last`."""

    first: int
    last: int
    rows: tuple[SideRow, SideRow]
    spells: tuple[SpellPart, ...]
    numbers: tuple[tuple[float, int], ...]

    width, height, names_at = WIDTH, ABOVE + 2 * ROW + AXIS, ABOVE - 12

    @property
    def numbers_at(self) -> int:
        """Where the numbers of the rounds stand."""
        return self.height - 4


@dataclass(frozen=True, slots=True)
class _Line:
    """Where the rounds of a line stand."""

    first: int
    last: int
    cell: float

    @property
    def rounds(self) -> range:
        return range(self.first, self.last + 1)

    def x(self, number: float) -> float:
        """The middle of a round."""
        return round(LEFT + (number - self.first + 0.5) * self.cell, 1)


def ribbon(
    moves: tuple[str, str],
    misread: tuple[Sequence[int], Sequence[int]] = ((), ()),
    spells: Iterable[Spell] = (),
) -> tuple[RibbonLine, ...]:
    """The lines of a match. `misread`: the rounds in which the moves of the first, and of the second, were misread."""
    rounds, spells = len(moves[0]), tuple(spells)
    each = rounds if rounds <= MOST_ON_ONE else ON_A_LINE
    cell = min(CELL, (WIDTH - LEFT - 2) / each) if rounds else CELL
    lines = [_Line(first, min(first + each - 1, rounds), cell) for first in range(1, rounds + 1, each or 1)]
    return tuple(_drawn(line, moves, misread, spells) for line in lines)


def _drawn(
    line: _Line, moves: tuple[str, str], misread: tuple[Sequence[int], Sequence[int]], spells: tuple[Spell, ...]
) -> RibbonLine:
    first, second = (_row(line, moves[side], set(misread[side]), ABOVE + ROW * (side + 0.5)) for side in (0, 1))
    parts = tuple(_part(one, line) for one in spells if one.first <= line.last and one.last >= line.first)
    numbers = tuple((line.x(number), number) for number in line.rounds if number % 5 == 0 or number == line.first)
    return RibbonLine(line.first, line.last, (first, second), parts, numbers)


def _row(line: _Line, moves: str, misread: set[int], y: float) -> SideRow:
    half = SQUARE / 2
    defected = [number for number in line.rounds if moves[number - 1] == DEFECT]
    return SideRow(
        y,
        "".join(f"M{line.x(number)} {y}h0" for number in line.rounds if moves[number - 1] != DEFECT),
        "".join(f"M{line.x(number) - half:.1f} {y - half}h{SQUARE}v{SQUARE}h-{SQUARE}z" for number in defected),
        "".join(
            f"M{line.x(number) - RING:.1f} {y}a{RING} {RING} 0 1 0 {2 * RING} 0a{RING} {RING} 0 1 0 -{2 * RING} 0"
            for number in line.rounds
            if number in misread
        ),
    )


def _part(spell: Spell, line: _Line) -> SpellPart:
    begin, end = max(spell.first, line.first), min(spell.last, line.last)
    x, to, y = line.x(begin - 0.5), line.x(end + 0.5), ABOVE - 5
    if spell.kind == DEADLOCK:
        path = f"M{x} {y - 2}H{to}m0 4H{x}"
    else:
        # A tooth for each round.
        half = line.cell / 2
        path = f"M{x} {y}" + f"l{half:g} -4l{half:g} 4" * (end - begin + 1)
    ends_there = x > WIDTH - ROOM_FOR_A_NAME
    is_named = begin == spell.first and end - begin + 1 >= FEWEST_NAMED
    return SpellPart(spell.kind, path, to if ends_there else x, ends_there, is_named)


@dataclass(frozen=True, slots=True)
class Curve:
    """The running score of a side: the points of its line, and where its last number is written."""

    points: str
    score: int
    y: float
    label_y: float


@dataclass(frozen=True, slots=True)
class Running:
    """The running scores of both sides."""

    curves: tuple[Curve, Curve]
    scores: tuple[tuple[float, int], ...]
    rounds: tuple[tuple[float, int], ...]

    width, height, left, right, foot = WIDTH, FOOT + BELOW, PLOT_LEFT, PLOT_RIGHT, FOOT


def running(scores: Sequence[tuple[int, int]]) -> Running:
    """The chart of the points after each round."""
    low = min(0, *(min(pair) for pair in scores))
    high = max(1, *(max(pair) for pair in scores))
    step = _step(high - low)
    low, high = step * (low // step), step * ceil(high / step)
    rounds = len(scores)

    def x(number: int) -> float:
        return round(PLOT_LEFT + (PLOT_RIGHT - PLOT_LEFT) * number / rounds, 1)

    def y(score: int) -> float:
        return round(FOOT - (FOOT - TOP) * (score - low) / (high - low), 1)

    lines = [
        " ".join(f"{x(at)},{y(score)}" for at, score in enumerate((0, *side))) for side in zip(*scores, strict=True)
    ]
    ends = [y(score) for score in scores[-1]]
    labels = _apart(*ends)
    first, second = (
        Curve(line, score, end, label) for line, score, end, label in zip(lines, scores[-1], ends, labels, strict=True)
    )
    marks = sorted({0, rounds // 2, rounds}) if rounds > 3 else range(rounds + 1)
    return Running(
        (first, second),
        tuple((y(score), score) for score in range(low, high + 1, step)),
        tuple((x(number), number) for number in marks),
    )


def _step(span: int) -> int:
    """A round number that goes at most four times into it."""
    size = 1
    while True:
        for step in (size, 2 * size, 5 * size):
            if span <= 4 * step:
                return step
        size *= 10


def _apart(first: float, second: float) -> tuple[float, float]:
    """Two heights of words, moved apart where they would lie on one another; the higher stays the higher."""
    if abs(first - second) >= LINE:
        return first, second
    middle, half = (first + second) / 2, LINE / 2
    return (middle - half, middle + half) if first <= second else (middle + half, middle - half)
