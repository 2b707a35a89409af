"""Playing: every story test runs twice, on the state as it is and on one that went through the post."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from quizzes.engine.scenario.play import NotOffered, begin, choose, replay, scene
from quizzes.engine.scenario.state import State, UnknownShape, dump, load
from quizzes.engine.scenario.story import Choice, Counter, Need, Scene, Story
from quizzes.engine.text import Text


def both(words: str) -> Text:
    return Text(words, words)


SALT = Choice("load-salt", both("Load salt"), both("The bags are heavy."), "timbuktu", effects=(("gold", -5),))
CAMELS = Choice(
    "buy-camels", both("Buy camels"), both("A long row."), "timbuktu", needs=(Need("gold", at_least=30),), effects=()
)
BEG = Choice(
    "beg", both("Beg"), both("Somebody gives."), "taghaza", needs=(Need("gold", at_most=20),), effects=(("gold", 40),)
)
STORY = Story(
    "taghaza",
    (
        Scene("taghaza", both("Taghaza"), both("Salt."), "1352-02", both("He left."), (SALT, CAMELS, BEG)),
        Scene("timbuktu", both("Timbuktu"), both("Arrived."), is_ending=True, debrief=both("Think.")),
    ),
    (Counter("gold", both("Gold"), start=20, least=0, most=50, says=both("What is left")),),
)


def same(state: State) -> State:
    return state


def through_json(state: State) -> State:
    return load(json.loads(json.dumps(dump(state))))


@pytest.fixture(params=[same, through_json], ids=["same", "through_json"])
def post(request):
    return request.param


def test_a_story_begins_where_it_says_with_its_counters(post):
    state = post(begin(STORY, 7))
    assert (state.scene, state.counter("gold"), state.seed, state.path) == ("taghaza", 20, 7, ())


def test_the_caravan_pays_for_its_salt(post):
    state = choose(STORY, post(begin(STORY, 0)), "load-salt")
    assert (state.scene, state.counter("gold")) == ("timbuktu", 15)


def test_a_counter_stays_in_its_range(post):
    state = choose(STORY, post(begin(STORY, 0)), "beg")
    assert state.counter("gold") == 50
    poor = post(State("taghaza", (("gold", 3),)))
    assert choose(STORY, poor, "load-salt").counter("gold") == 0


def test_choosing_leaves_the_state_before_untouched(post):
    before = post(begin(STORY, 0))
    kept = replace(before)
    choose(STORY, before, "load-salt")
    assert before == kept


def test_a_choice_whose_needs_are_unmet_is_shown_with_what_it_needs(post):
    option = scene(STORY, post(begin(STORY, 0))).option("buy-camels")
    assert not option.is_available
    assert option.unmet == (Need("gold", at_least=30),)


def test_a_choice_opens_when_its_needs_are_met_and_closes_when_they_no_longer_are(post):
    view = scene(STORY, post(choose(STORY, begin(STORY, 0), "beg")))
    assert [(option.slug, option.is_available) for option in view.options] == [
        ("load-salt", True),
        ("buy-camels", True),
        ("beg", False),
    ]


@pytest.mark.parametrize("slug", ["buy-camels", "fly", ""])
def test_a_choice_that_is_not_offered_is_our_own_mistake(post, slug):
    with pytest.raises(NotOffered):
        choose(STORY, post(begin(STORY, 0)), slug)


def test_what_the_player_sees_holds_no_trace_of_what_follows(post):
    shown = repr(scene(STORY, post(begin(STORY, 0))))
    for hidden in ("The bags are heavy", "He left", "timbuktu", "Arrived", "-5"):
        assert hidden not in shown


def test_replaying_the_path_gives_the_same_state(post):
    state = post(choose(STORY, choose(STORY, begin(STORY, 3), "beg"), "load-salt"))
    assert replay(STORY, state.seed, [choice for _, choice in state.path]) == state
    assert state.path == (("taghaza", "beg"), ("taghaza", "load-salt"))


def test_an_ending_is_seen_as_one(post):
    view = scene(STORY, post(State("timbuktu", (("gold", 15),))))
    assert (view.is_ending, view.options) == (True, ())


def test_a_state_stored_in_version_1_is_still_read():
    stored = json.loads((Path(__file__).parents[3] / "vectors" / "scenario_state_v1.json").read_text())
    assert load(stored) == State("timbuktu", (("gold", 15),), 7, (("taghaza", "load-salt"),))


def test_a_state_of_a_version_nobody_knows_is_refused():
    with pytest.raises(UnknownShape):
        load({"version": 99})
