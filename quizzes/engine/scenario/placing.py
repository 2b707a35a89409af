"""How far along its row each scene and each lane stands: in order, apart, and as near its neighbours as may be."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from quizzes.engine.scenario.layering import Item, Rows, Way, links

GAP = 12  # between two boxes, at least where lanes leave room for it
LANE_GAP = 7  # beside a lane
PITCH = 8  # between the strands of one lane
_SWEEPS = 6  # down and up; then one that looks both ways
_STRAIGHT = 4  # how much more a lane is drawn to its own next part than to a scene, so that it runs straight


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an item stands in its row: its middle, and its width."""

    x: float
    width: float


@dataclass(frozen=True, slots=True)
class _Row:
    """A row before it is placed: widths, and how far apart the middles of neighbours are."""

    items: tuple[Item, ...]
    widths: tuple[float, ...]
    apart: tuple[float, ...]

    @property
    def span(self) -> tuple[float, float, float]:
        """Half of the first item, from there to the middle of the last, and half of that."""
        return self.widths[0] / 2, sum(self.apart), self.widths[-1] / 2


def place(
    rows: Rows,
    strands: Mapping[Way, int],
    widths: Mapping[str, tuple[float, float]],
    edges: tuple[float, float],
) -> tuple[dict[Item, Spot], ...]:
    """For each row where its items stand between the two `edges`.

    `strands` is how many strands a way has, `widths` the least and the wished width of each scene.
    """
    room = edges[1] - edges[0]
    measured = [_measured(items, strands, widths, room) for items in rows.rows]
    xs = [_settled(row, [sum(edges) / 2] * len(row.items), edges) for row in measured]
    joined = links(rows.rows, tuple(way for way in strands if way not in rows.back))
    count = len(measured)
    above = [_pulls(pairs, strands, flip=True) for pairs in joined]
    below = [_pulls(pairs, strands, flip=False) for pairs in joined]

    def settle(order: Iterable[int], *, up: bool, down: bool) -> None:
        for row in order:
            pulls: dict[Item, list[tuple[float, float]]] = {}
            if up and row:
                _pull(pulls, above[row - 1], measured[row - 1].items, xs[row - 1])
            if down and row + 1 < count:
                _pull(pulls, below[row], measured[row + 1].items, xs[row + 1])
            wished = [_mean(pulls.get(item), x) for item, x in zip(measured[row].items, xs[row], strict=True)]
            xs[row] = _settled(measured[row], wished, edges)

    for sweep in range(_SWEEPS):
        downwards = sweep % 2 == 0
        settle(range(count) if downwards else range(count - 1, -1, -1), up=downwards, down=not downwards)
    settle(range(count), up=True, down=True)
    return tuple(
        {item: Spot(round(x, 1), width) for item, x, width in zip(row.items, places, row.widths, strict=True)}
        for row, places in zip(measured, xs, strict=True)
    )


def _measured(
    items: tuple[Item, ...], strands: Mapping[Way, int], widths: Mapping[str, tuple[float, float]], room: float
) -> _Row:
    """Widths and distances: lanes and gaps give way before boxes do."""
    scenes = [item for item in items if isinstance(item, str)]
    loose: float = sum((strands[item] - 1) * PITCH for item in items if not isinstance(item, str))
    loose += sum(_gap(*pair) for pair in pairwise(items))
    least = sum(widths[slug][0] for slug in scenes)
    # What is left is shared by the boxes, down to the tenth so that rounding brings none over the edge.
    part = max(0.0, (room - loose - least) / max(len(scenes), 1))
    wide = {slug: int(10 * min(widths[slug][1], widths[slug][0] + part)) / 10 for slug in scenes}
    squeeze = min(1.0, (room - sum(wide.values())) / loose) if loose else 1.0
    drawn = tuple(wide[item] if isinstance(item, str) else (strands[item] - 1) * PITCH * squeeze for item in items)
    apart = tuple(
        (drawn[index] + drawn[index + 1]) / 2 + _gap(*pair) * squeeze for index, pair in enumerate(pairwise(items))
    )
    return _Row(items, drawn, apart)


def _gap(left: Item, right: Item) -> float:
    return GAP if isinstance(left, str) and isinstance(right, str) else LANE_GAP


def _pulls(
    pairs: Sequence[tuple[Item, Item]], strands: Mapping[Way, int], *, flip: bool
) -> list[tuple[Item, Item, float]]:
    """Who is drawn to whom, and how much: by strands, and lanes most."""
    pulls: list[tuple[Item, Item, float]] = []
    for high, low in pairs:
        way = next((item for item in (high, low) if not isinstance(item, str)), None)
        is_lane = not isinstance(high, str) and not isinstance(low, str)
        weight = strands[way] if way else strands.get((str(high), str(low)), 1)
        one, other = (low, high) if flip else (high, low)
        pulls.append((one, other, weight * (_STRAIGHT if is_lane else 1)))
    return pulls


def _pull(
    pulls: dict[Item, list[tuple[float, float]]],
    drawn: Iterable[tuple[Item, Item, float]],
    items: Sequence[Item],
    xs: Sequence[float],
) -> None:
    at = dict(zip(items, xs, strict=True))
    for one, other, weight in drawn:
        pulls.setdefault(one, []).append((at[other], weight))


def _mean(pulls: list[tuple[float, float]] | None, otherwise: float) -> float:
    if not pulls:
        return otherwise
    return sum(x * weight for x, weight in pulls) / sum(weight for _, weight in pulls)


def _settled(row: _Row, wished: Sequence[float], edges: tuple[float, float]) -> list[float]:
    """Places in order and far enough apart, with the least sum of squares from those wished.

    Less the distances from the first item, places only have to rise: pools of neighbours that would fall share their
    mean (Ayer et al., 1955). Kept between the edges, that is still the best there is.
    """
    if not row.items:
        return []
    offsets = [0.0]
    for distance in row.apart:
        offsets.append(offsets[-1] + distance)
    pools: list[tuple[float, int]] = []
    for wish, offset in zip(wished, offsets, strict=True):
        mean, size = wish - offset, 1
        while pools and pools[-1][0] > mean:
            before, others = pools.pop()
            mean = (mean * size + before * others) / (size + others)
            size += others
        pools.append((mean, size))
    first, span, last = row.span
    low, high = edges[0] + first, edges[1] - last - span
    places = [max(low, min(high, mean)) for mean, size in pools for _ in range(size)]
    return [place + offset for place, offset in zip(places, offsets, strict=True)]
