"""Repair: grade by a corrected version, void a question, undo either; and the offer of it while an attempt is open.

Every repair is previewed by the very code that applies it: `preview` finds the changes, `apply` finds them again under
lock and writes them down. Steps never change.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet

from quizzes.engine import grade
from quizzes.engine.behaviours import replay
from quizzes.engine.grade import RIGHT, Grade
from quizzes.engine.steps import History
from quizzes.models import Attempt, Question, QuestionVersion, Regrade, Regrading, Slot

Kind = Regrading.Kind
AT_ONCE = 200  # attempts in one statement


@dataclass(frozen=True, slots=True)
class Change:
    """What one repair does to one slot; grades as exact text, empty where there was nothing to grade."""

    slot: Slot
    to_version: QuestionVersion | None
    voids: bool
    old: str
    new: str
    marks: Fraction  # by how much the score changes


@dataclass(frozen=True, slots=True)
class Preview:
    """What a repair would do: to how many attempts, and how many marks would rise or fall."""

    attempts: int
    changes: tuple[Change, ...]

    @property
    def up(self) -> int:
        """How many marks would rise."""
        return sum(change.marks > 0 for change in self.changes)

    @property
    def down(self) -> int:
        """How many marks would fall."""
        return sum(change.marks < 0 for change in self.changes)


def preview(question: Question, to_version: QuestionVersion | None, now: datetime) -> Preview:
    """What grading all ended attempts by `to_version` would change. Nothing is written.

    None voids the question, in attempts under way too; otherwise they are offered the correction.
    """
    attempts = Attempt.objects.over_at(now) if to_version else Attempt.objects.all()
    slots = _slots(question, attempts)
    changes = tuple(_change(slot, to_version or slot.version, voids=to_version is None) for slot in slots)
    return Preview(len({slot.attempt_id for slot in slots}), changes)


def _slots(question: Question, attempts: QuerySet[Attempt]) -> list[Slot]:
    """Where a question stands in these attempts."""
    asked = Slot.objects.filter(question_version__draft=question).values("attempt")
    found = list(attempts.filter(pk__in=asked).order_by("pk"))
    return [slot for slot in Slot.objects.in_full(found) if slot.version.draft_id == question.pk]


def _change(slot: Slot, version: QuestionVersion, *, voids: bool) -> Change:
    """What a slot becomes when `version` counts there, or full marks.

    All that was ever sent is played again: an earlier repair may have made the first of several tries the last.
    """
    behaviour = slot.attempt.behaviour
    sent = [step.to_engine() for step in slot.current()]
    after = replay(version.to_engine(), behaviour, [(step.posted, step.at) for step in sent])
    worth = Fraction(behaviour.most) if voids else behaviour.worth(after[-1]) if after else Fraction(0)
    return Change(
        slot,
        version if version.pk else None,
        voids,
        _grade_in_words(slot.history(), voids=slot.is_void),
        _grade_in_words(after, voids=voids),
        (worth - slot.worth()) * Fraction(slot.mark),
    )


def _grade_in_words(history: History, *, voids: bool) -> str:
    stands: Grade | None = RIGHT if voids else history[-1].grade if history else None
    return stands.write() if stands else ""


@transaction.atomic
def apply(
    question: Question, to_version: QuestionVersion | None, *, by: Any, why: str, now: datetime
) -> tuple[Regrading, Preview]:
    """Grade all ended attempts by `to_version`, or void the question (None): all of them, or none."""
    Question.objects.select_for_update().get(pk=question.pk)
    found = preview(question, to_version, now)
    kind = Kind.VOID if to_version is None else Kind.CORRECT
    return _write(Regrading(question=question, kind=kind, by=by, why=why, at=now), found.changes), found


@transaction.atomic
def undo(regrading: Regrading, *, by: Any, why: str, now: datetime) -> Regrading | None:
    """Let what stood before a repair count again. None when it was undone already, or a later repair stands on it."""
    Question.objects.select_for_update().get(pk=regrading.question_id)
    if not may_undo(regrading):
        return None
    before = {regrade.slot_id: regrade for regrade in regrading.regrades.select_related("from_version")}
    attempts = list(Attempt.objects.filter(slots__in=before).distinct())
    slots = [slot for slot in Slot.objects.in_full(attempts) if slot.pk in before]
    changes = [_back(slot, before[slot.pk]) for slot in slots]
    undoing = Regrading(question=regrading.question, kind=Kind.UNDO, undoes=regrading, by=by, why=why, at=now)
    return _write(undoing, changes)


def may_undo(regrading: Regrading) -> bool:
    """Whether it is the last repair of its question that still stands, and no undoing itself."""
    standing = regrading.question.regradings.filter(kind__in=(Kind.CORRECT, Kind.VOID), undone_by=None)
    return regrading.pk == standing.aggregate(last=Max("pk"))["last"]


def _back(slot: Slot, regrade: Regrade) -> Change:
    """What stood before: the repair before that one, if there was any, decides whether the question stays void."""
    earlier = [one for one in slot.repairs() if one.pk < regrade.pk]
    return _change(slot, regrade.from_version or slot.version, voids=bool(earlier) and earlier[-1].voids)


def _write(regrading: Regrading, changes: Sequence[Change]) -> Regrading:
    """Keep a repair with all it changed, and refresh the scores that it touches."""
    is_learners_own = regrading.kind in (Kind.TAKEN, Kind.DECLINED)
    regrading.by_name = str(regrading.by) if regrading.by and not is_learners_own else ""
    regrading.save(force_insert=True)
    Regrade.objects.bulk_create(
        Regrade(
            regrading=regrading,
            slot=change.slot,
            from_version=change.slot.version if change.slot.version.pk else None,
            to_version=change.to_version,
            voids=change.voids,
            old=change.old,
            new=change.new,
        )
        for change in changes
    )
    _recount({change.slot.attempt_id for change in changes}, regrading.at)
    return regrading


def _recount(keys: Collection[int], now: datetime) -> None:
    """Refresh the cached scores of these attempts; an attempt under way has none yet."""
    attempts = list(Attempt.objects.select_for_update().filter(pk__in=keys))
    for attempt in attempts:
        attempt.regraded_at = now
    for attempt, slots in groupby(Slot.objects.in_full(attempts), key=attrgetter("attempt")):
        if attempt.finished_at is not None:
            attempt.score = grade.total((slot.mark, slot.worth()) for slot in slots)
    Attempt.objects.bulk_update(attempts, ["regraded_at", "score"], batch_size=AT_ONCE)


def offers(attempt: Attempt, slots: Sequence[Slot], now: datetime) -> dict[int, QuestionVersion]:
    """For slots of an attempt under way: the corrected version that each may change to, by the slot's key.

    Each correction is offered once, and only where the question itself changed and still counts. One query, or two.
    """
    if attempt.is_over(now):
        return {}
    open_slots = {slot.version.draft_id: slot for slot in slots if slot.version.pk and not _is_settled(slot)}
    if not QuestionVersion.objects.any_since(attempt.started_at, list(open_slots)):  # nearly always
        return {}
    newest = QuestionVersion.objects.live(now).filter(draft__in=open_slots, published_at__gt=attempt.started_at)
    return {
        slot.pk: version
        for version in newest.select_related("draft")
        if _is_offered(slot := open_slots[version.draft_id], version)
    }


def _is_settled(slot: Slot) -> bool:
    return slot.is_void or slot.attempt.behaviour.is_settled(slot.history())


def _is_offered(slot: Slot, version: QuestionVersion) -> bool:
    """Whether it differs in what is asked or what is right, and the learner has not decided since it was published."""
    decisions = [repair.regrading for repair in slot.repairs() if repair.regrading.kind in (Kind.TAKEN, Kind.DECLINED)]
    decided = any(decision.at >= version.published_at for decision in decisions)
    said = ("stem", "body")
    return not decided and any(version.value[part] != slot.version.value[part] for part in said)


@transaction.atomic
def answer_offer(slot_id: int, *, take: bool, by: Any, now: datetime) -> bool:
    """Change to the corrected version that was offered, or stay. False when there was nothing (any more) to decide."""
    locked = Slot.objects.locked().get(pk=slot_id)
    slot = next(slot for slot in Slot.objects.in_full([locked.attempt]) if slot.pk == slot_id)
    version = offers(slot.attempt, [slot], now).get(slot.pk)
    if version is None:
        return False
    kind = Kind.TAKEN if take else Kind.DECLINED
    change = _change(slot, version if take else slot.version, voids=False)
    _write(Regrading(question=version.draft, kind=kind, by=by, at=now), [change])
    return True


def total_of(changes: Iterable[Change]) -> Decimal:
    """By how many marks all scores together change."""
    exact = sum((change.marks for change in changes), Fraction(0))
    return Decimal(exact.numerator) / Decimal(exact.denominator)
