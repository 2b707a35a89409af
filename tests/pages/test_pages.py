"""Home, about, privacy and the legal notice say what is so, in both languages."""

from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils.timezone import now

from quizzes.actions import attempts, runs
from quizzes.models import QuizVersion, ScenarioVersion
from sahelapp.evidence.models import Source
from sahelapp.lessons import actions as lessons

pytestmark = pytest.mark.django_db


@pytest.fixture
def sources():
    """Three sources of two kinds."""
    for number, kind in enumerate(["newspaper", "newspaper", "UN"]):
        Source.objects.create(
            slug=f"s{number}", publisher="P", title="T", url="https://x.example", language="en", kind=kind
        )


@pytest.fixture
def real_course(db):
    """What `make run` loads: lessons, a quiz, a scenario."""
    call_command("load_course", "content", verbosity=0)


def html(client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_home_counts_what_stands_behind_each_door(visitor, real_course, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        told = html(visitor, "/en/")
    for words in ("3 lessons", "130 events", "1 scenario", "336 sources", 'href="/en/lessons/crisis-since-2012/"'):
        assert words in told
    assert "Go on where you left" not in told


def test_an_empty_site_has_a_home_too(visitor):
    assert "Good places to begin" not in html(visitor, "/en/")


def test_home_says_where_awa_left_and_tells_nobody_else(visitor, as_awa, awa, real_course):
    assert "Go on where you left" not in html(as_awa, "/en/")
    quiz = QuizVersion.objects.get(draft__slug="rupture-2021-2025")
    sitting = attempts.start(awa, quiz, seed=1, now=now()).attempt
    run = runs.start(awa, ScenarioVersion.objects.get(), token=uuid4(), seed=1, now=now())
    lessons.mark_read(awa, "crisis-since-2012", sent_as=uuid4(), now=now())
    told = html(as_awa, "/en/")
    assert "Go on where you left" in told
    for path in (f"attempts/{sitting.token}/", f"runs/{run.token}/", "lessons/from-partnership-to-rupture/"):
        assert f'href="/en/{path}"' in told
    assert "Go on where you left" not in html(visitor, "/en/")


def test_about_counts_sources_by_kind(visitor, sources):
    told = html(visitor, "/en/about/")
    assert "There are 3 of them" in told
    assert '<a href="/en/sources/?kind=newspaper">Newspaper</a></td><td class="align-right">2<' in told
    assert "CC BY 4.0" in told
    assert "30 June 2026" in told


def test_contact_and_publisher_come_from_the_settings(visitor, settings):
    settings.CONTACT, settings.PUBLISHER = "awa@example.org", "School of Ségou"
    for path in ("legal", "privacy"):
        told = html(visitor, f"/en/{path}/")
        assert 'href="mailto:awa@example.org"' in told
        assert "School of Ségou" in told


def test_privacy_leads_to_export_and_erasure(visitor):
    told = html(visitor, "/fr/privacy/")
    assert 'href="/fr/progress/export/"' in told
    assert 'href="/fr/progress/erase/"' in told


@pytest.mark.parametrize("path", ["", "about/", "privacy/", "legal/"])
def test_nothing_is_left_in_english_on_a_french_page(visitor, path):
    """A sample of sentences; `make lint` knows whether all of them are translated."""
    told = html(visitor, f"/fr/{path}")
    assert " the " not in told.partition("<main")[2]
