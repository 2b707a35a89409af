"""The question kinds: the contract of all, and what is particular to each."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine import kinds
from quizzes.engine.kinds.multiple_choice import MultipleChoice
from quizzes.engine.kinds.single_choice import SingleChoice
from quizzes.engine.kinds.unknown import UnknownKind
from quizzes.engine.options import Option
from quizzes.engine.steps import Posted
from quizzes.engine.text import Text
from tests.quizzes.engine.contract import KindContract


def option(slug: str, right: bool = False) -> Option:
    return Option(slug, Text(f"{slug} in English", f"{slug} en français"), right, Text("Said.", "Dit."))


MANY = MultipleChoice((option("a", True), option("b", True), option("c", True), option("d"), option("e")))
ALL_OR_NOTHING = MultipleChoice(MANY.options, all_or_nothing=True)


class TestSingleChoice(KindContract):
    sample = SingleChoice((option("a"), option("b", True), option("c")))

    def test_two_choices_or_one_not_offered_are_no_response(self) -> None:
        assert self.sample.read(Posted(("a", "b"))) is None
        assert self.sample.read(Posted(("z",))) is None

    def test_two_right_options_are_a_problem(self) -> None:
        assert [p.says for p in SingleChoice((option("a", True), option("b", True))).problems()] == ["options-right"]

    @pytest.mark.parametrize("slug", ["", "The North", "a=b"])
    def test_an_option_that_no_form_could_send_is_a_problem(self, slug: str) -> None:
        found = SingleChoice((option("a", True), option(slug, False))).problems()
        assert [(p.says, p.detail) for p in found] == [("slug-shape", slug)]


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

    @pytest.mark.parametrize(("chosen", "part"), [("abc", 1), ("ab", 0), ("abcd", 0), ("de", 0)])
    def test_all_or_nothing_gives_nothing_for_a_part(self, chosen: str, part: int) -> None:
        assert ALL_OR_NOTHING.grade(frozenset(chosen)).part == part

    def test_what_was_stored_before_there_was_all_or_nothing_stays_as_it_was(self) -> None:
        assert "all_or_nothing" not in MANY.to_value()
        assert MultipleChoice.from_value(ALL_OR_NOTHING.to_value()) == ALL_OR_NOTHING


class TestMultipleChoiceAllOrNothing(KindContract):
    sample = ALL_OR_NOTHING


def test_a_retired_kind_is_shown_and_never_graded() -> None:
    body = kinds.from_value("hieroglyphs", {"version": 9, "glyph": "owl"})
    assert isinstance(body, UnknownKind)
    assert body.read(Posted(("owl",))) is None
    assert body.to_value() == {"version": 9, "glyph": "owl"}
    assert [p.says for p in body.problems()] == ["kind-unknown"]
