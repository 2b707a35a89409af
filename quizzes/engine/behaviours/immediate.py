"""At once: each readable response is graded at once; the first one stands."""

from datetime import datetime
from typing import ClassVar

from quizzes.engine.behaviours.telling import Telling, Uncounted, is_nothing_new, ungraded
from quizzes.engine.question import Kind
from quizzes.engine.steps import History, Posted, Status, Step


class Immediate(Uncounted):
    """Feedback after each question."""

    name: ClassVar[str] = "immediate"
    moves_on: ClassVar[bool] = False

    def react(self, question: Kind, history: History, posted: Posted, now: datetime) -> Step | None:
        """The step this post adds, or None when it changes nothing."""
        if self.is_settled(history) or is_nothing_new(history, posted):
            return None
        if (step := ungraded(question, posted, now)) is not None:
            return step
        return Step(now, posted, Status.GRADED, question.grade(question.read(posted)))

    def is_settled(self, history: History) -> bool:
        """Once graded, the answer stands."""
        return bool(history) and history[-1].status is Status.GRADED

    def tells(self, history: History) -> Telling:
        """All, as soon as it is graded."""
        return Telling.ALL if self.is_settled(history) else Telling.NOTHING
