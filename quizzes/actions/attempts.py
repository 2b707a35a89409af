"""Attempts: start, submit, finish; and what becomes of them when a person signs up, exports or leaves.

The core decides what a post is worth; this module locks, keeps and counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import QuerySet

from quizzes.engine import steps
from quizzes.engine.dice import Dice, seeded, shuffled
from quizzes.engine.steps import Posted, Status
from quizzes.engine.terms import Terms
from quizzes.models import Attempt, Pinned, QuizVersion, Slot, Step

ANYTIME = Terms()


@dataclass(frozen=True, slots=True)
class Started:
    """The attempt to go on with, or why there is none (a code of `Terms.refusal`)."""

    attempt: Attempt | None
    refused: str = ""


class Reply(StrEnum):
    """What became of a post."""

    KEPT = "kept"
    SAME = "same"  # nothing new: sent twice, or the same again
    STANDS = "stands"  # the first answer stands; this one was not taken
    STALE = "stale"  # kept, not current: a later answer exists that the form had not seen
    CLASH = "clash"  # one UUID, two contents
    OVER = "over"  # the attempt is over

    @property
    def is_conflict(self) -> bool:
        """Whether the learner must be told that what they sent is not what counts."""
        return self not in (Reply.KEPT, Reply.SAME)


@dataclass(frozen=True, slots=True)
class Submitted:
    """A post, answered; `status` is what the step says that now holds this content, where there is one."""

    slot: Slot
    reply: Reply
    status: str = ""


@transaction.atomic
def start(learner: Any, quiz_version: QuizVersion, *, seed: int, now: datetime, terms: Terms = ANYTIME) -> Started:
    """Begin an attempt, or go on with the one under way. Orders are drawn here, once, and stored."""
    get_user_model()._default_manager.select_for_update().get(pk=learner.pk)  # two clicks take turns
    mine = Attempt.objects.filter(learner=learner, quiz_version__draft=quiz_version.draft_id)
    if (under_way := mine.open_at(now).first()) is not None:
        return Started(under_way)
    if (refused := terms.refusal(now, mine.count())) is not None:
        return Started(None, refused)
    pinned = list(quiz_version.pinned.select_related("question_version"))
    attempt = Attempt.objects.create(
        learner=learner,
        quiz_version=quiz_version,
        rules={"version": 1, **{name: quiz_version.value[name] for name in ("behaviour", "pass_percent")}},
        started_at=now,
        deadline=terms.deadline(now),
        out_of=sum((pin.mark for pin in pinned), Decimal(0)),
    )
    dice = seeded(seed)
    Slot.objects.bulk_create(_slot(attempt, pin, dice) for pin in pinned)
    return Started(attempt)


def _slot(attempt: Attempt, pin: Pinned, dice: Dice) -> Slot:
    order = shuffled(pin.question_version.to_engine().shuffles(), dice)
    return Slot(
        attempt=attempt,
        position=pin.position,
        question_version=pin.question_version,
        mark=pin.mark,
        order=list(order),
    )


@transaction.atomic
def submit(slot_id: int, posted: Posted, *, sent_as: UUID, seen: int, now: datetime) -> Submitted:
    """Keep one response. Sending it twice, as an offline queue will, counts once.

    `seen` is the number of the last step that the form knew of; 0 for none.
    """
    slot = Slot.objects.locked().get(pk=slot_id)
    kept = list(slot.steps.all())
    if (earlier := next((step for step in kept if step.sent_as == sent_as), None)) is not None:
        same = Posted.read(earlier.posted) == posted
        return Submitted(slot, Reply.SAME if same else Reply.CLASH, earlier.status)
    if slot.attempt.is_over(now):
        _close(slot.attempt, now)
        return Submitted(slot, Reply.OVER)
    return _take(slot, kept, posted, sent_as=sent_as, seen=seen, now=now)


def _take(slot: Slot, kept: list[Step], posted: Posted, *, sent_as: UUID, seen: int, now: datetime) -> Submitted:
    history = [step.to_engine() for step in kept if step.current]
    last = max((step.number for step in kept if step.current), default=0)
    step = slot.attempt.behaviour.react(slot.to_engine(), history, posted, now)
    number = len(kept) + 1
    if history and history[-1].posted == posted:
        return Submitted(slot, Reply.SAME, history[-1].status)
    if last > seen:
        unread = steps.Step(now, posted, Status.SAVED)
        Step.of(slot, unread, number=number, sent_as=sent_as, current=False).save()
        return Submitted(slot, Reply.STALE)
    if step is None:
        return Submitted(slot, Reply.STANDS if history else Reply.SAME)
    Step.of(slot, step, number=number, sent_as=sent_as, current=True).save()
    _cache_score(slot.attempt)
    return Submitted(slot, Reply.KEPT, step.status)


@transaction.atomic
def finish(attempt_id: int, *, now: datetime) -> Attempt:
    """End an attempt. Ending it twice is ending it once; out of time, it ended at its deadline."""
    attempt = Attempt.objects.select_for_update().get(pk=attempt_id)
    return _close(attempt, attempt.over_since(now) or now)


def close_overdue(*, now: datetime) -> int:
    """Store the end of every attempt whose time ran out; how many there were."""
    overdue = Attempt.objects.overdue_at(now).values_list("pk", flat=True)
    return sum(1 for pk in list(overdue) if finish(pk, now=now))


def _close(attempt: Attempt, now: datetime) -> Attempt:
    if attempt.finished_at is None:
        attempt.finished_at = attempt.over_since(now) or now
        attempt.score = attempt.counted()
        attempt.save(update_fields=["finished_at", "score"])
    return attempt


def _cache_score(attempt: Attempt) -> None:
    attempt.score = attempt.counted()
    attempt.save(update_fields=["score"])


def carry_over(guest: Any, account: Any) -> int:
    """Give the guest's attempts to the account; how many there were. The caller holds the transaction of all rooms."""
    return Attempt.objects.filter(learner=guest).update(learner=account)


def export(user: Any) -> list[dict[str, Any]]:
    """Everything kept of a learner's attempts, as JSON: what was asked, what was sent and when, what it was worth."""
    return [_exported(attempt) for attempt in _with_all(user)]


def _with_all(user: Any) -> QuerySet[Attempt]:
    return Attempt.objects.belonging_to(user).with_slots().order_by("started_at", "pk")


def _exported(attempt: Attempt) -> dict[str, Any]:
    return {
        "quiz": attempt.quiz_version.draft.slug,
        "quiz_version": attempt.quiz_version.number,
        "started_at": attempt.started_at,
        "finished_at": attempt.finished_at,
        "score": attempt.score if attempt.finished_at else None,
        "out_of": attempt.out_of,
        "answers": [answer for slot in attempt.slots.all() for answer in _answers(slot)],
    }


def _answers(slot: Slot) -> Iterator[dict[str, Any]]:
    for step in slot.kept():
        yield {
            "question": slot.question_version.draft.slug,
            "question_version": slot.question_version.number,
            "sent": step.posted["values"],
            "at": step.at,
            "status": step.status,
            "counted": step.current,
            # Not told before it may be: an export of an attempt under way must not be a way to the key.
            "grade": step.grade if slot.attempt.finished_at or step.status == Status.GRADED else None,
        }


@transaction.atomic
def erase(user: Any) -> int:
    """Delete a learner's attempts with all they sent; how many attempts there were."""
    _, by_model = Attempt.objects.filter(learner=user).delete()
    return by_model.get(Attempt._meta.label, 0)
