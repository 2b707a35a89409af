"""Everybody against everybody, themselves included, several times over. Django-free.

Chance comes from one seed: each match has a seed of its own made from it, so that a single match of a tournament can be
played again elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations_with_replacement

from quizzes.engine.dice import seeded
from sahelapp.lab.game import STANDARD, Payoffs, Strategy, is_certain, play

MOST_REPEATS = 20
LARGEST_SEED = 999_999
_APART = 10_000  # between the seeds of two tournaments: more matches than one has


@dataclass(frozen=True, slots=True)
class Terms:
    """How a tournament, or a match, is played. `misreads` is a probability."""

    payoffs: Payoffs = STANDARD
    rounds: int = 200
    misreads: float = 0.0
    repeats: int = 5
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Cell:
    """What one strategy got against another: points of all repeats, matches that it won and lost, the first's seed."""

    points: Fraction
    won: int
    lost: int
    seed: int


@dataclass(frozen=True, slots=True)
class Standing:
    """One strategy: its rank, from 1 and shared where points are equal; its cells in the order of the tournament."""

    rank: int
    strategy: Strategy
    cells: tuple[Cell, ...]
    matches: int
    per_round: Fraction

    @property
    def won(self) -> int:
        """Matches in which it had more points than the other."""
        return sum(cell.won for cell in self.cells)

    @property
    def lost(self) -> int:
        """Matches in which it had fewer."""
        return sum(cell.lost for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Tournament:
    """Who took part, in the order of the columns, and how they did, the best first."""

    strategies: tuple[Strategy, ...]
    standings: tuple[Standing, ...]
    terms: Terms

    @property
    def winners(self) -> tuple[Strategy, ...]:
        """The first, or all who share the first place."""
        return tuple(one.strategy for one in self.standings if one.rank == 1)

    def standing(self, slug: str) -> Standing | None:
        """How a strategy did."""
        return next((one for one in self.standings if one.strategy.slug == slug), None)


def hold(strategies: Sequence[Strategy], terms: Terms) -> Tournament:
    """The tournament. Against its twin a strategy gets the mean of what both got."""
    cells: dict[tuple[int, int], Cell] = {}
    pairs = combinations_with_replacement(range(len(strategies)), 2)
    for number, (one, other) in enumerate(pairs):
        seed = terms.seed * _APART + number * MOST_REPEATS
        scores = _scores(strategies[one], strategies[other], terms, seed)
        cells[other, one] = _cell([(theirs, ours) for ours, theirs in scores], seed)
        cells[one, other] = _twin(scores, seed) if one == other else _cell(scores, seed)
    rows = [tuple(cells[row, column] for column in range(len(strategies))) for row in range(len(strategies))]
    return Tournament(tuple(strategies), _ranked(strategies, rows, terms), terms)


def _scores(first: Strategy, second: Strategy, terms: Terms, seed: int) -> list[tuple[int, int]]:
    if is_certain(first, second, terms.misreads):
        return [play(first, second, terms.rounds).scores(terms.payoffs)] * terms.repeats
    return [
        play(first, second, terms.rounds, misreads=terms.misreads, dice=seeded(seed + repeat)).scores(terms.payoffs)
        for repeat in range(terms.repeats)
    ]


def _cell(scores: list[tuple[int, int]], seed: int) -> Cell:
    won, lost = (sum(ours > theirs for ours, theirs in scores), sum(ours < theirs for ours, theirs in scores))
    return Cell(Fraction(sum(ours for ours, _theirs in scores)), won, lost, seed)


def _twin(scores: list[tuple[int, int]], seed: int) -> Cell:
    return Cell(Fraction(sum(map(sum, scores)), 2), 0, 0, seed)


def _ranked(strategies: Sequence[Strategy], rows: list[tuple[Cell, ...]], terms: Terms) -> tuple[Standing, ...]:
    totals = [sum((cell.points for cell in row), Fraction(0)) for row in rows]
    matches = len(strategies) * terms.repeats
    found = [
        Standing(1 + sum(other > total for other in totals), strategy, row, matches, total / (matches * terms.rounds))
        for strategy, row, total in zip(strategies, rows, totals, strict=True)
    ]
    return tuple(sorted(found, key=lambda one: one.rank))
