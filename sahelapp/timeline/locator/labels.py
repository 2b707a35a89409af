"""Words on the locator map that never lie on one another: boxes, and the places a label may take. Django-free."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import hypot

from quizzes.engine.lettering import width_of

GAP = 3  # units between a point and its name
AIR = 1  # units that stay free around every box


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, in units of the map."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def about(cls, x: float, y: float, width: float, height: float) -> "Box":
        """The box of this size with its middle there."""
        return cls(x - width / 2, y - height / 2, x + width / 2, y + height / 2)

    def meets(self, other: "Box") -> bool:
        """Whether the two come closer than `AIR`."""
        return (
            self.left < other.right + AIR
            and other.left < self.right + AIR
            and self.top < other.bottom + AIR
            and other.top < self.bottom + AIR
        )

    def away_from(self, x: float, y: float) -> float:
        """How far the point is from the nearest of the rectangle; 0 in it."""
        return hypot(max(self.left - x, 0, x - self.right), max(self.top - y, 0, y - self.bottom))

    def is_within(self, other: "Box") -> bool:
        """Whether all of it lies in the other."""
        return (
            self.left >= other.left
            and self.top >= other.top
            and self.right <= other.right
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True, slots=True)
class Label:
    """A name and where it stands: `x` and `y` are those of an SVG text with this anchor."""

    words: str
    x: float
    y: float
    anchor: str
    box: Box


def beside(words: str, x: float, y: float, away: float, size: float) -> Iterator[Label]:
    """The eight ways to write a name beside a point of radius `away`, best first."""
    near, width, height = away + GAP, width_of(words, size), size * 1.1
    slant = away * 0.71 + GAP
    for side, up in ((1, 0), (1, -1), (1, 1), (-1, 0), (-1, -1), (-1, 1), (0, -1), (0, 1)):
        out = slant if up and side else near
        left = x + out if side > 0 else x - out - width if side < 0 else x - width / 2
        # Above and below the name clears the point; on a slant it only begins beside it.
        middle = y + up * (near + height / 2 if not side else away * 0.71 + height / 3)
        yield written(words, Box(left, middle - height / 2, left + width, middle + height / 2), size, side)


def written(words: str, box: Box, size: float, side: int = 0) -> Label:
    """The label that fills this box, held at its left (1), its right (-1) or its middle."""
    x = box.left if side > 0 else box.right if side < 0 else (box.left + box.right) / 2
    baseline = (box.top + box.bottom) / 2 + size * 0.36
    return Label(words, round(x, 1), round(baseline, 1), {1: "start", -1: "end"}.get(side, "middle"), box)


def first_free(labels: Iterable[Label], taken: Sequence[Box], frame: Box) -> Label | None:
    """The first of these that stands in the frame and meets nothing; None when there is none."""
    for label in labels:
        if label.box.is_within(frame) and not any(label.box.meets(box) for box in taken):
            return label
    return None
