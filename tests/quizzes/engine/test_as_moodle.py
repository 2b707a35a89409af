"""Marks as Moodle's question engine gives them. The numbers are those that its own walkthrough tests expect
(question/behaviour/{interactive,deferredcbm,immediatecbm}/tests, and question_cbm_test); what is posted there by
"save" alone, without "submit", has no counterpart here, where every post is sent to be graded."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from quizzes.engine.behaviours import named
from quizzes.engine.grade import Grade, total
from quizzes.engine.steps import Posted
from tests.quizzes.engine.walks import ONE, posted, walk

SEVEN_PLACES = Fraction(1, 10**7)


def mark(behaviour, answers, *, out_of=1):
    """What the last of (answer, certainty) brings for a question of `out_of` points."""
    steps = posted(behaviour, [Posted(tuple(answer), certainty=sure) for answer, sure in answers])
    return behaviour.worth(steps[-1]) * out_of if steps else Fraction(0)


@pytest.mark.parametrize(
    ("answers", "theirs"),
    [("r", "1"), ("wr", "0.6666667"), ("wxr", "0.3333333"), ("wxy", "0"), ("w", "0")],
)
def test_interactive_with_multiple_tries(answers, theirs):
    ours = mark(named("tries"), [(answer, None) for answer in answers])
    assert abs(ours - Fraction(theirs)) < SEVEN_PLACES


def test_interactive_blanks_between_tries_cost_nothing():
    ours = mark(named("tries"), [("", None), ("w", None), ("", None), ("r", None)])
    assert abs(ours - Fraction("0.6666667")) < SEVEN_PLACES


def test_interactive_finishing_after_a_wrong_first_try_of_two():
    assert mark(named("tries", tries=2), [("w", None)]) == 0


def test_interactive_right_at_once_out_of_three_points():
    assert mark(named("tries"), [("r", None)], out_of=3) == 3


@pytest.mark.parametrize(
    ("answers", "out_of", "theirs"),
    [
        ([("r", 3)], 2, 6),
        ([("r", 3), ("r", 1), ("r", 3)], 2, 6),
        ([("r", 1)], 2, 2),
        ([("r", None)], 2, 2),
        ([("w", 2)], 1, -2),
        ([("r", 3)], 1, 3),
        ([], 2, 0),
    ],
)
def test_deferred_feedback_with_certainty(answers, out_of, theirs):
    assert mark(named("deferred", certainty=True), answers, out_of=out_of) == theirs


@pytest.mark.parametrize(("answers", "theirs"), [([("r", 2)], 2), ([("r", 3)], 3), ([("w", 3)], -6), ([], 0)])
def test_immediate_feedback_with_certainty(answers, theirs):
    assert mark(named("immediate", certainty=True), answers) == theirs


@pytest.mark.parametrize(("level", "theirs"), [(3, -6), (2, -2)])
def test_what_was_right_and_after_a_corrected_key_is_wrong(level, theirs):
    behaviour = named("deferred", certainty=True)
    [step] = walk(behaviour, "w", sure=level)  # as played again with the other key
    assert behaviour.worth(step) == theirs


@pytest.mark.parametrize(
    ("fraction", "level", "theirs"),
    [
        ("1", 1, "1"),
        ("1", 2, "2"),
        ("1", 3, "3"),
        ("0", 1, "0"),
        ("0", 2, "-2"),
        ("0", 3, "-6"),
        ("1/2", 1, "1/2"),
        ("1/2", 2, "1"),
        ("1/2", 3, "3/2"),
    ],
)
def test_certainty_adjusts_a_fraction(fraction, level, theirs):
    behaviour = named("deferred", certainty=True)
    [step] = walk(behaviour, "r", sure=level)
    assert behaviour.worth(replace(step, grade=Grade(Fraction(fraction)))) == Fraction(theirs)


def test_certainty_can_bring_a_score_below_nothing():
    behaviour = named("deferred", certainty=True)
    brought = [behaviour.worth(walk(behaviour, answer, question=ONE, sure=3)[-1]) for answer in "rww"]
    assert total((Decimal(1), worth) for worth in brought) == Decimal("-9")
