"""Grades, scores, dice and terms."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.dice import seeded, shuffled
from quizzes.engine.grade import Grade, total
from quizzes.engine.terms import Terms

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@given(st.fractions(min_value=0, max_value=1))
def test_a_grade_survives_the_post_exactly(part: Fraction) -> None:
    assert Grade.read(Grade(part).write()).part == part


@pytest.mark.parametrize("part", [Fraction(-1, 9), Fraction(10, 9)])
def test_no_grade_lies_outside(part: Fraction) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        Grade(part)


def test_three_thirds_are_one() -> None:
    assert total([(Decimal(1), Fraction(1, 3))] * 3) == 1


def test_a_point_may_bring_more_than_itself_or_cost_something() -> None:
    assert total([(Decimal(2), Fraction(3)), (Decimal(3), Fraction(0)), (Decimal("0.5"), Fraction(-6))]) == 3


@given(st.lists(st.integers(), max_size=12), st.integers(min_value=0, max_value=2**62))
def test_shuffling_loses_nothing_and_is_the_same_for_the_same_seed(things: list[int], seed: int) -> None:
    once = shuffled(things, seeded(seed))
    assert Counter(once) == Counter(things)
    assert once == shuffled(things, seeded(seed))


def test_every_order_comes_up() -> None:
    orders = Counter(shuffled("abc", seeded(seed)) for seed in range(600))
    assert len(orders) == 6
    assert min(orders.values()) > 60


@pytest.mark.parametrize(
    ("terms", "refused"),
    [
        (Terms(), None),
        (Terms(opens=NOON + timedelta(hours=1)), "not-open-yet"),
        (Terms(closes=NOON), "closed"),
        (Terms(tries=2), "no-tries-left"),
        (Terms(tries=3), None),
    ],
)
def test_terms_say_why_not(terms: Terms, refused: str | None) -> None:
    assert terms.refusal(NOON, tries_made=2) == refused


def test_the_deadline_is_what_comes_first() -> None:
    assert Terms().deadline(NOON) is None
    assert Terms(seconds=60, extra_seconds=30).deadline(NOON) == NOON + timedelta(seconds=90)
    assert Terms(seconds=7200, closes=NOON + timedelta(hours=1)).deadline(NOON) == NOON + timedelta(hours=1)
