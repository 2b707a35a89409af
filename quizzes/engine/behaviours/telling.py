"""How much of a question may be told, and what most behaviours have in common."""

from datetime import datetime
from enum import IntEnum
from fractions import Fraction

from quizzes.engine.question import Kind
from quizzes.engine.steps import History, Posted, Status, Step


class Telling(IntEnum):
    """What may leave the server: each level includes those before it."""

    NOTHING = 0
    THIS_TRY = 1  # how this answer went and what is said of it; not what the right one would be
    ALL = 2  # key and explanation too


class Uncounted:
    """No hints, no counting of tries, no certainty; a point brings the grade."""

    asks_certainty = False
    most = 1

    def hints(self, history: History) -> int:
        """None."""
        return 0

    def tries_left(self, history: History) -> int | None:
        """Not counted."""
        return None

    def worth(self, step: Step) -> Fraction:
        """The grade, less what earlier tries cost."""
        return step.grade.left if step.grade else Fraction(0)


def ungraded(question: Kind, posted: Posted, now: datetime) -> Step | None:
    """The step of a post in which there is nothing to grade: taken back, or not readable. None when there is."""
    if posted.is_blank:
        return Step(now, posted, Status.BLANK)
    return None if question.read(posted) is not None else Step(now, posted, Status.UNREADABLE)


def is_nothing_new(history: History, posted: Posted) -> bool:
    """Whether a post says what is kept already, or takes back what was never given."""
    return history[-1].posted == posted if history else posted.is_blank
