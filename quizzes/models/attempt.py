"""Attempts and their slots. Scores are caches of what the steps say."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models
from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from quizzes.engine import grade
from quizzes.engine import steps as engine_steps
from quizzes.engine.behaviours import Behaviour, replay
from quizzes.engine.plan import Plan
from quizzes.engine.question import Kind
from quizzes.engine.rules import Rules
from quizzes.engine.terms import GRACE
from quizzes.models import plain, shelf
from quizzes.models.question import Question, QuestionVersion
from quizzes.models.quiz import QuizVersion
from quizzes.models.step import Step

if TYPE_CHECKING:
    from quizzes.models.regrading import Regrade

UNANSWERED = (engine_steps.Status.BLANK, engine_steps.Status.UNREADABLE)


class AttemptQuerySet(models.QuerySet):
    """Reads attempts."""

    def belonging_to(self, user: Any) -> Self:
        """Those of one learner; of nobody, none."""
        return self.filter(learner=user) if user.is_authenticated else self.none()

    def with_token(self, token: UUID, user: Any) -> "Attempt | None":
        """One learner's attempt; None where there is none, or it is somebody else's."""
        if not user.is_authenticated:
            return None
        own = plain.rows(Attempt, "token = %(token)s AND learner_id = %(learner)s", token=token, learner=user.pk)
        return next(iter(own), None)

    def open_at(self, now: datetime) -> Self:
        """Those still under way."""
        return self.filter(finished_at=None).filter(Q(deadline=None) | Q(deadline__gt=now - GRACE))

    def over_at(self, now: datetime) -> Self:
        """Those finished, or out of time."""
        return self.filter(Q(finished_at__isnull=False) | Q(deadline__lte=now - GRACE))

    def overdue_at(self, now: datetime) -> Self:
        """Those out of time which no POST has closed yet."""
        return self.filter(finished_at=None, deadline__lte=now - GRACE)

    def counting(self) -> Self:
        """Those that count as tries at their quiz: not the ones that only go over mistakes again."""
        return self.filter(again_of=None)

    def with_quiz(self) -> Self:
        """With the quiz version, and without its rendered texts."""
        return self.select_related("quiz_version__draft").defer("quiz_version__rendered")


class Attempt(models.Model):
    """One sitting of one learner. It pins the version of the quiz and keeps the rules it was started under.

    `plan` is how its screens follow each other (`engine.plan`). `again_of` is the attempt whose mistakes this one goes
    over again. `regraded_at` is when any of its questions was last repaired.
    """

    token = models.UUIDField(_("token"), unique=True, default=uuid4, editable=False)
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="attempts", verbose_name=_("learner")
    )
    quiz_version = models.ForeignKey(
        QuizVersion, models.PROTECT, related_name="attempts", verbose_name=_("quiz version")
    )
    again_of = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="again", verbose_name=_("goes over again")
    )
    rules = models.JSONField(_("rules"), default=dict)
    plan = models.JSONField(_("plan"), default=dict)
    started_at = models.DateTimeField(_("started"))
    deadline = models.DateTimeField(_("deadline"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    regraded_at = models.DateTimeField(_("regraded"), null=True, blank=True)
    score = models.DecimalField(_("score"), max_digits=9, decimal_places=4, null=True, blank=True)
    out_of = models.DecimalField(_("out of"), max_digits=9, decimal_places=4, default=0)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ("-started_at", "-pk")
        indexes = [
            models.Index(fields=["learner", "quiz_version", "-started_at"], name="attempt_of_learner"),
            models.Index(fields=["deadline"], name="attempt_under_way", condition=Q(finished_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.learner_id}: {self.quiz_version}"

    @cached_property
    def kept_rules(self) -> Rules:
        """The rules it was started under, whatever the quiz says today."""
        return Rules.read(self.rules)

    @cached_property
    def kept_plan(self) -> Plan:
        """How its screens follow each other."""
        return Plan.read(self.plan)

    @cached_property
    def behaviour(self) -> Behaviour:
        """What turns posts into steps here."""
        return self.kept_rules.to_behaviour()

    def over_since(self, now: datetime) -> datetime | None:
        """When it ended: finished by the learner, or at its deadline; None while it is under way.

        Past the deadline it is under way for `GRACE` more: what still travels arrives before anything is told.
        """
        if self.finished_at is None and self.deadline is not None and self.deadline + GRACE <= now:
            return self.deadline
        return self.finished_at

    def is_over(self, now: datetime) -> bool:
        """Whether answers are no longer taken. Time ends without a request."""
        return self.over_since(now) is not None

    def position_of(self, question: str) -> int | None:
        """Where the question of this slug stands; None where it does not."""
        slots = self.slots.filter(question_version__draft__slug=question.replace("\0", ""))
        return slots.values_list("position", flat=True).first()

    def shows_marks(self, now: datetime) -> bool:
        """Whether its learner may know the score: once it is over, where the author lets them."""
        return self.is_over(now) and "marks" in self.kept_rules.may_see(now, is_over=True)

    @property
    def points(self) -> Decimal:
        """The score; of an attempt that ended without anybody there to count it, counted now."""
        return self.score if self.score is not None else self.counted()

    def points_shown(self, now: datetime) -> Decimal | None:
        """The score as far as its learner may know it."""
        return self.points if self.shows_marks(now) else None

    @property
    def percent(self) -> Decimal:
        """The score in percent of what could be got. Below nothing where certainty cost more than it brought."""
        return 100 * self.points / self.out_of if self.out_of else Decimal(0)

    @property
    def is_passed(self) -> bool | None:
        """Whether the pass mark was reached; None where there is none."""
        needed = self.kept_rules.pass_percent
        return None if needed is None else self.percent >= needed

    def counted(self) -> Decimal:
        """The score as the steps and regrades say it: what `score` caches."""
        return grade.total((slot.mark, slot.worth()) for slot in Slot.objects.in_full([self]))


class SlotQuerySet(models.QuerySet):
    """Reads slots."""

    def belonging_to(self, user: Any) -> Self:
        """Those of one learner's attempts; of nobody, none."""
        return self.filter(attempt__learner=user) if user.is_authenticated else self.none()

    def locked(self) -> Self:
        """Held until the transaction ends, with the attempt: two posts to one attempt take turns."""
        return self.select_related("attempt").select_for_update(of=("self", "attempt"))

    def in_full(self, attempts: Iterable[Attempt]) -> "list[Slot]":
        """The slots of these attempts in order, with steps, versions and regrades: two queries, at most four."""
        by_pk = {attempt.pk: attempt for attempt in attempts}
        slots = self._of_attempts(list(by_pk))
        steps: dict[int, list[Step]] = defaultdict(list)
        for step in Step.objects.of_slots([slot.pk for slot in slots]):
            steps[step.slot_id].append(step)
        for slot in slots:
            slot.attempt = by_pk[slot.attempt_id]
            slot.read_steps(steps[slot.pk])
        regraded = [slot for slot in slots if slot.attempt.regraded_at]
        models.prefetch_related_objects(regraded, Prefetch("regrades", queryset=_regrades()))
        take_from_shelf(slots)
        return slots

    def _of_attempts(self, keys: Sequence[int]) -> "list[Slot]":
        if not keys:
            return []
        return list(plain.rows(Slot, f"attempt_id IN ({plain.among(keys)}) ORDER BY attempt_id, position"))


def _regrades() -> models.QuerySet:
    regrades: Any = Slot._meta.get_field("regrades").related_model
    return regrades.objects.select_related("regrading", "to_version__draft").order_by("pk")


def take_from_shelf(slots: "Iterable[Slot]") -> None:
    """Give each slot the version that it pins."""
    pinned = [(pk, slot) for slot in slots if (pk := slot.question_version_id) is not None]
    versions = shelf.fetch(QuestionVersion, (pk for pk, _ in pinned))
    for pk, slot in pinned:
        slot.question_version = versions[pk]


class Slot(models.Model):
    """One question in one attempt: which version, what it is worth, and the drawn order of its options.

    `frozen` holds a question that was made for this attempt alone: `{slug, value, rendered}`.
    """

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="slots", db_index=False)
    position = models.PositiveSmallIntegerField(_("position"))
    question_version = models.ForeignKey(
        QuestionVersion,
        models.PROTECT,
        related_name="slots",
        verbose_name=_("question version"),
        null=True,
        blank=True,
    )
    frozen = models.JSONField(_("question made for this attempt"), null=True, blank=True)
    mark = models.DecimalField(_("mark"), max_digits=5, decimal_places=2)
    order = models.JSONField(_("order of the options"), default=list)
    flagged = models.BooleanField(_("flagged for later"), default=False)

    _kept: list[Step] | None = None
    _history: list[engine_steps.Step] | None = None

    objects = SlotQuerySet.as_manager()

    class Meta:
        verbose_name = _("slot")
        verbose_name_plural = _("slots")
        ordering = ("attempt_id", "position")
        constraints = [
            models.UniqueConstraint(fields=["attempt", "position"], name="slot_position_is_unique"),
            models.CheckConstraint(
                condition=Q(question_version__isnull=False, frozen__isnull=True)
                | Q(question_version=None, frozen__isnull=False),
                name="slot_has_one_question",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id}/{self.position}"

    @cached_property
    def version(self) -> QuestionVersion:
        """The version that counts here: that of the last regrade, else the pinned one, else the one made for it."""
        if repaired := [regrade.to_version for regrade in self.repairs() if regrade.to_version]:
            return repaired[-1]
        if self.question_version is not None:
            return self.question_version
        frozen = self.frozen or {}
        draft = Question(slug=frozen.get("slug", ""))
        return QuestionVersion(draft=draft, value=frozen["value"], rendered=frozen["rendered"])

    def repairs(self) -> "list[Regrade]":
        """What was repaired here, in order; asked only of attempts in which anything was."""
        return sorted(self.regrades.all(), key=lambda regrade: regrade.pk) if self.attempt.regraded_at else []

    @property
    def is_void(self) -> bool:
        """Whether the question brings full marks to everybody."""
        repairs = self.repairs()
        return bool(repairs) and repairs[-1].voids

    def to_engine(self) -> Kind:
        """What can be answered here, and what that is worth."""
        return self.version.to_engine()

    def read_steps(self, steps: Sequence[Step] | None = None) -> None:
        """Have its steps at hand, read now or as given, in order: what asks for them next need not read them again."""
        self._kept = Step.objects.of_slots([self.pk]) if steps is None else list(steps)
        self._history = None

    def kept(self) -> list[Step]:
        """Every step in order, also those that never became current; none on a slot that was only drawn."""
        if self._kept is None:
            self.read_steps([] if self._state.adding else sorted(self.steps.all(), key=lambda step: step.number))
        return self._kept or []

    def current(self) -> list[Step]:
        """The steps that make the answer, in order; the last one is the answer."""
        return [step for step in self.kept() if step.current]

    def is_answered(self) -> bool:
        """Whether its last step holds a response."""
        answer = self.current()
        return bool(answer) and answer[-1].status not in UNANSWERED

    def history(self) -> list[engine_steps.Step]:
        """The current steps as the behaviours read them; played again where another version counts than they met."""
        if self._history is None:
            self._history = self._replayed([step.to_engine() for step in self.current()])
        return self._history

    def _replayed(self, steps: list[engine_steps.Step]) -> list[engine_steps.Step]:
        if not any(regrade.to_version_id != self.question_version_id for regrade in self.repairs()):
            return steps
        return list(replay(self.to_engine(), self.attempt.behaviour, [(step.posted, step.at) for step in steps]))

    def part(self) -> Fraction:
        """How much of it was got in the end, whatever earlier tries cost and certainty made of it."""
        history = self.history()
        if self.is_void:
            return Fraction(1)
        return history[-1].grade.part if history and history[-1].grade else Fraction(0)

    def worth(self) -> Fraction:
        """What each point of it brought, as its history and regrades say."""
        behaviour = self.attempt.behaviour
        if self.is_void:
            return Fraction(behaviour.most)
        history = self.history()
        return behaviour.worth(history[-1]) if history else Fraction(0)
