"""Certainty: what an answer brings at each level, around any behaviour."""

from fractions import Fraction

import pytest

from quizzes.engine.behaviours import BEHAVIOURS, named
from quizzes.engine.behaviours.certain import Certain, level_of
from quizzes.engine.steps import Posted
from tests.quizzes.engine.walks import HALVES, THIRDS, posted, walk

NINE = [
    # level, right, half, wrong
    (1, "1", "1/2", "0"),
    (2, "2", "1", "-2"),
    (3, "3", "3/2", "-6"),
]
EVERY = [named(behaviour.name, certainty=True) for behaviour in BEHAVIOURS]


@pytest.mark.parametrize("behaviour", EVERY, ids=lambda behaviour: behaviour.name)
@pytest.mark.parametrize(("level", "right", "half", "wrong"), NINE)
def test_the_nine_cases(behaviour, level, right, half, wrong):
    for answer, worth in (("rs", right), ("r", half), ("w", wrong)):
        [step] = walk(behaviour, answer, question=HALVES, sure=level)
        assert behaviour.worth(step) == Fraction(worth)


def test_a_third_at_any_level_is_exact():
    behaviour = named("deferred", certainty=True)
    brought = [behaviour.worth(walk(behaviour, "r", question=THIRDS, sure=level)[-1]) for level in (1, 2, 3)]
    assert brought == [Fraction(1, 3), Fraction(2, 3), Fraction(1)]


@pytest.mark.parametrize("said", [None, 0, 4, -1])
def test_who_says_no_level_or_one_that_is_none_is_at_level_1(said):
    behaviour = named("deferred", certainty=True)
    assert level_of(Posted(("r",), certainty=said)) == 1
    assert [behaviour.worth(walk(behaviour, answer, sure=said)[-1]) for answer in "rw"] == [1, 0]


def test_a_blank_costs_nothing_at_any_level():
    behaviour = named("deferred", certainty=True)
    assert behaviour.worth(walk(behaviour, "w", "", sure=3)[-1]) == 0


def test_what_cannot_be_read_costs_nothing_at_any_level():
    behaviour = named("immediate", certainty=True)
    assert behaviour.worth(walk(behaviour, "z", sure=3)[-1]) == 0


def test_another_level_for_the_same_answer_is_a_new_answer_at_the_end():
    behaviour = named("deferred", certainty=True)
    steps = posted(behaviour, [Posted(("r",), certainty=level) for level in (3, 3, 1)])
    assert [behaviour.worth(step) for step in steps] == [3, 1]


@pytest.mark.parametrize("behaviour", EVERY, ids=lambda behaviour: behaviour.name)
def test_nothing_else_changes_around_a_behaviour(behaviour):
    plain = behaviour.plain
    steps = walk(behaviour, "w", "r", sure=2)
    asked = ("tells", "hints", "tries_left", "is_settled")
    assert [getattr(behaviour, name)(steps) for name in asked] == [getattr(plain, name)(steps) for name in asked]
    assert (behaviour.name, behaviour.moves_on) == (plain.name, plain.moves_on)


def test_the_most_a_point_can_bring_is_what_the_highest_level_brings():
    assert [(behaviour.most, behaviour.asks_certainty) for behaviour in EVERY] == [(3, True)] * len(EVERY)
    assert (named("deferred").most, named("deferred").asks_certainty) == (1, False)


def test_certainty_goes_around_a_retired_behaviour_too():
    assert isinstance(named("gone", certainty=True), Certain)
