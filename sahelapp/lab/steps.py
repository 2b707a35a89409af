"""The six steps: each introduces one idea, with figures that the game itself makes when the page is asked for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quizzes.engine.dice import seeded
from sahelapp.lab import strategies as known
from sahelapp.lab.game import COOPERATE, DEFECT, STANDARD, Match, Payoffs, Strategy, is_certain, play
from sahelapp.lab.record import CODES, EASES, ESCALATES, OPEN, agreement, record, with_words
from sahelapp.lab.spells import Spell, spells
from sahelapp.lab.tournament import Terms, hold
from sahelapp.timeline.moves import INSTRUMENTS, Move

Moves = Callable[[], Sequence[Move]]  # called by the step that needs them
ROUNDS, SAMPLES = 200, 20  # of the matches behind a mean


@dataclass(frozen=True, slots=True)
class Step:
    """One idea: the end of its address, its name, and the idea in a sentence."""

    slug: str
    title: Promise
    idea: Promise


STEPS = (
    Step("one-move", _("One move"), _("Why two sides that both want the best for themselves can both end badly.")),
    Step("again", _("Again and again"), _("When the same two meet again, today's move is tomorrow's answer.")),
    Step("tournament", _("Everybody against everybody"), _("Who does best depends on who else is there.")),
    Step("misunderstanding", _("A misunderstanding"), _("One move misread can set off a feud that nobody began.")),
    Step("forgiveness", _("Forgiveness"), _("Letting a defection pass ends feuds, and invites those who exploit it.")),
    Step(
        "record",
        _("The record, and where the model fails"),
        _("What the real sequence looks like as a game, and what the game leaves out."),
    ),
)


@dataclass(frozen=True, slots=True)
class World:
    """A tournament of step three: the terms, who takes part, and what one thing is different."""

    slug: str
    says: Promise
    who: tuple[Strategy, ...]
    terms: Terms

    @property
    def percent(self) -> int:
        """Its rate of misunderstandings."""
        return round(100 * self.terms.misreads)


_NINE = tuple(one for one in known.STRATEGIES if one is not known.TIT_FOR_TWO_TATS)
_FEW = (known.ALWAYS_COOPERATE, known.ALWAYS_DEFECT, known.TIT_FOR_TAT, known.RANDOM)
WORLDS = (
    World("first", _("Nine strategies, the usual payoffs, no misunderstandings"), _NINE, Terms()),
    World("opponents", _("Other opponents: tit for two tats comes as well"), known.STRATEGIES, Terms()),
    World("few", _("Other opponents: only four of the nine"), _FEW, Terms()),
    World("payoffs", _("Other payoffs: 9, 5, 4 and 0"), _NINE, Terms(Payoffs(9, 5, 4, 0))),
    World("noise", _("Misunderstandings: 3 moves in 100"), _NINE, Terms(misreads=0.03)),
)


@dataclass(frozen=True, slots=True)
class SlipAt:
    """Dice for one misunderstanding: `side` (0 or 1) misreads the other's move in `round`, and nobody ever else."""

    draws: list[float]

    @classmethod
    def of(cls, round: int, side: int, rounds: int) -> "SlipAt":
        """As many throws as a match of so many rounds takes."""
        draws = [1.0] * (2 * rounds)
        draws[2 * (round - 1) + side] = 0.0
        return cls(draws[::-1])

    def random(self) -> float:
        """The next throw."""
        return self.draws.pop()


@dataclass(frozen=True, slots=True)
class Shown:
    """A match to be drawn, with the names of its sides."""

    first: Strategy
    second: Strategy
    match: Match
    payoffs: Payoffs = STANDARD

    @property
    def scores(self) -> tuple[int, int]:
        """The points of both sides."""
        return self.match.scores(self.payoffs)

    @property
    def spells(self) -> tuple[Spell, ...]:
        """Its echo feuds and deadlocks."""
        return spells(self.match)


def place(slug: str) -> int | None:
    """Which step it is, from 1."""
    return next((number for number, one in enumerate(STEPS, 1) if one.slug == slug), None)


def figures(slug: str, query: QueryDict, moves: Moves) -> dict[str, Any]:
    """What a step shows."""
    return _FIGURES[slug](query, moves)


def with_slip(first: Strategy, second: Strategy, rounds: int, *, round: int, side: int = 0) -> Match:
    """The match of two that leave nothing to chance, with one misunderstanding."""
    return play(first, second, rounds, misreads=0.5, dice=SlipAt.of(round, side, rounds))


def mean(first: Strategy, second: Strategy, misreads: float) -> Fraction:
    """The points of the first per round, over many matches with the usual payoffs."""
    samples = 1 if is_certain(first, second, misreads) else SAMPLES
    total = sum(
        play(first, second, ROUNDS, misreads=misreads, dice=seeded(number)).scores(STANDARD)[0]
        for number in range(samples)
    )
    return Fraction(total, samples * ROUNDS)


def _one_move(query: QueryDict, _moves: Moves) -> dict[str, Any]:
    move = {"c": COOPERATE, "d": DEFECT}.get(query.get("move", ""), "")
    defects = move == DEFECT
    return {
        "payoffs": STANDARD,
        "move": move,
        "if_cooperates": (STANDARD.of(defects, False), STANDARD.of(False, defects)),
        "if_defects": (STANDARD.of(defects, True), STANDARD.of(True, defects)),
    }


def _again(_query: QueryDict, _moves: Moves) -> dict[str, Any]:
    certain = [one for one in known.STRATEGIES if one.is_certain]
    tit_for_tat = known.TIT_FOR_TAT
    pairs = ((tit_for_tat, tit_for_tat), (tit_for_tat, known.ALWAYS_DEFECT), (tit_for_tat, known.SUSPICIOUS))
    return {
        "shown": [Shown(first, second, play(first, second, 10)) for first, second in pairs],
        "against": [
            (one, *(play(one, tit_for_tat, rounds).scores(STANDARD)[0] for rounds in (1, 10))) for one in certain
        ],
    }


def _tournament(_query: QueryDict, _moves: Moves) -> dict[str, Any]:
    held = [(world, hold(world.who, world.terms)) for world in WORLDS]
    return {"worlds": [(world, one.standings[0], one.standing("tit-for-tat")) for world, one in held]}


def _misunderstanding(_query: QueryDict, _moves: Moves) -> dict[str, Any]:
    one = known.TIT_FOR_TAT
    rates = (0, 1, 2, 5, 10, 20)
    return {
        "calm": Shown(one, one, play(one, one, 20)),
        "feud": Shown(one, one, with_slip(one, one, 20, round=5)),
        "rates": [(rate, mean(one, one, rate / 100)) for rate in rates],
    }


def _forgiveness(_query: QueryDict, _moves: Moves) -> dict[str, Any]:
    shown = (known.TIT_FOR_TWO_TATS, known.WIN_STAY_LOSE_SHIFT, known.GRIM)
    told = (known.TIT_FOR_TAT, known.GENEROUS, *shown, known.ALWAYS_COOPERATE)
    return {
        "shown": [Shown(one, one, with_slip(one, one, 20, round=5)) for one in shown],
        "compared": [(one, mean(one, one, 0.05), mean(one, known.ALWAYS_DEFECT, 0.05)) for one in told],
        "rate": 5,
    }


def _of_the_record(_query: QueryDict, moves: Moves) -> dict[str, Any]:
    there = moves()
    found = record(there)
    codings = (CODES, with_words())
    letters = [(found.letters("paris", codes), found.letters("bamako", codes)) for codes in codings]
    return {
        "record": found,
        "codings": letters,
        "quarters": list(zip(found.quarters, *letters[0], strict=True)),
        "left_out": len(there) - sum(len(one.paris) + len(one.bamako) for one in found.quarters),
        "fits": _fits(letters),
        "codes": [(code, [one for one in INSTRUMENTS if CODES[one] == code]) for code in (ESCALATES, EASES, OPEN)],
    }


def _fits(codings: Sequence[tuple[str, str]]) -> list[tuple[Strategy, list[tuple[int, int]]]]:
    """For each strategy without chance and each coding: in how many rounds it would do what Paris did, and Bamako."""
    return [
        (one, [(agreement(one, paris, bamako), agreement(one, bamako, paris)) for paris, bamako in codings])
        for one in known.STRATEGIES
        if one.is_certain
    ]


_FIGURES: Mapping[str, Callable[[QueryDict, Moves], dict[str, Any]]] = {
    "one-move": _one_move,
    "again": _again,
    "tournament": _tournament,
    "misunderstanding": _misunderstanding,
    "forgiveness": _forgiveness,
    "record": _of_the_record,
}
