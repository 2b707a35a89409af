"""Scores are caches: this recounts them from steps and regrades, and says what does not add up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import batched

from django.db import transaction

from quizzes.engine import grade
from quizzes.engine.behaviours import replay
from quizzes.engine.steps import Step
from quizzes.models import Attempt, Regrade, Slot

AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Difference:
    """A stored figure that its history does not bear out."""

    where: str
    stored: str
    recounted: str


def rebuild(*, check: bool = False) -> Iterator[Difference]:
    """Recount every attempt and yield what differed; with `check` nothing is written."""
    for differences in rebuild_each(check=check):
        yield from differences


def rebuild_each(*, check: bool = False) -> Iterator[list[Difference]]:
    """The same, an attempt at a time: what differed in each, so that whoever waits can be told how far it is."""
    keys = list(Attempt.objects.order_by("pk").values_list("pk", flat=True))
    for some in batched(keys, AT_ONCE):
        attempts = list(Attempt.objects.filter(pk__in=some).order_by("pk"))
        slots = Slot.objects.in_full(attempts)
        for attempt in attempts:
            own = [slot for slot in slots if slot.attempt_id == attempt.pk]
            yield [*(found for slot in own for found in _replayed(slot)), *_rescored(attempt, own, check=check)]


def _replayed(slot: Slot) -> Iterator[Difference]:
    """Steps and regrades never change, so a grade that replay does not give is told and left: a person must decide."""
    place = f"attempt {slot.attempt.token}, question {slot.position}"
    kept = [row.to_engine() for row in slot.current()]
    posts = [(step.posted, step.at) for step in kept]
    repairs = slot.repairs()
    # Steps were graded by the version that counted when they were sent: the pinned one, before any repair.
    if not repairs and tuple(kept) != (again := replay(slot.to_engine(), slot.attempt.behaviour, posts)):
        yield Difference(place, _grades(kept), _grades(again))
    if repairs:
        history = slot.history()
        now = "1" if slot.is_void else history[-1].grade.write() if history and history[-1].grade else ""
        if (stored := repairs[-1].new) != now and not _answered_since(slot, repairs[-1]):
            yield Difference(f"{place}, regrade", stored, now)


def _answered_since(slot: Slot, repair: Regrade) -> bool:
    return any(step.at > repair.regrading.at for step in slot.current())


def _grades(history: Sequence[Step]) -> str:
    return ", ".join(f"{step.status}:{step.grade.write() if step.grade else '-'}" for step in history)


def _rescored(attempt: Attempt, slots: Sequence[Slot], *, check: bool) -> Iterator[Difference]:
    """An attempt under way has no score yet."""
    if attempt.finished_at is None:
        return
    counted = grade.total((slot.mark, slot.worth()) for slot in slots)
    if attempt.score == counted:
        return
    yield Difference(f"attempt {attempt.token}, score", str(attempt.score), str(counted))
    if not check:
        with transaction.atomic():
            locked = Attempt.objects.select_for_update().get(pk=attempt.pk)
            locked.score = locked.counted()
            locked.save(update_fields=["score"])
