"""Fills the site's throwaway database: a quiz of ten questions, and sittings of it under way.

`python -m bench.prepare N` prints, as JSON, N pairs of session key and attempt token.
"""

import json
import sys
from typing import Any

from django.utils.timezone import localdate, now

QUESTIONS = 10


def log_in(user: Any) -> str:
    """The key of a session in which this person is logged in."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session["acted_on"] = localdate().isoformat()  # whoever answers began the quiz a moment ago
    session.create()
    return str(session.session_key)


def text(words: str) -> dict[str, str]:
    return {"en": words, "fr": f"{words} (fr)"}


def question(number: int) -> dict[str, Any]:
    """A question as long as those of the course."""
    options = [
        {
            "slug": slug,
            "text": text(f"The salt of Taoudenni came to Timbuktu by caravan, says option {slug} of question {number}"),
            "right": slug == "b",
            "feedback": text("The caravan of autumn, the azalai, carried slabs of about 40 kilograms."),
        }
        for slug in "abcd"
    ]
    return {
        "slug": f"bench-{number}",
        "kind": "single_choice",
        "mark": "1",
        "tags": [],
        "stem": text("How did salt come to **Timbuktu** before there were roads, and who brought it there?"),
        "options": options,
        "explanation": text("Salt was cut in slabs at Taoudenni and carried south for three weeks. [@salt-road]"),
    }


def quiz() -> dict[str, Any]:
    return {
        "slug": "bench",
        "listed": True,
        "title": text("The salt road"),
        "intro": text("Ten questions about salt."),
        "behaviour": "deferred",
        "tags": [],
        "questions": [question(number) for number in range(1, QUESTIONS + 1)],
    }


def sittings(count: int) -> list[tuple[str, str]]:
    """So many learners, each at the beginning of the quiz."""
    from django.db import transaction

    from quizzes.actions import attempts, imports, quizzes
    from sahelapp.accounts.models import User
    from sahelapp.evidence.models import Source

    with transaction.atomic():
        Source.objects.create(slug="salt-road", publisher="The bench", title="Salt", url="https://example.org/salt")
        published = quizzes.publish_quiz(imports.keep(imports.quiz_from_value(quiz())), now=now(), channel="files")
        if published.version is None:
            raise SystemExit(f"the quiz of the bench cannot be published: {published.problems}")
        made = []
        for number in range(count):
            learner = User.objects.create(username=f"learner-{number}")
            started = attempts.start(learner, published.version, seed=number, now=now())
            made.append((log_in(learner), str(started.attempt and started.attempt.token)))
    return made


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(sittings(int(sys.argv[1]))))
