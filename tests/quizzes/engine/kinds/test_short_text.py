"""Short text: the best of several wordings, in either language."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.faces import Comment, Face
from quizzes.engine.kinds.short_text import ShortText
from quizzes.engine.spelling import LOOK_AGAIN
from quizzes.engine.steps import Posted
from quizzes.engine.text import Text
from quizzes.engine.wordings import Wording, Wordings
from tests.quizzes.engine.contract import KindContract

ALMOST = Text("More exactly?", "Plus précisément ?")
ANSWERS = (
    Wording(Text("water*", "eau*"), Fraction(1, 3), ALMOST),
    Wording(Text("the water hole", "le point d'eau")),
    Wording(Text("oasis", "oasis"), Fraction(1, 2), ALMOST),
)


def part(body: ShortText, typed: str) -> Fraction | None:
    response = body.read(Posted((typed,)))
    return None if response is None else body.grade(response).part


class TestShortText(KindContract):
    sample = ShortText(Wordings(ANSWERS))

    @pytest.mark.parametrize(
        ("typed", "worth"),
        [
            ("The  water hole ", "1"),
            ("LE POINT D’EAU", "1"),
            ("Oasis", "1/2"),
            ("water", "1/3"),
            ("waterhole", "1/3"),
            ("eau de pluie", "1/3"),
            ("sand", "0"),
        ],
    )
    def test_each_wording_brings_its_weight_in_either_language(self, typed: str, worth: str) -> None:
        assert part(self.sample, typed) == Fraction(worth)

    @given(st.permutations(ANSWERS), st.sampled_from(["the water hole", "oasis", "watering", "eau", "sand"]))
    def test_the_order_of_the_answers_does_not_matter(self, order: list[Wording], typed: str) -> None:
        assert part(ShortText(Wordings(tuple(order))), typed) == part(TestShortText.sample, typed)

    def test_its_key_is_said_in_the_words_of_each_language(self) -> None:
        key = self.sample.key_response()
        assert key == Text("the water hole", "le point d'eau")
        assert self.sample.write(key) == Posted(("the water hole", "le point d'eau"))

    def test_two_guesses_at_once_are_worth_the_lesser(self) -> None:
        both = self.sample.read(Posted(("the water hole", "sand")))
        assert self.sample.grade(both).part == 0
        assert self.sample.read(Posted(("the water hole", "sand", "oasis"))) is None

    def test_what_was_typed_is_said_as_it_was_typed(self) -> None:
        assert self.sample.summarise(self.sample.read(Posted((" L'Oasis  bleue",)))) == Text(*["L'Oasis bleue"] * 2)

    def test_a_wording_worth_less_is_told_why(self) -> None:
        assert self.sample.comments(Posted(("Oasis",))) == (Comment("", "right", ALMOST),)

    def test_a_near_miss_is_told_to_look_at_the_spelling_and_brings_nothing(self) -> None:
        assert self.sample.comments(Posted(("the watr hoel",))) == (Comment("", "wrong", LOOK_AGAIN),)
        assert part(self.sample, "the watr hoel") == 0
        assert self.sample.comments(Posted(("the sand dune",))) == ()

    def test_its_face_has_no_trace_of_the_key(self) -> None:
        assert self.sample.face() == Face()

    def test_what_is_longer_than_anybody_types_is_no_response(self) -> None:
        assert self.sample.read(Posted(("w" * 1001,))) is None
        assert part(self.sample, "w" * 1000) == 0


def test_a_draft_is_told_all_that_is_wrong_with_its_answers() -> None:
    answers = [
        {"text": {"en": "salt"}, "weight": "1/2", "feedback": {"fr": "Oui."}},
        {"text": {}, "weight": "3/2"},
        {"text": {"en": "**", "fr": r"\**"}, "weight": "a third"},
    ]
    problems = ShortText.from_value({"answers": answers}).problems()
    assert [(problem.says, problem.detail) for problem in problems] == [
        ("full-marks-none", "answers"),
        ("language-missing", "answer 1 (fr)"),
        ("language-missing", "feedback of answer 1 (en)"),
        ("empty", "answer 2"),
        ("weight", "answer 2"),
        ("weight", "answer 3"),
        ("answer-anything", "answer 3"),
    ]
    assert [problem.says for problem in ShortText.from_value({}).problems()] == ["answers-none"]


def test_the_value_says_what_is_needed_in_the_authors_order() -> None:
    body = ShortText(Wordings((Wording(Text("salt", "sel")), ANSWERS[2]), accents=True))
    assert body.to_value() == {
        "version": 1,
        "answers": [
            {"text": {"en": "salt", "fr": "sel"}, "weight": "1"},
            {"text": {"en": "oasis", "fr": "oasis"}, "weight": "1/2", "feedback": ALMOST.write()},
        ],
        "accents": True,
    }
    assert ShortText.from_value(body.to_value()) == body
