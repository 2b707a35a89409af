"""The time between two moments, in the words of both languages."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.durations import Moment, days_apart, in_words
from quizzes.engine.text import Text

DAY = date(2022, 1, 31)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("later", "en", "fr"),
    [
        ("2022-01-31", "0 days", "0 jour"),
        ("2022-02-01", "1 day", "1 jour"),
        ("2022-02-12", "12 days", "12 jours"),
        ("2022-03-31", "59 days", "59 jours"),
        ("2022-04-01", "2 months", "2 mois"),
        ("2022-06-30", "5 months", "5 mois"),
        ("2023-01-01", "11 months", "11 mois"),
        ("2112-01-31", "1,080 months", "1 080 mois"),
    ],
)
def test_few_days_are_told_in_days_and_many_in_months(later: str, en: str, fr: str) -> None:
    assert in_words(DAY, date.fromisoformat(later)) == Text(en, fr)


def test_half_a_month_left_over_makes_one_more() -> None:
    assert in_words(date(2022, 1, 1), date(2022, 5, 15)).en == "4 months"
    assert in_words(date(2022, 1, 1), date(2022, 5, 16)).en == "5 months"
    assert in_words(date(2022, 1, 20), date(2022, 5, 4)).en == "3 months"
    assert in_words(date(2022, 1, 20), date(2022, 5, 5)).en == "4 months"


def test_spans_that_touch_are_no_days_apart() -> None:
    assert days_apart(DAY, DAY) == 0
    assert days_apart(DAY, date(2021, 6, 1)) == 0
    assert days_apart(DAY, date(2022, 2, 10)) == 10


@given(DAYS, st.integers(60, 40_000))
def test_months_are_never_more_than_a_month_from_the_truth(earlier: date, days: int) -> None:
    months = int(in_words(earlier, earlier + timedelta(days)).en.removesuffix(" months").replace(",", ""))
    assert abs(days - months * 30.44) < 20
    assert months >= 2


@given(DAYS, st.integers(0, 400), st.integers(1, 9999))
def test_a_year_is_off_only_where_no_day_of_the_moment_lies_in_it(day: date, length: int, year: int) -> None:
    moment = Moment(day, day + timedelta(length))
    off_by = moment.off_by(year)
    assert bool(off_by) is not (day.year <= year <= (day + timedelta(length)).year)
    assert not off_by or ("early" in off_by.en) is ("tôt" in off_by.fr) is (year < day.year)


def test_a_moment_without_bounds_is_a_draft() -> None:
    draft = Moment.read({"earliest": "2022-01-32", "latest": "2022"})
    assert draft == Moment(None, None)
    assert draft.off_by(2022) == Text()
    assert draft.write() == {"earliest": "", "latest": ""}
    assert [problem.says for problem in draft.problems()] == ["date-shape"]
