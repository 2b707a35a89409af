"""Numbers: tolerances, units, years, and how far a year is off."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from quizzes.engine.amounts import Amount, Unit
from quizzes.engine.durations import Moment
from quizzes.engine.faces import Comment
from quizzes.engine.kinds.numerical import Numerical
from quizzes.engine.steps import Posted
from quizzes.engine.text import Text
from tests.quizzes.engine.contract import KindContract

METRES = Text("m", "m")


def part(body: Numerical, typed: str, sign: str = ".") -> Fraction | None:
    response = body.read(Posted((typed,), sign))
    return None if response is None else body.grade(response).part


class TestNumerical(KindContract):
    sample = Numerical(Decimal("1312.5"), Decimal("0.5"), Text("bars", "barres"))

    @pytest.mark.parametrize("typed", ["1312.5", "1,312.5", "1312", "1313", "1312.5 bars", "1312.5 barres"])
    def test_within_the_tolerance_is_right(self, typed: str) -> None:
        response = self.sample.read(Posted((typed,)))
        assert response is not None
        assert self.sample.grade(response).part == 1

    @pytest.mark.parametrize("typed", ["1311.9", "1313.1", "-1312.5"])
    def test_outside_it_is_wrong(self, typed: str) -> None:
        response = self.sample.read(Posted((typed,)))
        assert response is not None
        assert self.sample.grade(response).part == 0

    def test_it_is_said_as_each_language_writes_it(self) -> None:
        assert self.sample.summarise(Decimal("1312.5")) == Text("1,312.5 bars", "1 312,5 barres")

    def test_what_was_stored_before_it_knew_more_stays_as_it_was(self) -> None:
        stored = {"version": 1, "key": "1312.5", "tolerance": "0.5", "unit": {"en": "bars", "fr": "barres"}}
        assert list(self.sample.to_value().items()) == list(stored.items())
        assert Numerical(Decimal(9)).to_value() == {"version": 1, "key": "9", "tolerance": "0", "unit": None}
        assert Numerical.from_value(stored) == self.sample

    def test_right_and_wrong_say_no_more_than_the_verdict(self) -> None:
        assert self.sample.comments(Posted(("1312.5",))) == self.sample.comments(Posted(("7",))) == ()


class TestNumericalWithUnits(KindContract):
    sample = Numerical(
        Decimal(4180),
        Decimal("0.05"),
        Text("km", "km"),
        relative=True,
        units=(Unit(METRES, Decimal("0.001")), Unit(Text("miles", "milles"), Decimal("1.609344"))),
        also=(Amount(Decimal(1700), Decimal(50), weight=Fraction(1, 2), feedback=Text("In Mali.", "Au Mali.")),),
    )

    @pytest.mark.parametrize(
        ("typed", "sign", "worth"),
        [
            ("4180", ".", "1"),
            ("4389", ".", "1"),
            ("4389.1", ".", "0"),
            ("3 971 km", ",", "1"),
            ("4 180 000 m", ",", "1"),
            ("2,597 miles", ".", "1"),
            ("2 597,5 MILLES", ",", "1"),
            ("4180 miles", ".", "0"),
            ("1750", ".", "1/2"),
            ("1 750 000 m", ".", "1/2"),
        ],
    )
    def test_each_unit_is_understood_in_both_languages(self, typed: str, sign: str, worth: str) -> None:
        assert part(self.sample, typed, sign) == Fraction(worth)

    def test_a_unit_nobody_declared_is_no_number(self) -> None:
        assert part(self.sample, "4180 leagues") is None

    def test_a_number_in_another_unit_is_said_in_its_own(self) -> None:
        assert self.sample.summarise(self.sample.read(Posted(("1 500 000 m",)))) == Text("1,500 km", "1 500 km")

    def test_an_answer_worth_less_is_told_why(self) -> None:
        assert self.sample.comments(Posted(("1,690",))) == (Comment("", "right", Text("In Mali.", "Au Mali.")),)


class TestYear(KindContract):
    sample = Numerical(
        Decimal(2022),
        year=True,
        also=(Amount(Decimal(2021), weight=Fraction(1, 2)),),
        moment=Moment(date(2022, 1, 31), date(2022, 2, 2)),
    )

    def test_a_year_is_never_grouped(self) -> None:
        assert self.sample.summarise(Decimal(2022)) == Text("2022", "2022")
        assert part(self.sample, "2022", ".") == part(self.sample, "2022", ",") == 1
        assert self.sample.face().year is True

    @pytest.mark.parametrize(
        ("typed", "en", "fr"),
        [
            ("2021", "31 days too early", "31 jours trop tôt"),
            ("2020", "13 months too early", "13 mois trop tôt"),
            ("2023", "11 months too late", "11 mois trop tard"),
        ],
    )
    def test_the_error_of_a_year_is_told_in_days_or_months(self, typed: str, en: str, fr: str) -> None:
        assert self.sample.comments(Posted((typed,))) == (Comment("", "wrong", Text(en, fr)),)

    @pytest.mark.parametrize("typed", ["2022", "2021.5", "0", "-2021", "123456", "soon", ""])
    def test_a_year_that_holds_it_has_no_error_and_neither_has_what_is_no_year(self, typed: str) -> None:
        assert self.sample.comments(Posted((typed,))) == ()


def test_one_day_is_told_in_the_singular() -> None:
    body = Numerical(Decimal(2022), moment=Moment(date(2022, 1, 1), date(2022, 1, 1)))
    assert body.comments(Posted(("2021",)))[0].says == Text("1 day too early", "1 jour trop tôt")


def test_a_draft_is_told_all_that_is_wrong_with_its_numbers() -> None:
    value = {
        "key": "many",
        "tolerance": "-1",
        "unit": {"en": "bars"},
        "units": [{"text": {"fr": "m"}, "factor": 0}, {}],
        "also": [{"key": "", "tolerance": "", "weight": 2, "feedback": {"en": "Hm."}}],
        "moment": {"earliest": "2022-01-31"},
    }
    problems = Numerical.from_value(value).problems()
    assert [(problem.says, problem.detail) for problem in problems] == [
        ("number", "key"),
        ("number", "tolerance"),
        ("language-missing", "unit (fr)"),
        ("language-missing", "unit 1 (en)"),
        ("number", "unit 1 factor"),
        ("empty", "unit 2"),
        ("number", "unit 2 factor"),
        ("number", "also 1: key"),
        ("number", "also 1: tolerance"),
        ("weight", "also 1: weight"),
        ("language-missing", "also 1: feedback (fr)"),
        ("date-shape", "moment"),
    ]


def test_a_moment_that_ends_before_it_begins_is_a_problem() -> None:
    body = Numerical(Decimal(2022), moment=Moment(date(2022, 2, 2), date(2022, 1, 31)))
    assert [problem.says for problem in body.problems()] == ["moment-order"]
