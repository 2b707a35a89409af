"""Calibration: what was said and how often it was right, and where saying so pays."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.behaviours.certain import LEVELS, WHEN_WRONG
from quizzes.engine.calibration import PAYS, Fit, Sureness, break_even, calibration, expected
from quizzes.engine.grade import RIGHT, WRONG, Grade

SHARES = st.fractions(min_value=0, max_value=1)
ANSWERS = st.lists(st.tuples(st.sampled_from(LEVELS), st.builds(Grade, SHARES)), max_size=30)


def test_fairly_sure_pays_above_two_thirds_and_very_sure_above_four_fifths() -> None:
    assert [break_even(1, 2), break_even(2, 3)] == [Fraction(2, 3), Fraction(4, 5)]


@given(SHARES, st.sampled_from(LEVELS[:-1]))
def test_a_level_more_brings_more_exactly_above_the_break_even(share: Fraction, level: int) -> None:
    edge = break_even(level, level + 1)
    assert (expected(level + 1, share) > expected(level, share)) == (share > edge)
    assert expected(level + 1, edge) == expected(level, edge)


@given(SHARES, st.sampled_from(LEVELS))
def test_a_level_pays_where_no_other_brings_more(share: Fraction, level: int) -> None:
    best = max(expected(other, share) for other in LEVELS)
    assert (PAYS[level].fit(share) is Fit.WITHIN) == (expected(level, share) == best)


@given(st.integers(0, 20), st.integers(0, 20), st.sampled_from(LEVELS))
def test_the_expected_mark_is_the_mean_of_the_marks_given(right: int, wrong: int, level: int) -> None:
    marks = [Fraction(level)] * right + [WHEN_WRONG[level]] * wrong
    if marks:
        assert expected(level, Fraction(right, len(marks))) == sum(marks) / len(marks)


def test_every_level_has_its_row_also_without_answers() -> None:
    assert calibration([]) == (Sureness(1), Sureness(2), Sureness(3))
    assert {(row.share, row.fit) for row in calibration([])} == {(None, None)}


def test_partial_grades_count_as_their_part() -> None:
    rows = calibration([(3, RIGHT), (3, Grade(Fraction(1, 3))), (3, WRONG), (1, WRONG)])
    assert rows == (Sureness(1, 1, Fraction(0)), Sureness(2), Sureness(3, 3, Fraction(4, 3)))
    assert rows[2].share == Fraction(4, 9)


@given(ANSWERS, ANSWERS)
def test_two_attempts_together_are_the_sum_of_both(one: list, other: list) -> None:
    for a, b, both in zip(calibration(one), calibration(other), calibration(one + other), strict=True):
        assert (both.answers, both.right) == (a.answers + b.answers, a.right + b.right)


@given(ANSWERS)
def test_the_order_of_answers_does_not_matter(answers: list) -> None:
    assert calibration(answers) == calibration(reversed(answers))


@pytest.mark.parametrize(
    ("level", "right", "fit"),
    [
        (1, 6, Fit.WITHIN),
        (1, 7, Fit.ABOVE),
        (2, 6, Fit.BELOW),
        (2, 7, Fit.WITHIN),
        (3, 7, Fit.BELOW),
        (3, 8, Fit.WITHIN),
    ],
)
def test_a_share_lies_below_within_or_above_what_pays(level: int, right: int, fit: Fit) -> None:
    assert Sureness(level, 10, Fraction(right)).fit is fit


def test_at_the_break_even_both_levels_fit() -> None:
    assert Sureness(1, 3, Fraction(2)).fit is Fit.WITHIN
    assert Sureness(2, 3, Fraction(2)).fit is Fit.WITHIN
