"""After the end: the debrief, and what many runs come to; and how an open run goes on in a newer version."""

from datetime import timedelta
from uuid import uuid4

import pytest

from quizzes.actions import runs
from quizzes.actions.runs import Refusal
from quizzes.engine.scenario.follow import Gone
from quizzes.engine.scenario.paths import Path, shares, travelled
from quizzes.models import Move, Run
from tests.quizzes.actions.test_runs import play, take_back
from tests.quizzes.caravan import MONDAY, choice, mapping, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    return published(undo=True)


@pytest.fixture
def run(awa, version):
    return runs.start(awa, version, token=uuid4(), seed=7, now=MONDAY)


def finish(run, *before):
    for seen, slug in enumerate([*before, "load-salt", "draw-water"]):
        assert play(run, slug, seen).refusal is None
    run.refresh_from_db()
    return run


def answer(run, text, name="held"):
    outcome = runs.answer_debrief(run.pk, name, text, now=MONDAY)
    run.refresh_from_db()
    return outcome.refusal


def test_the_latest_answer_of_the_debrief_counts(run):
    finish(run)
    for text in ("The desert", "  The desert,\r\nand the\0 wells. "):
        assert answer(run, text) is None
    assert run.answers == {"held": "The desert,\nand the wells."}
    assert run.debrief["held"]["at"] == MONDAY.isoformat()


def test_an_answer_that_is_emptied_is_gone(run):
    finish(run)
    answer(run, "Why did you wait?", "ask")
    answer(run, "The desert")
    answer(run, " ", "ask")
    assert run.answers == {"held": "The desert"}


def test_an_answer_is_cut_where_it_is_too_long(run):
    answer(finish(run), "a" * 5000)
    assert len(run.answers["held"]) == runs.LONGEST_ANSWER


def test_nobody_looks_back_before_the_end_nor_answers_what_was_not_asked(run):
    assert answer(run, "The desert") == Refusal.NOT_FINISHED
    assert answer(finish(run), "The desert", "colour") == Refusal.NOT_ASKED
    assert run.answers == {}


def test_the_debrief_goes_with_its_owner_is_exported_and_erased(run, awa, make_user):
    answer(finish(run), "The desert")
    account = make_user("grown")
    runs.carry_over(awa, account)
    assert runs.export(account)[0]["debrief"]["held"]["text"] == "The desert"
    runs.erase(account)
    assert not Run.objects.exists()


def test_paths_tell_what_stands_of_finished_runs_alone_in_one_query(version, awa, make_user, django_assert_num_queries):
    changed_her_mind = runs.start(awa, version, token=uuid4(), seed=1, now=MONDAY)
    for seen, step in enumerate(["wait", None, "load-salt", "draw-water"]):
        play(changed_her_mind, step, seen) if step else take_back(changed_her_mind, seen)
    others = [
        finish(runs.start(make_user(f"p{n}"), version, token=uuid4(), seed=1, now=MONDAY), "wait") for n in (1, 2)
    ]
    play(runs.start(make_user("open"), version, token=uuid4(), seed=1, now=MONDAY), "wait")
    with django_assert_num_queries(1):
        paths = Run.objects.paths(version)
    way = (("camp", "load-salt", "canary-well"), ("canary-well", "draw-water", "canary-end"))
    assert paths == [
        Path(awa.pk, way),
        *(Path(one.learner_id, (("camp", "wait", "camp"), *way)) for one in others),
    ]
    assert Run.objects.filter(learner=awa).paths(version) == paths[:1]


def test_paths_of_one_version_are_not_those_of_another(run, version):
    finish(run)
    newer = published(begins="canary-well")
    assert (len(Run.objects.paths(version)), Run.objects.paths(newer)) == (1, [])
    assert list(Run.objects.finished_of(version)) == [run]


def test_what_runs_come_to_counts_players(version, make_user):
    for number in range(5):
        player = make_user(f"player-{number}")
        for first in ((), ("wait",)):
            finish(runs.start(player, version, token=uuid4(), seed=1, now=MONDAY), *first)
    paths = Run.objects.paths(version)
    assert shares(paths, "camp").chosen == {"load-salt": 5}
    assert travelled(paths)["camp", "wait", "camp"] == 5


def newer(**scenes):
    """The scenario once more, with other scenes under the same names."""
    value = mapping()
    return published(undo=True, scenes=[scenes.get(one["slug"].replace("-", "_"), one) for one in value["scenes"]])


def camp(*choices):
    return mapping()["scenes"][0] | {"choices": list(choices)}


def test_a_run_goes_on_in_a_newer_version_in_which_its_choices_can_be_made(run):
    play(run, "wait", why="Night falls.")
    play(run, "load-salt", 1)
    take_back(run, 2)
    after = newer(camp=camp(choice("wait", "camp", effects="gold +3"), choice("load-salt", "canary-well")))
    continued = runs.continue_on(run.pk, after, now=MONDAY)
    assert continued.has_moved
    run.refresh_from_db()
    assert (run.scenario_version, run.state().counter("gold"), run.seen) == (after, 5, 3)
    assert run.history()[0].why == "Night falls."
    assert play(run, "load-salt", 3).refusal is None


@pytest.mark.parametrize(
    ("choices", "says"),
    [
        ([choice("load-salt", "canary-well")], Gone.CHOICE),
        (
            [
                choice("wait", "camp"),
                choice("load-salt", "canary-well", **{"if": "gold > 2"}),
                choice("go", "canary-well"),
                choice("dig", "camp", effects="gold +1"),
            ],
            Gone.CLOSED,
        ),
        ([choice("wait", "canary-well"), choice("load-salt", "canary-well")], Gone.ELSEWHERE),
    ],
)
def test_what_keeps_a_run_on_its_version_is_told_with_the_move_it_is_about(run, version, choices, says):
    play(run, "wait")
    take_back(run, 1)
    for seen, slug in enumerate(["wait", "load-salt"], 2):
        play(run, slug, seen)
    continued = runs.continue_on(run.pk, newer(camp=camp(*choices)), now=MONDAY)
    assert not continued.has_moved
    assert continued.obstacle.says == says
    assert continued.move.number == (3 if says is Gone.CHOICE else 4)
    run.refresh_from_db()
    assert run.scenario_version == version


def test_a_scene_that_is_gone_is_told(run):
    play(run, "load-salt")
    play(run, "turn-back", 1)
    well = mapping()["scenes"][1] | {"slug": "oasis"}
    after = newer(camp=camp(choice("load-salt", "oasis"), choice("wait", "camp")), canary_well=well)
    continued = runs.continue_on(run.pk, after, now=MONDAY)
    assert (continued.obstacle.says, continued.obstacle.scene, continued.move.number) == (Gone.SCENE, "canary-well", 2)


def test_a_run_that_stands_at_an_end_in_the_newer_version_is_over(run):
    play(run, "load-salt")
    after = newer(camp=camp(choice("load-salt", "canary-end"), choice("wait", "canary-well")))
    later = MONDAY + timedelta(days=1)
    assert runs.continue_on(run.pk, after, now=later).has_moved
    run.refresh_from_db()
    assert (run.ending, run.finished_at) == ("canary-end", later)
    assert not runs.rebuild(run)


def test_what_is_finished_stays_on_its_version_and_no_run_changes_its_scenario(run, version):
    finish(run)
    assert runs.continue_on(run.pk, newer(), now=MONDAY).refusal == Refusal.FINISHED
    with pytest.raises(ValueError, match="no version of the scenario"):
        runs.continue_on(run.pk, published(slug="other"), now=MONDAY)
    assert Move.objects.count() == 2
