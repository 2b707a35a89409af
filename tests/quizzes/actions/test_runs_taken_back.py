"""Choices that are taken back: the log only grows, and what of it stands is what was played."""

import random
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from quizzes.actions import runs
from quizzes.actions.runs import Refusal
from quizzes.models import Move, Run
from tests.quizzes.actions.test_runs import play, take_back
from tests.quizzes.caravan import MONDAY, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(awa):
    return runs.start(awa, published(undo=True), token=uuid4(), seed=7, now=MONDAY)


def chosen(run):
    return [(move.number, move.choice) for move in run.history()]


def test_taking_back_leads_to_the_state_before_and_keeps_both_rows(run):
    before = run.state()
    play(run, "load-salt", why="The guide waits.")
    outcome = take_back(run, 1)
    assert (outcome.refusal, outcome.move.number, outcome.move.undoes, outcome.move.scene) == (
        None,
        2,
        1,
        "canary-well",
    )
    assert run.state() == before
    assert (run.seen, chosen(run), Move.objects.count()) == (2, [], 2)
    assert [(move.choice, move.why) for move in run.taken_back()] == [("load-salt", "The guide waits.")]


def test_after_taking_back_one_goes_on_from_there(run):
    play(run, "wait")
    play(run, "load-salt", 1)
    take_back(run, 2)
    play(run, "wait", 3)
    assert chosen(run) == [(1, "wait"), (4, "wait")]
    assert run.state().counter("gold") == 4


def test_all_choices_may_be_taken_back_one_after_the_other_and_no_more(run):
    play(run, "wait")
    play(run, "load-salt", 1)
    take_back(run, 2)
    take_back(run, 3)
    assert chosen(run) == []
    assert take_back(run, 4).refusal == Refusal.NOTHING_TO_UNDO
    assert (run.state().scene, Move.objects.count()) == ("camp", 4)


def test_sending_it_twice_takes_back_one(run):
    play(run, "wait")
    play(run, "wait", 1)
    sent_as = uuid4()
    first, again = (take_back(run, 2, sent_as) for _ in range(2))
    assert (again.move, again.refusal) == (first.move, None)
    assert chosen(run) == [(1, "wait")]


def test_a_uuid_carries_one_thing_only(run):
    choosing, taking = uuid4(), uuid4()
    play(run, "wait", sent_as=choosing)
    assert take_back(run, 1, choosing).refusal == Refusal.OTHER_CONTENT
    take_back(run, 1, taking)
    for choice in ("wait", ""):
        assert play(run, choice, 2, taking).refusal == Refusal.OTHER_CONTENT
    assert Move.objects.count() == 2


def test_an_older_tab_takes_nothing_back(run):
    play(run, "wait")
    play(run, "wait", 1)
    assert take_back(run, 1).refusal == Refusal.MOVED_ON
    take_back(run, 2)
    assert play(run, "wait", 2).refusal == Refusal.MOVED_ON
    assert Move.objects.count() == 3


def test_where_the_author_does_not_allow_it_nothing_is_taken_back(awa):
    run = runs.start(awa, published(), token=uuid4(), seed=7, now=MONDAY)
    play(run, "wait")
    assert take_back(run, 1).refusal == Refusal.NO_UNDO
    assert Move.objects.count() == 1


def test_what_is_finished_is_not_taken_back(run):
    play(run, "load-salt")
    play(run, "draw-water", 1)
    assert take_back(run, 2).refusal == Refusal.FINISHED


def test_the_database_itself_keeps_choices_and_their_taking_back_apart(run):
    for fields in ({"choice": ""}, {"choice": "wait", "undoes": 1}, {"undoes": 1, "why": "Because"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            run.moves.create(number=1, sent_as=uuid4(), scene="camp", at=MONDAY, **fields)


def test_the_end_is_recomputed_from_what_stands(run):
    for seen, choice in enumerate(["wait", "load-salt"]):
        play(run, choice, seen)
    take_back(run, 2)
    play(run, "load-salt", 3)
    last = play(run, "draw-water", 4).move
    Run.objects.update(ending="", finished_at=None)
    run.refresh_from_db()
    assert runs.rebuild(run)
    assert (run.ending, run.finished_at) == ("canary-end", last.at)


def test_export_tells_what_was_taken_back_and_why_it_had_been_chosen(run, awa):
    play(run, "load-salt", why="Salt is dear.")
    take_back(run, 1)
    [told] = runs.export(awa)
    chose, took_back = told["moves"]
    assert (chose["choice"], chose["why"]) == ("load-salt", "Salt is dear.")
    assert (took_back["number"], took_back["takes_back"]) == (2, 1)
    assert "choice" not in took_back


def test_whatever_is_sent_the_log_only_grows_and_the_state_is_that_of_what_stands(run):
    """Two hundred clicks at random beside a stack of what should stand."""
    dice, expected = random.Random(3), []
    for _ in range(200):
        seen, rows = run.seen, Move.objects.count()
        if dice.random() < 0.4:
            outcome = take_back(run, seen)
            assert (outcome.refusal is None) == bool(expected)
            expected = expected[:-1]
        else:
            outcome = play(run, choice := dice.choice(["wait", "load-salt", "turn-back", "hire-riders"]), seen)
            expected = [*expected, choice] if outcome.refusal is None else expected
        assert Move.objects.count() == rows + (outcome.refusal is None)
        assert [move.choice for move in run.history()] == expected
        assert [slug for _, slug in run.state().path] == expected
