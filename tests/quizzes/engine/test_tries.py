"""Several tries: what each costs, which one is the last, what is told and hinted at on the way."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.behaviours import named
from quizzes.engine.behaviours.certain import Certain
from quizzes.engine.behaviours.telling import Telling
from quizzes.engine.behaviours.tries import Tries
from quizzes.engine.steps import Posted
from tests.quizzes.engine.walks import HALVES, ONE, THIRDS, grades, posted, walk

THREE = Tries(3, Fraction(1, 3))


@pytest.mark.parametrize(
    ("answers", "last"),
    [
        (["r"], ("graded", "1")),
        (["w", "r"], ("graded", "2/3")),
        (["w", "x", "r"], ("graded", "1/3")),
        (["w", "x", "y"], ("graded", "0")),
    ],
)
def test_each_further_try_costs_an_exact_third(answers, last):
    assert grades(walk(THREE, *answers))[-1] == last


def test_thirds_of_thirds_stay_exact():
    assert grades(walk(THREE, "w", "rs", "rst", question=THIRDS)) == [
        ("tried", "0"),
        ("tried", "1/3"),
        ("graded", "1/3"),
    ]


def test_what_is_partly_right_leaves_another_try():
    assert grades(walk(THREE, "r", "rs", question=HALVES)) == [("tried", "1/2"), ("graded", "2/3")]


def test_the_last_try_settles_whatever_it_brings():
    steps = walk(THREE, "w", "x", "r", question=HALVES)
    assert grades(steps)[-1] == ("graded", "0")  # a half less two thirds: nothing, never less
    assert THREE.is_settled(steps)
    assert walk(THREE, "w", "x", "r", "rs", question=HALVES) == steps


def test_one_try_is_the_last():
    assert grades(walk(Tries(1), "w", "r")) == [("graded", "0")]


def test_without_penalty_the_last_try_counts_in_full():
    assert grades(walk(Tries(3, Fraction(0)), "w", "x", "r"))[-1] == ("graded", "1")


def test_with_the_whole_mark_as_penalty_only_the_first_try_counts():
    assert grades(walk(Tries(3, Fraction(1)), "w", "r"))[-1] == ("graded", "0")


def test_the_same_answer_again_is_not_another_try():
    assert grades(walk(THREE, "w", "w", "w", "r")) == [("tried", "0"), ("graded", "2/3")]


def test_what_cannot_be_read_and_what_is_taken_back_cost_nothing():
    steps = walk(THREE, "w", "z", "", "r")
    assert grades(steps) == [("tried", "0"), ("unreadable", None), ("blank", None), ("graded", "2/3")]
    assert THREE.tries_left(steps[:3]) == 2


def test_tries_are_counted_down_and_none_is_left_once_it_is_right():
    steps = walk(THREE, "w", "r")
    assert [THREE.tries_left(steps[:made]) for made in range(3)] == [3, 2, 0]


def test_a_hint_is_earned_by_each_try_that_was_not_right():
    steps = walk(THREE, "w", "z", "x", "r")
    assert [THREE.hints(steps[:made]) for made in range(4)] == [0, 1, 1, 2]


def test_how_a_try_went_is_told_and_the_key_only_once_it_is_settled():
    steps = walk(THREE, "w", "z", "x", "r")
    told = [THREE.tells(steps[:made]) for made in range(5)]
    assert told == [Telling.NOTHING, Telling.THIS_TRY, Telling.NOTHING, Telling.THIS_TRY, Telling.ALL]


@given(
    tries=st.integers(1, 9),
    penalty=st.sampled_from(["0", "1/10", "1/3", "1/2", "1"]).map(Fraction),
    answers=st.lists(st.sampled_from(["r", "s", "rs", "w", "rw", "", "z"]), max_size=12),
)
def test_grades_stay_between_nothing_and_all_and_no_more_tries_are_made_than_there_are(tries, penalty, answers):
    behaviour = Tries(tries, penalty)
    steps = walk(behaviour, *answers, question=HALVES)
    tried = [step for step in steps if step.grade is not None]
    assert all(0 <= step.grade.left <= 1 for step in tried)
    assert len(tried) <= tries
    for made, step in enumerate(tried):
        raw = HALVES.grade(HALVES.read(step.posted)).part
        assert step.grade.left == max(raw - made * penalty, Fraction(0))
        assert (step.status == "graded") == (raw == 1 or made == tries - 1)


def test_it_is_found_by_its_name_with_its_tries_and_its_penalty():
    assert named("tries", tries=2, penalty=Fraction(1, 4)) == Tries(2, Fraction(1, 4))


def test_who_is_sure_is_sure_of_the_try_that_counts():
    behaviour = named("tries", certainty=True)
    [first, second] = posted(behaviour, [Posted(("w",), certainty=3), Posted(("r",), certainty=2)], ONE)
    assert (behaviour.worth(first), behaviour.worth(second)) == (Fraction(-6), Fraction(4, 3))


def test_what_is_right_in_the_end_is_right_whatever_it_cost():
    dear = Tries(tries=3, penalty=Fraction(1, 2))
    steps = walk(dear, "w", "x", "r")
    assert [step.grade.verdict for step in steps] == ["wrong", "wrong", "right"]
    assert steps[-1].grade.left == 0
    sure = replace(steps[-1], posted=Posted(("r",), certainty=3))
    assert Certain(dear).worth(sure) == 0  # nothing is left, and nothing is lost: it was not wrong
