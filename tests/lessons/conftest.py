"""Two lessons of our own, published: what happened in them is invented, how it is told is not."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from quizzes.actions import imports, publishing, quizzes
from sahelapp.evidence import actions as evidence
from sahelapp.lessons import actions
from sahelapp.lessons.models import LessonVersion
from sahelapp.timeline import actions as timeline

MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)

BODY = {
    "en": """\
## The road

{.ours}
What is a [[caravan|caravan]]?

It opened in 2022 [@news].

::: check when

It closed [@news].""",
    "fr": """\
## La route

{.ours}
Qu'est-ce qu'une [[caravan|caravane]] ?

Elle a ouvert en 2022 [@news].

::: check when

Elle a fermé [@news].""",
}


def both(words: str) -> dict[str, str]:
    """The same words in both languages, told apart."""
    return {"en": words, "fr": f"{words} (fr)"}


def mapping(slug: str = "salt", **fields: Any) -> dict[str, Any]:
    """A lesson as its files say it."""
    return {
        "slug": slug,
        "order": 1,
        "title": both(f"About {slug}"),
        "summary": both("How the road opened."),
        "objectives": {"en": ["Say when it opened."], "fr": ["Dire quand elle a ouvert."]},
        "themes": ["trade"],
        "events": [],
        "check": "check-salt",
        "body": BODY,
        **fields,
    }


@pytest.fixture
def world(db: None) -> None:
    """A source, a term, a theme, and the quiz that holds the question of the text."""
    source = {"id": "news", "publisher": "Caravan News", "title": "The road opens", "url": "https://example.org/road"}
    evidence.load_sources([{**source, "date": "2022-01", "language": "en", "kind": "newspaper"}])
    names = {"term_en": "caravan", "term_fr": "caravane"}
    said = {"definition_en": "Camels in a row.", "definition_fr": "Des chameaux en file."}
    evidence.load_terms([{"slug": "caravan", **names, **said}])
    timeline.load_themes([{"slug": "trade", "name_en": "Trade", "name_fr": "Commerce"}])
    question = {
        "slug": "when",
        "kind": "numerical",
        "stem": both("In which year?"),
        "key": "2022",
        "tolerance": "0",
        "explanation": both("In 2022 [@news]."),
    }
    quiz = imports.keep(
        imports.quiz_from_value(
            {"slug": "check-salt", "listed": False, "title": both("Salt"), "questions": [question], "tags": []}
        )
    )
    assert quizzes.publish_quiz(quiz, now=MONDAY, channel="files").version


@pytest.fixture
def publish(world: None) -> Callable[..., LessonVersion]:
    """Publish a lesson."""

    def make(slug: str = "salt", **fields: Any) -> LessonVersion:
        outcome = publishing.publish(actions.keep(mapping(slug, **fields)), now=MONDAY, channel="files")
        assert not outcome.problems
        version: Any = outcome.version
        return version

    return make


@pytest.fixture
def salt(publish: Callable[..., LessonVersion]) -> LessonVersion:
    """The first lesson."""
    return publish()


@pytest.fixture
def as_moussa(moussa: Any) -> Client:
    """Moussa at the desk, with all its doors open."""
    moussa.is_superuser = True
    moussa.save()
    client = Client()
    client.force_login(moussa)
    return client
