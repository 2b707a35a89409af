"""Home says what there is, and to those who have begun where they left."""

from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils.timezone import now

from quizzes.actions import attempts, runs
from quizzes.models import QuizVersion, ScenarioVersion
from sahelapp.lessons import actions as lessons

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def real_course(made_once):
    """What `make run` loads: lessons, a quiz, a scenario."""
    call_command("load_course", "content", verbosity=0)


def html(client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_home_counts_what_stands_behind_each_door(visitor, real_course, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        told = html(visitor, "/en/")
    for words in ("3 lessons", "130 events", "4 scenarios", "336 sources", 'href="/en/lessons/crisis-since-2012/"'):
        assert words in told
    assert "Go on where you left" not in told


def test_home_says_where_awa_left_and_tells_nobody_else(visitor, as_awa, awa, real_course):
    assert "Go on where you left" not in html(as_awa, "/en/")
    quiz = QuizVersion.objects.get(draft__slug="rupture-2021-2025")
    sitting = attempts.start(awa, quiz, seed=1, now=now()).attempt
    run = runs.start(
        awa, ScenarioVersion.objects.get(draft__slug="september-2025-from-paris"), token=uuid4(), seed=1, now=now()
    )
    lessons.mark_read(awa, "crisis-since-2012", sent_as=uuid4(), now=now())
    told = html(as_awa, "/en/")
    assert "Go on where you left" in told
    for path in (f"attempts/{sitting.token}/", f"runs/{run.token}/", "lessons/from-partnership-to-rupture/"):
        assert f'href="/en/{path}"' in told
    assert "Go on where you left" not in html(visitor, "/en/")
