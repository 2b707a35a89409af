"""Scores are caches: this recounts them from the steps."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from quizzes.engine.behaviours import replay
from quizzes.models import Attempt, Slot


@dataclass(frozen=True, slots=True)
class Difference:
    """A stored figure that its history does not bear out."""

    where: str
    stored: str
    recounted: str


def rebuild(*, check: bool = False) -> Iterator[Difference]:
    """Recount every attempt and yield what differed; with `check` nothing is written."""
    for attempt in Attempt.objects.with_slots().iterator(chunk_size=200):
        for slot in attempt.slots.all():
            yield from _regraded(slot, attempt)
        yield from _rescored(attempt, check=check)


def _regraded(slot: Slot, attempt: Attempt) -> Iterator[Difference]:
    """Steps never change, so a grade that replay does not give is told and left: it takes a person to decide."""
    stored = slot.history()
    again = replay(slot.to_engine(), attempt.behaviour, [(step.posted, step.at) for step in stored])
    if tuple(stored) != again:
        yield Difference(f"attempt {attempt.token}, question {slot.position}", _grades(stored), _grades(again))


def _grades(history: object) -> str:
    return ", ".join(f"{step.status}:{step.grade.write() if step.grade else '-'}" for step in history)  # type: ignore[attr-defined]


def _rescored(attempt: Attempt, *, check: bool) -> Iterator[Difference]:
    counted: Decimal = attempt.counted()
    if attempt.score == counted:
        return
    yield Difference(f"attempt {attempt.token}, score", str(attempt.score), str(counted))
    if not check:
        with transaction.atomic():
            locked = Attempt.objects.select_for_update().get(pk=attempt.pk)
            locked.score = locked.counted()
            locked.save(update_fields=["score"])
