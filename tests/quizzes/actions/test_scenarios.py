"""Scenarios to and from plain mappings, and what publishing asks of them."""

import io

import pytest
from ruamel.yaml import YAML

from quizzes.actions import publishing
from quizzes.actions.scenarios import keep, scenario_from_value, scenario_to_value
from quizzes.models import Scenario
from tests.quizzes.caravan import MONDAY, mapping, published, text

pytestmark = pytest.mark.django_db


def test_a_mapping_survives_the_way_to_a_draft_and_back():
    draft = keep(scenario_from_value(mapping()))
    assert scenario_to_value(Scenario.objects.get(pk=draft.pk)) == mapping()


def test_keeping_again_keeps_one_draft():
    keep(scenario_from_value(mapping()))
    keep(scenario_from_value(mapping(title=text("Other"))))
    assert Scenario.objects.get().title_en == "Other"


@pytest.mark.parametrize(
    ("changes", "says", "where"),
    [
        ({"colour": "red"}, "shape-unknown-key", "colour"),
        ({"slug": None}, "empty", "slug"),
        ({"title": {"en": "Only one"}}, "language-missing", "title"),
        ({"summary": None}, "empty", "summary"),
        ({"as_known_on": "soon"}, "date-shape", "as_known_on"),
        ({"tags": "salt"}, "shape-list", "tags"),
        ({"begins": "moon"}, "scene-unknown", "begins"),
    ],
)
def test_each_mistake_is_told_and_nothing_comes_of_it(changes, says, where):
    parsed = scenario_from_value(mapping(**changes))
    assert (says, where) in [(problem.says, problem.where) for problem in parsed.problems]
    assert parsed.fields == {}


def test_a_mistake_in_a_file_is_told_with_its_line():
    stream = io.StringIO()
    YAML().dump(mapping(begins="moon"), stream)
    lines = stream.getvalue().splitlines()
    [problem] = scenario_from_value(YAML().load(stream.getvalue())).problems
    assert lines[problem.line - 1] == "begins: moon"


def test_something_that_is_no_mapping_is_told():
    assert scenario_from_value(["caravan"]).problems


def test_a_published_scenario_is_played_as_it_was_written():
    version = published()
    assert version.to_engine().write() == {key: mapping()[key] for key in ("counters", "begins", "scenes")}
    assert set(version.rendered) == {"briefing", "record-camp", "record-canary-well", "debrief-canary-end"}
    assert (version.decisions, version.endings) == (2, 1)


def test_a_story_with_a_dead_end_is_not_published():
    draft = keep(scenario_from_value(mapping()))
    draft.story["scenes"][1]["choices"] = []
    outcome = publishing.publish(draft, now=MONDAY, channel="admin")
    assert [problem.says for problem in outcome.problems] == ["dead-end"]
    assert not draft.versions.exists()


def test_a_seat_that_the_site_does_not_know_is_told(settings):
    settings.QUIZZES_SEATS = ("paris", "bamako", "other")
    draft = keep(scenario_from_value(mapping()))
    draft.seat = "moon"
    assert [problem.says for problem in publishing.problems(draft)] == ["seat-unknown"]


def test_the_catalogue_is_told_nothing_of_what_happens():
    told = published().draft.listing()
    assert "CANARY" not in str(told)
    assert told["path"] == "scenarios/caravan/"
