"""Starting a run, making moves, and what becomes of runs."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from quizzes.actions import runs
from quizzes.actions.runs import Refusal, Sent
from quizzes.models import Move, Run
from quizzes.models.run import MovesNeverChange
from tests.quizzes.caravan import MONDAY, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def caravan():
    return published()


@pytest.fixture
def run(awa, caravan):
    return runs.start(awa, caravan, token=uuid4(), seed=7, now=MONDAY)


def play(run, choice, seen=0, sent_as=None, why=""):
    return runs.move(run.pk, Sent(choice, sent_as or uuid4(), seen, why), now=MONDAY + timedelta(minutes=1 + seen))


def take_back(run, seen, sent_as=None):
    return runs.undo(run.pk, sent_as=sent_as or uuid4(), seen=seen, now=MONDAY + timedelta(minutes=1 + seen))


def test_starting_twice_with_one_token_starts_once(awa, caravan):
    token = uuid4()
    first, again = (runs.start(awa, caravan, token=token, seed=seed, now=MONDAY) for seed in (1, 2))
    assert first == again
    assert (Run.objects.count(), again.seed) == (1, 1)


def test_a_token_of_somebody_elses_run_opens_nothing_of_theirs(run, fanta, caravan):
    other = runs.start(fanta, caravan, token=run.token, seed=1, now=MONDAY)
    assert other != run
    assert other.learner == fanta


def test_a_move_is_kept_with_its_scene_and_moves_the_run_on(run):
    outcome = play(run, "load-salt")
    assert (outcome.move.number, outcome.move.scene, outcome.move.choice) == (1, "camp", "load-salt")
    assert (run.state().scene, run.state().counter("gold")) == ("canary-well", 1)


def test_sending_twice_counts_once(run):
    sent_as = uuid4()
    first, again = (play(run, "load-salt", sent_as=sent_as) for _ in range(2))
    assert again.move == first.move
    assert again.refusal is None
    assert Move.objects.count() == 1


@pytest.mark.parametrize(
    ("choice", "seen", "refusal"),
    [
        ("hire-riders", 0, Refusal.NOT_AVAILABLE),
        ("fly", 0, Refusal.NOT_OFFERED),
        ("", 0, Refusal.NOT_OFFERED),
        ("draw-water", 0, Refusal.NOT_OFFERED),
        ("load-salt", 3, Refusal.MOVED_ON),
    ],
)
def test_what_cannot_be_chosen_here_is_refused_and_nothing_is_kept(run, choice, seen, refusal):
    assert play(run, choice, seen).refusal == refusal
    assert Move.objects.count() == 0


def test_the_same_uuid_with_another_choice_is_refused(run):
    sent_as = uuid4()
    play(run, "load-salt", sent_as=sent_as)
    outcome = play(run, "wait", sent_as=sent_as)
    assert (outcome.refusal, outcome.move.choice) == (Refusal.OTHER_CONTENT, "load-salt")
    assert Move.objects.count() == 1


def test_a_choice_from_an_older_tab_is_refused(run):
    play(run, "wait")
    assert play(run, "wait", seen=0).refusal == Refusal.MOVED_ON


def test_reaching_an_ending_finishes_the_run_and_nothing_follows(run):
    play(run, "load-salt")
    play(run, "draw-water", seen=1)
    run.refresh_from_db()
    assert (run.ending, run.finished_at) == ("canary-end", MONDAY + timedelta(minutes=2))
    assert play(run, "wait", seen=2).refusal == Refusal.FINISHED


def test_a_move_costs_few_queries_however_long_the_run(run, django_assert_max_num_queries):
    for seen in range(4):
        play(run, "wait", seen)
    with django_assert_max_num_queries(6):  # the transaction is two of them
        assert play(run, "load-salt", 4).move


def test_why_is_kept_with_the_move_on_one_line(run):
    kept = play(run, "wait", why="  Salt is dear,\r\n\0 and the guide waits. ").move
    assert Move.objects.get().why == kept.why == "Salt is dear, and the guide waits."


def test_a_why_that_is_too_long_is_cut(run):
    assert play(run, "wait", why="a" * 1000).move.why == "a" * 300


def test_the_same_uuid_with_another_why_is_refused(run):
    sent_as = uuid4()
    play(run, "wait", sent_as=sent_as, why="Salt")
    assert play(run, "wait", sent_as=sent_as, why=" Salt\n").refusal is None
    assert play(run, "wait", sent_as=sent_as, why="Gold").refusal == Refusal.OTHER_CONTENT
    assert Move.objects.get().why == "Salt"


def test_a_run_stays_on_the_version_it_began_with(run, caravan):
    newer = published(begins="canary-well")
    assert newer.number == 2
    play(run, "load-salt")
    run.refresh_from_db()
    assert run.scenario_version == caravan


def test_moves_never_change(run):
    kept = play(run, "wait").move
    kept.choice = "load-salt"
    with pytest.raises(MovesNeverChange):
        kept.save()


def test_the_database_itself_refuses_a_second_move_of_one_number(run):
    play(run, "wait")
    with pytest.raises(IntegrityError), transaction.atomic():
        run.moves.create(number=1, sent_as=uuid4(), scene="camp", choice="wait", at=MONDAY)


def test_runs_belong_to_their_learner_alone(run, awa, fanta):
    assert list(Run.objects.belonging_to(awa)) == [run]
    assert not Run.objects.belonging_to(fanta)
    assert not Run.objects.belonging_to(AnonymousUser())


def test_a_guests_runs_go_with_them_to_their_account(run, awa, make_user):
    account = make_user("grown")
    assert runs.carry_over(awa, account) == 1
    assert Run.objects.get().learner == account


def test_export_tells_each_decision_in_words(run, awa):
    play(run, "load-salt")
    [told] = runs.export(awa)
    assert (told["scenario"], told["ending"]) == ("caravan", None)
    assert told["moves"][0]["text"] == {"en": "Let us load-salt", "fr": "Let us load-salt (fr)"}


def test_erasing_leaves_nothing_of_hers_and_all_of_others(run, awa, fanta, caravan):
    play(run, "load-salt")
    others = runs.start(fanta, caravan, token=uuid4(), seed=1, now=MONDAY)
    assert runs.erase(awa) == 1
    assert (list(Run.objects.all()), Move.objects.count()) == ([others], 0)


def test_a_wrong_cache_is_recomputed_from_the_moves(run):
    play(run, "load-salt")
    play(run, "draw-water", seen=1)
    Run.objects.update(ending="elsewhere")
    run.refresh_from_db()
    assert runs.rebuild(run)
    assert Run.objects.get().ending == "canary-end"
    assert not runs.rebuild(Run.objects.get())
