"""A lesson, a quiz and a scenario to have done something with, and people who did."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client, override_settings

from quizzes.actions import attempts, imports, publishing, quizzes, runs
from quizzes.actions.runs import Sent
from quizzes.engine.steps import Posted
from quizzes.models import QuizVersion, ScenarioVersion, Slot
from sahelapp.lessons import actions as lessons
from sahelapp.timeline.models import Theme
from tests.accounts.test_guests import act
from tests.quizzes import caravan
from tests.quizzes.conftest import mapping

MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
TUESDAY = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)
PLAIN = "quizzes.site.PlainSite"


def lesson(number: int, *themes: str) -> None:
    """Publish one lesson."""
    words = {"en": f"Lesson {number}", "fr": f"Leçon {number}"}
    value = {
        "slug": f"lesson-{number}",
        "order": number,
        "title": words,
        "summary": words,
        "objectives": {"en": ["Know it"], "fr": ["Le savoir"]},
        "themes": list(themes),
        "events": [],
        "check": "",
        "body": {"en": "{.ours}\nSalt goes south.", "fr": "{.ours}\nLe sel va au sud."},
    }
    outcome = publishing.publish(lessons.keep(value), now=MONDAY, channel="files")
    assert not outcome.problems


@pytest.fixture
def course(db: None) -> tuple[QuizVersion, ScenarioVersion]:
    """Three lessons in two themes, one quiz about salt, one scenario."""
    for position, slug in enumerate(("salt", "gold", "rain")):
        Theme.objects.create(slug=slug, name_en=slug.title(), name_fr=f"{slug.title()} (fr)", position=position)
    with override_settings(QUIZZES_SITE=PLAIN):
        lesson(1, "salt")
        lesson(2, "salt", "gold")
        lesson(3, "gold")
        quiz = quizzes.publish_quiz(imports.keep(imports.quiz_from_value(mapping())), now=MONDAY, channel="files")
        return quiz.version, caravan.published()  # type: ignore[return-value]


@pytest.fixture
def work(course: tuple[QuizVersion, ScenarioVersion]) -> Callable[[Any], None]:
    """Let somebody read a lesson, answer two questions (one of them right), and play a scenario to its end."""
    quiz, scenario = course

    def work(user: Any) -> None:
        lessons.mark_read(user, "lesson-1", sent_as=uuid4(), now=TUESDAY)
        attempt = attempts.start(user, quiz, seed=1, now=TUESDAY).attempt
        assert attempt is not None
        first, second, _ = attempt.slots.order_by("position")
        for slot, values in ((first, ("b",)), (second, ("c",))):
            attempts.submit(Slot.objects.filter(pk=slot.pk), Posted(values), sent_as=uuid4(), seen=0, now=TUESDAY)
        attempts.finish(attempt.pk, now=TUESDAY)
        run = runs.start(user, scenario, token=uuid4(), seed=1, now=TUESDAY)
        for seen, choice in enumerate(("load-salt", "draw-water")):
            runs.move(run.pk, Sent(choice, uuid4(), seen), now=TUESDAY)

    return work


@pytest.fixture
def guest_browser(work: Callable[[Any], None]) -> Client:
    """A browser in which a guest has worked."""
    browser = Client()
    work(act(browser))
    return browser
