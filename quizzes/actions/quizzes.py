"""Publishing a quiz: first its questions, then the quiz itself, which pins their versions."""

from collections import Counter
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


def pool(tag: str, now: datetime) -> set[int]:
    """The keys of the questions that a draw by this tag finds now."""
    return set(QuestionVersion.objects.live(now).tagged(tag).values_list("draft_id", flat=True))


def too_few(quiz: Quiz, now: datetime) -> list[Problem]:
    """Where more questions are to be drawn or made than there are. What the quiz asks anyway is not drawn."""
    wanted: Counter[tuple[str, str]] = Counter()
    for item in quiz.items.filter(what__in=("draw", "timeline")):
        wanted[item.what, item.source] += item.count
    own = {question.pk for question in _questions(quiz)}
    there = {asked: _supply(*asked, own=own, now=now) for asked in wanted if asked != ("draw", "")}
    return [
        Problem("draw-too-few", f"{source or '*'}: {n} / {wanted[what, source]}", what)
        for (what, source), n in there.items()
        if n < wanted[what, source]
    ]


def _supply(what: str, source: str, *, own: set[int], now: datetime) -> int:
    return len(pool(source, now) - own) if what == "draw" else len(site().make_questions(source, 1))


def _questions(quiz: Quiz) -> Iterator[Question]:
    for item in quiz.items.select_related("question"):
        if item.question is not None:
            yield item.question


@transaction.atomic
def publish_quiz(quiz: Quiz, *, now: datetime, channel: str, by: Any | None = None) -> Outcome:
    """Write the next version of a quiz with the versions of its questions: all of it, or nothing."""
    found = problems(quiz)
    # Files are loaded in any order: what is drawn from may come after what draws.
    if channel != publishing.FILES:
        found += too_few(quiz, now)
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
