"""Scenes in rows: every way leads down, but those that lead back to where one may have come from.

After Sugiyama, Tagawa and Toda (1981), in small: longest paths make the rows, means of the neighbours' places their
order. A way that passes a row without stopping gets a lane there.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

type Way = tuple[str, str]  # from a scene to another
type Item = str | Way  # what stands in a row: a scene, or the lane of a way that passes

_SWEEPS = 8  # up and down; on stories of twenty scenes the last ones change nothing
_MOST_TO_COUNT = 4000  # pairs of links between two rows; of more, crossings are not counted


@dataclass(frozen=True, slots=True)
class Rows:
    """What stands in each row, from left to right, and the ways that lead back: they pass outside."""

    rows: tuple[tuple[Item, ...], ...]
    back: frozenset[Way]
    _at: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(
            self, "_at", {item: row for row, items in enumerate(self.rows) for item in items if isinstance(item, str)}
        )

    def row_of(self, slug: str) -> int:
        """In which row the scene stands."""
        return self._at[slug]

    def stops(self, way: Way) -> tuple[Item, ...]:
        """Where a way that leads down stands in each row from its first to its last."""
        source, target = way
        return (source, *[way] * (self._at[target] - self._at[source] - 1), target)


def in_rows(
    scenes: Sequence[str],
    ways: Sequence[Way],
    back: frozenset[Way],
    *,
    width: Callable[[str], float],
    room: float,
) -> Rows:
    """The rows, where `back` are the ways that lead back.

    Scenes of one depth for which a row has no `room` share several.
    """
    down = tuple(way for way in ways if way not in back)
    rank = _ranks(scenes, down)
    layers = _in_order(_with_lanes(rank, down), down)
    rank = _wrapped(layers, width, room)
    place = {item: (index + 0.5) / len(items) for items in layers for index, item in enumerate(items)}
    rows = [sorted(items, key=lambda item: place.get(item, 0.5)) for items in _with_lanes(rank, down)]
    return Rows(tuple(map(tuple, _in_order(rows, down))), back)


def leading_back(scenes: Sequence[str], ways: Sequence[Way]) -> frozenset[Way]:
    """The ways to a scene through which one came, on a walk from the first scene in the author's order.

    Without them no way leads in a circle.
    """
    onward: dict[str, list[str]] = {slug: [] for slug in scenes}
    for source, target in ways:
        onward[source].append(target)
    seen: set[str] = set()
    back: set[Way] = set()
    for root in scenes:
        if root in seen:
            continue
        seen.add(root)
        # Not by recursion: a story of some thousand scenes in a line would be too deep for it.
        trail = {root: iter(onward[root])}
        while trail:
            here = next(reversed(trail))
            target = next(trail[here], "")
            if not target:
                del trail[here]
            elif target in trail:
                back.add((here, target))
            elif target not in seen:
                seen.add(target)
                trail[target] = iter(onward[target])
    return frozenset(back)


def _ranks(scenes: Sequence[str], down: Sequence[Way]) -> dict[str, int]:
    """How many steps the longest way to each scene has."""
    onward: dict[str, list[str]] = {slug: [] for slug in scenes}
    waiting = dict.fromkeys(scenes, 0)
    for source, target in down:
        onward[source].append(target)
        waiting[target] += 1
    rank = {slug: 0 for slug in scenes if not waiting[slug]}
    ready = list(rank)
    for here in ready:  # grows while it is read, by scenes of ever more steps: the last way to arrive is the longest
        for target in onward[here]:
            waiting[target] -= 1
            if not waiting[target]:
                rank[target] = rank[here] + 1
                ready.append(target)
    return rank


def _with_lanes(rank: Mapping[str, int], down: Sequence[Way]) -> list[list[Item]]:
    rows: list[list[Item]] = [[] for _ in range(max(rank.values()) + 1)]
    for slug, row in rank.items():
        rows[row].append(slug)
    for way in down:
        for row in range(rank[way[0]] + 1, rank[way[1]]):
            rows[row].append(way)
    return rows


def links(rows: Sequence[Sequence[Item]], down: Sequence[Way]) -> list[list[tuple[Item, Item]]]:
    """Between each row and the next, what is joined to what."""
    at = {item: row for row, items in enumerate(rows) for item in items if isinstance(item, str)}
    joined: list[list[tuple[Item, Item]]] = [[] for _ in rows[1:]]
    for way in down:
        source, target = way
        stops: list[Item] = [source, *[way] * (at[target] - at[source] - 1), target]
        for row, pair in enumerate(pairwise(stops), at[source]):
            joined[row].append(pair)
    return joined


def _in_order(rows: list[list[Item]], down: Sequence[Way]) -> list[list[Item]]:
    """The rows, each ordered by where its neighbours stand; of all orders tried, one with the fewest crossings."""
    joined = links(rows, down)
    best, fewest = rows, _crossings(rows, joined)
    for sweep in range(_SWEEPS):
        if not fewest:
            break
        rows = _swept(rows, joined, downwards=sweep % 2 == 0)
        if (crossings := _crossings(rows, joined)) < fewest:
            best, fewest = rows, crossings
    return best


def _swept(rows: list[list[Item]], joined: list[list[tuple[Item, Item]]], *, downwards: bool) -> list[list[Item]]:
    rows = list(rows)
    for row in range(1, len(rows)) if downwards else range(len(rows) - 2, -1, -1):
        before = rows[row - 1 if downwards else row + 1]
        place = {item: (index + 0.5) / len(before) for index, item in enumerate(before)}
        pairs = joined[row - 1] if downwards else [(low, high) for high, low in joined[row]]
        rows[row] = _by_means(rows[row], place, pairs)
    return rows


def _by_means(items: list[Item], place: Mapping[Item, float], pairs: list[tuple[Item, Item]]) -> list[Item]:
    near: dict[Item, list[float]] = {}
    for other, item in pairs:
        near.setdefault(item, []).append(place[other])
    own = {item: (index + 0.5) / len(items) for index, item in enumerate(items)}
    mean = {item: sum(near[item]) / len(near[item]) if item in near else own[item] for item in items}
    return sorted(items, key=mean.__getitem__)


def _crossings(rows: Sequence[Sequence[Item]], joined: list[list[tuple[Item, Item]]]) -> int:
    return sum(_crossings_between(*pair, between) for pair, between in zip(pairwise(rows), joined, strict=True))


def _crossings_between(upper: Sequence[Item], lower: Sequence[Item], joined: list[tuple[Item, Item]]) -> int:
    if len(joined) ** 2 > _MOST_TO_COUNT:
        return 0
    above = {item: index for index, item in enumerate(upper)}
    below = {item: index for index, item in enumerate(lower)}
    ends = [(above[high], below[low]) for high, low in joined]
    return sum((a - c) * (b - d) < 0 for (a, b), (c, d) in combinations(ends, 2))


def _wrapped(layers: list[list[Item]], width: Callable[[str], float], room: float) -> dict[str, int]:
    """The row of each scene once no row is wider than there is room."""
    rank: dict[str, int] = {}
    first = 0
    for items in layers:
        scenes = [item for item in items if isinstance(item, str)]
        parts = next(_parts(scenes, width, room))
        for row, part in enumerate(parts, first):
            rank |= dict.fromkeys(part, row)
        first += len(parts)
    return rank


def _parts(scenes: list[str], width: Callable[[str], float], room: float) -> Iterator[list[list[str]]]:
    """Ways to share the scenes among rows, fewest rows first, as long as each has room.

    Neighbours stand in different rows, so that ways to a lower row pass between two boxes of the upper one.
    """
    for count in range(1, len(scenes) + 1):
        parts = [scenes[index::count] for index in range(count)]
        if count == len(scenes) or all(sum(map(width, part)) <= room for part in parts):
            yield parts
