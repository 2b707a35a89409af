"""Certainty around any behaviour: who says how sure they are gains more when right, and loses more when wrong.

Certainty-based marking after A. R. Gardner-Medwin (UCL), with the marks that Moodle gives: at levels 1, 2, 3 a right
answer brings 1, 2, 3 times its grade, a wrong one 0, -2, -6. Somebody who is right in more than two thirds of such
cases gains by saying level 2, in more than four fifths by saying level 3.
"""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from quizzes.engine.behaviours.telling import Telling
from quizzes.engine.question import Kind
from quizzes.engine.steps import History, Posted, Step

if TYPE_CHECKING:
    from quizzes.engine.behaviours import Behaviour

LEVELS = (1, 2, 3)
WHEN_WRONG = {1: Fraction(0), 2: Fraction(-2), 3: Fraction(-6)}


@dataclass(frozen=True, slots=True)
class Certain:
    """The behaviour `plain`, with a level of certainty in each answer."""

    plain: "Behaviour"

    asks_certainty = True
    most = LEVELS[-1]

    @property
    def name(self) -> str:
        """That of the behaviour inside."""
        return self.plain.name

    @property
    def moves_on(self) -> bool:
        """As the behaviour inside."""
        return self.plain.moves_on

    def react(self, question: Kind, history: History, posted: Posted, now: datetime) -> Step | None:
        """As the behaviour inside; the level is kept with the post."""
        return self.plain.react(question, history, posted, now)

    def is_settled(self, history: History) -> bool:
        """As the behaviour inside."""
        return self.plain.is_settled(history)

    def tells(self, history: History) -> Telling:
        """As the behaviour inside."""
        return self.plain.tells(history)

    def hints(self, history: History) -> int:
        """As the behaviour inside."""
        return self.plain.hints(history)

    def tries_left(self, history: History) -> int | None:
        """As the behaviour inside."""
        return self.plain.tries_left(history)

    def worth(self, step: Step) -> Fraction:
        """What the plain behaviour gives times the level, or what a wrong answer costs there.

        Nothing where there was nothing to grade; and what was right in the end is not wrong, whatever it cost before.
        """
        if step.grade is None:
            return Fraction(0)
        level = level_of(step.posted)
        return self.plain.worth(step) * level if step.grade.part else WHEN_WRONG[level]


def level_of(posted: Posted) -> int:
    """How sure an answer says it is; one that does not say is taken as the lowest level."""
    return posted.certainty if posted.certainty in LEVELS else LEVELS[0]
