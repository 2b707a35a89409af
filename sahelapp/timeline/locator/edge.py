"""Places beyond the frame of the locator map: a point at the edge, with an arrow in their direction. Django-free."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import atan2, degrees

from sahelapp.timeline.locator.labels import Box, beside, first_free
from sahelapp.timeline.locator.marks import ARROW, Mark, Size

INSET = 20.0  # how far from the edge the points stand: room for a small point and its arrow
STEP = 8.0  # how far a point is moved along the edge at a time, until it is free


def beyond(
    outside: Iterable[Mark], marks: Sequence[Mark], words: Sequence[Box], language: str, size: Size
) -> list[Mark]:
    """These marks, which lie outside of the frame, each at the edge, as near to its direction as it finds room.

    A point with its name goes before a nearer one that would only carry a number. One that finds no room at all within
    a quarter of the edge to either side is left out: the list has it.
    """
    placed: list[Mark] = []
    for far in outside:
        others = [*marks, *placed]
        taken = [*words, *(mark.box for mark in marks), *(box for mark in placed for box in _boxes(mark))]
        spots = (mark for mark in _spots(far, size) if _is_free(mark, others, taken))
        spare = None
        for mark in spots:
            labels = beside(mark.words(language), mark.x, mark.y, mark.outer, size.type)
            label = first_free(labels, [*taken, *_boxes(mark)[1:]], size.frame)
            if label:
                spare = replace(mark, label=label)
                break
            spare = spare or mark
        placed += [spare] if spare else []
    return placed


def _is_free(mark: Mark, others: Iterable[Mark], taken: Sequence[Box]) -> bool:
    """Whether the point and its arrow have room here."""
    if any(other.is_too_near(mark) for other in others):
        return False
    return not any(box.meets(other) for box in _boxes(mark) for other in taken)


def _boxes(mark: Mark) -> list[Box]:
    """The point, its arrow, and its name if it has one."""
    return [mark.box, *(box for box in (mark.arrow, mark.label and mark.label.box) if box)]


def _spots(far: Mark, size: Size) -> Iterator[Mark]:
    """The mark at the edge in the direction of where it lies, then ever further to both sides of it."""
    inset = max(INSET, far.outer + ARROW + 4)
    rim = Box(inset, inset, size.width - inset, size.height - inset)
    start, around = _along(rim, far.x, far.y), 2 * (rim.right - rim.left + rim.bottom - rim.top)
    for number in range(int(around / 2 / STEP)):
        aside = STEP * ((number + 1) // 2) * (-1 if number % 2 else 1)
        x, y = _on(rim, (start + aside) % around)
        yield replace(far, x=x, y=y, toward=round(degrees(atan2(far.y - y, far.x - x))))


def _along(rim: Box, x: float, y: float) -> float:
    """How far along the rim, clockwise from its upper left corner, the line from the middle to this point leaves it."""
    width, height = rim.right - rim.left, rim.bottom - rim.top
    dx, dy = x - (rim.left + rim.right) / 2, y - (rim.top + rim.bottom) / 2
    if abs(dy) * width >= abs(dx) * height:
        across = width / 2 + dx * height / 2 / abs(dy)
        return across if dy < 0 else 2 * width + height - across
    down = height / 2 + dy * width / 2 / abs(dx)
    return width + down if dx > 0 else 2 * (width + height) - down


def _on(rim: Box, along: float) -> tuple[float, float]:
    """The point so far along the rim."""
    width, height = rim.right - rim.left, rim.bottom - rim.top
    sides = (
        (width, lambda part: (rim.left + part, rim.top)),
        (height, lambda part: (rim.right, rim.top + part)),
        (width, lambda part: (rim.right - part, rim.bottom)),
        (height, lambda part: (rim.left, rim.bottom - part)),
    )
    for length, point in sides:
        if along < length:
            x, y = point(along)
            return round(x, 1), round(y, 1)
        along -= length
    return rim.left, rim.top
