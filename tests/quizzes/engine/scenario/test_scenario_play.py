"""Playing: every story test runs twice, on the state as it is and on one that went through the post."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from quizzes.engine.scenario.expression import Compare, IsSet
from quizzes.engine.scenario.play import NotOffered, begin, choose, outcomes, replay, scene, undo
from quizzes.engine.scenario.state import State, UnknownShape, dump, load
from quizzes.engine.scenario.story import Chance, Choice, Counter, Flag, Level, Passage, Scene, Story
from quizzes.engine.text import Text


def both(words: str) -> Text:
    return Text(words, words)


def told(slug: str, goto: str = "taghaza", **more) -> Choice:
    return Choice(slug, both(slug), both(f"What came of {slug}"), goto, **more)


SALT = Choice("load-salt", both("Load salt"), both("The bags are heavy."), "timbuktu", effects="gold -5")
CAMELS = told("buy-camels", "timbuktu", condition="gold >= 30 and not robbed", shows=("gold",), effects="gold -15")
BEG = told("beg", condition="gold <= 20", effects="gold +40")
NIGHT = told("travel-at-night", effects="gold = 3; robbed", shows=("gold",))
WELL = told("ask-the-way", chances=(Chance("timbuktu", 1), Chance("taghaza", 3)))
CALL = told("call", condition="seen(taghaza) and chose(beg)", effects="not robbed")
STORY = Story(
    "taghaza",
    (
        Scene(
            "taghaza",
            both("Taghaza"),
            both("Salt."),
            "1352-02",
            record=both("He left."),
            know=both("Salt is dear."),
            texts=(Passage("robbed", both("Your purse is empty.")), Passage("gold > 40", both("You are rich."))),
            choices=(SALT, CAMELS, BEG, NIGHT, WELL, CALL),
        ),
        Scene("timbuktu", both("Timbuktu"), both("Arrived."), ending="quiet", debrief=both("Think.")),
    ),
    (
        Counter(
            "gold",
            both("Gold"),
            start=20,
            least=0,
            most=50,
            says=both("What is left"),
            levels=(Level(0, both("poor")), Level(10, both("enough")), Level(40, both("rich"))),
        ),
    ),
    (Flag("robbed", both("The caravan was robbed")),),
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


def test_a_choice_whose_condition_does_not_hold_is_shown_with_what_stands_in_the_way(post):
    option = scene(STORY, post(begin(STORY, 0))).option("buy-camels")
    assert not option.is_available
    assert option.unmet == (Compare("gold", ">=", 30),)


def test_of_two_conditions_each_that_does_not_hold_is_told(post):
    poor = post(choose(STORY, begin(STORY, 0), "travel-at-night"))
    [gold, robbed] = scene(STORY, poor).option("buy-camels").unmet
    assert (gold, robbed.write()) == (Compare("gold", ">=", 30), "not robbed")
    assert robbed.inner == IsSet("robbed")


def test_a_choice_opens_when_its_condition_holds_and_closes_when_it_no_longer_does(post):
    view = scene(STORY, post(choose(STORY, begin(STORY, 0), "beg")))
    assert [option.slug for option in view.options if option.is_available] == [
        "load-salt", "buy-camels", "travel-at-night", "ask-the-way", "call",
    ]  # fmt: skip


def test_effects_set_counters_and_turn_flags(post):
    robbed = post(choose(STORY, begin(STORY, 0), "travel-at-night"))
    assert (robbed.counter("gold"), robbed.flags, robbed.is_set("robbed")) == (3, {"robbed"}, True)
    called = post(choose(STORY, choose(STORY, robbed, "beg"), "call"))
    assert not called.is_set("robbed")


def test_texts_are_there_while_their_condition_holds(post):
    assert scene(STORY, post(begin(STORY, 0))).texts == ()
    robbed = choose(STORY, begin(STORY, 0), "travel-at-night")
    assert scene(STORY, post(robbed)).texts == (both("Your purse is empty."),)
    rich = choose(STORY, robbed, "beg")
    assert scene(STORY, post(rich)).texts == (both("Your purse is empty."), both("You are rich."))


def test_the_author_may_show_what_a_choice_costs_as_it_would_really_change(post):
    view = scene(STORY, post(begin(STORY, 0)))
    assert view.option("travel-at-night").shows == (("gold", -17),)
    assert view.option("buy-camels").shows == (("gold", -15),)
    assert view.option("load-salt").shows == ()
    poor = choose(STORY, begin(STORY, 0), "travel-at-night")
    assert scene(STORY, post(poor)).option("buy-camels").shows == (("gold", -3),)


def test_a_scene_is_seen_once_it_was_left(post):
    start = post(begin(STORY, 0))
    assert not start.has_seen("taghaza")
    back = post(choose(STORY, start, "beg"))
    assert (back.has_seen("taghaza"), back.has_chosen("beg"), back.has_chosen("call")) == (True, True, False)


def test_a_counter_is_called_as_its_author_says():
    gold = STORY.counter("gold")
    assert [gold.level(number).en for number in (0, 9, 10, 39, 40, 50)] == [
        "poor", "poor", "enough", "enough", "rich", "rich",
    ]  # fmt: skip
    assert not replace(gold, levels=()).level(3)


def test_chance_falls_the_same_way_for_the_same_seed_and_move(post):
    def ends(seed):
        return choose(STORY, post(begin(STORY, seed)), "ask-the-way").scene

    arrived = [ends(seed) == "timbuktu" for seed in range(400)]
    assert arrived == [ends(seed) == "timbuktu" for seed in range(400)]
    assert 70 <= sum(arrived) <= 130  # one in four


def test_taking_a_choice_back_does_not_throw_the_dice_again(post):
    for seed in range(20):
        before = post(begin(STORY, seed))
        after = choose(STORY, before, "ask-the-way")
        assert after.draws == 1
        assert undo(STORY, after) == before
        assert choose(STORY, undo(STORY, after), "ask-the-way") == after


def test_a_later_move_throws_other_dice(post):
    def where(state):
        return choose(STORY, state, "ask-the-way").scene

    starts = [post(begin(STORY, seed)) for seed in range(50)]
    assert [where(state) for state in starts] != [where(choose(STORY, state, "travel-at-night")) for state in starts]


def test_all_outcomes_of_chance_are_known(post):
    assert {state.scene for state in outcomes(STORY, post(begin(STORY, 0)), "ask-the-way")} == {"taghaza", "timbuktu"}
    assert outcomes(STORY, post(begin(STORY, 0)), "beg") == (choose(STORY, begin(STORY, 0), "beg"),)


def test_undo_gives_the_state_before(post):
    first = post(choose(STORY, begin(STORY, 5), "beg"))
    second = post(choose(STORY, first, "travel-at-night"))
    assert undo(STORY, second) == first
    with pytest.raises(NotOffered):
        undo(STORY, begin(STORY, 5))


@pytest.mark.parametrize("slug", ["buy-camels", "fly", ""])
def test_a_choice_that_is_not_offered_is_our_own_mistake(post, slug):
    with pytest.raises(NotOffered):
        choose(STORY, post(begin(STORY, 0)), slug)


def test_what_the_player_sees_holds_no_trace_of_what_follows(post):
    shown = repr(scene(STORY, post(begin(STORY, 0))))
    for hidden in ("The bags are heavy", "What came of", "He left", "timbuktu", "Arrived", "-5", "purse", "rich"):
        assert hidden not in shown
    assert "Salt is dear." in shown


def test_replaying_the_path_gives_the_same_state(post):
    state = post(choose(STORY, choose(STORY, begin(STORY, 3), "beg"), "load-salt"))
    assert replay(STORY, state.seed, [choice for _, choice in state.path]) == state
    assert state.path == (("taghaza", "beg"), ("taghaza", "load-salt"))


def test_an_ending_is_seen_as_one(post):
    view = scene(STORY, post(State("timbuktu", (("gold", 15),))))
    assert (view.is_ending, view.ending, view.options) == (True, "quiet", ())


def test_a_state_stored_in_version_1_is_still_read():
    stored = json.loads((Path(__file__).parents[3] / "vectors" / "scenario_state_v1.json").read_text())
    assert load(stored) == State("timbuktu", (("gold", 15),), 7, (("taghaza", "load-salt"),))


def test_a_state_stored_in_version_2_is_read_and_written_as_it_was():
    stored = json.loads((Path(__file__).parents[3] / "vectors" / "scenario_state_v2.json").read_text())
    assert load(stored) == State(
        "taghaza", (("gold", 3),), 7, (("taghaza", "travel-at-night"), ("taghaza", "ask-the-way")), {"robbed"}, 1
    )
    assert dump(load(stored)) == stored


def test_a_state_of_a_version_nobody_knows_is_refused():
    with pytest.raises(UnknownShape):
        load({"version": 99})
