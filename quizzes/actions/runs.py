"""Playing a scenario, as far as it is written down: starting, moving, and what becomes of runs when people change."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from quizzes.engine.scenario.play import choose, scene
from quizzes.engine.text import Text
from quizzes.models.run import Move, Run
from quizzes.models.scenario import ScenarioVersion


class Refusal(StrEnum):
    """Why a choice was not kept."""

    OTHER_CONTENT = "other-content"  # this UUID already carries another choice
    FINISHED = "finished"
    MOVED_ON = "moved-on"  # made on a page that shows an older scene
    NOT_OFFERED = "not-offered"
    NOT_AVAILABLE = "not-available"


@dataclass(frozen=True, slots=True)
class Sent:
    """What a page sends: the choice, the UUID it made for it, and the number of the last move it saw."""

    choice: str
    sent_as: UUID
    seen: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """The move that now stands, or why none was kept; `state` is where the run is afterwards."""

    run: Run
    move: Move | None = None
    refusal: Refusal | None = None


@transaction.atomic
def start(learner: Any, version: ScenarioVersion, *, token: UUID, seed: int, now: datetime) -> Run:
    """Begin a run. The page makes the token, so that an impatient second click finds the run of the first."""
    fields = {"learner": learner, "scenario_version": version, "seed": seed, "started_at": now}
    # Of two clicks at the same moment the database lets one create it.
    run, _ = Run.objects.get_or_create(token=token, defaults=fields)
    if (run.learner_id, run.scenario_version_id) == (learner.pk, version.pk):
        return run
    return Run.objects.create(token=uuid4(), **fields)


@transaction.atomic
def move(run_id: int, sent: Sent, *, now: datetime) -> Outcome:
    """Keep one choice. Sending it twice, as an impatient click will, counts once."""
    run = Run.objects.select_for_update(of=("self",)).select_related("scenario_version").get(pk=run_id)
    made = run.history()
    again = next((one for one in made if one.sent_as == sent.sent_as), None)
    if again is not None:
        return Outcome(run, again) if again.choice == sent.choice else Outcome(run, again, Refusal.OTHER_CONTENT)
    refusal = _refusal(run, made, sent)
    return Outcome(run, refusal=refusal) if refusal else Outcome(run, _keep(run, made, sent, now))


def _refusal(run: Run, made: list[Move], sent: Sent) -> Refusal | None:
    if run.is_finished:
        return Refusal.FINISHED
    if sent.seen != len(made):
        return Refusal.MOVED_ON
    option = scene(run.scenario_version.to_engine(), run.state()).option(sent.choice)
    if option is None:
        return Refusal.NOT_OFFERED
    return None if option.is_available else Refusal.NOT_AVAILABLE


def _keep(run: Run, made: list[Move], sent: Sent, now: datetime) -> Move:
    before = run.state()
    kept = run.moves.create(number=len(made) + 1, sent_as=sent.sent_as, scene=before.scene, choice=sent.choice, at=now)
    story = run.scenario_version.to_engine()
    after = scene(story, choose(story, before, sent.choice))
    if after.is_ending:
        run.finished_at, run.ending = now, after.slug
        run.save(update_fields=["finished_at", "ending"])
    return kept


@transaction.atomic
def carry_over(guest: Any, account: Any) -> int:
    """Give the guest's runs to the account; how many there were."""
    return Run.objects.filter(learner=guest).update(learner=account)


def export(user: Any) -> list[dict[str, Any]]:
    """All that is kept of this user's runs, readable without us."""
    runs = Run.objects.filter(learner=user).whole().order_by("started_at")
    return [
        {
            "scenario": run.scenario_version.slug,
            "title": run.scenario_version.title.write(),
            "version": run.scenario_version.number,
            "token": str(run.token),
            "started_at": run.started_at.isoformat(),
            "finished_at": run.finished_at.isoformat() if run.finished_at else None,
            "ending": run.ending or None,
            "moves": [_exported(run, one) for one in run.history()],
        }
        for run in runs
    ]


def _exported(run: Run, one: Move) -> dict[str, Any]:
    here = run.scenario_version.to_engine().scene(one.scene)
    choice = here.choice(one.choice) if here else None
    return {
        "number": one.number,
        "at": one.at.isoformat(),
        "scene": one.scene,
        "choice": one.choice,
        "text": (choice.text if choice else Text()).write(),
    }


@transaction.atomic
def erase(user: Any) -> int:
    """Delete this user's runs with their moves; how many runs there were."""
    runs = Run.objects.filter(learner=user)
    count = runs.count()
    runs.delete()
    return count


@transaction.atomic
def rebuild(run: Run) -> bool:
    """Recompute the cached ending from the moves; whether it had been wrong."""
    after = scene(run.scenario_version.to_engine(), run.state())
    ending = after.slug if after.is_ending else ""
    if ending == run.ending:
        return False
    history = run.history()
    run.ending, run.finished_at = ending, history[-1].at if ending and history else None
    run.save(update_fields=["finished_at", "ending"])
    return True
