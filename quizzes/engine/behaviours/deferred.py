"""At the end: the last response counts, and nothing is told before the attempt is over."""

from datetime import datetime
from typing import ClassVar

from quizzes.engine.question import Kind
from quizzes.engine.steps import History, Posted, Status, Step


class Deferred:
    """Feedback when the attempt is over.

    The grade is worked out and stored with each step, so that an attempt whose time runs out needs nobody to close it.
    """

    name: ClassVar[str] = "deferred"
    moves_on: ClassVar[bool] = True

    def react(self, question: Kind, history: History, posted: Posted, now: datetime) -> Step | None:
        """The step this post adds, or None when it changes nothing."""
        if history and history[-1].posted == posted:
            return None
        if posted.is_blank:
            return Step(now, posted, Status.BLANK) if history else None
        response = question.read(posted)
        if response is None:
            return Step(now, posted, Status.UNREADABLE)
        return Step(now, posted, Status.SAVED, question.grade(response))

    def is_settled(self, history: History) -> bool:
        """An answer may be changed until the end."""
        return False

    def may_tell(self, history: History) -> bool:
        """Never before the end."""
        return False
