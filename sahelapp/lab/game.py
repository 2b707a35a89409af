"""The iterated game: two strategies meet round after round; each sees what the other did, or misreads it. Django-free.

A strategy is a small machine that can be read as a table. A pair of them is made into one table of what can happen in
a round, so that playing is looking up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from quizzes.engine.dice import Dice

COOPERATE, DEFECT, LUCK = "C", "D", "?"
MOST_ROUNDS = 200
LARGEST_PAYOFF = 99

# What a round holds, in one byte: both moves, and who misread the other's.
SECOND_DEFECTS, FIRST_DEFECTS, FIRST_MISREADS, SECOND_MISREADS = 1, 2, 4, 8
_MOVES = bytes(byte & 3 for byte in range(256))
_SIDES = ((FIRST_DEFECTS, FIRST_MISREADS), (SECOND_DEFECTS, SECOND_MISREADS))

State = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Payoffs:
    """Points of one round. `temptation`: to defect alone; `reward`: each when both cooperate; `punishment`: each when
    both defect; `sucker`: to cooperate alone."""

    temptation: int = 5
    reward: int = 3
    punishment: int = 1
    sucker: int = 0

    def problems(self) -> tuple[str, ...]:
        """Why this is no prisoner's dilemma, as slugs: `order`, `turns`; empty where it is one.

        `order`: defecting must pay more whatever the other does, and yet both must lose by it. `turns`: taking turns at
        exploiting each other must not pay more than cooperating.
        """
        found = []
        if not self.temptation > self.reward > self.punishment > self.sucker:
            found.append("order")
        if not 2 * self.reward > self.temptation + self.sucker:
            found.append("turns")
        return tuple(found)

    def of(self, defects: bool, other_defects: bool) -> int:
        """What a side gets for its move and the other's."""
        if defects:
            return self.punishment if other_defects else self.temptation
        return self.sucker if other_defects else self.reward


STANDARD = Payoffs()


@dataclass(frozen=True, slots=True)
class Strategy:
    """A player. In each state it makes one move: `C`, `D`, or `?`, which is to cooperate with probability `chance`.

    `after[state]` names the next state: first where the other was seen to cooperate, then where it was seen to defect.
    It begins in state 0.
    """

    slug: str
    moves: str
    after: tuple[tuple[int, int], ...]
    chance: float = 0.0

    @property
    def is_certain(self) -> bool:
        """Whether nothing in it is left to chance."""
        return LUCK not in self.moves


def scripted(slug: str, moves: str) -> Strategy:
    """One that makes these moves whatever the other does, and then the same again."""
    last = len(moves) - 1
    return Strategy(slug, moves, tuple((0, 0) if at == last else (at + 1, at + 1) for at in range(len(moves))))


@dataclass(frozen=True, slots=True)
class Match:
    """What happened, a byte for each round."""

    played: bytes

    @property
    def letters(self) -> tuple[str, str]:
        """The moves of both sides: ("CDD", "DDD")."""
        first, second = ("".join(DEFECT if byte & bit else COOPERATE for byte in self.played) for bit, _slip in _SIDES)
        return first, second

    @property
    def seen(self) -> tuple[str, str]:
        """What the first side took the other's moves for, and the second the first's."""
        first, second = self.letters
        return _as_seen(second, self.misread(0)), _as_seen(first, self.misread(1))

    def misread(self, side: int) -> tuple[int, ...]:
        """The rounds, from 1, in which a side (0 or 1) took the other's move for its opposite."""
        bit = _SIDES[side][1]
        return tuple(number for number, byte in enumerate(self.played, 1) if byte & bit)

    def scores(self, payoffs: Payoffs) -> tuple[int, int]:
        """The points of both sides."""
        moves = self.played.translate(_MOVES)
        both, second, first = moves.count(0), moves.count(1), moves.count(2)
        none = len(moves) - both - second - first
        shared = both * payoffs.reward + none * payoffs.punishment
        return (
            shared + first * payoffs.temptation + second * payoffs.sucker,
            shared + second * payoffs.temptation + first * payoffs.sucker,
        )

    def running(self, payoffs: Payoffs) -> tuple[tuple[int, int], ...]:
        """The points of both sides after each round."""
        first, second = ([bool(byte & bit) for byte in self.played] for bit, _slip in _SIDES)
        ours = accumulate(payoffs.of(one, other) for one, other in zip(first, second, strict=True))
        theirs = accumulate(payoffs.of(other, one) for one, other in zip(first, second, strict=True))
        return tuple(zip(ours, theirs, strict=True))


def play(first: Strategy, second: Strategy, rounds: int, *, misreads: float = 0.0, dice: Dice | None = None) -> Match:
    """The match of two strategies. Each takes each move of the other for its opposite with probability `misreads`.

    Dice are needed unless `is_certain`. They are thrown in the order of the rounds, so that a longer match with dice of
    the same seed begins like a shorter one.
    """
    outcomes, follow = _table(first.moves, first.after, second.moves, second.after, misreads > 0)
    played = bytearray()
    at = 0
    for event in _events(first, second, rounds, misreads, dice):
        at += event
        played.append(outcomes[at])
        at = follow[at]
    return Match(bytes(played))


def is_certain(first: Strategy, second: Strategy, misreads: float) -> bool:
    """Whether a match can go one way only."""
    return misreads == 0 and first.is_certain and second.is_certain


def _as_seen(moves: str, misread: tuple[int, ...]) -> str:
    wrong = set(misread)
    other = {COOPERATE: DEFECT, DEFECT: COOPERATE}
    return "".join(other[move] if number in wrong else move for number, move in enumerate(moves, 1))


def _events(first: Strategy, second: Strategy, rounds: int, misreads: float, dice: Dice | None) -> Sequence[int]:
    """What chance did in each round, a bit for each thing that was left to it, in the order of `_table`."""
    limits = [one.chance for one in (first, second) if not one.is_certain] + ([misreads] * 2 if misreads else [])
    if not limits:
        return bytes(rounds)
    if dice is None:
        raise ValueError("what is left to chance needs dice")
    throw, each = dice.random, len(limits)
    if len(set(limits)) == 1:
        hits = [throw() < limits[0] for _ in range(rounds * each)]
    else:
        hits = [throw() < limit for _ in range(rounds) for limit in limits]
    events: Sequence[int] = hits[::each]
    for place in range(1, each):
        events = [event + event + hit for event, hit in zip(events, hits[place::each], strict=True)]
    return events


@lru_cache(maxsize=512)
def _table(
    moves: str, after: tuple[State, ...], other_moves: str, other_after: tuple[State, ...], misreads: bool
) -> tuple[bytes, tuple[int, ...]]:
    """For each state of a pair that can be reached and each event: what happens, and where the next state begins.

    Built once for a pair: a match is then two lookups a round.
    """
    lucky = (LUCK in moves, LUCK in other_moves)
    events = tuple(_readings(*lucky, misreads))
    place: dict[State, int] = {(0, 0): 0}
    waiting, outcomes, follow = [(0, 0)], bytearray(), []
    for one, other in waiting:  # grows while it is read
        for luck, other_luck, slip, other_slip in events:
            defects = not luck if moves[one] == LUCK else moves[one] == DEFECT
            other_defects = not other_luck if other_moves[other] == LUCK else other_moves[other] == DEFECT
            outcomes.append(defects * 2 + other_defects + slip * 4 + other_slip * 8)
            state = (after[one][other_defects ^ slip], other_after[other][defects ^ other_slip])
            if state not in place:
                place[state] = len(waiting) * len(events)
                waiting.append(state)
            follow.append(place[state])
    return bytes(outcomes), tuple(follow)


def _readings(first: bool, second: bool, misreads: bool) -> list[tuple[bool, bool, bool, bool]]:
    """Every event as (luck of the first, of the second, the first misreads, the second does), in counting order."""
    asked = (first, second, misreads, misreads)
    readings = [(False, False, False, False)]
    for place, is_asked in enumerate(asked):
        if is_asked:
            readings = [(*one[:place], hit, *one[place + 1 :]) for one in readings for hit in (False, True)]
    return readings
