"""Where the marks of one lane stand: rows in which nothing overlaps, and clusters for the rest. Django-free.

Every event is first given as much room in a row as is left until the row is needed again, then as many of its words as
have room. Where no row is free, or a stretch is too dense, events share a cluster in a row of their own at the bottom.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count

from quizzes.engine.lettering import width_of
from sahelapp.timeline.lanes.marks import AIR, DOT, LEAST, NUMBER, PITCH, Bar, Cluster, Label, Mark, Point
from sahelapp.timeline.lanes.scales import SIZE, Scale
from sahelapp.timeline.lanes.shapes import Shape, cluster
from sahelapp.timeline.values import EventValue

HEAD = 30  # room above the rows for the name of the lane
FOOT = 6
ROWS = 8  # among which words are spread; beyond that they are cut
MOST_ROWS = 11  # bars that go on for long take rows of their own
LONG_BARS = 4  # the longest, which stand for themselves even in a dense stretch


@dataclass(frozen=True, slots=True)
class Setting:
    """What all marks of a lane share."""

    scale: Scale
    language: str
    address: Callable[[date, date], str]
    most: int  # marks


@dataclass(frozen=True, slots=True)
class Packed:
    """The marks of a lane in the order of time, and how high it is."""

    marks: tuple[Mark, ...]
    height: int


@dataclass(frozen=True, slots=True)
class _Cells:
    """Stretches of a lane that are as wide as each other, so that what each of them holds can be drawn within it."""

    width: float
    badge: float  # the least that a number needs
    held: defaultdict[int, list[Shape]]

    @classmethod
    def of(cls, events: int, most: int, scale: Scale) -> "_Cells":
        """Wide enough for a badge and, where there are more events than marks, few enough."""
        badge = max(LEAST, width_of("0" * len(str(events)), SIZE) + 16)
        few = (scale.right - scale.left) / max(most - 1, 1) if events > most else 0
        return cls(max(badge + AIR / 2, few), badge, defaultdict(list))

    def add(self, shape: Shape) -> None:
        self.held[int(shape.left // self.width)].append(shape)


@dataclass(frozen=True, slots=True)
class Spot:
    """An event in its row, with its words; None where a number has to do."""

    shape: Shape
    label: Label | None

    @property
    def right(self) -> float:
        """Where the next one may begin, but for the air between them."""
        if self.label and self.label.is_before:
            return self.shape.right
        words = self.label.width if self.label else NUMBER
        return max(self.shape.right, self.shape.words_from + words)


@dataclass(frozen=True, slots=True)
class _Rows:
    placed: tuple[tuple[Spot, ...], ...]
    left_over: tuple[Shape, ...]


def pack(events: Sequence[EventValue], setting: Setting) -> Packed:
    """The marks of these events, which are in the order of time: at most as many as the setting says, none left out."""
    shapes = [Shape.of(event, setting.scale) for event in events]
    single, cells = _split(shapes, setting)
    rows = _in_rows(single, setting)
    for shape in rows.left_over:
        cells.add(shape)
    marks = sorted([*_marks(rows, setting), *_clusters(cells, len(rows.placed), setting)], key=_order)
    return Packed(tuple(marks), HEAD + (len(rows.placed) + bool(cells.held)) * PITCH + FOOT)


def middle_of(row: int) -> int:
    """The height of the middle of a row, from the top of the lane."""
    return HEAD + row * PITCH + PITCH // 2


def _order(mark: Mark) -> tuple[date, date, str]:
    return mark.events[0].order if isinstance(mark, Cluster) else mark.event.order


def _split(shapes: Sequence[Shape], setting: Setting) -> tuple[list[Shape], _Cells]:
    """What can stand alone, and the cells of which all events share a cluster."""
    bars = sorted((shape for shape in shapes if shape.is_wide), key=lambda bar: (-bar.width, bar.event.order))
    long = {bar.event.slug for bar in bars[:LONG_BARS]}
    most = setting.most - len(long)
    cells = _Cells.of(len(shapes), most, setting.scale)
    for shape in shapes:
        if shape.event.slug not in long:
            cells.add(shape)
    sizes = [len(held) for held in cells.held.values()]
    allowed = next((size for size in range(ROWS, 1, -1) if _drawn(sizes, size) <= most), 1)
    dense = {place: held for place, held in cells.held.items() if len(held) > allowed}
    gone = {shape.event.slug for held in dense.values() for shape in held}
    return [shape for shape in shapes if shape.event.slug not in gone], replace(cells, held=defaultdict(list, dense))


def _drawn(sizes: Iterable[int], most: int) -> int:
    """How many marks cells of these sizes come to where one that holds more than `most` is a cluster."""
    return sum(size if size <= most else 1 for size in sizes)


def _in_rows(shapes: Sequence[Shape], setting: Setting) -> _Rows:
    """Each in the first row that is free where it begins, which it keeps until all the other rows may be taken."""
    needs = [shape.whole(setting.language) for shape in shapes]
    turn = _rows_for(shapes, needs, setting.scale.width)
    rows: list[list[Shape]] = []
    free: list[float] = []
    left_over = []
    for place, shape in enumerate(shapes):
        row = next((row for row, until in enumerate(free) if until <= shape.left), len(rows))
        if row == MOST_ROWS:
            left_over.append(shape)
            continue
        if row == len(rows):
            rows.append([])
            free.append(0)
        rows[row].append(shape)
        following = shapes[place + turn].left - AIR if place + turn < len(shapes) else setting.scale.width
        free[row] = shape.left + max(min(needs[place], following - shape.left), shape.least) + AIR
    return _Rows(tuple(_with_words(row, setting) for row in rows), tuple(left_over))


def _rows_for(shapes: Sequence[Shape], needs: Sequence[float], width: float) -> int:
    """The fewest rows in which every event keeps all of its words, if it can; the most where there are none such."""
    rights = [shape.left + need + AIR for shape, need in zip(shapes, needs, strict=True)]
    for rows in range(1, ROWS):
        pairs = zip(rights, shapes[rows:], strict=False)
        if all(right <= later.left or right > width + AIR for right, later in pairs):
            return rows
    return ROWS


def _with_words(row: Sequence[Shape], setting: Setting) -> tuple[Spot, ...]:
    """The events of one row with as many of their words as have room between the others."""
    spots, since = [], 0.0
    for shape, following in zip(row, [*row[1:], None], strict=True):
        until = following.left - AIR if following else setting.scale.width
        spot = Spot(shape, shape.label(setting.language, since, until))
        spots.append(spot)
        since = spot.right + AIR
    return tuple(spots)


def _marks(rows: _Rows, setting: Setting) -> Iterable[Point | Bar]:
    """Numbered in the order of time where they have no words."""
    placed = [(spot, row) for row, spots in enumerate(rows.placed) for spot in spots]
    numbers = count(1)
    for spot, row in sorted(placed, key=lambda one: one[0].shape.event.order):
        label = spot.label or next(numbers)
        yield spot.shape.mark(label, (row, middle_of(row)), setting.scale, setting.language)


def _clusters(cells: _Cells, row: int, setting: Setting) -> Iterable[Cluster]:
    """Each in its own cell, as wide as the stretch in which its events begin, but for the least that a number needs."""
    for place, shapes in cells.held.items():
        in_order = sorted(shapes, key=lambda shape: shape.event.order)
        end = min((place + 1) * cells.width, setting.scale.width) - AIR / 2
        x = min(min(shape.left for shape in shapes), end - cells.badge)
        width = min(max(in_order[-1].left + 2 * DOT - x, cells.badge), end - x)
        where = round(x, 1), row, middle_of(row), round(width, 1)
        yield cluster([shape.event for shape in in_order], where, setting.language, setting.address)
