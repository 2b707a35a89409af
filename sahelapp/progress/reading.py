"""What a learner did and what comes next, pulled from every room. Much work costs as many queries as little."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet

from quizzes.engine.text import Text
from quizzes.models import Attempt, Run, Slot
from sahelapp.accounts.models import User
from sahelapp.lessons.models import LessonVersion, ReadingMark
from sahelapp.lessons.values import LessonValue

MOST = 50  # of each list; the export has everything


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a guest did before logging in."""

    answers: int
    runs: int
    marks: int

    def __bool__(self) -> bool:
        return bool(self.answers or self.runs or self.marks)


@dataclass(frozen=True, slots=True)
class Answered:
    """A sitting, as the list shows it."""

    attempt: Attempt
    title: str
    ended: datetime | None
    points: Decimal | None  # as far as the learner may know them


@dataclass(frozen=True, slots=True)
class Decided:
    """A playing of a scenario; `ending` is the title of where it led, if it did."""

    run: Run
    title: str
    ending: str


@dataclass(frozen=True, slots=True)
class Read:
    """A lesson, and when it was read."""

    lesson: LessonValue
    at: datetime


@dataclass(frozen=True, slots=True)
class Work:
    """Everything that the page about one learner shows."""

    answered: list[Answered]
    decided: list[Decided]
    read: list[Read]
    next_lesson: LessonValue | None
    lessons: list[LessonValue]

    def __bool__(self) -> bool:
        return bool(self.answered or self.decided or self.read)

    @property
    def open_attempts(self) -> list[Answered]:
        return [one for one in self.answered if one.ended is None]

    @property
    def finished_attempts(self) -> list[Answered]:
        return [one for one in self.answered if one.ended is not None]

    @property
    def open_runs(self) -> list[Decided]:
        return [one for one in self.decided if not one.run.is_finished]

    @property
    def finished_runs(self) -> list[Decided]:
        return [one for one in self.decided if one.run.is_finished]


def waiting(guest: User) -> Waiting:
    """How much there is to carry over."""
    answers = Slot.objects.belonging_to(guest).filter(steps__current=True).distinct().count()
    runs, marks = Run.objects.belonging_to(guest), ReadingMark.objects.belonging_to(guest)
    return Waiting(answers, runs.count(), marks.count())


def work_of(user: User, now: datetime, language: str) -> Work:
    """All that a learner did, the newest first, and where they would go on."""
    lessons = LessonVersion.objects.for_lists(now)
    read_at = ReadingMark.objects.belonging_to(user).first_of_each()
    return Work(
        answered=[_answered(attempt, now, language) for attempt in _attempts(user)[:MOST]],
        decided=[_decided(run, language) for run in _runs(user)[:MOST]],
        read=_read(lessons, read_at),
        next_lesson=next_lesson(lessons, read_at),
        lessons=lessons,
    )


def _attempts(user: User) -> QuerySet[Attempt]:
    return (
        Attempt.objects.belonging_to(user)
        .select_related("quiz_version__draft")
        .defer("quiz_version__rendered")
        .annotate(
            asked=Count("slots", distinct=True),
            given=Count("slots", filter=Q(slots__steps__current=True), distinct=True),
        )
    )


def _answered(attempt: Attempt, now: datetime, language: str) -> Answered:
    title = attempt.quiz_version.title.in_(language)
    return Answered(attempt, title, attempt.over_since(now), attempt.points_shown(now))


def _runs(user: User) -> QuerySet[Run]:
    return (
        Run.objects.belonging_to(user)
        .select_related("scenario_version__draft")
        .defer("scenario_version__rendered")
        .annotate(made=Count("moves"))
    )


def _decided(run: Run, language: str) -> Decided:
    scenes = run.scenario_version.value["story"]["scenes"]
    ending = next((scene["title"] for scene in scenes if scene["slug"] == run.ending), None)
    return Decided(run, run.scenario_version.title.in_(language), Text.read(ending).in_(language))


def _read(lessons: Iterable[LessonValue], read_at: Mapping[str, datetime]) -> list[Read]:
    read = [Read(lesson, read_at[lesson.slug]) for lesson in lessons if lesson.slug in read_at]
    return sorted(read, key=lambda one: one.at, reverse=True)


def next_lesson(lessons: list[LessonValue], read_at: Mapping[str, Any]) -> LessonValue | None:
    """The first unread lesson after the one read last; else the first unread one; None when all are read."""
    unread = [lesson for lesson in lessons if lesson.slug not in read_at]
    if not unread:
        return None
    read = (lesson for lesson in lessons if lesson.slug in read_at)
    last = max(read, key=lambda lesson: read_at[lesson.slug], default=None)
    after = (lesson for lesson in unread if last and (lesson.order, lesson.slug) > (last.order, last.slug))
    return next(after, unread[0])
