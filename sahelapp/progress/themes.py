"""By theme: how many of its lessons were read, and what the last answers to its questions were worth. Two queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.db.models import OuterRef, Subquery

from quizzes.engine.grade import Grade
from quizzes.models import Attempt, Slot, Step
from sahelapp.accounts.models import User
from sahelapp.lessons.values import LessonValue
from sahelapp.timeline.models import Theme


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """One line of the table; a part of None: there is nothing to count."""

    name: str
    read: int
    lessons: int
    asked: int
    percent: int | None


def by_theme(
    user: User, lessons: Iterable[LessonValue], read: Collection[str], now: datetime, language: str
) -> list[ThemeRow]:
    """The themes that have lessons or in which the learner answered, in the order of the course."""
    lessons = list(lessons)
    grades = _last_grades(user, now)
    rows = (_row(theme, lessons, read, grades.get(theme.slug, []), language) for theme in Theme.objects.all())
    return [row for row in rows if row.lessons or row.asked]


def _row(
    theme: Theme, lessons: list[LessonValue], read: Collection[str], grades: list[Fraction], language: str
) -> ThemeRow:
    slugs = [lesson.slug for lesson in lessons if theme.slug in lesson.themes]
    return ThemeRow(
        name=theme.name.in_(language),
        read=sum(slug in read for slug in slugs),
        lessons=len(slugs),
        asked=len(grades),
        percent=round(100 * sum(grades) / len(grades)) if grades else None,
    )


def _last_grades(user: User, now: datetime) -> dict[str, list[Fraction]]:
    """By theme, what the last answer to each question was worth. Sittings under way do not count."""
    answer = Step.objects.filter(slot=OuterRef("pk"), current=True).order_by("-number").values("grade")[:1]
    slots = Slot.objects.filter(attempt__in=Attempt.objects.belonging_to(user).over_at(now)).annotate(
        written=Subquery(answer)
    )
    # Later sittings overwrite earlier ones.
    last = {
        question: (tags or [], Grade.read(written).part if written else Fraction(0))
        for question, tags, written in slots.order_by("attempt__started_at", "pk").values_list(
            "question_version__draft_id", "question_version__value__tags", "written"
        )
    }
    found: dict[str, list[Fraction]] = defaultdict(list)
    for tags, grade in last.values():
        for tag in tags:
            found[tag].append(grade)
    return found
