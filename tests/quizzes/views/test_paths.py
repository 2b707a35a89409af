"""The map of paths: only for those who played, only what they met, and others only where they are many."""

from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from quizzes.engine.scenario.paths import FEWEST_TO_SHOW
from quizzes.models import Run, Scenario
from tests.quizzes.caravan import published
from tests.quizzes.views.test_debrief import NOT_MET, forked, read, walk

pytestmark = pytest.mark.django_db

PATHS = "/en/scenarios/caravan/paths/"
STRAIGHT = ("load-salt", "draw-water")
ASTRAY = ("stray", "sleep")


@pytest.fixture
def version(db):
    return published(**{name: field for name, field in forked().items() if name != "slug"})


def crowd(version, size):
    """So many players who each went astray once."""
    for number in range(size):
        learner = get_user_model().objects.create(username=f"player-{number}", kind="guest")
        walk(learner, version, *ASTRAY)


def test_without_a_finished_run_one_is_told_to_play_first(awa, version, visitor, as_awa):
    walk(awa, version, "load-salt")
    for client in (visitor, as_awa):
        page = read(client, PATHS)
        assert "Play it first" in page
        assert "The camp" not in page
        assert not [canary for canary in (*NOT_MET, "CANARY") if canary in page]


def test_looking_makes_no_guest_and_sets_no_cookie(version, visitor):
    response = visitor.get(PATHS)
    assert response["Cache-Control"] == "private, no-store"
    assert not response.cookies
    assert get_user_model().objects.count() == 0


def test_scenes_that_were_met_are_named_and_the_others_are_dots(awa, version, as_awa):
    walk(awa, version, *STRAIGHT)
    page = read(as_awa, PATHS)
    assert "?scene=camp#scene" in page
    assert "?scene=canary-end#scene" in page
    assert 'class="path-dot"' in page
    assert [canary for canary in NOT_MET if canary in page] == []
    assert "CANARY-CONSEQUENCE" not in page


def test_a_run_under_way_names_nothing(awa, version, as_awa):
    walk(awa, version, *STRAIGHT)
    walk(awa, version, "stray")
    assert [canary for canary in NOT_MET if canary in read(as_awa, PATHS)] == []


def test_what_others_met_is_not_met_by_oneself(awa, version, as_awa):
    walk(awa, version, *STRAIGHT)
    crowd(version, FEWEST_TO_SHOW)
    page = read(as_awa, PATHS)
    assert [canary for canary in NOT_MET if canary in page] == []
    assert as_awa.get(PATHS, {"scene": "unmet-ruin"}).status_code == 404


def test_a_scene_one_went_back_from_was_met(awa, version, as_awa):
    walk(awa, version, "stray", "back", *STRAIGHT)
    assert "UNMET-RUIN of mud." in read(as_awa, f"{PATHS}?scene=unmet-ruin")
    assert "unmet-lost" not in read(as_awa, PATHS)


def test_a_scene_opens_with_its_text_and_what_one_chose_there(awa, version, as_awa):
    walk(awa, version, *ASTRAY)
    walk(awa, version, "wait", *STRAIGHT)
    page = read(as_awa, f"{PATHS}?scene=camp")
    assert "Night falls on the camp." in page
    assert "Let us stray · Let us wait · Let us load-salt" in page
    assert "CANARY-RECORD" not in page


def test_an_ending_opens_too(awa, version, as_awa):
    walk(awa, version, *STRAIGHT)
    assert "They arrive." in read(as_awa, f"{PATHS}?scene=canary-end")


@pytest.mark.parametrize("scene", ["unmet-ruin", "unmet-lost", "no-such-scene", "", "\0", "x" * 5000])
def test_a_scene_that_was_not_met_is_not_found(awa, version, as_awa, scene):
    walk(awa, version, *STRAIGHT)
    assert as_awa.get(PATHS, {"scene": scene}).status_code == 404


def test_a_visitor_opens_no_scene(version, visitor):
    assert visitor.get(PATHS, {"scene": "camp"}).status_code == 404


def test_another_of_ones_own_runs_can_be_looked_at_and_nobody_elses(awa, fanta, version, as_awa):
    first, _latest = walk(awa, version, *ASTRAY), walk(awa, version, *STRAIGHT)
    theirs = walk(fanta, version, *ASTRAY)
    page = read(as_awa, f"{PATHS}?run={first.token}")
    assert f"?run={first.token}&amp;scene=camp#scene" in page
    for token in (theirs.token, uuid4(), "mine"):
        assert as_awa.get(PATHS, {"run": str(token)}).status_code == 404


def test_what_players_did_is_shown_from_enough_players_on(awa, version, as_awa):
    walk(awa, version, *STRAIGHT)
    crowd(version, FEWEST_TO_SHOW - 2)
    page = read(as_awa, PATHS)
    assert 'class="path-band"' not in page
    assert f"once {FEWEST_TO_SHOW} players have finished" in page
    walk(get_user_model().objects.create(username="one-more", kind="guest"), version, *STRAIGHT)
    page = read(as_awa, PATHS)
    assert 'class="path-band"' in page
    assert "3 players" in page


def test_a_withdrawn_scenario_has_no_map(awa, version, as_awa):
    walk(awa, version, *STRAIGHT)
    Scenario.objects.update(withdrawn=True)
    assert as_awa.get(PATHS).status_code == 404


def test_a_map_costs_the_same_with_one_run_or_nine(awa, version, as_awa, django_assert_max_num_queries):
    counts = []
    for others in (0, 8):
        crowd(version, others)
        for _ in range(others + 1):
            walk(awa, version, *STRAIGHT)
        with django_assert_max_num_queries(8) as queries:
            read(as_awa, PATHS)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert Run.objects.count() == 18


def test_the_map_speaks_the_language_of_its_page(awa, version, as_awa):
    walk(awa, version, *STRAIGHT)
    assert "The camp (fr)" in read(as_awa, "/fr/scenarios/caravan/paths/")


def test_another_learner_sees_nothing_of_mine(awa, fanta, version):
    walk(awa, version, *STRAIGHT)
    as_fanta = Client()
    as_fanta.force_login(fanta)
    assert "Play it first" in read(as_fanta, PATHS)
