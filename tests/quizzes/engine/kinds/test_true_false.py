"""True or false."""

import pytest

from quizzes.engine.faces import Comment
from quizzes.engine.kinds.true_false import TrueFalse
from quizzes.engine.steps import Posted
from quizzes.engine.text import Text
from tests.quizzes.engine.contract import KindContract

DRY = Text("It dries up for months.", "Elle est à sec pendant des mois.")


class TestTrueFalse(KindContract):
    sample = TrueFalse(False, feedback_true=DRY)

    def test_only_the_right_word_is_right(self) -> None:
        assert self.sample.grade("false").part == 1
        assert self.sample.grade("true").part == 0
        assert TrueFalse(True).grade("true").part == 1

    def test_true_stands_before_false_in_both_languages_always(self) -> None:
        assert self.sample.face().options == (("true", Text("True", "Vrai")), ("false", Text("False", "Faux")))
        assert self.sample.shuffles() == ()

    @pytest.mark.parametrize("values", [("true", "false"), ("True",), ("vrai",)])
    def test_both_or_another_word_are_no_response(self, values: tuple[str, ...]) -> None:
        assert self.sample.read(Posted(values)) is None

    def test_the_wrong_word_is_told_why_and_where_the_right_one_stands(self) -> None:
        assert self.sample.comments(Posted(("true",))) == (Comment("true", "wrong", DRY), Comment("false", "missed"))

    def test_feedback_in_one_language_is_a_problem(self) -> None:
        problems = TrueFalse(True, Text("Yes."), Text(fr="Non.")).problems()
        assert [problem.detail for problem in problems] == ["feedback_true (fr)", "feedback_false (en)"]

    def test_a_draft_that_does_not_say_which_has_no_key(self) -> None:
        draft = TrueFalse.from_value({"right": None})
        assert [problem.says for problem in draft.problems()] == ["truth-missing"]
        assert draft.key_response() is None
        assert {draft.grade(word).part for word in ("true", "false")} == {0}

    def test_the_value_says_nothing_where_there_is_nothing_to_say(self) -> None:
        assert TrueFalse(True).to_value() == {"version": 1, "right": True}
