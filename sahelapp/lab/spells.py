"""Stretches of a match that have a name: echo feuds and deadlocks. Django-free."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from sahelapp.lab.game import FIRST_DEFECTS, SECOND_DEFECTS, Match

SHORTEST = 4  # rounds: two blows and two answers; less is a quarrel
ECHO, DEADLOCK = "echo", "deadlock"


@dataclass(frozen=True, slots=True)
class Spell:
    """An echo feud, in which the sides defect in turns, or a deadlock, in which both defect.

    `first` and `last` are rounds, from 1. `begun_by` says who misread a move in the round before: 0, 1 or None;
    `lasts` whether it went on until the end.
    """

    kind: str
    first: int
    last: int
    begun_by: int | None
    lasts: bool

    @property
    def length(self) -> int:
        """In rounds."""
        return self.last - self.first + 1


def spells(match: Match) -> tuple[Spell, ...]:
    """The echo feuds and deadlocks of a match, in order."""
    slips = {number: side for side in (1, 0) for number in match.misread(side)}
    rounds = len(match.played)
    return tuple(
        Spell(kind, first, last, slips.get(first - 1), last == rounds)
        for kind, first, last in _runs(match)
        if last - first + 1 >= SHORTEST
    )


def _runs(match: Match) -> Iterator[tuple[str, int, int]]:
    """Runs of rounds in which one side defects, turn about, and of rounds in which both do."""
    before, run = 0, 0
    marks = []
    for byte in match.played:
        moves = byte & (FIRST_DEFECTS | SECOND_DEFECTS)
        goes_on = moves == before == 3 or {moves, before} == {1, 2}
        run += not goes_on
        marks.append((run, {3: DEADLOCK, 0: ""}.get(moves, ECHO)))
        before = moves
    first = 1
    for (_run, kind), group in groupby(marks):
        length = len(list(group))
        if kind:
            yield kind, first, first + length - 1
        first += length
