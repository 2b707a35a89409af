"""When feedback comes and which post counts. BEHAVIOURS lists them in the order teachers see.

May import: the protocol of kinds (engine.question) and engine.steps; never a named kind.
Begin with: immediate.py.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar, Protocol

from quizzes.engine.behaviours.deferred import Deferred
from quizzes.engine.behaviours.immediate import Immediate
from quizzes.engine.question import Kind
from quizzes.engine.steps import History, Posted, Step


class Behaviour(Protocol):
    """What turns posts into steps."""

    name: ClassVar[str]
    moves_on: ClassVar[bool]  # whether the next question comes right after a post, there being nothing to tell

    def react(self, question: Kind, history: History, posted: Posted, now: datetime) -> Step | None:
        """The step this post adds, or None when it changes nothing."""

    def is_settled(self, history: History) -> bool:
        """Whether no further post can change the answer."""

    def may_tell(self, history: History) -> bool:
        """Whether grade, key and feedback may be shown while the attempt is open."""


BEHAVIOURS: tuple[Behaviour, ...] = (Immediate(), Deferred())


def named(name: str) -> Behaviour:
    """The behaviour called `name`; a retired one acts as the cautious last one, which tells nothing before the end."""
    return next((behaviour for behaviour in BEHAVIOURS if behaviour.name == name), BEHAVIOURS[-1])


def replay(question: Kind, behaviour: Behaviour, posts: Iterable[tuple[Posted, datetime]]) -> tuple[Step, ...]:
    """The steps these posts make when played again from the beginning, as after a corrected key."""
    steps: list[Step] = []
    for posted, at in posts:
        if (step := behaviour.react(question, steps, posted, at)) is not None:
            steps.append(step)
    return tuple(steps)
