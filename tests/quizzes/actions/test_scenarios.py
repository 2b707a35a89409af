"""Scenarios to and from plain mappings, and what publishing asks of them."""

import io
from uuid import uuid4

import pytest
from ruamel.yaml import YAML

from quizzes.actions import publishing, runs
from quizzes.actions.scenarios import keep, scenario_from_value, scenario_to_value
from quizzes.models import Scenario
from sahelapp.course import lined
from sahelapp.course.writing import write
from tests.quizzes.caravan import MONDAY, choice, mapping, published, text

pytestmark = pytest.mark.django_db

FLAG = {"slug": "robbed", "says": text("The caravan was robbed")}


def as_written_in_version_1():
    """The story of the caravan in the words of then."""
    story = {key: mapping()[key] for key in ("counters", "begins", "scenes")}
    effects = {"gold -1": {"gold": -1}, "gold +1": {"gold": 1}}
    needs = {"gold >= 4": {"gold": {"at_least": 4}}, "gold <= 3": {"gold": {"at_most": 3}}}
    for scene in story["scenes"]:
        if "ending" in scene:
            scene["ending"] = True
        for one in scene.get("choices", ()):
            if "if" in one:
                one["needs"] = needs[one.pop("if")]
            if "effects" in one:
                one["effects"] = effects[one["effects"]]
    return story


OLD_STORY = as_written_in_version_1()


def test_a_mapping_survives_the_way_to_a_draft_and_back():
    draft = keep(scenario_from_value(mapping()))
    assert scenario_to_value(Scenario.objects.get(pk=draft.pk)) == mapping()


def test_the_other_seat_and_whether_choices_are_taken_back_survive_too():
    value = mapping(pair="caravan-from-timbuktu", undo=True)
    draft = keep(scenario_from_value(value))
    assert scenario_to_value(Scenario.objects.get(pk=draft.pk)) == value
    version = publishing.publish(draft, now=MONDAY, channel="files").version
    assert (version.pair, version.may_undo) == ("caravan-from-timbuktu", True)
    assert (published(slug="lone").pair, published(slug="lone").may_undo) == ("", False)


def test_a_file_is_written_in_the_order_of_its_shape():
    value = scenario_to_value(keep(scenario_from_value(mapping(pair="other", undo=True, flags=[FLAG]))))
    assert list(value) == [
        *("slug", "title", "summary", "seat", "as_known_on", "tags", "pair", "undo", "briefing"),
        *("counters", "flags", "begins", "scenes"),
    ]


def test_all_that_a_story_may_say_survives_the_way_through_a_file():
    camp, *others = mapping()["scenes"]
    chances = [{"to": "camp", "weight": 2}, {"to": "canary-well", "weight": 1}]
    told = {"shows": ["gold"], "feedback": text("Well played"), "effects": "not robbed; gold = 3"}
    camp["choices"].append(choice("gamble", chances, **told))
    camp["know"] = text("Salt is dear.")
    conditions = ["not robbed", "(robbed or gold>3) and  not seen(camp)", "true", "gold >= 0 and " * 12 + "robbed"]
    camp["texts"] = [{"if": words, "text": text("Quiet")} for words in conditions]
    [gold] = mapping()["counters"]
    gold["words"] = [{"from": 0, "name": text("poor")}, {"from": 3, "name": text("rich")}]
    value = mapping(pair="other", undo=True, flags=[FLAG], counters=[gold], scenes=[camp, *others])
    written = write(value)
    said = scenario_to_value(keep(scenario_from_value(lined.read(written, "caravan.yaml")[0])))
    assert said == value
    # What differs is the order in which this test named the keys, and nothing else.
    assert sorted(write(said).splitlines()) == sorted(written.splitlines())
    assert write(scenario_to_value(keep(scenario_from_value(lined.read(write(said), "caravan.yaml")[0])))) == write(
        said
    )


def test_a_scenario_published_in_version_1_is_still_played(run_of_old):
    state = run_of_old.state()
    assert (state.scene, state.counter("gold")) == ("canary-well", 1)
    version = run_of_old.scenario_version
    assert (version.pair, version.may_undo, version.endings) == ("", False, 1)


@pytest.fixture
def run_of_old(awa):
    """A run in a version that was published before there was a second shape."""
    now = published()
    value = now.value | {"version": 1, "story": OLD_STORY}
    del value["pair"], value["undo"]
    old = now.draft.versions.create(
        number=2, value=value, rendered=now.rendered, live_from=MONDAY, published_at=MONDAY, channel="files"
    )
    run = runs.start(awa, old, token=uuid4(), seed=1, now=MONDAY)
    assert runs.move(run.pk, runs.Sent("hire-riders", uuid4(), 0), now=MONDAY).refusal == runs.Refusal.NOT_AVAILABLE
    assert runs.move(run.pk, runs.Sent("load-salt", uuid4(), 0), now=MONDAY).refusal is None
    return run


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
        ({"pair": 7}, "shape-words", "pair"),
        ({"pair": "a pair"}, "slug-shape", "pair"),
        ({"undo": "yes"}, "shape-truth", "undo"),
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


def test_a_scenario_is_not_its_own_pair():
    draft = keep(scenario_from_value(mapping(pair="caravan")))
    assert [problem.says for problem in publishing.problems(draft)] == ["pair-self"]


def test_what_is_known_that_day_is_rendered_and_must_say_who_says_so():
    camp, *others = mapping()["scenes"]
    version = published(scenes=[camp | {"know": text("Salt is dear.")}, *others])
    assert "know-camp" in version.rendered
    assert {"know-camp", "record-camp", "briefing"} <= set(version.draft.claims())


def test_notices_stop_no_publishing(settings):
    draft = keep(scenario_from_value(mapping(flags=[FLAG])))
    assert ("flag-never-set", "flags/robbed") in [(notice.says, notice.where) for notice in draft.notices()]
    assert publishing.problems(draft) == []
    draft.story["begins"] = 7
    assert draft.notices() == []


def test_a_seat_that_the_site_does_not_know_is_told(settings):
    settings.QUIZZES_SEATS = ("paris", "bamako", "other")
    draft = keep(scenario_from_value(mapping()))
    draft.seat = "moon"
    assert [problem.says for problem in publishing.problems(draft)] == ["seat-unknown"]


def test_the_catalogue_is_told_nothing_of_what_happens():
    told = published().draft.listing()
    assert "CANARY" not in str(told)
    assert told["path"] == "scenarios/caravan/"
