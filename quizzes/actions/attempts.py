"""Attempts: start, submit, finish; and what becomes of them when a person signs up, exports or leaves.

The core decides what a post is worth; this module locks, keeps and counts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import transaction

from quizzes.actions import drawing
from quizzes.engine import steps
from quizzes.engine.behaviours.telling import Telling
from quizzes.engine.plan import Plan
from quizzes.engine.rules import Rules
from quizzes.engine.steps import Posted, Status
from quizzes.engine.terms import Terms
from quizzes.models import Attempt, QuizVersion, Regrading, Slot, Step
from quizzes.models.attempt import SlotQuerySet, take_from_shelf


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
    """A post, answered. Where a step holds this content now, `step` is that one, and `status` what it says."""

    slot: Slot
    reply: Reply
    step: Step | None = None

    @property
    def status(self) -> str:
        """What became of the content; empty where it was not kept."""
        return self.step.status if self.step else ""


@transaction.atomic
def start(
    learner: Any,
    quiz_version: QuizVersion,
    *,
    seed: int,
    now: datetime,
    terms: Terms | None = None,
    made_from: str = "",
) -> Started:
    """Begin an attempt, or go on with the one under way. What chance decides is drawn here, once, and stored.

    Without `terms` those of the quiz hold; a class brings its own. `made_from` takes the place of the keys from which
    the quiz has questions made: the same quiz about something else is another attempt.
    """
    _take_turns(learner)
    terms = terms or quiz_version.terms
    mine = Attempt.objects.counting().filter(learner=learner, quiz_version__draft=quiz_version.draft_id)
    going_on = (attempt for attempt in mine.open_at(now) if attempt.kept_rules.made_from == made_from)
    if (under_way := next(going_on, None)) is not None:
        return Started(under_way)
    if (refused := terms.refusal(now, mine.count())) is not None:
        return Started(None, refused)
    drawn = drawing.draw(quiz_version, seed=seed, now=now, seen=drawing.seen_by(learner), made_from=made_from)
    if not drawn.slots:
        return Started(None, "nothing-to-ask")
    rules = replace(quiz_version.rules, seed=seed, closes=terms.closes, seconds=terms.seconds, made_from=made_from)
    attempt = Attempt(learner=learner, quiz_version=quiz_version, deadline=terms.deadline(now))
    attempt.plan = drawn.plan.write()
    return Started(_begin(attempt, rules, drawn.slots, now))


@transaction.atomic
def again(attempt: Attempt, *, now: datetime) -> Started:
    """Go over what was not wholly right in an ended attempt, where its learner may know what that is.

    It counts as no try and has no time limit.
    """
    _take_turns(attempt.learner)
    if (under_way := attempt.again.open_at(now).first()) is not None:
        return Started(under_way)
    missed = [slot for slot in Slot.objects.in_full([attempt]) if slot.part() < 1]
    may_know = attempt.is_over(now) and "correctness" in attempt.kept_rules.may_see(now, is_over=True)
    if not missed or not may_know:
        return Started(None, "nothing-missed")
    slots = [
        Slot(
            position=position,
            question_version=slot.version if slot.version.pk else None,
            frozen=slot.frozen,
            mark=slot.mark,
            order=slot.order,
        )
        for position, slot in enumerate(missed, 1)
    ]
    rules = replace(attempt.kept_rules, seconds=None)
    once_more = Attempt(learner=attempt.learner, quiz_version=attempt.quiz_version, again_of=attempt)
    once_more.plan = Plan(len(slots)).write()
    return Started(_begin(once_more, rules, slots, now))


def _take_turns(learner: Any) -> None:
    """Two clicks, or fifty, come one after the other."""
    get_user_model()._default_manager.select_for_update().only("pk").get(pk=learner.pk)


def _begin(attempt: Attempt, rules: Rules, slots: Sequence[Slot], now: datetime) -> Attempt:
    attempt.started_at = now
    attempt.rules = rules.write()
    attempt.out_of = attempt.behaviour.most * sum((slot.mark for slot in slots), Decimal(0))
    attempt.save()
    for slot in slots:
        slot.attempt = attempt
    Slot.objects.bulk_create(slots)
    return attempt


@transaction.atomic
def submit(slots: SlotQuerySet, posted: Posted, *, sent_as: UUID, seen: int, now: datetime) -> Submitted:
    """Keep one response for the one slot in `slots`. Sending it twice, as an offline queue will, counts once.

    `seen` is the number of the last step that the form knew of; 0 for none. Raises Slot.DoesNotExist where there is
    no such slot: whoever calls has limited `slots` to those of the learner.
    """
    slot = slots.locked().get()
    slot.read_steps()
    take_from_shelf([slot])
    kept = slot.kept()
    if (earlier := next((step for step in kept if step.sent_as == sent_as), None)) is not None:
        return Submitted(slot, _said_before(earlier, posted), earlier)
    if slot.attempt.is_over(now):
        return _refuse(slot, posted, sent_as=sent_as, now=now)
    return _take(slot, posted, sent_as=sent_as, seen=seen, now=now)


def _said_before(earlier: Step, posted: Posted) -> Reply:
    """What a post is told that came before under the same number: what it was told then."""
    if Posted.read(earlier.posted) != posted:
        return Reply.CLASH
    if earlier.status == Status.LATE:
        return Reply.OVER
    return Reply.SAME if earlier.current else Reply.STALE


def _refuse(slot: Slot, posted: Posted, *, sent_as: UUID, now: datetime) -> Submitted:
    """After the end nothing counts. What time alone cut off is kept, for the teacher to see."""
    attempt = slot.attempt
    _close(attempt, now)
    if attempt.deadline is not None and attempt.finished_at is not None and attempt.finished_at >= attempt.deadline:
        _keep(slot, steps.Step(now, posted, Status.LATE), sent_as=sent_as, current=False)
    return Submitted(slot, Reply.OVER)


def _take(slot: Slot, posted: Posted, *, sent_as: UUID, seen: int, now: datetime) -> Submitted:
    history = slot.history()
    last = max((step.number for step in slot.current()), default=0)
    if history and history[-1].posted == posted:
        return Submitted(slot, Reply.SAME, slot.current()[-1])
    if last > seen:
        _keep(slot, steps.Step(now, posted, Status.SAVED), sent_as=sent_as, current=False)
        return Submitted(slot, Reply.STALE)
    step = slot.attempt.behaviour.react(slot.to_engine(), history, posted, now)
    if step is None:
        return Submitted(slot, Reply.STANDS if history else Reply.SAME)
    return Submitted(slot, Reply.KEPT, _keep(slot, step, sent_as=sent_as, current=True))


def _keep(slot: Slot, step: steps.Step, *, sent_as: UUID, current: bool) -> Step:
    kept = slot.kept()
    row = Step.of(slot, step, number=len(kept) + 1, sent_as=sent_as, current=current)
    row.save(force_insert=True)
    slot.read_steps([*kept, row])
    return row


def flag(slot_id: int, *, flagged: bool) -> None:
    """Mark a question to come back to, or take the mark off."""
    Slot.objects.filter(pk=slot_id).update(flagged=flagged)


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


def carry_over(guest: Any, account: Any) -> int:
    """Give the guest's attempts to the account; how many there were. The caller holds the transaction of all rooms."""
    Regrading.objects.by_learner(guest).update(by=account)
    return Attempt.objects.filter(learner=guest).update(learner=account)


def export(user: Any, *, now: datetime) -> list[dict[str, Any]]:
    """Everything kept of a learner's attempts, as JSON: what was asked, what was sent and when, what it was worth.

    Not before it may be told: an export must not be a way to the key.
    """
    attempts = list(Attempt.objects.belonging_to(user).with_quiz().order_by("started_at", "pk"))
    slots = Slot.objects.in_full(attempts)
    return [_exported(one, [slot for slot in slots if slot.attempt_id == one.pk], now) for one in attempts]


def _exported(attempt: Attempt, slots: Sequence[Slot], now: datetime) -> dict[str, Any]:
    return {
        "quiz": attempt.quiz_version.draft.slug,
        "quiz_version": attempt.quiz_version.number,
        "started_at": attempt.started_at,
        "finished_at": attempt.finished_at,
        "score": attempt.points if attempt.shows_marks(now) else None,
        "out_of": attempt.out_of,
        "answers": [answer for slot in slots for answer in _answers(slot, now)],
    }


def _answers(slot: Slot, now: datetime) -> Iterator[dict[str, Any]]:
    attempt = slot.attempt
    sees = attempt.kept_rules.may_see(now, is_over=attempt.is_over(now))
    told = attempt.is_over(now) or attempt.behaviour.tells(slot.history()) > Telling.NOTHING
    for row in slot.kept():
        step = row.to_engine()
        yield {
            "question": slot.version.draft.slug,
            "question_version": slot.version.number,
            "sent": list(step.posted.values),
            "certainty": step.posted.certainty,
            "at": step.at,
            "status": step.status,
            "counted": row.current,
            "grade": row.grade if told and "correctness" in sees else None,
        }


@transaction.atomic
def erase(user: Any) -> int:
    """Delete a learner's attempts with all they sent; how many attempts there were."""
    Regrading.objects.by_learner(user).delete()
    _, by_model = Attempt.objects.filter(learner=user).delete()
    return by_model.get(Attempt._meta.label, 0)
