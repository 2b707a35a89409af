"""The game: sequences reckoned by hand, scores that add up, and chance that comes back with its seed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.dice import seeded
from sahelapp.lab import strategies as known
from sahelapp.lab.game import MOST_ROUNDS, STANDARD, Match, Payoffs, Strategy, is_certain, play, scripted
from sahelapp.lab.steps import with_slip

ALTERNATES = scripted("alternates", "CD")
ALTERNATES_FROM_D = scripted("alternates", "DC")

players = st.sampled_from(known.STRATEGIES)
rounds = st.integers(1, MOST_ROUNDS)
rates = st.sampled_from((0.0, 0.05, 0.3))
dilemmas = st.tuples(*[st.integers(-99, 99)] * 4).map(lambda four: Payoffs(*sorted(four, reverse=True)))
dilemmas = dilemmas.filter(lambda payoffs: not payoffs.problems())


def letters(first: Strategy, second: Strategy, count: int) -> tuple[str, str]:
    return play(first, second, count).letters


# What deterministic pairs do follows from the rules alone: each line was reckoned by hand.
PAIRS = [
    (known.TIT_FOR_TAT, known.ALWAYS_DEFECT, "CDDDDD", "DDDDDD"),
    (known.TIT_FOR_TAT, known.TIT_FOR_TAT, "CCCCCC", "CCCCCC"),
    (known.SUSPICIOUS, known.TIT_FOR_TAT, "DCDCDC", "CDCDCD"),
    (known.SUSPICIOUS, known.SUSPICIOUS, "DDDDDD", "DDDDDD"),
    (known.WIN_STAY_LOSE_SHIFT, known.ALWAYS_DEFECT, "CDCDCD", "DDDDDD"),
    (known.WIN_STAY_LOSE_SHIFT, known.ALWAYS_COOPERATE, "CCCCCC", "CCCCCC"),
    (known.WIN_STAY_LOSE_SHIFT, known.SUSPICIOUS, "CDDCDD", "DCDDCD"),
    (known.TIT_FOR_TWO_TATS, ALTERNATES, "CCCCCC", "CDCDCD"),
    (known.TIT_FOR_TWO_TATS, known.ALWAYS_DEFECT, "CCDDDD", "DDDDDD"),
    (known.TIT_FOR_TWO_TATS, known.SUSPICIOUS, "CCCCCC", "DCCCCC"),
    (known.TWO_TITS_FOR_TAT, known.SUSPICIOUS, "CDDDDD", "DCDDDD"),
    (known.TWO_TITS_FOR_TAT, scripted("once", "CDCCCC"), "CCDDCC", "CDCCCC"),
    (known.TWO_TITS_FOR_TAT, scripted("twice", "CDDCCC"), "CCDDDC", "CDDCCC"),
    (known.GRIM, scripted("once", "CCDCCC"), "CCCDDD", "CCDCCC"),
    (known.GRIM, known.ALWAYS_COOPERATE, "CCCCCC", "CCCCCC"),
    (known.GRIM, known.TIT_FOR_TAT, "CCCCCC", "CCCCCC"),
    (known.GRIM, known.SUSPICIOUS, "CDDDDD", "DCDDDD"),
    (known.TIT_FOR_TAT, ALTERNATES, "CCDCDC", "CDCDCD"),
    (known.TIT_FOR_TAT, ALTERNATES_FROM_D, "CDCDCD", "DCDCDC"),
    (known.ALWAYS_COOPERATE, known.ALWAYS_DEFECT, "CCCCCC", "DDDDDD"),
]


@pytest.mark.parametrize(("first", "second", "ours", "theirs"), PAIRS)
def test_pairs_without_chance_play_the_moves_that_their_rules_say(first, second, ours: str, theirs: str) -> None:
    assert letters(first, second, 6) == (ours, theirs)
    assert letters(second, first, 6) == (theirs, ours)


def test_one_misunderstanding_makes_an_echo_feud_of_tit_for_tat() -> None:
    match = with_slip(known.TIT_FOR_TAT, known.TIT_FOR_TAT, 9, round=3, side=0)
    assert match.letters == ("CCCDCDCDC", "CCCCDCDCD")
    assert (match.misread(0), match.misread(1)) == ((3,), ())
    assert match.seen[0] == "CCDCDCDCD"


def test_tit_for_two_tats_lets_one_misunderstanding_pass_and_grim_does_not() -> None:
    assert with_slip(known.TIT_FOR_TWO_TATS, known.TIT_FOR_TWO_TATS, 6, round=2).letters == ("CCCCCC", "CCCCCC")
    assert with_slip(known.GRIM, known.GRIM, 6, round=2).letters == ("CCDDDD", "CCCDDD")


def test_win_stay_lose_shift_finds_back_after_a_misunderstanding() -> None:
    match = with_slip(known.WIN_STAY_LOSE_SHIFT, known.WIN_STAY_LOSE_SHIFT, 7, round=2)
    assert match.letters == ("CCDDCCC", "CCCDCCC")


def test_a_script_begins_again_after_its_last_move() -> None:
    assert letters(scripted("record", "DCC"), known.ALWAYS_COOPERATE, 7)[0] == "DCCDCCD"


def test_generosity_says_how_many_defections_pass() -> None:
    forgiving = {percent: known.with_generosity(known.GENEROUS, percent) for percent in (0, 33, 100)}
    made = {
        percent: play(one, known.ALWAYS_DEFECT, 200, dice=seeded(7)).letters[0] for percent, one in forgiving.items()
    }
    assert made[0] == letters(known.TIT_FOR_TAT, known.ALWAYS_DEFECT, 200)[0]
    assert made[100] == "C" * 200
    assert 40 < made[33].count("C") < 95
    assert known.with_generosity(known.GRIM, 100) == known.GRIM


def test_the_mean_of_many_tosses_is_a_half() -> None:
    moves = "".join(play(known.RANDOM, known.RANDOM, 200, dice=seeded(seed)).letters[0] for seed in range(50))
    assert 0.48 < moves.count("C") / len(moves) < 0.52


def test_moves_are_misread_as_often_as_asked_and_by_both_sides() -> None:
    matches = [play(known.TIT_FOR_TAT, known.GRIM, 200, misreads=0.1, dice=seeded(seed)) for seed in range(50)]
    for side in (0, 1):
        assert 0.09 < sum(len(match.misread(side)) for match in matches) / 10_000 < 0.11


def test_chance_without_dice_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="dice"):
        play(known.RANDOM, known.GRIM, 3)


@given(players, players, rounds, rates, st.integers(0, 10**9), dilemmas)
def test_the_scores_are_the_sum_of_all_rounds(first, second, count, misreads, seed, payoffs) -> None:
    match = play(first, second, count, misreads=misreads, dice=seeded(seed))
    by_hand = [0, 0]
    points = {
        "CC": (payoffs.reward, payoffs.reward),
        "CD": (payoffs.sucker, payoffs.temptation),
        "DC": (payoffs.temptation, payoffs.sucker),
        "DD": (payoffs.punishment, payoffs.punishment),
    }
    for ours, theirs in zip(*match.letters, strict=True):
        by_hand = [total + more for total, more in zip(by_hand, points[ours + theirs], strict=True)]
    assert match.scores(payoffs) == tuple(by_hand) == match.running(payoffs)[-1]
    assert len(match.running(payoffs)) == len(match.letters[0]) == count


@given(players, players, rounds, rates, st.integers(0, 10**9))
def test_the_same_seed_brings_the_same_match_back(first, second, count, misreads, seed) -> None:
    again = [play(first, second, count, misreads=misreads, dice=seeded(seed)) for _ in range(2)]
    assert again[0] == again[1]


@given(players, players, st.integers(1, 100), st.integers(0, 100), rates, st.integers(0, 10**9))
def test_a_longer_match_begins_like_a_shorter_one(first, second, count, more, misreads, seed) -> None:
    short, long = (
        play(first, second, length, misreads=misreads, dice=seeded(seed)) for length in (count, count + more)
    )
    assert long.played.startswith(short.played)


@given(players, players, rounds)
def test_who_is_called_first_makes_no_difference_without_chance(first, second, count) -> None:
    if not is_certain(first, second, 0):
        return
    one, other = play(first, second, count), play(second, first, count)
    assert one.letters == other.letters[::-1]
    assert one.scores(STANDARD) == other.scores(STANDARD)[::-1]


@given(players, players, rounds, st.integers(0, 10**9))
def test_without_misunderstandings_everybody_sees_what_was_done(first, second, count, seed) -> None:
    match = play(first, second, count, dice=seeded(seed))
    assert match.misread(0) == match.misread(1) == ()
    assert match.seen == match.letters[::-1]


@given(players, players, rounds, rates, st.integers(0, 10**9))
def test_each_follows_its_own_table_given_what_it_saw(first, second, count, misreads, seed) -> None:
    match = play(first, second, count, misreads=misreads, dice=seeded(seed))
    for side, one in enumerate((first, second)):
        state = 0
        for own, seen in zip(match.letters[side], match.seen[side], strict=True):
            assert one.moves[state] in (own, "?")
            state = one.after[state][seen == "D"]


@given(st.tuples(*[st.integers(-9, 9)] * 4))
def test_a_dilemma_is_what_the_two_inequalities_say(four) -> None:
    t, r, p, s = four
    problems = Payoffs(*four).problems()
    assert ("order" in problems) == (not t > r > p > s)
    assert ("turns" in problems) == (not 2 * r > t + s)


def test_the_usual_payoffs_are_a_dilemma_and_others_are_told_apart() -> None:
    assert STANDARD.problems() == ()
    assert Payoffs(3, 5, 1, 0).problems() == ("order",)
    assert Payoffs(9, 3, 1, 0).problems() == ("turns",)
    assert Payoffs(1, 1, 1, 1).problems() == ("order", "turns")


def test_a_match_of_nothing_has_no_points() -> None:
    assert (Match(b"").letters, Match(b"").scores(STANDARD)) == (("", ""), (0, 0))
