"""Runs: one playing of a scenario, kept as the moves made. Where a run stands is replayed from them."""

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from quizzes.engine.scenario.play import replay
from quizzes.engine.scenario.state import State
from quizzes.models.scenario import ScenarioVersion


class MovesNeverChange(TypeError):
    """Our own mistake: code tried to change a move that was made."""


class RunQuerySet(models.QuerySet):
    """Reads runs."""

    def belonging_to(self, user: Any) -> Self:
        """Those that `user` plays; none for somebody who is nobody."""
        return self.filter(learner=user) if user.is_authenticated else self.none()

    def open(self) -> Self:
        """Those that have not reached an ending."""
        return self.filter(finished_at=None)

    def finished(self) -> Self:
        """Those that have."""
        return self.exclude(finished_at=None)

    def whole(self) -> Self:
        """With all that a page about them needs: three tables, two queries."""
        return self.select_related("scenario_version__draft").prefetch_related("moves")


class Run(models.Model):
    """One learner plays one version of a scenario."""

    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="runs", verbose_name=_("learner")
    )
    scenario_version = models.ForeignKey(
        ScenarioVersion, models.PROTECT, related_name="runs", verbose_name=_("scenario")
    )
    seed = models.PositiveIntegerField(_("seed"), help_text=_("All chance in this run comes from it."))
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    # A cache: the last scene, once it is an ending. `rebuild` recomputes it from the moves.
    ending = models.CharField(_("ending"), max_length=80, blank=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = _("run")
        verbose_name_plural = _("runs")
        ordering = ("-started_at",)
        indexes = [models.Index(fields=["learner", "scenario_version"], name="run_by_learner")]
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at=None, ending="") | Q(finished_at__isnull=False) & ~Q(ending=""),
                name="run_finishes_in_an_ending",
            )
        ]

    def __str__(self) -> str:
        return f"{self.scenario_version} {self.token}"

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None

    def history(self) -> list["Move"]:
        """The moves in order; prefetch "moves" where many runs are read."""
        return sorted(self.moves.all(), key=lambda move: move.number)

    def state(self) -> State:
        """Where the run stands: the moves, replayed."""
        return replay(self.scenario_version.to_engine(), self.seed, [move.choice for move in self.history()])


class Move(models.Model):
    """One choice made. Moves are only ever added."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="moves")
    number = models.PositiveIntegerField(pgettext_lazy("in a sequence", "number"), help_text=_("1 for the first."))
    sent_as = models.UUIDField(_("sent as"), help_text=_("Made by the page: sending twice counts once."))
    scene = models.CharField(_("scene"), max_length=80)
    choice = models.CharField(_("choice"), max_length=80)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("move")
        verbose_name_plural = _("moves")
        ordering = ("run_id", "number")
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="move_number_is_unique"),
            models.UniqueConstraint(fields=["run", "sent_as"], name="move_sent_as_is_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.scene} / {self.choice}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only."""
        if not self._state.adding:
            raise MovesNeverChange(str(self))
        super().save(*args, **kwargs)
