"""A finished run looked back on, as pages show it: its choices, what was taken back, each record once, its way."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quizzes.engine.scenario.paths import Leg
from quizzes.engine.scenario.play import begin, choose
from quizzes.engine.scenario.state import State
from quizzes.models import Run, ScenarioVersion
from quizzes.models.run import standing
from quizzes.models.scenario import record_block
from quizzes.views import scenario_showing as showing
from quizzes.views.scenario_showing import Cited, Decision


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the debrief, and about how many minutes it takes."""

    number: int
    title: Promise
    minutes: int


STEPS = (
    Step(1, _("What happened"), 2),
    Step(2, _("Where it parted from the record"), 3),
    Step(3, _("What would have held anyway"), 2),
    Step(4, _("What I would ask the other side"), 1),
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the debrief; `name` is what its answer is kept under, `answer` what the learner wrote so far."""

    name: str
    step: int
    words: Promise
    hint: Promise
    answer: str = ""


QUESTIONS = (
    Question(
        "held",
        3,
        _("Which limit would have held whatever you chose?"),
        _("Distance, a law, money, what somebody else had already decided. Name one, and say how you can tell."),
    ),
    Question(
        "gave-way",
        3,
        _("Which limit looked firm, and gave way or might have?"),
        _("Think of a choice that cost you less than you feared, or of one that you did not dare to make."),
    ),
    Question(
        "different",
        3,
        _("What would have had to be different that day for another way to open?"),
        _("Something that somebody would have had to know, to say or to be able to do."),
    ),
    Question(
        "ask",
        4,
        _("What would you ask the person who sat on the other side?"),
        _("One real question, to which you do not know the answer."),
    ),
)


@dataclass(frozen=True, slots=True)
class Passed:
    """A choice of a run, why the learner made it, and whether it was taken back again.

    `record` is None where the record stands at an earlier choice (`is_again`) and where there is none.
    """

    decision: Decision
    why: str
    record: Cited | None
    is_taken_back: bool = False
    is_again: bool = False


@dataclass(frozen=True, slots=True)
class Endings:
    """The endings one has found, by name; of the others no more than how many there are."""

    found: Sequence[str]
    of: int


def questions(run: Run, step: int | None = None) -> list[Question]:
    """What is asked, in one step or in all, with what the learner wrote."""
    answers = run.answers
    return [replace(one, answer=answers.get(one.name, "")) for one in QUESTIONS if step in (None, one.step)]


def choices(run: Run, language: str) -> list[Passed]:
    """Everything that was chosen, in order: also what was taken back. The records are still without their notes."""
    version, stands = run.scenario_version, {move.number for move in run.history()}
    return [
        Passed(
            showing.decision(run, move, language),
            move.why,
            showing.cited(version, record_block(move.scene), language),
            move.number not in stands,
        )
        for move in run.log()
        if move.undoes is None
    ]


def that_stand(passed: Iterable[Passed]) -> list[Passed]:
    """Those that were not taken back."""
    return [one for one in passed if not one.is_taken_back]


def with_records(passed: Iterable[Passed], language: str) -> list[Passed]:
    """The same with the notes of their records. A scene passed twice has one record: its ids stand once on a page."""
    passed = list(passed)
    records = {one.record.name: one.record for one in passed if one.record and one.record.block["html"]}
    noted = {record.name: record for record in showing.with_notes(list(records.values()), language)}
    told = []
    for one in passed:
        name = one.record.name if one.record else ""
        record = noted.pop(name, None)
        told.append(replace(one, record=record, is_again=record is None and name in records))
    return told


def states(run: Run) -> list[State]:
    """Where the run stood before its first choice and after each that was not taken back."""
    story = run.scenario_version.to_engine()

    def after(state: State, choice: str) -> State:
        return choose(story, state, choice)

    return list(accumulate((move.choice for move in run.history()), after, initial=begin(story, run.seed)))


def legs(run: Run) -> tuple[Leg, ...]:
    """Which way a finished run went."""
    history = run.history()
    scenes = [*(move.scene for move in history), run.ending]
    return tuple((here, move.choice, to) for (here, to), move in zip(pairwise(scenes), history, strict=True))


def met(run: Run) -> set[str]:
    """The scenes a finished run has been in, also those one went back from."""
    return {row.scene for row in run.log()} | {run.ending}


def stood(run: Run, scene: str) -> State | None:
    """How things stood when the run first was in a scene; None if it never was."""
    log = run.log()
    at = next((place for place, row in enumerate(log) if row.scene == scene), None)
    if at is not None:
        return run.state(standing(log[:at]))
    return run.state() if run.ending == scene else None


def endings(version: ScenarioVersion, reached: Iterable[str], language: str) -> Endings:
    """Those of the story's endings that were reached, in the order in which the story has them."""
    slugs = set(reached)
    scenes = [one for one in version.to_engine().scenes if one.is_ending]
    return Endings([one.title.in_(language) for one in scenes if one.slug in slugs], len(scenes))


def changed(asked: Sequence[Question], posted: Mapping[str, str]) -> dict[str, str]:
    """Of what a form sent, the answers that differ from what is kept already."""
    sent = {one.name: _plain(posted[one.name]) for one in asked if one.name in posted}
    return {one.name: sent[one.name] for one in asked if sent.get(one.name, one.answer) != one.answer}


def _plain(words: str) -> str:
    return words.replace("\r\n", "\n").strip()
