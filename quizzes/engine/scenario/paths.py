"""What many players did in one story: shares and counts, and from how many players on they are shown at all."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

FEWEST_TO_SHOW = 5  # players; of fewer nobody is told what they chose

type Leg = tuple[str, str, str]  # scene, choice, the scene that followed


@dataclass(frozen=True, slots=True)
class Path:
    """One finished run: who played it (an opaque number) and its legs in order, choices taken back left out."""

    player: int
    legs: tuple[Leg, ...]


@dataclass(frozen=True, slots=True)
class Shares:
    """How many players decided in a scene, and how many of them took each choice."""

    players: int
    chosen: Mapping[str, int]

    def percent(self, choice: str) -> int:
        """The share of a choice, rounded to whole percents."""
        return round(100 * self.chosen.get(choice, 0) / self.players)


def shares(paths: Iterable[Path], scene: str) -> Shares | None:
    """What players chose the first time they stood in a scene; None while they are too few.

    Each player counts once, with the first of their paths: later they knew what would come.
    """
    first: dict[int, str] = {}
    for path in paths:
        chosen = next((choice for where, choice, _ in path.legs if where == scene), None)
        if chosen is not None:
            first.setdefault(path.player, chosen)
    return Shares(len(first), Counter(first.values())) if len(first) >= FEWEST_TO_SHOW else None


def travelled(paths: Iterable[Path]) -> dict[Leg, int]:
    """By how many players each leg was taken; empty while players are too few."""
    taken = {(path.player, leg) for path in paths for leg in path.legs}
    if len({player for player, _ in taken}) < FEWEST_TO_SHOW:
        return {}
    return dict(Counter(leg for _, leg in sorted(taken)))
