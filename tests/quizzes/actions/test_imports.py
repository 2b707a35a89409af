"""Quizzes from mappings and back: nothing lost, nothing guessed, every problem told."""

from datetime import timedelta

import pytest

from quizzes.actions import imports, quizzes
from quizzes.models import Question, Quiz
from tests.quizzes.conftest import MONDAY, choice, mapping, number

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "value",
    [
        mapping(),
        mapping(behaviour="deferred", pass_percent=60, listed=False),
        mapping(questions=[{**number("bare"), "unit": None, "mark": "0.5", "tolerance": "1.50"}]),
    ],
)
def test_what_is_loaded_is_dumped_the_same(value):
    parsed = imports.quiz_from_value(value)
    assert parsed.problems == ()
    assert imports.quiz_to_value(imports.keep(parsed)) == value


def test_loading_twice_changes_nothing():
    for _ in range(2):
        quiz = imports.keep(imports.quiz_from_value(mapping()))
        outcome = quizzes.publish_quiz(quiz, now=MONDAY, channel="files")
    assert (Quiz.objects.count(), Question.objects.count()) == (1, 3)
    assert not outcome.is_new


def test_a_question_taken_out_of_the_file_leaves_the_quiz_and_not_the_database():
    imports.keep(imports.quiz_from_value(mapping()))
    quiz = imports.keep(imports.quiz_from_value(mapping(questions=[choice("salt-road-one")])))
    assert quiz.items.count() == 1
    assert Question.objects.count() == 3


def test_a_changed_question_makes_a_new_version_of_its_quiz(publish):
    assert publish().number == 1
    value = mapping()
    value["questions"][0]["stem"]["en"] = "Which one today?"
    again = publish(value)
    assert again.number == 2
    assert [pin.question_version.number for pin in again.pinned.all()] == [2, 1, 1]


def test_a_problem_in_one_question_publishes_nothing_at_all():
    value = mapping()
    value["questions"][2]["stem"]["fr"] = ""
    quiz = imports.keep(imports.quiz_from_value(value))
    outcome = quizzes.publish_quiz(quiz, now=MONDAY + timedelta(days=1), channel="files")
    assert outcome.version is None
    assert [(p.says, p.where.split(":")[0]) for p in outcome.problems] == [("language-missing", "salt-road-number")]
    assert not Question.objects.filter(versions__isnull=False).exists()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"behaviour": "telepathic"}, "behaviour-unknown"),
        ({"title": {}}, "empty"),
        ({"title": "only words"}, "shape"),
        ({"tags": "salt"}, "shape"),
        ({"listed": "no"}, "shape"),
        ({"pass_percent": 101}, "number"),
        ({"questions": []}, "quiz-empty"),
        ({"questions": ["which?"]}, "shape"),
        ({"question": []}, "key-unknown"),
        ({"questions": [choice("x"), choice("x")]}, "question-twice"),
        ({"questions": [{**choice("x"), "kind": "hieroglyphs"}]}, "kind-unknown"),
        ({"questions": [{**choice("x"), "mark": "much"}]}, "number"),
        ({"questions": [{**choice("x"), "options": "a"}]}, "shape"),
        ({"questions": [{**choice("x"), "options": [{"slug": "a", "right": "yes"}]}]}, "shape"),
        ({"questions": [{**choice("x"), "hint": "no"}]}, "key-unknown"),
        ({"questions": [choice("x", right=("a", "b"))]}, "options-right"),
        ({"questions": [{**number("x"), "key": "many"}]}, "number"),
    ],
)
def test_every_mistake_is_told_and_none_is_an_exception(change, says):
    assert says in {problem.says for problem in imports.quiz_from_value({**mapping(), **change}).problems}
