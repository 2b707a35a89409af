"""What learners sent. Steps are only ever added; all else that is said of an attempt follows from them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NoReturn
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from quizzes.engine import steps as engine_steps
from quizzes.engine.grade import Grade
from quizzes.models import plain
from quizzes.models.sent_as import SentAs

if TYPE_CHECKING:
    from quizzes.models.attempt import Slot


class StepsNeverChange(TypeError):
    """Our own mistake: code tried to change what a learner sent."""


class StepQuerySet(models.QuerySet):
    """Reads steps."""

    def of_slots(self, keys: Sequence[int]) -> "list[Step]":
        """Those of these slots, in order."""
        if not keys:
            return []
        return list(plain.rows(Step, f"slot_id IN ({plain.among(keys)}) ORDER BY slot_id, number"))

    def update(self, **values: Any) -> NoReturn:
        """Refused: steps never change."""
        raise StepsNeverChange(str(values))


class Step(models.Model):
    """What a learner sent, and what became of it. Never changed; deleted only with the learner."""

    slot = models.ForeignKey("quizzes.Slot", models.CASCADE, related_name="steps", db_index=False)
    number = models.PositiveSmallIntegerField(pgettext_lazy("in a sequence", "number"))
    sent_as = SentAs(_("sent as"))
    at = models.DateTimeField(_("at"))
    posted = models.JSONField(_("posted"))
    status = models.CharField(_("status"), max_length=12)
    grade = models.CharField(_("grade"), max_length=30, blank=True)
    # False: a form that had not seen the step before it sent other content, or it came late. Kept, shown, not counted.
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
    def of(cls, slot: "Slot", step: engine_steps.Step, *, number: int, sent_as: UUID, current: bool) -> "Step":
        """The row, not yet saved, of a step that the engine made."""
        return cls(
            slot=slot,
            number=number,
            sent_as=sent_as,
            at=step.at.replace(microsecond=0),  # nobody is told more than the minute, and every answer keeps it
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
