"""Many moves of one run at once, on a real database file with real threads."""

from collections import Counter
from uuid import uuid4

import pytest

from quizzes.actions import runs
from quizzes.actions.runs import Refusal, Sent
from quizzes.models import Move, Run
from tests.quizzes.caravan import MONDAY, published

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def run(awa):
    return runs.start(awa, published(undo=True), token=uuid4(), seed=7, now=MONDAY)


def move(run, choice="wait", seen=0, sent_as=None):
    return lambda: runs.move(run.pk, Sent(choice, sent_as or uuid4(), seen), now=MONDAY)


def test_one_choice_sent_twenty_times_at_once_counts_once(run, at_once_in_threads):
    outcomes = at_once_in_threads([move(run, sent_as=uuid4())] * 20)
    assert [one.refusal for one in outcomes] == [None] * 20
    assert len({one.move.pk for one in outcomes}) == Move.objects.count() == 1


def test_of_twenty_tabs_that_choose_at_once_one_goes_on_and_the_others_learn_it(run, at_once_in_threads):
    outcomes = at_once_in_threads([move(run) for _ in range(20)])
    assert Counter(one.refusal for one in outcomes) == {None: 1, Refusal.MOVED_ON: 19}
    assert Move.objects.count() == 1


def test_choosing_and_taking_back_at_once_leaves_one_of_both(run, at_once_in_threads):
    move(run)()
    taking = [lambda: runs.undo(run.pk, sent_as=uuid4(), seen=1, now=MONDAY)] * 5
    outcomes = at_once_in_threads([*taking, *(move(run, "load-salt", 1) for _ in range(5))])
    assert sum(one.refusal is None for one in outcomes) == 1
    assert [one.number for one in run.log()] == [1, 2]
    assert [one.choice for one in run.history()] in ([], ["wait", "load-salt"])


def test_a_run_finishes_once(run, at_once_in_threads):
    move(run, "load-salt")()
    outcomes = at_once_in_threads([move(run, "draw-water", 1) for _ in range(10)])
    assert sum(one.refusal is None for one in outcomes) == 1
    assert {one.refusal for one in outcomes} == {None, Refusal.FINISHED}
    assert Run.objects.get().ending == "canary-end"


def test_answers_written_at_once_to_different_questions_all_stay(run, at_once_in_threads):
    for seen, choice in enumerate(["load-salt", "draw-water"]):
        move(run, choice, seen)()
    names = ["held", "gave-way", "different", "ask"]
    at_once_in_threads(
        [lambda name=name: runs.answer_debrief(run.pk, name, f"About {name}", now=MONDAY) for name in names]
    )
    run.refresh_from_db()
    assert run.answers == {name: f"About {name}" for name in names}
