"""What share of the players chose what, told only to those who have made their own choice."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from quizzes.engine.scenario.paths import FEWEST_TO_SHOW, Path, shares
from quizzes.models import Move, Run

FEWEST = FEWEST_TO_SHOW


@dataclass(frozen=True, slots=True)
class Share:
    """One choice of a scene: how many percent of the players took it, and whether it is one's own."""

    words: str
    percent: int
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Players:
    """Of how many players these are the shares."""

    count: int
    shares: Sequence[Share]


def players(mine: Run, move: Move, language: str) -> Players | None:
    """What was chosen in the scene of one's own move; None while fewer than `FEWEST` have finished. One query."""
    here = mine.scenario_version.to_engine().scene(move.scene)
    found = shares(_passages(mine, move.scene), move.scene)
    if here is None or found is None:
        return None
    told = [
        Share(choice.text.in_(language), found.percent(choice.slug), choice.slug == move.choice)
        for choice in here.choices
    ]
    return Players(found.players, told)


def _passages(mine: Run, scene: str) -> list[Path]:
    """Each choice that stands in that scene in a finished run, as a path of its own, the first run first.

    `Run.objects.paths` says the same of whole runs; after every single choice that would be too much to read.
    """
    finished = Run.objects.finished_of(mine.scenario_version).order_by()
    back = Move.objects.filter(run=OuterRef("run"), number__gt=OuterRef("number"), undoes__lte=OuterRef("number"))
    made = Move.objects.filter(run__in=finished, scene=scene, undoes=None).exclude(Exists(back))
    rows = made.order_by("run_id", "number").values_list("run__learner_id", "choice")
    return [Path(learner, ((scene, choice, ""),)) for learner, choice in rows]
