"""The public pages of scenarios, and taking the seat."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from quizzes.models import Run, Scenario
from tests.quizzes.caravan import BEFORE_THE_FIRST_CHOICE, published, text

pytestmark = pytest.mark.django_db

START = "/en/scenarios/caravan/start/"


@pytest.fixture
def caravan():
    return published()


@pytest.mark.parametrize(
    "path", ["/en/scenarios/", "/fr/scenarios/", "/en/scenarios/caravan/", "/fr/scenarios/caravan/"]
)
def test_public_pages_are_the_same_for_all_and_set_no_cookie(caravan, visitor, path):
    response = visitor.get(path)
    assert response.status_code == 200
    assert response["Cache-Control"].startswith("public")
    assert not response.cookies
    assert "csrf" not in response.content.decode()


@pytest.mark.parametrize("path", ["/en/scenarios/", "/en/scenarios/caravan/", START])
def test_nothing_of_the_story_is_told_before_it_begins(caravan, visitor, path):
    page = visitor.get(path).content.decode()
    for canary in BEFORE_THE_FIRST_CHOICE:
        assert canary not in page


def test_a_page_speaks_its_language(caravan, visitor):
    page = visitor.get("/fr/scenarios/caravan/").content.decode()
    assert "The caravan (fr)" in page
    assert "You lead it. (fr)" in page


def test_without_scenarios_the_list_says_so(visitor):
    page = visitor.get("/en/scenarios/").content.decode()
    assert 'class="empty"' in page


def test_an_unknown_or_withdrawn_scenario_is_not_found(caravan, visitor):
    assert visitor.get("/en/scenarios/moon/").status_code == 404
    Scenario.objects.update(withdrawn=True)
    assert visitor.get("/en/scenarios/caravan/").status_code == 404
    assert visitor.get(START).status_code == 404


def test_looking_at_the_start_page_keeps_nothing(caravan, visitor):
    response = visitor.get(START)
    assert response["Cache-Control"] == "private, no-store"
    assert Run.objects.count() == 0


def test_taking_the_seat_makes_a_guest_and_a_run(caravan, visitor):
    response = visitor.post(START, {"token": uuid4()})
    run = Run.objects.get()
    assert response.url == reverse("quizzes:run", args=[run.token])
    assert run.learner.kind == "guest"
    assert visitor.get(response.url).status_code == 200


def test_a_double_click_takes_one_seat(caravan, as_awa):
    token = uuid4()
    first, second = (as_awa.post(START, {"token": token}) for _ in range(2))
    assert first.url == second.url
    assert Run.objects.count() == 1


def test_a_broken_token_starts_all_the_same(caravan, as_awa):
    assert as_awa.post(START, {"token": "mine"}).status_code == 302


def test_starting_needs_the_token_of_the_form(caravan):
    assert Client(enforce_csrf_checks=True).post(START, {"token": uuid4()}).status_code == 403


def test_one_who_has_begun_finds_the_run_on_the_scenarios_page_and_nobody_else_does(caravan, as_awa, fanta):
    url = as_awa.post(START, {"token": uuid4()}).url
    response = as_awa.get("/en/scenarios/caravan/")
    assert url in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"
    as_fanta = Client()
    as_fanta.force_login(fanta)
    assert url not in as_fanta.get("/en/scenarios/caravan/").content.decode()


def test_the_list_costs_the_same_with_one_scenario_or_five(visitor, django_assert_num_queries):
    for number in range(5):
        published(slug=f"caravan-{number}", title=text(f"Caravan {number}"))
    with django_assert_num_queries(2):  # the edition, and the scenarios
        page = visitor.get("/en/scenarios/").content.decode()
    assert "Caravan 4" in page
