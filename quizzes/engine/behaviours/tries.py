"""Several tries: a wrong answer is told and hinted at, and each further try costs a penalty.

As Moodle's "interactive with multiple tries": a right answer settles the question, and so does the last try; it brings
the grade of the last try less the penalty for each try before it, and never less than nothing.
"""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import ClassVar

from quizzes.engine.behaviours.telling import Telling, Uncounted, is_nothing_new, ungraded
from quizzes.engine.grade import Grade
from quizzes.engine.question import Kind
from quizzes.engine.steps import History, Posted, Status, Step


@dataclass(frozen=True, slots=True)
class Tries(Uncounted):
    """Feedback after each of `tries`; each one after the first costs `penalty` of a point."""

    name: ClassVar[str] = "tries"
    moves_on: ClassVar[bool] = False

    tries: int = 3
    penalty: Fraction = Fraction(1, 3)

    def react(self, question: Kind, history: History, posted: Posted, now: datetime) -> Step | None:
        """The step this post adds, or None when it changes nothing. The same answer again is not another try."""
        if self.is_settled(history) or is_nothing_new(history, posted):
            return None
        if (step := ungraded(question, posted, now)) is not None:
            return step
        grade, before = question.grade(question.read(posted)), self._made(history)
        is_last = grade.part == 1 or before + 1 >= self.tries
        status = Status.GRADED if is_last else Status.TRIED
        cost = before * self.penalty if grade.part else Fraction(0)
        return Step(now, posted, status, Grade(grade.part, cost))

    def is_settled(self, history: History) -> bool:
        """Once right, or out of tries."""
        return bool(history) and history[-1].status is Status.GRADED

    def tells(self, history: History) -> Telling:
        """How the last try went; all of it once settled."""
        if self.is_settled(history):
            return Telling.ALL
        return Telling.THIS_TRY if history and history[-1].status is Status.TRIED else Telling.NOTHING

    def hints(self, history: History) -> int:
        """One for each try that was not right."""
        return self._made(history)

    def tries_left(self, history: History) -> int | None:
        """What is left of `tries`; none once settled."""
        return 0 if self.is_settled(history) else self.tries - self._made(history)

    def _made(self, history: History) -> int:
        return sum(step.status in (Status.TRIED, Status.GRADED) for step in history)
