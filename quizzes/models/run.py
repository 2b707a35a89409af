"""Runs: one playing of a scenario, kept as the moves made. Where a run stands is replayed from them.

A move that takes others back is one more row: the log only grows, and the history is what of it still stands.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, Protocol, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from quizzes.engine.scenario.paths import Path
from quizzes.engine.scenario.play import replay
from quizzes.engine.scenario.state import State
from quizzes.models.scenario import ScenarioVersion

LONGEST_WHY = 300  # characters
# The questions of the debrief, answered in the learner's own words: which constraint would have held whatever one had
# chosen, which one gave way or might have, what would have had to be different, and what to ask the other side.
DEBRIEF = ("held", "gave-way", "different", "ask")


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

    def finished_of(self, version: ScenarioVersion) -> Self:
        """Those of one version that have reached an ending."""
        return self.finished().filter(scenario_version=version)

    def paths(self, version: ScenarioVersion) -> list[Path]:
        """What was done in the finished runs of a version, the first run first: one query for all of them."""
        runs = self.finished_of(version).order_by()
        rows = Move.objects.filter(run__in=runs).order_by("run_id", "number")
        fields = ("run_id", "run__learner_id", "run__ending", "number", "scene", "choice", "undoes")
        log: dict[tuple[int, int, str], list[Any]] = defaultdict(list)
        for row in rows.values_list(*fields, named=True):
            log[row.run_id, row.run__learner_id, row.run__ending].append(row)
        return [_path(learner, ending, standing(moves)) for (_, learner, ending), moves in log.items()]

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
    # name of the question -> {"text": ..., "at": ISO}
    debrief = models.JSONField(_("debrief"), default=dict, blank=True)

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

    @property
    def seen(self) -> int:
        """How many rows the log has: what a page sends back as the last thing it saw."""
        return len(self.log())

    @property
    def answers(self) -> dict[str, str]:
        """What was written in the debrief, by question."""
        return {name: self.debrief[name]["text"] for name in DEBRIEF if name in self.debrief}

    def log(self) -> list["Move"]:
        """Everything that was sent, in order; prefetch "moves" where many runs are read."""
        return sorted(self.moves.all(), key=lambda move: move.number)

    def history(self) -> list["Move"]:
        """The moves that stand, in order: without those taken back. Their numbers may have gaps."""
        return standing(self.log())

    def taken_back(self) -> list["Move"]:
        """The choices that were taken back, in the order in which they were made."""
        stands = {move.number for move in self.history()}
        return [move for move in self.log() if move.undoes is None and move.number not in stands]

    def state(self, moves: Iterable["Move"] | None = None) -> State:
        """Where the run stands, or stood after some of its moves: these, replayed."""
        moves = self.history() if moves is None else moves
        return replay(self.scenario_version.to_engine(), self.seed, [move.choice for move in moves])


class Move(models.Model):
    """One choice made, or choices taken back: those from number `undoes` on. Moves are only ever added."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="moves")
    number = models.PositiveIntegerField(pgettext_lazy("in a sequence", "number"), help_text=_("1 for the first."))
    sent_as = models.UUIDField(_("sent as"), help_text=_("Made by the page: sending twice counts once."))
    scene = models.CharField(_("scene"), max_length=80)
    choice = models.CharField(_("choice"), max_length=80, blank=True)
    why = models.CharField(_("why"), max_length=LONGEST_WHY, blank=True)
    undoes = models.PositiveIntegerField(_("takes back from number"), null=True, blank=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("move")
        verbose_name_plural = _("moves")
        ordering = ("run_id", "number")
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="move_number_is_unique"),
            models.UniqueConstraint(fields=["run", "sent_as"], name="move_sent_as_is_unique"),
            models.CheckConstraint(
                condition=Q(undoes=None) & ~Q(choice="") | Q(undoes__isnull=False, choice="", why=""),
                name="move_chooses_or_takes_back",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.scene} / {self.choice or self.undoes}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only."""
        if not self._state.adding:
            raise MovesNeverChange(str(self))
        super().save(*args, **kwargs)


class _Numbered(Protocol):
    @property
    def number(self) -> int: ...
    @property
    def undoes(self) -> int | None: ...


def standing[M: _Numbered](log: Iterable[M]) -> list[M]:
    """What of a log was not taken back again."""
    stands: list[M] = []
    for move in log:
        if move.undoes is None:
            stands.append(move)
        else:
            stands = [one for one in stands if one.number < move.undoes]
    return stands


def _path(learner: int, ending: str, moves: Sequence[Any]) -> Path:
    scenes = [*(move.scene for move in moves), ending]
    legs = ((here, move.choice, to) for (here, to), move in zip(pairwise(scenes), moves, strict=True))
    return Path(learner, tuple(legs))
