"""Gaps in a running text: the weighted mean of what fills them."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.faces import Comment, Row
from quizzes.engine.kinds.fill_in import FillIn
from quizzes.engine.spelling import LOOK_AGAIN
from quizzes.engine.steps import Posted
from quizzes.engine.text import Text
from tests.quizzes.engine.contract import KindContract

EAST = {"slug": "east", "text": {"en": "east", "fr": "est"}, "right": True, "feedback": {"en": "Yes.", "fr": "Oui."}}
WEST = {"slug": "west", "text": {"en": "west", "fr": "ouest"}, "right": False, "feedback": {"en": "", "fr": ""}}
RIVER = {"en": "Every atlas names it.", "fr": "Tous les atlas la nomment."}
TEXT = {
    "en": "The {river} is about {length} long and flows to the {side}.",
    "fr": "Le {river}, long d'environ {length}, coule vers l'{side}.",
}
GAPS: list[dict[str, Any]] = [
    {
        "slug": "river",
        "takes": "text",
        "answers": [
            {"text": {"en": "Niger", "fr": "Niger"}},
            {"text": {"en": "Joliba", "fr": "Djoliba"}, "weight": "1/2"},
        ],
        "weight": "2",
        "feedback": RIVER,
    },
    {
        "slug": "length",
        "takes": "number",
        "key": 4180,
        "tolerance": 0.05,
        "relative": True,
        "unit": {"en": "km", "fr": "km"},
    },
    {"slug": "side", "takes": "choice", "options": [EAST, WEST]},
]


def fill_in(text: dict[str, str] = TEXT, gaps: list[dict[str, Any]] = GAPS) -> FillIn:
    return FillIn.from_value({"text": text, "gaps": gaps})


def part(body: FillIn, *values: str, sign: str = ".") -> Fraction | None:
    response = body.read(Posted(values, sign))
    return None if response is None else body.grade(response).part


class TestFillIn(KindContract):
    sample = fill_in()

    @pytest.mark.parametrize(
        ("values", "worth"),
        [
            (("river=niger", "length=4,200 km", "side=east"), "1"),
            (("river=Djoliba", "length=4,200", "side=east"), "3/4"),
            (("river=Niger",), "1/2"),
            (("side=east",), "1/4"),
            (("river=Senegal", "length=1790", "side=west"), "0"),
            (("river=Niger", "length=", "side= "), "1/2"),
        ],
    )
    def test_each_gap_counts_with_its_weight_and_an_empty_one_is_wrong(
        self, values: tuple[str, ...], worth: str
    ) -> None:
        assert part(self.sample, *values) == Fraction(worth)

    @pytest.mark.parametrize(
        "values",
        [
            ("lake=Debo",),
            ("side=up",),
            ("length=long",),
            ("side=east", "side=west"),
            ("length=1", "length=2"),
            ("east",),
        ],
    )
    def test_what_no_gap_takes_is_no_response(self, values: tuple[str, ...]) -> None:
        assert self.sample.read(Posted(values)) is None

    def test_numbers_are_read_as_the_reader_writes_them(self) -> None:
        assert part(self.sample, "length=4 180,0", sign=",") == Fraction(1, 4)

    def test_an_equals_sign_in_words_is_no_new_place(self) -> None:
        assert self.sample.summarise(self.sample.read(Posted(("river=a=b",)))) == Text("a=b; …; …", "a=b ; … ; …")

    @given(st.permutations(GAPS), st.sets(st.sampled_from(["river=Niger", "length=9", "side=east"]), min_size=1))
    def test_the_order_of_the_gaps_does_not_matter(self, order: list[dict[str, Any]], values: set[str]) -> None:
        assert part(fill_in(gaps=order), *values) == part(TestFillIn.sample, *values)

    def test_its_face_shows_the_text_and_what_each_gap_takes_but_no_key(self) -> None:
        face = self.sample.face()
        assert face.text == Text(**TEXT)
        assert face.rows == (
            Row("river", takes="text"),
            Row("length", takes="number", unit=Text("km", "km")),
            Row("side", options=(("east", Text("east", "est")), ("west", Text("west", "ouest")))),
        )

    def test_each_gap_is_told_how_it_went(self) -> None:
        niger, long, east = Text("Niger", "Niger"), Text("4,180 km", "4 180 km"), Text("east", "est")
        assert self.sample.comments(Posted(("river=Nigre", "side=east"))) == (
            Comment("river", "wrong", LOOK_AGAIN, niger),
            Comment("length", "missed", key=long),
            Comment("side", "right", Text("Yes.", "Oui."), east),
        )
        assert self.sample.comments(Posted(("river=Senegal", "length=long", "side=up"))) == (
            Comment("river", "wrong", Text(**RIVER), niger),
            Comment("length", "wrong", key=long),
            Comment("side", "wrong", key=east),
        )

    def test_a_key_that_differs_by_language_is_said_in_both(self) -> None:
        answers = [{"text": {"en": "salt", "fr": "sel"}}]
        body = fill_in({"en": "{a}", "fr": "{a}"}, [{"slug": "a", "takes": "text", "answers": answers}])
        assert body.summarise(body.key_response()) == Text("salt", "sel")
        assert body.read(body.write(body.key_response())) == body.key_response()


def test_gaps_and_text_must_agree_in_both_languages() -> None:
    text = {"en": "{river} and {lake}", "fr": "{river}, {river} et {side}"}
    problems = fill_in(text).problems()
    assert [(problem.says, problem.detail) for problem in problems] == [
        ("gap-unknown", "lake (en)"),
        ("gap-unwritten", "length (en)"),
        ("gap-unwritten", "side (en)"),
        ("gap-unwritten", "length (fr)"),
        ("gap-twice", "river (fr)"),
    ]


def test_what_is_wrong_with_a_gap_is_told_with_its_name() -> None:
    gaps = [
        {"slug": "a", "takes": "smoke", "weight": "none", "feedback": {"en": "Hm."}},
        {"slug": "b", "takes": "number"},
        {"slug": "b", "takes": "choice", "options": [EAST]},
        {"slug": "Big C", "takes": "text", "answers": [{"text": {"en": "sea"}}]},
    ]
    problems = fill_in({"en": "{a}{b}{Big C}", "fr": ""}, gaps).problems()
    assert [(problem.says, problem.detail) for problem in problems] == [
        ("language-missing", "text (fr)"),
        ("slug-twice", "b"),
        ("slug-shape", "Big C"),
        ("gap-takes", "smoke (a)"),
        ("gap-weight", "weight (a)"),
        ("language-missing", "feedback (fr) (a)"),
        ("answers-none", "answers (a)"),
        ("number", "key (b)"),
        ("options-too-few", "1 (b)"),
        ("language-missing", "answer 1 (fr) (Big C)"),
    ]


def test_a_text_without_gaps_is_a_problem() -> None:
    assert [problem.says for problem in fill_in(gaps=[], text={"en": "Dry.", "fr": "Sec."}).problems()] == ["gaps-none"]
    assert [problem.says for problem in fill_in(gaps=[], text={}).problems()] == ["empty", "gaps-none"]
