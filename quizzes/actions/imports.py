"""Quizzes from and to plain mappings: what loading and dumping the course need, without files."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db import transaction

from quizzes.engine.formats import course
from quizzes.engine.formats.course import Asked, Parsed
from quizzes.engine.problems import Problem
from quizzes.engine.text import Text
from quizzes.models import Item, Question, Quiz
from quizzes.models.fitting import unfit


def quiz_from_value(value: Mapping[str, Any]) -> Parsed:
    """The quiz in one course file's mapping, with all its problems; nothing is written."""
    parsed = course.read(value)
    return replace(parsed, problems=(*parsed.problems, *_unfit(parsed)))


def _unfit(parsed: Parsed) -> Iterator[Problem]:
    yield from unfit(Quiz, {"slug": parsed.slug, **_columns("title", parsed.title)})
    for asked in parsed.asked:
        slug = asked.question.slug
        for problem in (*unfit(Question, {"slug": slug}), *unfit(Item, {"mark": asked.mark})):
            yield replace(problem, where=slug)


def quiz_to_value(quiz: Quiz) -> dict[str, Any]:
    """The mapping of a quiz draft with its questions: what `quiz_from_value` takes."""
    return course.write(
        Parsed(
            slug=quiz.slug,
            title=quiz.title,
            intro=quiz.intro,
            behaviour=quiz.behaviour,
            listed=quiz.listed,
            tags=tuple(quiz.tags),
            pass_percent=quiz.pass_percent,
            asked=tuple(
                Asked(item.question.to_engine(), item.question.question_kind, Decimal(item.mark))
                for item in quiz.items.in_order()
            ),
        )
    )


@transaction.atomic
def keep(parsed: Parsed) -> Quiz:
    """Write the drafts of a quiz and its questions, found again by their slugs. Publishing is another step."""
    quiz, _ = Quiz.objects.update_or_create(
        slug=parsed.slug,
        defaults={
            **_columns("title", parsed.title),
            **_columns("intro", parsed.intro),
            "behaviour": parsed.behaviour,
            "listed": parsed.listed,
            "tags": list(parsed.tags),
            "pass_percent": parsed.pass_percent,
        },
    )
    questions = [(_keep_question(asked), asked.mark) for asked in parsed.asked]
    quiz.items.all().delete()
    Item.objects.bulk_create(
        Item(quiz=quiz, question=question, position=position, mark=mark)
        for position, (question, mark) in enumerate(questions, 1)
    )
    return quiz


def _keep_question(asked: Asked) -> Question:
    question, _ = Question.objects.update_or_create(
        slug=asked.question.slug,
        defaults={
            "question_kind": asked.kind,
            **_columns("stem", asked.question.stem),
            **_columns("explanation", asked.question.explanation),
            "body": asked.question.body.to_value(),
            "tags": list(asked.question.tags),
        },
    )
    return question


def _columns(name: str, text: Text) -> dict[str, str]:
    return {f"{name}_en": text.en, f"{name}_fr": text.fr}
