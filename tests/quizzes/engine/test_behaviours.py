"""When feedback comes, and which post counts."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.behaviours import BEHAVIOURS, named, replay
from quizzes.engine.behaviours.deferred import Deferred
from quizzes.engine.behaviours.immediate import Immediate
from quizzes.engine.kinds.single_choice import SingleChoice
from quizzes.engine.options import Option
from quizzes.engine.steps import Posted, Status
from quizzes.engine.text import Text

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
QUESTION = SingleChoice((Option("salt", Text("Salt", "Sel"), True), Option("gold", Text("Gold", "Or"))))
EVERY = [named(behaviour.name, certainty=sure) for behaviour in BEHAVIOURS for sure in (False, True)]
POSTS = st.lists(st.sampled_from(["salt", "gold", "", "copper"]).map(lambda value: Posted((value,))), max_size=8)


def play(behaviour, *values):
    posts = [(Posted((value,)), NOON + timedelta(minutes=n)) for n, value in enumerate(values)]
    return [(step.status.value, step.grade and step.grade.write()) for step in replay(QUESTION, behaviour, posts)]


def test_at_once_the_first_readable_answer_stands():
    assert play(Immediate(), "gold", "salt") == [("graded", "0")]


def test_at_once_what_cannot_be_read_may_be_answered_again():
    assert play(Immediate(), "copper", "salt") == [("unreadable", None), ("graded", "1")]


def test_at_the_end_the_last_answer_counts_and_nothing_is_told():
    assert play(Deferred(), "gold", "salt") == [("saved", "0"), ("saved", "1")]
    assert not Deferred().tells(replay(QUESTION, Deferred(), [(Posted(("salt",)), NOON)]))


def test_at_the_end_an_answer_can_be_taken_back():
    assert play(Deferred(), "gold", "") == [("saved", "0"), ("blank", None)]


@pytest.mark.parametrize("behaviour", EVERY, ids=lambda behaviour: behaviour.name)
def test_a_blank_before_any_answer_is_nothing(behaviour):
    assert play(behaviour, "", "") == []


@pytest.mark.parametrize("behaviour", EVERY, ids=lambda behaviour: behaviour.name)
@given(posts=POSTS)
def test_playing_again_what_was_kept_gives_the_same(behaviour, posts):
    kept = replay(QUESTION, behaviour, [(posted, NOON) for posted in posts])
    assert replay(QUESTION, behaviour, [(step.posted, step.at) for step in kept]) == kept


@pytest.mark.parametrize("behaviour", EVERY, ids=lambda behaviour: behaviour.name)
@given(posts=POSTS)
def test_sending_everything_twice_in_a_row_changes_nothing(behaviour, posts):
    once = [(posted, NOON) for posted in posts]
    twice = [post for post in once for _ in range(2)]
    assert replay(QUESTION, behaviour, twice) == replay(QUESTION, behaviour, once)


def test_a_retired_behaviour_tells_nothing_before_the_end():
    assert not named("gone").tells([])
    assert named("gone").name == "deferred"


def test_the_status_words_are_those_in_the_database():
    assert [status.value for status in Status] == ["saved", "tried", "graded", "blank", "unreadable", "late"]
