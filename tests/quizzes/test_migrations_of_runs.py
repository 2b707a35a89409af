"""The way from runs whose moves only chose to runs whose moves are taken back, and back, with runs in the database."""

import json
from uuid import uuid4

import pytest
from django.db import connection

from quizzes.actions import runs, scenarios
from quizzes.actions.runs import Sent
from quizzes.models import Run, Scenario
from sahelapp.course.parts import fingerprint
from tests.quizzes.actions.test_scenarios import OLD_STORY
from tests.quizzes.caravan import MONDAY, mapping, published
from tests.quizzes.database_file import copied_to, is_sound, migrate, rows

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite makes tables anew and loses their triggers"),
]

OLD = "0005_regradings_and_regrades"
FORBIDDEN = "UPDATE quizzes_move SET scene = 'elsewhere'"


@pytest.fixture
def run(awa):
    return runs.start(awa, published(undo=True), token=uuid4(), seed=7, now=MONDAY)


@pytest.fixture
def file(tmp_path, run):
    """A database file of today in which one choice of three was taken back."""
    for seen, choice in enumerate(["wait", "load-salt", None, "wait"]):
        if choice:
            assert runs.move(run.pk, Sent(choice, uuid4(), seen, "Because"), now=MONDAY).refusal is None
        else:
            assert runs.undo(run.pk, sent_as=uuid4(), seen=seen, now=MONDAY).refusal is None
    with copied_to(tmp_path / "old.sqlite3"):
        yield


@pytest.mark.usefixtures("file")
def test_the_way_back_keeps_the_moves_that_stand_and_the_way_forth_finds_them(run):
    migrate(OLD)
    assert rows("SELECT number, choice FROM quizzes_move ORDER BY number") == [(1, "wait"), (2, "wait")]
    assert is_sound(FORBIDDEN)
    migrate()
    assert is_sound(FORBIDDEN)
    again = Run.objects.get(pk=run.pk)
    assert [(move.number, move.choice, move.why, move.undoes) for move in again.log()] == [
        (1, "wait", "", None),
        (2, "wait", "", None),
    ]
    assert (again.state().counter("gold"), again.debrief) == (4, {})


@pytest.mark.usefixtures("file")
def test_what_was_loaded_before_is_no_edit_by_hand_and_what_was_edited_still_is():
    """The hash of a draft says what its file said; from now on files say it in another shape."""
    migrate(OLD)
    then = fingerprint(mapping() | OLD_STORY)
    rows("UPDATE quizzes_scenario SET story = %s, loaded_hash = %s", json.dumps(OLD_STORY), then)
    migrate()
    draft = Scenario.objects.get()
    assert draft.loaded_hash == fingerprint(scenarios.scenario_to_value(draft)) != then
    migrate(OLD)
    assert rows("SELECT loaded_hash FROM quizzes_scenario") == [(then,)]
    rows("UPDATE quizzes_scenario SET loaded_hash = 'of something else'")
    migrate()
    assert Scenario.objects.get().loaded_hash == "of something else"
