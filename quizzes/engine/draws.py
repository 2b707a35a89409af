"""Random draws from a pool, those a learner has seen least coming first."""

from collections.abc import Mapping, Sequence

from quizzes.engine.dice import Dice, shuffled


def draw[K](pool: Sequence[K], seen: Mapping[K, int], count: int, dice: Dice) -> tuple[K, ...]:
    """At most `count` of `pool`, each once: what was never or seldom seen comes first, else chance decides.

    `seen` says how often; what it does not name was never seen.
    """
    return tuple(sorted(shuffled(pool, dice), key=lambda one: seen.get(one, 0))[:count])
