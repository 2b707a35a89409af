"""What one did is one's own; looking around leaves nothing behind."""

import json
import re
from collections import Counter

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.browser.pages import SAMPLE
from tests.stories.conftest import addresses

# The cache keeps the counts of the rate limits, which are nobody's records.
WRITING = re.compile(r'(INSERT INTO|UPDATE|DELETE FROM) "(?!cache")')


def rows() -> Counter:
    """How many rows each table has."""
    return Counter({model._meta.label: model._base_manager.count() for model in apps.get_models()})


@pytest.fixture
def everybody_else(left_by_awa, as_moussa, as_fanta, make_user) -> dict[str, Client]:
    """A visitor, a guest, another learner, Awa's teacher, another teacher, and the one who runs the site."""
    guest, learner, boss = Client(), Client(), Client()
    guest.post("/en/scenarios/caravan/start/")
    learner.force_login(make_user("bintou"))
    boss.force_login(make_user("boss", "teacher", is_staff=True, is_superuser=True))
    return {
        "visitor": Client(),
        "guest": guest,
        "learner": learner,
        "teacher": as_moussa,
        "other teacher": as_fanta,
        "boss": boss,
    }


def test_the_owner_sees_what_is_hers(left_by_awa, as_awa):
    for page in left_by_awa.private_pages():
        response = as_awa.get(page, follow=True)
        assert response.status_code == 200, page
        assert "no-store" in response["Cache-Control"], page


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_for_everybody_else_it_does_not_exist(left_by_awa, everybody_else, headers):
    for page in left_by_awa.private_pages():
        for who, client in everybody_else.items():
            assert client.get(page, headers=headers).status_code == 404, (who, page)


def test_nobody_else_can_write_in_it(left_by_awa, everybody_else):
    before = rows()
    fields = {"response": "b", "choice": "load-salt", "seen": 0, "sent_as": left_by_awa.run}
    for page in left_by_awa.private_pages():
        for who, client in everybody_else.items():
            expected = {403, 404, 405} if who == "visitor" else {404, 405}
            assert client.post(page, fields).status_code in expected, (who, page)
    assert rows() == before


def test_a_run_begun_under_the_name_of_another_is_ones_own(left_by_awa, as_fanta):
    response = as_fanta.post("/en/scenarios/caravan/start/", {"token": left_by_awa.run})
    assert str(left_by_awa.run) not in response["Location"]
    assert as_fanta.get(response["Location"]).status_code == 200


def test_an_export_holds_ones_own_work_only(left_by_awa, as_awa, as_fanta, visitor):
    mine = json.loads(as_awa.get("/en/progress/export/").content)
    assert [len(mine[part]) for part in ("lessons_read", "attempts", "runs")] == [1, 2, 2]
    other = json.loads(as_fanta.get("/en/progress/export/").content)
    assert [other[part] for part in ("lessons_read", "attempts", "runs")] == [[], [], []]
    assert "awa" not in json.dumps(other)
    assert visitor.get("/en/progress/export/").status_code == 302


def test_progress_shows_nothing_of_others(left_by_awa, everybody_else):
    for who, client in everybody_else.items():
        page = client.get("/en/progress/").content.decode()
        for token in (left_by_awa.attempt, left_by_awa.over, left_by_awa.run, left_by_awa.ended):
            assert str(token) not in page, who


def test_two_guests_are_two_people(course):
    one, other = Client(), Client()
    at = one.post("/en/quizzes/salt-road/start/")["Location"]
    other.post("/en/quizzes/salt-road/start/")
    assert one.get(at).status_code == 200
    assert other.get(at).status_code == 404


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_page_writes_when_it_is_read(left_by_awa, as_awa, as_fanta, visitor, language):
    for client in (visitor, as_awa, as_fanta):
        for page in [*addresses(left_by_awa, language), *left_by_awa.private_pages()]:
            with CaptureQueriesContext(connection) as asked:
                client.get(page)
                client.head(page)
            assert [one["sql"] for one in asked if WRITING.match(one["sql"])] == [], page


@pytest.mark.parametrize("language", ["en", "fr"])
def test_browsing_leaves_nothing_behind(course, visitor, django_user_model, language):
    small = {"september-2025": "salt", "vezilier-arrest-2025": "road-opens", "coup-1968": "road-opens"}
    small |= dict.fromkeys(("rupture-2021-2025", "how-sure", "moves-and-answers"), "salt-road")
    small |= {"september-2025-from-paris": "caravan"}
    small |= {"ap-billboard-2025-09-25": "caravan-news", "assimi-goita": "amanar"}
    small |= {"persona-non-grata": "azalai", "bamako": "taoudenni"}
    for page in SAMPLE:
        if page.startswith("accounts/") or page.endswith("start/"):
            continue  # forms: these need a token, which is a cookie
        address = "/".join(small.get(part, part) for part in page.split("/"))
        response = visitor.get(f"/{language}/{address}", follow=True)
        assert response.status_code == (404 if "no-such" in page else 200), address
        assert not response.cookies, address
        if response.status_code == 200 and "progress" not in page:
            assert "csrfmiddlewaretoken" not in response.content.decode(), address
            assert "public" in response["Cache-Control"], address
    assert not visitor.cookies
    assert not django_user_model.objects.exists()
    assert not Session.objects.exists()


def test_private_pages_are_not_for_search_engines(course, visitor):
    robots = visitor.get("/robots.txt").content.decode()
    sitemap = visitor.get("/sitemap.xml").content.decode()
    for place in ("attempts", "runs", "progress", "accounts"):
        assert f"Disallow: /*/{place}/" in robots
        assert f"/{place}/" not in sitemap
