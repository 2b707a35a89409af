"""Playing a scenario, as far as it is written down: starting, moving, taking back, looking back, going on elsewhere."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from quizzes.engine.scenario.follow import Obstacle, follow
from quizzes.engine.scenario.play import choose, scene
from quizzes.engine.scenario.state import State
from quizzes.engine.text import Text
from quizzes.models.run import DEBRIEF, LONGEST_WHY, Move, Run
from quizzes.models.scenario import ScenarioVersion

LONGEST_ANSWER = 2000  # characters of one answer in the debrief


class Refusal(StrEnum):
    """Why something was not kept."""

    OTHER_CONTENT = "other-content"  # this UUID already carries something else
    FINISHED = "finished"
    NOT_FINISHED = "not-finished"
    MOVED_ON = "moved-on"  # made on a page that shows an older scene
    NOT_OFFERED = "not-offered"
    NOT_AVAILABLE = "not-available"
    NO_UNDO = "no-undo"  # its author does not let choices be taken back
    NOTHING_TO_UNDO = "nothing-to-undo"
    NOT_ASKED = "not-asked"  # the debrief has no such question


@dataclass(frozen=True, slots=True)
class Sent:
    """What a page sends: the choice, the UUID it made for it, the number of the last move it saw, and a reason."""

    choice: str
    sent_as: UUID
    seen: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The run, and the move that now stands, or why nothing was kept."""

    run: Run
    move: Move | None = None
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Continued:
    """The run, and what kept it on its version: the move at which the other one cannot follow, or a refusal."""

    run: Run
    obstacle: Obstacle | None = None
    move: Move | None = None
    refusal: Refusal | None = None

    @property
    def has_moved(self) -> bool:
        """Whether the run is now on the version that was asked for."""
        return self.obstacle is None and self.refusal is None


@transaction.atomic
def start(learner: Any, version: ScenarioVersion, *, token: UUID, seed: int, now: datetime) -> Run:
    """Begin a run. The page makes the token, so that an impatient second click finds the run of the first."""
    fields = {"learner": learner, "scenario_version": version, "seed": seed, "started_at": now}
    # Of two clicks at the same moment the database lets one create it.
    run, _ = Run.objects.get_or_create(token=token, defaults=fields)
    if (run.learner_id, run.scenario_version_id) == (learner.pk, version.pk):
        return run
    return Run.objects.create(token=uuid4(), **fields)


def _locked(run_id: int) -> Run:
    runs = Run.objects.select_for_update(of=("self",)).select_related("scenario_version")
    return runs.defer("scenario_version__rendered").prefetch_related("moves").get(pk=run_id)


@transaction.atomic
def move(run_id: int, sent: Sent, *, now: datetime) -> Outcome:
    """Keep one choice. Sending it twice, as an impatient click will, counts once."""
    run = _locked(run_id)
    why = _line(sent.why)
    if (again := _sent_before(run, sent.sent_as)) is not None:
        same = again.undoes is None and (again.choice, again.why) == (sent.choice, why)
        return Outcome(run, again, None if same else Refusal.OTHER_CONTENT)
    if (refusal := _overtaken(run, sent.seen)) is not None:
        return Outcome(run, refusal=refusal)
    story, before = run.scenario_version.to_engine(), run.state()
    option = scene(story, before).option(sent.choice)
    if option is None or not option.is_available:
        return Outcome(run, refusal=Refusal.NOT_AVAILABLE if option else Refusal.NOT_OFFERED)
    kept = _keep(run, scene=before.scene, choice=sent.choice, why=why, sent_as=sent.sent_as, at=now)
    _settle(run, choose(story, before, sent.choice), now)
    return Outcome(run, kept)


@transaction.atomic
def undo(run_id: int, *, sent_as: UUID, seen: int, now: datetime) -> Outcome:
    """Take the last choice back, where the author allows it: one more row, which says so. Sent twice counts once."""
    run = _locked(run_id)
    if (again := _sent_before(run, sent_as)) is not None:
        return Outcome(run, again, Refusal.OTHER_CONTENT if again.undoes is None else None)
    history = run.history()
    refusal = _overtaken(run, seen)
    if refusal is None and not run.scenario_version.may_undo:
        refusal = Refusal.NO_UNDO
    if refusal is not None or not history:
        return Outcome(run, refusal=refusal or Refusal.NOTHING_TO_UNDO)
    here = run.state().scene
    return Outcome(run, _keep(run, scene=here, undoes=history[-1].number, sent_as=sent_as, at=now))


def _sent_before(run: Run, sent_as: UUID) -> Move | None:
    return next((one for one in run.log() if one.sent_as == sent_as), None)


def _overtaken(run: Run, seen: int) -> Refusal | None:
    if run.is_finished:
        return Refusal.FINISHED
    return Refusal.MOVED_ON if seen != run.seen else None


def _keep(run: Run, **fields: Any) -> Move:
    kept: Move = run.moves.create(number=run.seen + 1, **fields)
    return kept


def _settle(run: Run, after: State, now: datetime) -> None:
    """Note the end of a run that has come to one."""
    view = scene(run.scenario_version.to_engine(), after)
    if view.is_ending:
        run.finished_at, run.ending = now, view.slug
        run.save(update_fields=["finished_at", "ending"])


def _line(words: str) -> str:
    """What was typed, on one line. PostgreSQL keeps no NUL."""
    return " ".join(words.replace("\0", " ").split())[:LONGEST_WHY].rstrip()


@transaction.atomic
def continue_on(run_id: int, version: ScenarioVersion, *, now: datetime) -> Continued:
    """Go on with an open run in another version of its scenario, if all that was chosen can be chosen there."""
    run = _locked(run_id)
    if run.scenario_version.draft_id != version.draft_id:
        raise ValueError(f"{version} is no version of the scenario of run {run.token}")
    if run.is_finished:
        return Continued(run, refusal=Refusal.FINISHED)
    history = run.history()
    found = follow(version.to_engine(), run.seed, [(one.scene, one.choice) for one in history])
    if isinstance(found, Obstacle):
        return Continued(run, found, history[found.step])
    run.scenario_version = version
    run.save(update_fields=["scenario_version"])
    _settle(run, found, now)
    return Continued(run)


@transaction.atomic
def answer_debrief(run_id: int, name: str, text: str, *, now: datetime) -> Outcome:
    """Keep what the learner wrote under one question of the debrief; the latest counts, and nothing takes it away."""
    run = Run.objects.select_for_update().get(pk=run_id)
    if name not in DEBRIEF:
        return Outcome(run, refusal=Refusal.NOT_ASKED)
    if not run.is_finished:
        return Outcome(run, refusal=Refusal.NOT_FINISHED)
    words = text.replace("\0", "").replace("\r\n", "\n").strip()[:LONGEST_ANSWER].rstrip()
    others = {question: answer for question, answer in run.debrief.items() if question != name}
    run.debrief = others | ({name: {"text": words, "at": now.isoformat()}} if words else {})
    run.save(update_fields=["debrief"])
    return Outcome(run)


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
            "moves": [_exported(run, one) for one in run.log()],
            "debrief": run.debrief,
        }
        for run in runs
    ]


def _exported(run: Run, one: Move) -> dict[str, Any]:
    told = {"number": one.number, "at": one.at.isoformat(), "scene": one.scene}
    if one.undoes is not None:
        return told | {"takes_back": one.undoes}
    here = run.scenario_version.to_engine().scene(one.scene)
    choice = here.choice(one.choice) if here else None
    return told | {"choice": one.choice, "text": (choice.text if choice else Text()).write(), "why": one.why}


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
