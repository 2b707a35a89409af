"""At once: each readable response is graded at once; the first one stands."""

from datetime import datetime
from typing import ClassVar

from quizzes.engine.question import Kind
from quizzes.engine.steps import History, Posted, Status, Step


class Immediate:
    """Feedback after each question."""

    name: ClassVar[str] = "immediate"
    moves_on: ClassVar[bool] = False

    def react(self, question: Kind, history: History, posted: Posted, now: datetime) -> Step | None:
        """The step this post adds, or None when it changes nothing."""
        if self.is_settled(history) or (history and history[-1].posted == posted):
            return None
        if posted.is_blank:
            return Step(now, posted, Status.BLANK) if history else None
        response = question.read(posted)
        if response is None:
            return Step(now, posted, Status.UNREADABLE)
        return Step(now, posted, Status.GRADED, question.grade(response))

    def is_settled(self, history: History) -> bool:
        """Once graded, the answer stands."""
        return bool(history) and history[-1].status is Status.GRADED

    def may_tell(self, history: History) -> bool:
        """As soon as it is graded."""
        return self.is_settled(history)
