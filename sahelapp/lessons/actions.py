"""Writing about lessons: drafts from files, marks of reading, and what becomes of marks when people change."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import transaction

from quizzes.engine.text import LANGUAGES, Text
from sahelapp.lessons.models import Lesson, LessonVersion, ReadingMark


@transaction.atomic
def mark_read(user: Any, slug: str, *, sent_as: UUID, now: datetime) -> ReadingMark | None:
    """Keep that `user` read a lesson, in the version now live; None where there is no such lesson.

    The first mark of a lesson counts, so a second click, or a second sending, finds the first.
    """
    version = LessonVersion.objects.live(now).filter(draft__slug=slug).defer("rendered", "value").first()
    if version is None:
        return None
    # The lock makes two clicks at once come one after the other.
    get_user_model().objects.select_for_update().get(pk=user.pk)
    made = ReadingMark.objects.belonging_to(user).filter(lesson_version__draft=version.draft_id).first()
    if made is not None:
        return made
    mark, _ = ReadingMark.objects.get_or_create(
        learner=user, sent_as=sent_as, defaults={"lesson_version": version, "at": now}
    )
    return mark


def carry_over(guest: Any, account: Any) -> int:
    """Give the guest's marks to the account; how many there were. The caller holds the transaction of all rooms."""
    return ReadingMark.objects.filter(learner=guest).update(learner=account)


def export(user: Any) -> list[dict[str, Any]]:
    """All that is kept of this user's reading, readable without us."""
    marks = ReadingMark.objects.belonging_to(user).select_related("lesson_version__draft")
    return [
        {
            "lesson": mark.lesson_version.draft.slug,
            "title": mark.lesson_version.to_engine().titles.write(),
            "version": mark.lesson_version.number,
            "read_at": mark.at.isoformat(),
        }
        for mark in marks
    ]


@transaction.atomic
def erase(user: Any) -> int:
    """Delete this user's marks; how many there were."""
    count, _ = ReadingMark.objects.filter(learner=user).delete()
    return count


def to_fields(value: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a draft from the mapping that `to_mapping` gives."""
    texts = {name: Text.read(value[name]) for name in ("title", "summary", "body")}
    both = {f"{name}_{language}": text.write()[language] for name, text in texts.items() for language in LANGUAGES}
    lines = {f"objectives_{language}": "\n".join(value["objectives"][language]) for language in LANGUAGES}
    alone = {name: value[name] for name in ("slug", "order", "themes", "events")}
    return {**both, **lines, **alone, "check_quiz": value["check"] or ""}


def to_mapping(lesson: Lesson) -> dict[str, Any]:
    """What a draft says, in the order in which files have it."""
    value = lesson.to_value()
    del value["version"]
    return value


@transaction.atomic
def keep(value: Mapping[str, Any]) -> Lesson:
    """Write a draft, found again by its slug. Publishing is another step."""
    fields = to_fields(value)
    return Lesson.objects.update_or_create(slug=fields["slug"], defaults=fields)[0]
