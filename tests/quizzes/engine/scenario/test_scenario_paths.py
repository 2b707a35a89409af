"""What many players did, and from how many on it is shown; following a path in another version of a story."""

from dataclasses import replace

import pytest

from quizzes.engine.scenario.follow import Gone, Obstacle, follow
from quizzes.engine.scenario.paths import FEWEST_TO_SHOW, Path, shares, travelled
from quizzes.engine.scenario.play import replay
from quizzes.engine.scenario.story import Story
from tests.quizzes.engine.scenario.small import TRUST, a_scene, an_ending, choice

CALL, WAIT = ("desk", "call", "end"), ("desk", "wait", "desk")


def paths(*many: tuple) -> list[Path]:
    return [Path(player, legs) for player, legs in enumerate(many)]


def test_fewer_players_than_five_are_never_told_of():
    four = paths(*[(CALL,)] * 4)
    assert shares(four, "desk") is None
    assert travelled(four) == {}
    again = [*four, Path(0, (WAIT, CALL))]  # a fifth run, but no fifth player
    assert shares(again, "desk") is None
    assert travelled(again) == {}


def test_a_share_counts_each_player_once_by_what_they_chose_first():
    many = [*paths((CALL,), (CALL,), (WAIT, CALL), (CALL,), (WAIT, WAIT, CALL)), Path(0, (WAIT, CALL))]
    found = shares(many, "desk")
    assert (found.players, found.chosen, found.percent("wait"), found.percent("fly")) == (
        FEWEST_TO_SHOW, {"call": 3, "wait": 2}, 40, 0,
    )  # fmt: skip


def test_a_scene_that_few_players_met_has_no_shares_though_many_played():
    hall = ("hall", "go", "end")
    many = paths(*[(("desk", "enter", "hall"), hall)] * 4, (CALL,), (CALL,))
    assert shares(many, "hall") is None
    assert shares(many, "desk").chosen == {"enter": 4, "call": 2}


def test_a_leg_counts_its_players_not_its_passages():
    many = paths((WAIT, WAIT, CALL), (WAIT, CALL), (CALL,), (CALL,), (CALL,))
    assert travelled(many) == {WAIT: 2, CALL: 5}


TO_WAIT, TO_CALL = choice("wait", "desk", effects="trust -1"), choice("call", "end", condition="trust >= 1")
DESK = a_scene("desk", TO_WAIT, TO_CALL)
STORY = Story("desk", (DESK, an_ending("end")), (TRUST,))
WAY = [("desk", "wait"), ("desk", "call")]


def desk(*choices) -> Story:
    return replace(STORY, scenes=(replace(DESK, choices=choices), STORY.scenes[1]))


def test_a_path_is_followed_where_all_its_choices_are_offered():
    assert follow(STORY, 3, WAY) == replay(STORY, 3, ["wait", "call"])
    assert follow(STORY, 3, []).scene == "desk"


@pytest.mark.parametrize(
    ("story", "obstacle"),
    [
        (desk(TO_CALL), Obstacle(0, "desk", "wait", Gone.CHOICE)),
        (
            desk(replace(TO_WAIT, effects="trust = 0"), TO_CALL),
            Obstacle(1, "desk", "call", Gone.CLOSED),
        ),
        (desk(choice("wait", "end"), TO_CALL), Obstacle(1, "desk", "call", Gone.ELSEWHERE)),
        (replace(STORY, begins="end"), Obstacle(0, "desk", "wait", Gone.ELSEWHERE)),
        (replace(STORY, scenes=STORY.scenes[1:], begins="end"), Obstacle(0, "desk", "wait", Gone.SCENE)),
    ],
)
def test_the_first_thing_in_the_way_of_a_path_is_told(story, obstacle):
    assert follow(story, 3, WAY) == obstacle
