"""At the end: the last response counts, and nothing is told before the attempt is over."""

from datetime import datetime
from typing import ClassVar

from quizzes.engine.behaviours.telling import Telling, Uncounted, is_nothing_new, ungraded
from quizzes.engine.question import Kind
from quizzes.engine.steps import History, Posted, Status, Step


class Deferred(Uncounted):
    """Feedback when the attempt is over.

    The grade is worked out and stored with each step, so that an attempt whose time runs out needs nobody to close it.
    """

    name: ClassVar[str] = "deferred"
    moves_on: ClassVar[bool] = True

    def react(self, question: Kind, history: History, posted: Posted, now: datetime) -> Step | None:
        """The step this post adds, or None when it changes nothing."""
        if is_nothing_new(history, posted):
            return None
        if (step := ungraded(question, posted, now)) is not None:
            return step
        return Step(now, posted, Status.SAVED, question.grade(question.read(posted)))

    def is_settled(self, history: History) -> bool:
        """An answer may be changed until the end."""
        return False

    def tells(self, history: History) -> Telling:
        """Nothing before the end."""
        return Telling.NOTHING
