"""The rules that an attempt keeps: written and read, of any version, and what they let be seen when."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.behaviours import named
from quizzes.engine.rules import GRADINGS, MOMENTS, PARTS, PENALTIES, TELL_ALL, Rules, of_several
from quizzes.engine.terms import GRACE, Terms

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
ZONED = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))
SOME_PARTS = st.frozensets(st.sampled_from(PARTS))
RULES = st.builds(
    Rules,
    behaviour=st.sampled_from(["immediate", "deferred", "tries", "gone"]),
    certainty=st.booleans(),
    tries_each=st.integers(1, 9),
    penalty=st.sampled_from(PENALTIES).map(Fraction),
    grading=st.sampled_from(GRADINGS),
    pass_percent=st.none() | st.integers(1, 100),
    review=st.fixed_dictionaries(dict.fromkeys(MOMENTS, SOME_PARTS)),
    closes=st.none() | ZONED,
    seconds=st.none() | st.integers(1, 10**6),
    seed=st.none() | st.integers(0, 2**62),
)


@given(RULES)
def test_what_is_written_is_read_again(rules):
    assert Rules.read(rules.write()) == rules


def test_rules_of_version_1_keep_the_defaults_of_what_they_do_not_say():
    rules = Rules.read({"version": 1, "behaviour": "immediate", "pass_percent": 60})
    assert rules == Rules(behaviour="immediate", pass_percent=60)
    assert rules.review == TELL_ALL


def test_rules_that_say_nothing_tell_nothing_before_the_end():
    assert Rules.read({}).behaviour == "deferred"


def test_a_moment_that_is_not_spoken_of_tells_all_and_one_that_is_empty_tells_nothing():
    rules = Rules.read({"review": {"after": [], "closed": ["marks"]}})
    assert [rules.review[moment] for moment in MOMENTS] == [frozenset(PARTS), frozenset(), frozenset({"marks"})]


def test_rules_make_the_behaviour_they_name():
    rules = Rules(behaviour="tries", certainty=True, tries_each=2, penalty=Fraction(1, 4))
    assert rules.to_behaviour() == named("tries", certainty=True, tries=2, penalty=Fraction(1, 4))


def three_moments(closes):
    review = {moment: frozenset({part}) for moment, part in zip(MOMENTS, PARTS, strict=False)}
    return Rules(review=review, closes=closes)


def test_what_may_be_seen_changes_at_the_end_and_when_the_quiz_has_closed():
    rules = three_moments(closes=NOON)
    assert rules.may_see(NOON - SECOND, is_over=False) == {"marks"}
    assert rules.may_see(NOON - SECOND, is_over=True) == {"correctness"}
    assert rules.may_see(NOON, is_over=True) == {"feedback"}


def test_an_attempt_under_way_is_not_shown_what_comes_after_closing():
    assert three_moments(closes=NOON).may_see(NOON + SECOND, is_over=False) == {"marks"}


def test_a_quiz_that_never_closes_never_comes_to_the_third_moment():
    assert three_moments(closes=None).may_see(NOON + timedelta(days=9999), is_over=True) == {"correctness"}


@pytest.mark.parametrize(("grading", "score"), [("best", "3"), ("last", "1"), ("first", "2"), ("mean", "2")])
def test_which_of_several_attempts_counts(grading, score):
    assert of_several(grading, [Decimal(2), Decimal(3), Decimal(1)]) == Decimal(score)


@pytest.mark.parametrize("grading", GRADINGS)
def test_of_no_attempt_no_score_counts(grading):
    assert of_several(grading, []) is None


@given(st.lists(st.integers(-60, 30).map(Decimal), min_size=1))
def test_the_mean_lies_between_the_worst_and_the_best(scores):
    assert min(scores) - Decimal("1e-20") <= of_several("mean", scores) <= of_several("best", scores) + Decimal("1e-20")


def test_terms_refuse_before_they_open_when_closed_and_when_tries_are_used():
    terms = Terms(opens=NOON, closes=NOON + 2 * SECOND, tries=2)
    refusals = [terms.refusal(NOON + seconds * SECOND, 1) for seconds in (-1, 0, 1, 2)]
    assert refusals == ["not-open-yet", None, None, "closed"]
    assert [terms.refusal(NOON, made) for made in (0, 1, 2)] == [None, None, "no-tries-left"]


def test_the_deadline_is_whichever_end_comes_first_and_extra_time_counts():
    closes = NOON + timedelta(hours=1)
    assert Terms(seconds=60, extra_seconds=30).deadline(NOON) == NOON + 90 * SECOND
    assert Terms(seconds=7200, closes=closes).deadline(NOON) == closes
    assert Terms(tries=3).deadline(NOON) is None
    assert timedelta() < GRACE < timedelta(minutes=1)


def test_penalties_are_offered_from_none_to_all():
    parts = [Fraction(penalty) for penalty in PENALTIES]
    assert all(less < more for less, more in pairwise(parts))
    assert (parts[0], parts[-1]) == (0, 1)
