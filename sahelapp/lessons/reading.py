"""Reading lessons for a page: the text in pieces, its questions, its neighbours. Three cost what thirty cost."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from quizzes.models import QuestionVersion
from sahelapp.evidence.prose import Check, split_checks
from sahelapp.lessons.models import LessonVersion, ReadingMark
from sahelapp.lessons.values import LessonValue


@dataclass(frozen=True, slots=True)
class Asked:
    """A question where it stands in the text."""

    slug: str
    number: int
    stem: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Card:
    """A lesson in the list, and when it was read."""

    lesson: LessonValue
    minutes: int
    read_at: datetime | None = None


def cards(now: datetime, language: str, user: Any | None) -> list[Card]:
    """Every lesson in the order of the course; with when `user`, if there is one, read it."""
    read = ReadingMark.objects.belonging_to(user).first_of_each() if user else {}
    lessons = LessonVersion.objects.for_lists(now)
    return [Card(lesson, lesson.minutes(language), read.get(lesson.slug)) for lesson in lessons]


def neighbours(slug: str, now: datetime) -> tuple[int, LessonValue | None, LessonValue | None]:
    """Which lesson of the course it is, counted from one, with the one before it and the one after."""
    lessons = LessonVersion.objects.for_lists(now)
    at = next(index for index, lesson in enumerate(lessons) if lesson.slug == slug)
    return at + 1, lessons[at - 1] if at else None, lessons[at + 1] if at + 1 < len(lessons) else None


def pieces(block: Mapping[str, Any], language: str, now: datetime) -> list[str | Asked]:
    """The text cut where its questions stand. A question that is not published is left out."""
    slugs = [slug for kind, slug in block["mentions"] if kind == "question"]
    stems = _stems(slugs, language, now)
    found: list[str | Asked] = []
    for piece in split_checks(block["html"]):
        if not isinstance(piece, Check):
            found.append(piece)
        elif piece.slug in stems:
            found.append(Asked(piece.slug, slugs.index(piece.slug) + 1, stems[piece.slug]))
    return found


def _stems(slugs: Iterable[str], language: str, now: datetime) -> dict[str, dict[str, Any]]:
    slugs = list(slugs)
    if not slugs:
        return {}
    live = QuestionVersion.objects.live(now).filter(draft__slug__in=slugs).select_related("draft")
    return {version.draft.slug: version.block("stem", language) for version in live}
