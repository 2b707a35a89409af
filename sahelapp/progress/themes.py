"""By theme: how many of its lessons were read, and what the last answers to its questions were worth."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from quizzes.models import Attempt, Slot
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
    ended = Attempt.objects.belonging_to(user).over_at(now).order_by("started_at", "pk")
    over = [attempt for attempt in ended if attempt.shows_marks(now)]  # what is not told there is not told here
    order = {attempt.pk: rank for rank, attempt in enumerate(over)}
    slots = sorted(Slot.objects.in_full(over), key=lambda slot: (order[slot.attempt_id], slot.position))
    # Later sittings overwrite earlier ones. A question made for one sitting is filed under nothing.
    last = {slot.version.draft_id: (slot.version.value["tags"], slot.part()) for slot in slots if slot.version.pk}
    found: dict[str, list[Fraction]] = defaultdict(list)
    for tags, part in last.values():
        for tag in tags:
            found[tag].append(part)
    return found
