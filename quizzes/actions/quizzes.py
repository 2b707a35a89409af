"""Publishing a quiz: first its questions, then the quiz itself, which pins their versions."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from quizzes.actions import publishing
from quizzes.actions.publishing import Outcome
from quizzes.engine.problems import Problem
from quizzes.models import Item, Pinned, QuestionVersion, Quiz, QuizVersion


def problems(quiz: Quiz) -> list[Problem]:
    """All that stops a quiz from being published, those of its questions included, each with the question's name."""
    found = publishing.problems(quiz)
    for item in quiz.items.select_related("question"):
        slug = item.question.slug
        found += [
            replace(p, where=f"{slug}: {p.where}" if p.where else slug) for p in publishing.problems(item.question)
        ]
    return found


@transaction.atomic
def publish_quiz(quiz: Quiz, *, now: datetime, channel: str, by: Any | None = None) -> Outcome:
    """Write the next version of a quiz with the versions of its questions: all of it, or nothing."""
    found = problems(quiz)
    if found:
        return Outcome(None, tuple(found))
    for item in quiz.items.select_related("question"):
        publishing.publish(item.question, now=now, channel=channel, by=by)
    return publishing.publish(quiz, now=now, channel=channel, by=by, also=_pin)


def _pin(version: QuizVersion) -> None:
    items = list(Item.objects.filter(quiz=version.draft).in_order())
    questions = QuestionVersion.objects.filter(draft__in=[item.question_id for item in items]).defer("rendered")
    by_number = {(question.draft_id, question.number): question for question in questions}
    Pinned.objects.bulk_create(
        Pinned(
            quiz_version=version,
            position=position,
            question_version=by_number[item.question_id, item.last_number],
            mark=item.mark,
        )
        for position, item in enumerate(items, 1)
    )
