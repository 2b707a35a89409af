"""When feedback comes, which post counts, and what it is worth. BEHAVIOURS lists them in the order teachers see.

May import: the protocol of kinds (engine.question) and engine.steps; never a named kind.
Begin with: immediate.py, then certain.py, which goes around any of them.
"""

from collections.abc import Iterable
from datetime import datetime
from fractions import Fraction
from typing import Protocol

from quizzes.engine.behaviours.certain import Certain
from quizzes.engine.behaviours.deferred import Deferred
from quizzes.engine.behaviours.immediate import Immediate
from quizzes.engine.behaviours.telling import Telling
from quizzes.engine.behaviours.tries import Tries
from quizzes.engine.question import Kind
from quizzes.engine.steps import History, Posted, Step


class Behaviour(Protocol):
    """What turns posts into steps."""

    @property
    def name(self) -> str:
        """The word it is stored by."""

    @property
    def moves_on(self) -> bool:
        """Whether the next question comes right after a post, there being nothing to tell."""

    def react(self, question: Kind, history: History, posted: Posted, now: datetime) -> Step | None:
        """The step this post adds, or None when it changes nothing."""

    def is_settled(self, history: History) -> bool:
        """Whether no further post can change the answer."""

    def tells(self, history: History) -> Telling:
        """What may be told of a question while the attempt is open."""

    def hints(self, history: History) -> int:
        """How many hints the learner has earned."""

    def tries_left(self, history: History) -> int | None:
        """How many more graded tries there are; None where they are not counted."""

    @property
    def asks_certainty(self) -> bool:
        """Whether each answer says how sure it is."""

    @property
    def most(self) -> int:
        """The most that a point can bring."""

    def worth(self, step: Step) -> Fraction:
        """What a step brings for each point of its question."""


BEHAVIOURS: tuple[type[Immediate | Deferred | Tries], ...] = (Immediate, Deferred, Tries)


def named(name: str, *, certainty: bool = False, tries: int = 3, penalty: Fraction = Fraction(1, 3)) -> Behaviour:
    """The behaviour called `name`; a retired one acts as the cautious `deferred`: it tells nothing before the end."""
    immediate: Behaviour = Immediate()
    plain = Tries(tries, penalty) if name == Tries.name else immediate if name == immediate.name else Deferred()
    return Certain(plain) if certainty else plain


def replay(question: Kind, behaviour: Behaviour, posts: Iterable[tuple[Posted, datetime]]) -> tuple[Step, ...]:
    """The steps these posts make when played again from the beginning, as after a corrected key."""
    steps: list[Step] = []
    for posted, at in posts:
        if (step := behaviour.react(question, steps, posted, at)) is not None:
            steps.append(step)
    return tuple(steps)
