"""Quizzes to test with: made here, not loaded, so that no claim rests on what the course says today."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from quizzes.actions import attempts, imports, quizzes
from quizzes.models import Attempt, QuizVersion

MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)

# What no byte may hold before it may be told. No word of it appears anywhere else.
CANARIES = ("CANARY-FEEDBACK", "CANARY-EXPLANATION", "48151623")


def text(words: str) -> dict[str, str]:
    """The same words in both languages, told apart."""
    return {"en": words, "fr": f"{words} (fr)"}


def choice(slug: str, *, kind: str = "single_choice", right: tuple[str, ...] = ("b",)) -> dict[str, Any]:
    """A choice question with four options a, b, c, d."""
    options = [
        {"slug": o, "text": text(f"Option {o}"), "right": o in right, "feedback": text(f"CANARY-FEEDBACK {o}")}
        for o in "abcd"
    ]
    return {
        "slug": slug,
        "kind": kind,
        "mark": "1",
        "tags": ["salt"],
        "stem": text(f"Which one ({slug})?"),
        "options": options,
        "explanation": text("CANARY-EXPLANATION of it."),
    }


def number(slug: str, key: str = "48151623") -> dict[str, Any]:
    """A numerical question."""
    return {
        "slug": slug,
        "kind": "numerical",
        "mark": "2",
        "tags": [],
        "stem": text("How many?"),
        "key": key,
        "tolerance": "0",
        "unit": text("bars"),
        "explanation": text("CANARY-EXPLANATION of the number."),
    }


def mapping(slug: str = "salt-road", behaviour: str = "immediate", **fields: Any) -> dict[str, Any]:
    """A quiz as its file says it: one question of each kind."""
    return {
        "slug": slug,
        "listed": True,
        "title": text(f"The quiz {slug}"),
        "intro": text("About salt."),
        "behaviour": behaviour,
        "tags": ["salt"],
        "questions": [
            choice(f"{slug}-one"),
            choice(f"{slug}-many", kind="multiple_choice", right=("a", "b")),
            number(f"{slug}-number"),
        ],
        **fields,
    }


@pytest.fixture(autouse=True)
def _plain_site(settings: Any) -> None:
    """The engine app alone: no citations to resolve. The plug has tests of its own."""
    settings.QUIZZES_SITE = "tests.quizzes.plain.GuestSite"


@pytest.fixture
def publish(db: None) -> Callable[..., QuizVersion]:
    """Publish a quiz from a mapping."""

    def make(value: dict[str, Any] | None = None, **fields: Any) -> QuizVersion:
        draft = imports.keep(imports.quiz_from_value(value or mapping(**fields)))
        outcome = quizzes.publish_quiz(draft, now=MONDAY, channel="files")
        assert not outcome.problems
        version: Any = outcome.version
        return version

    return make


@pytest.fixture
def salt(publish: Callable[..., QuizVersion]) -> QuizVersion:
    """Feedback at once."""
    return publish()


@pytest.fixture
def gold(publish: Callable[..., QuizVersion]) -> QuizVersion:
    """Feedback at the end."""
    return publish(slug="gold-road", behaviour="deferred")


@pytest.fixture
def begin() -> Callable[..., Attempt]:
    """Start an attempt."""

    def make(learner: Any, version: QuizVersion, **terms: Any) -> Attempt:
        started = attempts.start(learner, version, seed=7, now=MONDAY, **terms)
        assert started.attempt is not None
        return started.attempt

    return make


@pytest.fixture
def as_fanta(fanta: Any) -> Client:
    """A browser in which Fanta is logged in."""
    client = Client()
    client.force_login(fanta)
    return client
