"""What was repaired after learners had answered. Steps stay; a regrade says which version counts instead."""

from typing import Any, NoReturn, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.models.attempt import Slot
from quizzes.models.question import Question, QuestionVersion


class RegradingQuerySet(models.QuerySet):
    """Reads regradings."""

    def by_learner(self, learner: Any) -> Self:
        """What a learner decided about corrected questions that were offered."""
        return self.filter(by=learner, kind__in=(Regrading.Kind.TAKEN, Regrading.Kind.DECLINED))


class Regrading(models.Model):
    """One repair of one question, with who did it and why. It is undone by another.

    What a learner decided for an attempt of their own is one too; it holds no name, and goes when they go.
    """

    class Kind(models.TextChoices):
        CORRECT = "correct", _("graded by another version")
        VOID = "void", _("full marks to all")
        UNDO = "undo", _("undone")
        TAKEN = "taken", _("corrected question taken by the learner")
        DECLINED = "declined", _("corrected question declined by the learner")

    question = models.ForeignKey(Question, models.PROTECT, related_name="regradings", verbose_name=_("question"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="undone_by", verbose_name=_("undoes")
    )
    at = models.DateTimeField(_("at"))
    why = models.CharField(_("why"), max_length=300, blank=True)
    by_name = models.CharField(_("by"), max_length=150, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    objects = RegradingQuerySet.as_manager()

    class Meta:
        verbose_name = _("regrading")
        verbose_name_plural = _("regradings")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.question.slug}: {self.get_kind_display()}"


class RegradesNeverChange(TypeError):
    """Our own mistake: code tried to change what was regraded. Undo it instead."""


class RegradeQuerySet(models.QuerySet):
    """Reads regrades."""

    def update(self, **values: Any) -> NoReturn:
        """Refused: they are history."""
        raise RegradesNeverChange(str(values))


class Regrade(models.Model):
    """What one repair did to one slot: from now on `to_version` counts there, and with `voids` nothing but that.

    `old` and `new` are grades as text, empty where there was nothing to grade; they are the log, and follow from
    steps and versions.
    """

    regrading = models.ForeignKey(Regrading, models.CASCADE, related_name="regrades", verbose_name=_("regrading"))
    slot = models.ForeignKey(Slot, models.CASCADE, related_name="regrades", verbose_name=_("slot"))
    from_version = models.ForeignKey(
        QuestionVersion, models.PROTECT, related_name="+", null=True, verbose_name=_("from version")
    )
    to_version = models.ForeignKey(
        QuestionVersion, models.PROTECT, related_name="+", null=True, verbose_name=_("to version")
    )
    voids = models.BooleanField(_("full marks"), default=False)
    old = models.CharField(_("grade before"), max_length=30, blank=True)
    new = models.CharField(_("grade after"), max_length=30, blank=True)

    objects = RegradeQuerySet.as_manager()

    class Meta:
        verbose_name = _("regrade")
        verbose_name_plural = _("regrades")
        ordering = ("slot_id", "pk")

    def __str__(self) -> str:
        return f"{self.slot}: {self.old or '-'} → {self.new or '-'}"
