"""Calibration: how often somebody was right when they said how sure they were, and when saying so pays.

Marks of certain.py, for an answer that is right with probability p: level 1 brings p on average, level 2 brings
2p - 2(1 - p) = 4p - 2, level 3 brings 3p - 6(1 - p) = 9p - 6. Level 2 overtakes level 1 where 4p - 2 = p, at p = 2/3;
level 3 overtakes level 2 where 9p - 6 = 4p - 2, at p = 4/5. So each level brings the most in one range of p.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from quizzes.engine.behaviours.certain import LEVELS, WHEN_WRONG
from quizzes.engine.grade import Grade


class Fit(StrEnum):
    """Where the share right lies beside the range in which the level pays."""

    BELOW = "below"
    WITHIN = "within"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class Range:
    """The shares of right answers from `low` to `high`, both included: there two levels bring the same."""

    low: Fraction
    high: Fraction

    def fit(self, share: Fraction) -> Fit:
        """Where `share` lies."""
        if share < self.low:
            return Fit.BELOW
        return Fit.ABOVE if share > self.high else Fit.WITHIN


def expected(level: int, share: Fraction) -> Fraction:
    """What a level brings on average to somebody who is right in `share` of such answers, and else wrong."""
    return share * level + (1 - share) * WHEN_WRONG[level]


def break_even(lower: int, higher: int) -> Fraction:
    """The share of right answers at which two levels bring the same."""
    loss, gain = WHEN_WRONG[lower] - WHEN_WRONG[higher], higher - lower
    return loss / (loss + gain)


def _ranges() -> dict[int, Range]:
    edges = [Fraction(0), *(break_even(*pair) for pair in pairwise(LEVELS)), Fraction(1)]
    return {level: Range(*edge) for level, edge in zip(LEVELS, pairwise(edges), strict=True)}


PAYS = _ranges()


@dataclass(frozen=True, slots=True)
class Sureness:
    """The answers that said one level: how many, and how much of them was right; partial grades count as their part."""

    level: int
    answers: int = 0
    right: Fraction = Fraction(0)

    @property
    def share(self) -> Fraction | None:
        """The share right; None without answers."""
        return self.right / self.answers if self.answers else None

    @property
    def pays(self) -> Range:
        """The shares at which this level brings more than the others."""
        return PAYS[self.level]

    @property
    def fit(self) -> Fit | None:
        """Where the share lies beside that range; None without answers."""
        return None if self.share is None else self.pays.fit(self.share)

    def with_answer(self, grade: Grade) -> "Sureness":
        """With one answer more."""
        return Sureness(self.level, self.answers + 1, self.right + grade.part)


def calibration(graded: Iterable[tuple[int, Grade]]) -> tuple[Sureness, ...]:
    """What each level came to, lowest first, from the answers of one attempt or of many."""
    rows = {level: Sureness(level) for level in LEVELS}
    for level, grade in graded:
        rows[level] = rows[level].with_answer(grade)
    return tuple(rows.values())
