"""Attempts, their slots and steps. Steps are only ever added; scores are caches of what the steps say."""

from datetime import datetime
from decimal import Decimal
from typing import Any, NoReturn, Self
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models
from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from quizzes.engine import behaviours, grade
from quizzes.engine import steps as engine_steps
from quizzes.engine.behaviours import Behaviour
from quizzes.engine.grade import Grade
from quizzes.engine.question import Kind
from quizzes.models.question import QuestionVersion
from quizzes.models.quiz import QuizVersion


class StepsNeverChange(TypeError):
    """Our own mistake: code tried to change what a learner sent."""


class AttemptQuerySet(models.QuerySet):
    """Reads attempts."""

    def belonging_to(self, user: Any) -> Self:
        """Those of one learner; of nobody, none."""
        return self.filter(learner=user) if user.is_authenticated else self.none()

    def open_at(self, now: datetime) -> Self:
        """Those still under way."""
        return self.filter(finished_at=None).filter(Q(deadline=None) | Q(deadline__gt=now))

    def over_at(self, now: datetime) -> Self:
        """Those finished, or out of time."""
        return self.filter(Q(finished_at__isnull=False) | Q(deadline__lte=now))

    def overdue_at(self, now: datetime) -> Self:
        """Those out of time which no POST has closed yet."""
        return self.filter(finished_at=None, deadline__lte=now)

    def with_answers(self) -> Self:
        """With its slots and what was answered in them, as the map of the questions shows it: three queries."""
        return self.select_related("quiz_version__draft").prefetch_related(
            Prefetch("slots", Slot.objects.order_by("position")), "slots__steps"
        )

    def with_slots(self) -> Self:
        """With its questions too: three queries, more bytes."""
        return self.select_related("quiz_version__draft").prefetch_related(Prefetch("slots", Slot.objects.in_order()))


class Attempt(models.Model):
    """One sitting of one learner. It pins the version of the quiz and keeps the rules it was started under."""

    token = models.UUIDField(_("token"), unique=True, default=uuid4, editable=False)
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="attempts", verbose_name=_("learner")
    )
    quiz_version = models.ForeignKey(
        QuizVersion, models.PROTECT, related_name="attempts", verbose_name=_("quiz version")
    )
    rules = models.JSONField(_("rules"), default=dict)
    started_at = models.DateTimeField(_("started"))
    deadline = models.DateTimeField(_("deadline"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    score = models.DecimalField(_("score"), max_digits=9, decimal_places=4, default=0)
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

    @property
    def behaviour(self) -> Behaviour:
        """The behaviour it was started under, whatever the quiz says today."""
        return behaviours.named(self.rules.get("behaviour", ""))

    def over_since(self, now: datetime) -> datetime | None:
        """When it ended: finished by the learner, or at its deadline; None while it is under way."""
        if self.finished_at is None and self.deadline is not None and self.deadline <= now:
            return self.deadline
        return self.finished_at

    def is_over(self, now: datetime) -> bool:
        """Whether answers are no longer taken. Time ends without a request."""
        return self.over_since(now) is not None

    def next_open(self) -> int:
        """The position of the first question without a response; the first of all when there is none."""
        slots = self.slots.order_by("position").prefetch_related("steps")
        return next((slot.position for slot in slots if not slot.is_answered()), 1)

    def position_of(self, question: str) -> int | None:
        """Where the question of this slug stands; None where it does not."""
        slots = self.slots.filter(question_version__draft__slug=question.replace("\0", ""))
        return slots.values_list("position", flat=True).first()

    @property
    def percent(self) -> Decimal:
        """The cached score in percent of what could be got."""
        return 100 * self.score / self.out_of if self.out_of else Decimal(0)

    @property
    def is_passed(self) -> bool | None:
        """Whether the pass mark was reached; None where there is none."""
        needed = self.rules.get("pass_percent")
        return None if needed is None else self.percent >= needed

    def counted(self) -> Decimal:
        """The score as the steps say it: what `score` caches."""
        graded = (
            Step.objects.filter(slot__attempt=self, current=True)
            .order_by("slot_id", "number")
            .values_list("slot_id", "slot__mark", "grade")
        )
        last = {slot: (mark, Grade.read(written) if written else None) for slot, mark, written in graded}
        return grade.total(last.values())


class SlotQuerySet(models.QuerySet):
    """Reads slots."""

    def belonging_to(self, user: Any) -> Self:
        """Those of one learner's attempts; of nobody, none."""
        return self.filter(attempt__learner=user) if user.is_authenticated else self.none()

    def locked(self) -> Self:
        """Held until the transaction ends, with the attempt: two posts to one attempt take turns."""
        return self.select_related("attempt", "question_version").select_for_update(of=("self", "attempt"))

    def in_order(self) -> Self:
        """As the learner meets them, each with its question and its history."""
        return self.select_related("question_version__draft").prefetch_related("steps").order_by("position")


class Slot(models.Model):
    """One question in one attempt: which version, what it is worth, and the drawn order of its options."""

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="slots")
    position = models.PositiveSmallIntegerField(_("position"))
    question_version = models.ForeignKey(
        QuestionVersion, models.PROTECT, related_name="slots", verbose_name=_("question version")
    )
    mark = models.DecimalField(_("mark"), max_digits=5, decimal_places=2)
    order = models.JSONField(_("order of the options"), default=list)

    objects = SlotQuerySet.as_manager()

    class Meta:
        verbose_name = _("slot")
        verbose_name_plural = _("slots")
        ordering = ("attempt_id", "position")
        constraints = [models.UniqueConstraint(fields=["attempt", "position"], name="slot_position_is_unique")]

    def __str__(self) -> str:
        return f"{self.attempt_id}/{self.position}"

    def to_engine(self) -> Kind:
        """What can be answered here, and what that is worth."""
        return self.question_version.to_engine()

    def kept(self) -> list["Step"]:
        """Every step in order, also those that never became current."""
        return sorted(self.steps.all(), key=lambda step: step.number)

    def current(self) -> list["Step"]:
        """The steps that make the answer, in order; the last one is the answer."""
        return [step for step in self.kept() if step.current]

    def is_answered(self) -> bool:
        """Whether its last step holds a response."""
        answer = self.current()
        return bool(answer) and answer[-1].status not in (engine_steps.Status.BLANK, engine_steps.Status.UNREADABLE)

    def history(self) -> list[engine_steps.Step]:
        """The current steps as the behaviours read them."""
        return [step.to_engine() for step in self.current()]


class StepQuerySet(models.QuerySet):
    """Reads steps."""

    def update(self, **values: Any) -> NoReturn:
        """Refused: steps never change."""
        raise StepsNeverChange(str(values))


class Step(models.Model):
    """What a learner sent, and what became of it. Never changed; deleted only with the learner."""

    slot = models.ForeignKey(Slot, models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField(_("number"))
    sent_as = models.UUIDField(_("sent as"))
    at = models.DateTimeField(_("at"))
    posted = models.JSONField(_("posted"))
    status = models.CharField(_("status"), max_length=12)
    grade = models.CharField(_("grade"), max_length=30, blank=True)
    # False: a form that had not seen the step before it sent other content. Kept, shown, not counted.
    current = models.BooleanField(_("current"), default=True)

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ("slot_id", "number")
        constraints = [
            models.UniqueConstraint(fields=["slot", "number"], name="step_number_is_unique"),
            models.UniqueConstraint(fields=["slot", "sent_as"], name="step_is_sent_once"),
        ]

    def __str__(self) -> str:
        return f"{self.slot_id}/{self.number} {self.status}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only."""
        if not self._state.adding:
            raise StepsNeverChange(str(self))
        super().save(*args, **kwargs)

    @classmethod
    def of(cls, slot: Slot, step: engine_steps.Step, *, number: int, sent_as: UUID, current: bool) -> "Step":
        """The row, not yet saved, of a step that the engine made."""
        return cls(
            slot=slot,
            number=number,
            sent_as=sent_as,
            at=step.at,
            posted=step.posted.write(),
            status=step.status,
            grade=step.grade.write() if step.grade else "",
            current=current,
        )

    def to_engine(self) -> engine_steps.Step:
        """The step as a value."""
        return engine_steps.Step(
            self.at,
            engine_steps.Posted.read(self.posted),
            engine_steps.Status(self.status),
            Grade.read(self.grade) if self.grade else None,
        )
