"""The coded record: the moves of the exchange as rounds of the game, and how they were coded. Django-free.

A round is a quarter of a year. A side that made at least one move against the other which its instrument codes as
escalating defected in it; otherwise it cooperated, also by doing nothing that is coded.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sahelapp.lab.game import COOPERATE, DEFECT, Strategy, scripted
from sahelapp.timeline.moves import INSTRUMENTS, Move

SIDES = ("paris", "bamako")
ESCALATES, EASES, OPEN = "escalates", "eases", "open"

_EASING = ("release", "resumption")
# Words that may press or soothe, advice to one's own citizens, and what is done at home: the instrument does not say.
_OPEN = ("statement", "report", "information", "travel-advice", "coup")
CODES: Mapping[str, str] = {
    one: EASES if one in _EASING else OPEN if one in _OPEN else ESCALATES for one in INSTRUMENTS
}
WORDS = ("statement", "report", "information")


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of a year, and the moves that each side made against the other in it."""

    year: int
    number: int
    paris: tuple[Move, ...] = ()
    bamako: tuple[Move, ...] = ()

    def moves_of(self, side: str) -> tuple[Move, ...]:
        """What a side did."""
        return self.paris if side == "paris" else self.bamako


@dataclass(frozen=True, slots=True)
class Record:
    """The quarters from the first move of either side against the other to the last."""

    quarters: tuple[Quarter, ...]

    def letters(self, side: str, codes: Mapping[str, str] = CODES) -> str:
        """The rounds of a side as moves of the game: “CCDCD”."""
        return "".join(_coded(quarter.moves_of(side), codes) for quarter in self.quarters)

    def strategy(self, side: str) -> Strategy:
        """A player that makes the moves of the record, and begins again after the last one."""
        return scripted(f"record-{side}", self.letters(side))

    @property
    def strategies(self) -> tuple[Strategy, ...]:
        """Both; none where nothing is recorded."""
        return tuple(self.strategy(side) for side in SIDES) if self.quarters else ()


def record(moves: Iterable[Move]) -> Record:
    """The rounds of these moves. Those of others, or against others, are no part of a game for two."""
    found: dict[tuple[int, int], list[Move]] = {}
    for move in sorted(moves, key=lambda one: one.order):
        if {move.mover, move.target} == set(SIDES):
            found.setdefault(_quarter(move), []).append(move)
    if not found:
        return Record(())
    (year, number), last = min(found), max(found)
    quarters = []
    while (year, number) <= last:
        there = found.get((year, number), [])
        sides = (tuple(move for move in there if move.mover == side) for side in SIDES)
        quarters.append(Quarter(year, number, *sides))
        year, number = (year, number + 1) if number < 4 else (year + 1, 1)
    return Record(tuple(quarters))


def with_words(codes: Mapping[str, str] = CODES) -> dict[str, str]:
    """The coding in which words escalate too: to see how much hangs on the coding."""
    return {one: ESCALATES if one in WORDS else code for one, code in codes.items()}


def agreement(strategy: Strategy, own: str, other: str) -> int:
    """In how many rounds a strategy without chance, given what the other really did, makes the recorded move."""
    state = hits = 0
    for mine, theirs in zip(own, other, strict=True):
        hits += strategy.moves[state] == mine
        state = strategy.after[state][theirs == DEFECT]
    return hits


def _quarter(move: Move) -> tuple[int, int]:
    """The first in which it can have been made."""
    return move.earliest.year, (move.earliest.month - 1) // 3 + 1


def _coded(moves: Sequence[Move], codes: Mapping[str, str]) -> str:
    return DEFECT if any(codes.get(move.instrument) == ESCALATES for move in moves) else COOPERATE
