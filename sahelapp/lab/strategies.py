"""The strategies, in the order in which pages list them. Django-free.

Each is a table to be read: the moves of its states, and for each state where it goes after it saw the other cooperate
or defect. Their names are those of the field; what they are called on pages stands in words.py.
"""

from dataclasses import replace

from sahelapp.lab.game import Strategy

GENEROSITY = 33  # percent; with 5, 3, 1 and 0 points the most that nobody can live on (one in three)

ALWAYS_COOPERATE = Strategy("always-cooperate", "C", ((0, 0),))
ALWAYS_DEFECT = Strategy("always-defect", "D", ((0, 0),))
TIT_FOR_TAT = Strategy("tit-for-tat", "CD", ((0, 1), (0, 1)))
GENEROUS = Strategy("generous-tit-for-tat", "C?", ((0, 1), (0, 1)), GENEROSITY / 100)
SUSPICIOUS = Strategy("suspicious-tit-for-tat", "DC", ((1, 0), (1, 0)))
# In state 1 two answers are still due, in state 2 one.
TWO_TITS_FOR_TAT = Strategy("two-tits-for-tat", "CDD", ((0, 1), (2, 1), (0, 1)))
# In state 1 one defection was let pass.
TIT_FOR_TWO_TATS = Strategy("tit-for-two-tats", "CCD", ((0, 1), (0, 2), (0, 2)))
GRIM = Strategy("grim", "CD", ((0, 1), (1, 1)))
# It knows its own move by the state it is in: after equal moves it cooperates.
WIN_STAY_LOSE_SHIFT = Strategy("win-stay-lose-shift", "CD", ((0, 1), (1, 0)))
RANDOM = Strategy("random", "?", ((0, 0),), 0.5)

STRATEGIES = (
    ALWAYS_COOPERATE,
    ALWAYS_DEFECT,
    TIT_FOR_TAT,
    GENEROUS,
    SUSPICIOUS,
    TWO_TITS_FOR_TAT,
    TIT_FOR_TWO_TATS,
    GRIM,
    WIN_STAY_LOSE_SHIFT,
    RANDOM,
)


def with_generosity(strategy: Strategy, percent: int) -> Strategy:
    """The same, letting so many of a hundred defections pass if it is the generous one."""
    return replace(strategy, chance=percent / 100) if strategy.slug == GENEROUS.slug else strategy
