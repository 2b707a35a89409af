"""A run as a browser without JavaScript meets it, and what htmx gets instead."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from quizzes.actions import runs
from quizzes.models import Move, Run, Scenario
from quizzes.views import scenario_showing as showing
from tests.quizzes.caravan import BEFORE_THE_FIRST_CHOICE, MONDAY, published, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(awa):
    return runs.start(awa, published(), token=uuid4(), seed=7, now=MONDAY)


def address(run, language="en"):
    return f"/{language}/runs/{run.token}/"


def send(client, run, choice, seen=0, sent_as=None, **extra):
    return client.post(address(run), {"choice": choice, "seen": seen, "sent_as": sent_as or uuid4()}, **extra)


def read(client, url, **extra):
    return client.get(url, **extra).content.decode()


def test_a_visitor_plays_from_the_seat_to_the_result(visitor):
    published()
    url = visitor.post("/en/scenarios/caravan/start/", {"token": uuid4()}).url
    run = Run.objects.get()
    assert "Night falls on the camp." in read(visitor, url)
    after = send(visitor, run, "load-salt").url
    assert after == f"{url}?after=1"
    page = read(visitor, after)
    assert "CANARY-CONSEQUENCE of load-salt." in page
    assert "CANARY-RECORD of the camp." in page
    assert "CANARY-WELL" in read(visitor, url)
    after = send(visitor, run, "draw-water", seen=1).url
    assert reverse("quizzes:run_result", args=[run.token]) in read(visitor, after)
    page = read(visitor, reverse("quizzes:run_result", args=[run.token]))
    for told in ("CANARY-END", "CANARY-DEBRIEF"):
        assert told in page


def test_a_scene_holds_no_trace_of_what_follows(run, as_awa):
    response = as_awa.get(address(run))
    page = response.content.decode() + str(response.headers)
    for canary in BEFORE_THE_FIRST_CHOICE:
        assert canary not in page


def test_what_came_of_a_choice_tells_nothing_of_the_next_scene_nor_of_the_ways_not_taken(run, as_awa):
    page = read(as_awa, send(as_awa, run, "load-salt").url)
    for canary in (
        "CANARY-WELL",
        "canary-well",
        "record of the well",
        "CANARY-CONSEQUENCE of wait",
        "CANARY-END",
        "canary-end",
    ):
        assert canary not in page


def test_reloading_shows_the_same_scene(run, as_awa):
    send(as_awa, run, "load-salt")
    for _ in range(2):
        assert "The well is deep." in read(as_awa, address(run))


def test_a_run_is_private(run, visitor, fanta):
    as_fanta = Client()
    as_fanta.force_login(fanta)
    for client in (visitor, as_fanta):
        assert client.get(address(run)).status_code == 404
        assert client.get(reverse("quizzes:run_result", args=[run.token])).status_code == 404
    assert send(as_fanta, run, "wait").status_code == 404
    assert Move.objects.count() == 0


def test_whoever_is_logged_out_is_not_told_whether_a_run_exists(run, visitor):
    sent_as = uuid4()
    real, invented = (
        send(visitor, run, "wait", sent_as=sent_as),
        send(visitor, Run(token=uuid4()), "wait", sent_as=sent_as),
    )
    assert real.status_code == invented.status_code == 403
    assert 'value="wait"' in real.content.decode()
    assert [page.content.decode().count(str(sent_as)) for page in (real, invented)] == [1, 1]
    assert Move.objects.count() == 0


def test_every_page_of_a_run_is_never_stored(run, as_awa):
    assert as_awa.get(address(run))["Cache-Control"] == "private, no-store"
    send(as_awa, run, "load-salt")
    assert as_awa.get(address(run) + "?after=1")["Cache-Control"] == "private, no-store"


def test_a_locked_choice_says_in_words_why(run, as_awa):
    page = read(as_awa, address(run))
    assert "Needs “Gold” at 4 or more; it stands at 2." in page
    assert 'value="hire-riders" disabled' in page
    assert 'value="load-salt">' in page


def test_a_locked_choice_that_is_sent_all_the_same_is_refused(run, as_awa):
    response = send(as_awa, run, "hire-riders")
    assert response.status_code == 409
    assert "not open to you" in response.content.decode()
    assert "Night falls on the camp." in response.content.decode()
    assert Move.objects.count() == 0


@pytest.mark.parametrize("choice", ["draw-water", "turn-back", "no-such-choice"])
def test_a_choice_that_this_scene_does_not_offer_is_a_conflict_and_shows_the_scene(run, as_awa, choice):
    response = send(as_awa, run, choice)
    assert response.status_code == 409
    assert "does not exist in this scene" in response.content.decode()
    assert "Night falls on the camp." in response.content.decode()
    assert Move.objects.count() == 0


def test_sending_twice_counts_once_and_leads_to_the_same_page(run, as_awa):
    sent_as = uuid4()
    first, again = (send(as_awa, run, "load-salt", sent_as=sent_as) for _ in range(2))
    assert first.url == again.url
    assert Move.objects.count() == 1


def test_one_form_sent_with_two_choices_is_a_conflict_that_is_shown(run, as_awa):
    sent_as = uuid4()
    send(as_awa, run, "load-salt", sent_as=sent_as)
    response = send(as_awa, run, "wait", sent_as=sent_as)
    assert response.status_code == 409
    assert "The first one stands" in response.content.decode()


def test_an_older_tab_learns_where_the_run_is(run, as_awa):
    send(as_awa, run, "load-salt")
    response = send(as_awa, run, "wait", seen=0)
    page = response.content.decode()
    assert response.status_code == 409
    assert "another tab" in page
    assert "The well is deep." in page


def test_a_finished_run_takes_no_more_choices_and_leads_to_its_result(run, as_awa):
    send(as_awa, run, "load-salt")
    send(as_awa, run, "draw-water", seen=1)
    assert send(as_awa, run, "wait", seen=2).status_code == 409
    assert as_awa.get(address(run)).url == reverse("quizzes:run_result", args=[run.token])
    assert "This run is over" in send(as_awa, run, "wait", seen=2).content.decode()


def test_a_run_under_way_has_no_result_yet(run, as_awa):
    assert as_awa.get(reverse("quizzes:run_result", args=[run.token])).url == address(run)


@pytest.mark.parametrize("after", ["0", "2", "-1", "x", "", "9" * 5000, "١"])
def test_asking_for_a_choice_that_was_not_made_is_not_found(run, as_awa, after):
    send(as_awa, run, "load-salt")
    assert as_awa.get(address(run), {"after": after}).status_code == 404


@pytest.mark.parametrize(
    "broken",
    [{"sent_as": "mine"}, {"seen": "some"}, {"seen": "-1"}, {"seen": "9" * 5000}, {"choice": ""}, {"choice": "\0"},
     {"choice": "x" * 1_000_000}],
)  # fmt: skip
def test_a_broken_form_is_told_and_nothing_is_kept(run, as_awa, broken):
    response = as_awa.post(address(run), {"choice": "wait", "seen": 0, "sent_as": uuid4()} | broken)
    assert response.status_code == 422
    assert "Please choose once more" in response.content.decode()
    assert Move.objects.count() == 0


def test_what_a_choice_moved_is_said(run, as_awa):
    page = read(as_awa, send(as_awa, run, "load-salt").url)
    assert "lower than before (2)" in page


def test_what_is_constructed_is_marked_and_the_record_is_not(run, as_awa):
    page = read(as_awa, send(as_awa, run, "load-salt").url)
    construction, record = page.split('<section class="record"')
    assert 'class="construction"' in construction
    assert "CANARY-CONSEQUENCE" in construction
    assert "CANARY-RECORD" in record
    assert "Construction" not in record
    assert "No choice is scored" in record


def test_htmx_gets_the_scene_alone_and_the_address_of_what_it_shows(run, as_awa):
    htmx = {"HX-Request": "true"}
    after = send(as_awa, run, "load-salt", headers=htmx).url
    response = as_awa.get(after, headers=htmx)
    page = response.content.decode()
    assert response["HX-Push-Url"] == after == f"{address(run)}?after=1"
    assert "<html" not in page
    assert 'id="scene"' in page
    assert "CANARY-RECORD of the camp." in page


def test_htmx_is_led_to_the_result_of_a_finished_run(run, as_awa):
    send(as_awa, run, "load-salt")
    send(as_awa, run, "draw-water", seen=1)
    response = as_awa.get(address(run), headers={"HX-Request": "true"})
    assert response["HX-Redirect"] == reverse("quizzes:run_result", args=[run.token])


def test_a_run_goes_on_after_its_scenario_was_withdrawn(run, as_awa):
    Scenario.objects.update(withdrawn=True)
    page = read(as_awa, address(run))
    assert "Night falls" in page
    assert reverse("quizzes:scenario", args=["caravan"]) not in page


def test_one_run_is_read_in_either_language(run, as_awa):
    send(as_awa, run, "load-salt")
    assert "CANARY-CONSEQUENCE of load-salt. (fr)" in read(as_awa, address(run, "fr") + "?after=1")


@pytest.mark.parametrize("page", ["", "?after=1", "result/"])
def test_a_page_costs_the_same_after_3_or_30_moves(run, as_awa, page, django_assert_max_num_queries):
    as_awa.get(address(run))  # the version is at hand from here on
    counts = []
    seen = 0
    for moves in (3, 30):
        while seen < moves:
            send(as_awa, run, "wait", seen=seen)
            seen += 1
        with django_assert_max_num_queries(8) as queries:
            as_awa.get(address(run) + page)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_long_result_costs_what_a_short_one_costs(awa, as_awa, django_assert_max_num_queries):
    counts = []
    for waits in (1, 20):
        run = runs.start(awa, published(), token=uuid4(), seed=7, now=MONDAY)
        for seen in range(waits):
            send(as_awa, run, "wait", seen=seen)
        send(as_awa, run, "load-salt", seen=waits)
        send(as_awa, run, "draw-water", seen=waits + 1)
        with django_assert_max_num_queries(8) as queries:
            assert as_awa.get(reverse("quizzes:run_result", args=[run.token])).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_other_scenarios_are_offered_at_the_end(run, as_awa):
    published(slug="oasis", title=text("The oasis"))
    send(as_awa, run, "load-salt")
    send(as_awa, run, "draw-water", seen=1)
    page = read(as_awa, reverse("quizzes:run_result", args=[run.token]))
    assert "The oasis" in page


@pytest.mark.parametrize(
    ("iso", "language", "words"),
    [
        ("2025-08-14", "en", "14 August 2025"),
        ("2025-08-01", "fr", "1er août 2025"),
        ("2025-08-11", "fr", "11 août 2025"),
        ("2025-02", "fr", "février 2025"),
        ("2025", "en", "2025"),
    ],
)
def test_a_day_is_said_in_words(iso, language, words):
    assert showing.day(iso, language).words == words


def test_a_scene_without_a_date_says_none():
    assert showing.day("", "en") is None
