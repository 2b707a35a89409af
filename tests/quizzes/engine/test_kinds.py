"""The question kinds: the contract of all, and what is particular to each."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine import kinds
from quizzes.engine.kinds.multiple_choice import MultipleChoice
from quizzes.engine.kinds.numerical import Numerical
from quizzes.engine.kinds.single_choice import SingleChoice
from quizzes.engine.kinds.unknown import UnknownKind
from quizzes.engine.options import Option
from quizzes.engine.steps import Posted
from quizzes.engine.text import Text
from tests.quizzes.engine.contract import KindContract


def option(slug: str, right: bool = False) -> Option:
    return Option(slug, Text(f"{slug} in English", f"{slug} en français"), right, Text("Said.", "Dit."))


MANY = MultipleChoice((option("a", True), option("b", True), option("c", True), option("d"), option("e")))


class TestSingleChoice(KindContract):
    sample = SingleChoice((option("a"), option("b", True), option("c")))

    def test_two_choices_or_one_not_offered_are_no_response(self) -> None:
        assert self.sample.read(Posted(("a", "b"))) is None
        assert self.sample.read(Posted(("z",))) is None

    def test_two_right_options_are_a_problem(self) -> None:
        assert [p.says for p in SingleChoice((option("a", True), option("b", True))).problems()] == ["options-right"]


class TestMultipleChoice(KindContract):
    sample = MANY

    @pytest.mark.parametrize(
        ("chosen", "part"),
        [
            ("a", "1/3"),
            ("ab", "2/3"),
            ("abc", "1"),
            ("abcd", "1/2"),
            ("ad", "0"),
            ("abd", "1/6"),
            ("de", "0"),
            ("abcde", "0"),
        ],
    )
    def test_each_right_adds_its_share_and_each_wrong_takes_its_share(self, chosen: str, part: str) -> None:
        assert self.sample.grade(frozenset(chosen)).part == Fraction(part)

    @given(st.permutations("abcde"), st.sets(st.sampled_from("abcde"), min_size=1))
    def test_the_order_of_the_options_does_not_matter(self, order: list[str], chosen: set[str]) -> None:
        options = {o.slug: o for o in MANY.options}
        other = MultipleChoice(tuple(options[slug] for slug in order))
        assert other.grade(frozenset(chosen)) == MANY.grade(frozenset(chosen))

    def test_an_option_not_offered_makes_the_post_unreadable(self) -> None:
        assert self.sample.read(Posted(("a", "z"))) is None


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


def test_a_retired_kind_is_shown_and_never_graded() -> None:
    body = kinds.from_value("hieroglyphs", {"version": 9, "glyph": "owl"})
    assert isinstance(body, UnknownKind)
    assert body.read(Posted(("owl",))) is None
    assert body.to_value() == {"version": 9, "glyph": "owl"}
    assert [p.says for p in body.problems()] == ["kind-unknown"]
