"""Both seats of a pair, side by side: one's own latest runs, day by day, once both were played to an end."""

import pytest
from django.test import Client

from quizzes.models import Scenario
from tests.quizzes.caravan import mapping, published, text
from tests.quizzes.views.test_debrief import read, walk

pytestmark = pytest.mark.django_db

BOTH = "/en/scenarios/caravan/both/"
WAY = ("load-salt", "draw-water")


@pytest.fixture
def caravan(db):
    return published(pair="oasis")


@pytest.fixture
def oasis(caravan):
    """The other seat: its first decision falls on the day of the camp, the second on one of its own."""
    value = mapping("oasis", pair="caravan")
    camp, well, end = value["scenes"]
    camp["title"], camp["record"] = text("The palm"), text("CANARY-RECORD of the palm.")
    well["title"], well["when_date"] = text("The gate"), "1352-02-20"
    return published(slug="oasis", pair="caravan", scenes=[camp, well, end])


def test_without_both_runs_one_is_told_which_seat_is_left_and_no_more(awa, caravan, oasis, as_awa, visitor):
    page = read(visitor, BOTH)
    assert page.count("Play this seat to its end first.") == 2
    assert "CANARY" not in page
    walk(awa, caravan, *WAY)
    walk(awa, oasis, "load-salt")
    page = read(as_awa, BOTH)
    assert page.count("Play this seat to its end first.") == 1
    assert "It ended: CANARY-END" in page
    assert "CANARY-RECORD" not in page
    assert "The palm" not in page


def test_the_same_day_stands_side_by_side_and_days_in_their_order(awa, caravan, oasis, as_awa):
    walk(awa, caravan, *WAY, why="Salt keeps.")
    walk(awa, oasis, *WAY)
    response = as_awa.get(BOTH)
    days = response.context["days"]
    # The well is dated to a month, the whole of which comes after the twentieth of February.
    assert [both.day.iso for both in days] == ["1352-02-01", "1352-02-20", "1352-03"]
    titles = [[[one.decision.title for one in passed] for _side, passed in both.sides] for both in days]
    assert titles == [[["The camp"], ["The palm"]], [[], ["The gate"]], [["CANARY-WELL"], []]]
    page = response.content.decode()
    assert page.count("You had nothing to decide here that day.") == 2
    assert "<q>Salt keeps.</q>" in page
    for record in ("the camp", "the palm", "the well"):
        assert f"CANARY-RECORD of {record}." in page


def test_each_scenario_has_the_page_with_its_own_seat_first(awa, caravan, oasis, as_awa):
    walk(awa, caravan, *WAY)
    walk(awa, oasis, *WAY)
    slugs = [side.slug for side in as_awa.get("/en/scenarios/oasis/both/").context["sides"]]
    assert slugs == ["oasis", "caravan"]


def test_the_latest_finished_run_of_each_seat_counts(awa, caravan, oasis, as_awa):
    walk(awa, oasis, *WAY)
    walk(awa, caravan, *WAY)
    walk(awa, caravan, "wait", *WAY)
    walk(awa, caravan, "wait", "wait")
    page = read(as_awa, BOTH)
    assert page.count("Let us wait") == 1
    assert page.count("You were here before") == 1


def test_a_scene_without_a_date_stands_on_the_day_before_it(awa, caravan, as_awa):
    value = mapping("oasis", pair="caravan")
    value["scenes"][1].pop("when_date")
    walk(awa, published(slug="oasis", pair="caravan", scenes=value["scenes"]), *WAY)
    walk(awa, caravan, *WAY)
    [first, _second] = as_awa.get(BOTH).context["days"]
    assert [one.decision.title for one in first.sides[1][1]] == ["The camp", "CANARY-WELL"]


def test_what_somebody_else_played_is_not_shown(awa, fanta, caravan, oasis, as_awa):
    walk(awa, caravan, *WAY)
    walk(fanta, oasis, *WAY)
    assert read(as_awa, BOTH).count("Play this seat to its end first.") == 1
    as_fanta = Client()
    as_fanta.force_login(fanta)
    assert "It ended" in read(as_fanta, BOTH)


def test_a_scenario_without_its_pair_has_no_such_page(db, visitor):
    published(slug="alone")
    published(slug="caravan", pair="not-yet-written")
    assert visitor.get("/en/scenarios/alone/both/").status_code == 404
    assert visitor.get(BOTH).status_code == 404


def test_with_a_seat_withdrawn_there_is_no_such_page(caravan, oasis, visitor):
    Scenario.objects.filter(slug="oasis").update(withdrawn=True)
    assert visitor.get(BOTH).status_code == 404


def test_the_page_is_never_stored_and_sets_no_cookie(caravan, oasis, visitor):
    response = visitor.get(BOTH)
    assert response["Cache-Control"] == "private, no-store"
    assert not response.cookies


def test_both_runs_cost_the_same_however_long_they_are(awa, caravan, oasis, as_awa, django_assert_max_num_queries):
    counts = []
    for waits in (0, 15):
        for version in (caravan, oasis):
            walk(awa, version, *["wait"] * waits, *WAY)
        with django_assert_max_num_queries(8) as queries:
            read(as_awa, BOTH)
        counts.append(len(queries))
    assert counts[0] == counts[1]
