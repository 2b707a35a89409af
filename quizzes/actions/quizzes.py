"""Publishing a quiz: first its questions, then the quiz itself, which pins their versions."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from quizzes.actions import publishing
from quizzes.actions.publishing import Outcome
from quizzes.engine.problems import Problem
from quizzes.models import Item, Pinned, Question, QuestionVersion, Quiz, QuizVersion
from quizzes.site import site


def problems(quiz: Quiz) -> list[Problem]:
    """All that stops a quiz from being published, those of its questions included, each with the question's name."""
    found = publishing.problems(quiz)
    drawn = quiz.items.filter(what="draw").values_list("source", flat=True)
    found += [Problem("reference-unknown", tag, "tags") for tag in site().unknown_tags(filter(None, drawn))]
    for question in _questions(quiz):
        slug = question.slug
        found += [replace(p, where=f"{slug}: {p.where}" if p.where else slug) for p in publishing.problems(question)]
    return found


def _questions(quiz: Quiz) -> Iterator[Question]:
    for item in quiz.items.select_related("question"):
        if item.question is not None:
            yield item.question


@transaction.atomic
def publish_quiz(quiz: Quiz, *, now: datetime, channel: str, by: Any | None = None) -> Outcome:
    """Write the next version of a quiz with the versions of its questions: all of it, or nothing."""
    found = problems(quiz)
    if found:
        return Outcome(None, tuple(found))
    for question in _questions(quiz):
        publishing.publish(question, now=now, channel=channel, by=by)
    return publishing.publish(quiz, now=now, channel=channel, by=by, also=_pin)


def _pin(version: QuizVersion) -> None:
    items = list(Item.objects.filter(quiz=version.draft).in_order())
    questions = QuestionVersion.objects.filter(
        draft__in=[item.question_id for item in items if item.question_id]
    ).defer("rendered")
    by_number = {(question.draft_id, question.number): question for question in questions}
    Pinned.objects.bulk_create(
        Pinned(
            quiz_version=version,
            position=position,
            question_version=by_number[item.question_id, item.last_number],
            mark=item.mark,
        )
        for position, item in enumerate(items, 1)
        if item.question_id is not None
    )
