"""What the home page offers: three doors with what stands behind them, where to begin, and where to go on."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from quizzes.models import Attempt, QuizVersion, Run, ScenarioVersion
from quizzes.site import Link
from sahelapp.evidence.models import Source
from sahelapp.lessons.models import LessonVersion, ReadingMark
from sahelapp.lessons.values import LessonValue
from sahelapp.progress.reading import next_lesson
from sahelapp.timeline.models import EventVersion
from sahelapp.timeline.values import EventValue

MOST_BEGUN = 3


@dataclass(frozen=True, slots=True)
class Doors:
    """How much stands behind each door, and a good thing to begin with behind it; None where there is nothing."""

    lessons: int
    first_lesson: LessonValue | None
    events: int
    latest_event: EventValue | None
    scenarios: int
    first_scenario: ScenarioVersion | None
    quizzes: int
    sources: int


def doors(now: datetime) -> Doors:
    """What learners may meet at `now`; the same for everybody."""
    lessons = LessonVersion.objects.for_lists(now)
    scenarios = ScenarioVersion.objects.live(now).select_related("draft").defer("rendered")
    events = EventVersion.objects.live(now)
    return Doors(
        lessons=len(lessons),
        first_lesson=lessons[0] if lessons else None,
        events=events.count(),
        latest_event=_latest(events),
        scenarios=scenarios.count(),
        first_scenario=scenarios.order_by("draft__slug").first(),
        quizzes=QuizVersion.objects.live(now).listed().count(),
        sources=Source.objects.count(),
    )


def _latest(events: QuerySet[EventVersion]) -> EventValue | None:
    # Dates are stored as ISO text, so the database can order them without anybody reading all events.
    value = events.order_by("-value__date", "-draft__slug").values_list("value", flat=True).first()
    return EventValue.read(value) if value else None


def begun(user: Any, now: datetime, language: str) -> list[Link]:
    """Where this person can go on: what is under way, then the next lesson, if one was read."""
    return [*_attempts(user, now, language), *_runs(user, language), *_next_lesson(user, now, language)]


def _attempts(user: Any, now: datetime, language: str) -> list[Link]:
    under_way = Attempt.objects.belonging_to(user).open_at(now).select_related("quiz_version").order_by("-started_at")
    return [
        Link(one.quiz_version.title.in_(language), reverse("quizzes:result", args=[one.token]), _("Quiz under way"))
        for one in under_way.defer("quiz_version__rendered")[:MOST_BEGUN]
    ]


def _runs(user: Any, language: str) -> list[Link]:
    under_way = Run.objects.belonging_to(user).open().select_related("scenario_version").order_by("-started_at")
    return [
        Link(
            one.scenario_version.title.in_(language), reverse("quizzes:run", args=[one.token]), _("Scenario under way")
        )
        for one in under_way.defer("scenario_version__rendered")[:MOST_BEGUN]
    ]


def _next_lesson(user: Any, now: datetime, language: str) -> list[Link]:
    read = ReadingMark.objects.belonging_to(user).first_of_each()
    lesson = next_lesson(LessonVersion.objects.for_lists(now), read) if read else None
    if lesson is None:
        return []
    return [Link(lesson.titles.in_(language), reverse("lessons:lesson", args=[lesson.slug]), _("Next lesson"))]
