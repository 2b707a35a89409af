"""Tournaments: points that add up, ranks that follow from them, a seed that brings all of it back."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.dice import seeded
from sahelapp.lab import strategies as known
from sahelapp.lab.game import STANDARD, Payoffs, play
from sahelapp.lab.steps import WORLDS
from sahelapp.lab.tournament import LARGEST_SEED, MOST_REPEATS, Terms, hold

few = st.lists(st.sampled_from(known.STRATEGIES), min_size=2, max_size=5, unique=True)
terms = st.builds(
    Terms,
    rounds=st.integers(1, 30),
    misreads=st.sampled_from((0.0, 0.1)),
    repeats=st.integers(1, 3),
    seed=st.integers(0, LARGEST_SEED),
)


@given(few, terms)
def test_all_points_given_are_all_points_got(strategies, terms) -> None:
    held = hold(strategies, terms)
    share = terms.rounds * terms.repeats * len(strategies)
    for one in held.standings:
        assert one.per_round == sum(cell.points for cell in one.cells) / share
        assert one.matches == terms.repeats * len(strategies)


@given(few, terms)
def test_what_one_wins_another_loses(strategies, terms) -> None:
    held = hold(strategies, terms)
    assert sum(one.won for one in held.standings) == sum(one.lost for one in held.standings)
    cells = {one.strategy.slug: one.cells for one in held.standings}
    for row, one in enumerate(strategies):
        for column, other in enumerate(strategies):
            ours, theirs = cells[one.slug][column], cells[other.slug][row]
            assert (ours.won, ours.lost, ours.seed) == (theirs.lost, theirs.won, theirs.seed)


@given(few, terms)
def test_the_seed_brings_the_same_tournament_back(strategies, terms) -> None:
    assert hold(strategies, terms) == hold(strategies, terms)


@given(few, terms)
def test_ranks_follow_the_points_and_equal_points_share_one(strategies, terms) -> None:
    standings = hold(strategies, terms).standings
    for one in standings:
        assert one.rank == 1 + sum(other.per_round > one.per_round for other in standings)
    assert [one.rank for one in standings] == sorted(one.rank for one in standings)


def test_a_match_of_a_tournament_can_be_played_again_alone() -> None:
    how = Terms(rounds=50, misreads=0.1, repeats=3, seed=42)
    held = hold(known.STRATEGIES, how)
    generous = held.standing(known.GENEROUS.slug)
    cell = generous.cells[known.STRATEGIES.index(known.RANDOM)]
    alone = [
        play(known.GENEROUS, known.RANDOM, 50, misreads=0.1, dice=seeded(cell.seed + repeat)).scores(STANDARD)[0]
        for repeat in range(3)
    ]
    assert cell.points == sum(alone)


def test_two_who_always_cooperate_get_the_reward_each_round() -> None:
    held = hold((known.ALWAYS_COOPERATE, known.TIT_FOR_TAT), Terms())
    assert [one.per_round for one in held.standings] == [Fraction(3), Fraction(3)]
    assert held.winners == (known.ALWAYS_COOPERATE, known.TIT_FOR_TAT)


def test_no_two_matches_share_a_seed() -> None:
    everybody = [*known.STRATEGIES, known.STRATEGIES[0], known.STRATEGIES[1]]
    for seed in (0, 1):
        seeds = {
            cell.seed for one in hold(everybody, Terms(rounds=1, repeats=1, seed=seed)).standings for cell in one.cells
        }
        assert len(seeds) == 12 * 13 // 2
        assert {number // 10_000 for number in seeds} == {seed}
        assert min(b - a for a, b in pairwise(sorted(seeds))) >= MOST_REPEATS


@pytest.mark.parametrize("seed", range(5))
def test_tit_for_tat_wins_no_match_whatever_the_chance(seed) -> None:
    ours = hold(known.STRATEGIES, Terms(seed=seed)).standing("tit-for-tat")
    assert ours.won == 0


def test_who_comes_first_depends_on_payoffs_opponents_and_misunderstandings() -> None:
    # The page of step three says so in words: these are its five tournaments.
    first = {world.slug: hold(world.who, world.terms).winners[0].slug for world in WORLDS}
    assert first == {
        "first": "tit-for-tat",
        "opponents": "tit-for-two-tats",
        "few": "always-defect",
        "payoffs": "always-defect",
        "noise": "generous-tit-for-tat",
    }


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.slug)
def test_each_of_them_differs_from_the_first_in_one_thing(world) -> None:
    base = WORLDS[0]
    differences = [
        world.who != base.who,
        world.terms.payoffs != base.terms.payoffs,
        world.terms.misreads != base.terms.misreads,
    ]
    assert sum(differences) == (world is not base)
    assert (world.terms.rounds, world.terms.repeats, world.terms.seed) == (200, 5, 1)
    assert world.terms.payoffs.problems() == ()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_other_chance_does_not_change_the_first_of_the_clearest_worlds(seed) -> None:
    nine = [one for one in known.STRATEGIES if one is not known.TIT_FOR_TWO_TATS]
    assert hold(nine, Terms(seed=seed, repeats=20)).winners == (known.TIT_FOR_TAT,)
    assert hold(nine, Terms(Payoffs(9, 5, 4, 0), seed=seed)).winners == (known.ALWAYS_DEFECT,)
