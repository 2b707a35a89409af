"""Quizzes from and to plain mappings: what loading and dumping the course need, without files."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db import transaction

from quizzes.engine.formats import course
from quizzes.engine.formats.course import Parsed
from quizzes.engine.formats.course_questions import Asked, Drawn, Entry, Told
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
    for number, entry in enumerate(parsed.entries, 1):
        if not isinstance(entry, Asked):
            yield from (replace(p, where=f"questions[{number}]") for p in unfit(Item, _fields(entry)))


def quiz_to_value(quiz: Quiz) -> dict[str, Any]:
    """The mapping of a quiz draft with its questions: what `quiz_from_value` takes."""
    return course.write(
        Parsed(
            slug=quiz.slug,
            title=quiz.title,
            intro=quiz.intro,
            rules=quiz.to_rules(),
            layout=quiz.layout,
            shuffle_questions=quiz.shuffle_questions,
            shuffle_options=quiz.shuffle_options,
            opens=quiz.opens,
            attempts=quiz.attempts,
            listed=quiz.listed,
            tags=tuple(quiz.tags),
            entries=tuple(_entry(item) for item in quiz.items.in_order()),
        )
    )


def _entry(item: Item) -> Entry:
    if item.question:
        return Asked(item.question.to_engine(), item.question.question_kind, Decimal(item.mark))
    if item.asks:
        return Drawn(item.what, item.source, item.count, Decimal(item.mark))
    return Told(item.what, item.title, item.text)


@transaction.atomic
def keep(parsed: Parsed) -> Quiz:
    """Write the drafts of a quiz and its questions, found again by their slugs. Publishing is another step."""
    rules = parsed.rules
    written = rules.write()
    quiz, _ = Quiz.objects.update_or_create(
        slug=parsed.slug,
        defaults={
            **_columns("title", parsed.title),
            **_columns("intro", parsed.intro),
            **{name: written[name] for name in ("behaviour", "certainty", "tries_each", "penalty", "grading")},
            **{name: written[name] for name in ("pass_percent", "review", "seconds")},
            "layout": parsed.layout,
            "shuffle_questions": parsed.shuffle_questions,
            "shuffle_options": parsed.shuffle_options,
            "opens": parsed.opens,
            "closes": rules.closes,
            "attempts": parsed.attempts,
            "listed": parsed.listed,
            "tags": list(parsed.tags),
        },
    )
    fields = [_fields(entry) for entry in parsed.entries]
    quiz.items.all().delete()
    Item.objects.bulk_create(Item(quiz=quiz, position=position, **own) for position, own in enumerate(fields, 1))
    return quiz


def _fields(entry: Entry) -> dict[str, Any]:
    """The columns of an item; a question among them is written."""
    if isinstance(entry, Asked):
        return {"question": _keep_question(entry), "mark": entry.mark}
    if isinstance(entry, Drawn):
        return {"what": entry.what, "source": entry.source, "count": entry.count, "mark": entry.mark}
    return {"what": entry.what, **_columns("title", entry.title), **_columns("text", entry.text)}


def _keep_question(asked: Asked) -> Question:
    question, _ = Question.objects.update_or_create(
        slug=asked.question.slug,
        defaults={
            "question_kind": asked.kind,
            **_columns("stem", asked.question.stem),
            **_columns("explanation", asked.question.explanation),
            "body": asked.question.body.to_value(),
            "tags": list(asked.question.tags),
            "hints": [hint.write() for hint in asked.question.hints],
        },
    )
    return question


def _columns(name: str, text: Text) -> dict[str, str]:
    return {f"{name}_en": text.en, f"{name}_fr": text.fr}
