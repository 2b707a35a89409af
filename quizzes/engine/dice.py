"""Chance, handed in: the only module that knows `random`. What is drawn is stored, never drawn again."""

import random
from collections.abc import Sequence
from typing import Protocol


class Dice(Protocol):
    """Gives numbers in [0, 1)."""

    def random(self) -> float: ...


def seeded(seed: int) -> Dice:
    """Dice that fall the same way for the same seed."""
    return random.Random(seed)


def shuffled[T](things: Sequence[T], dice: Dice) -> tuple[T, ...]:
    """The same things in a drawn order (Fisher-Yates).

    Our own, because `random.shuffle` may change between Python versions and `random()` is promised not to.
    """
    order = list(things)
    for last in range(len(order) - 1, 0, -1):
        other = int(dice.random() * (last + 1))
        order[last], order[other] = order[other], order[last]
    return tuple(order)
