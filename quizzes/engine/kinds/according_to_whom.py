"""Who says so? Statements to attribute to parties; that the sources disagree is always a possible answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from quizzes.engine import pairing
from quizzes.engine.faces import Comment, Face
from quizzes.engine.grade import Grade
from quizzes.engine.pairing import Choice, Given, Pair
from quizzes.engine.problems import Problem
from quizzes.engine.shapes import Shape
from quizzes.engine.steps import Posted
from quizzes.engine.text import Text

SOURCES_DISAGREE: Choice = ("sources-disagree", Text("The sources disagree", "Les sources divergent"))
_MATCH = "said_by"


@dataclass(frozen=True, slots=True)
class AccordingToWhom:
    """A response is the slug of a party, or `sources-disagree`, for each statement that was attributed."""

    kind: ClassVar[str] = "according_to_whom"
    named: ClassVar[Text] = Text("according to whom?", "selon qui ?")
    shape: ClassVar[Shape] = {"parties": [pairing.CHOICE_SHAPE], "statements": [pairing.pair_shape(_MATCH)]}

    parties: tuple[Choice, ...]
    statements: tuple[Pair, ...]

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The parties in the author's order, and last that the sources disagree."""
        return (*self.parties, SOURCES_DISAGREE)

    def read(self, posted: Posted) -> Given | None:
        """Who was named for each statement, or None for nobody, or for somebody who was not on offer."""
        return pairing.read(self.statements, self.choices, posted)

    def grade(self, response: Given) -> Grade:
        """The share of the statements that are attributed rightly."""
        return pairing.share(self.statements, response)

    def summarise(self, response: Given) -> Text:
        """Statement by statement."""
        return pairing.summarise(self.statements, self.choices, response)

    def key_response(self) -> Given:
        """Each statement with the party that makes it."""
        return pairing.key(self.statements)

    def write(self, response: Given) -> Posted:
        """One value per attributed statement."""
        return pairing.write(response)

    def face(self) -> Face:
        """The statements, each with every choice."""
        return Face(rows=pairing.rows(self.statements, self.choices))

    def comments(self, posted: Posted) -> tuple[Comment, ...]:
        """Statement by statement."""
        return pairing.comments(self.statements, self.choices, posted)

    def shuffles(self) -> tuple[str, ...]:
        """The statements, which authors write party by party. Parties keep the author's order."""
        return tuple(statement.slug for statement in self.statements)

    def problems(self) -> list[Problem]:
        """No statement, or one by somebody who is not among the parties."""
        return pairing.problems(self.statements, self.choices)

    def to_value(self) -> dict[str, Any]:
        """Without the choice that is always on offer."""
        statements = [statement.write(_MATCH) for statement in self.statements]
        return {"version": 1, "parties": pairing.write_choices(self.parties), "statements": statements}

    @classmethod
    def from_value(cls, value: Mapping[str, Any]) -> Self:
        """From stored JSON."""
        statements = tuple(Pair.read(statement, _MATCH) for statement in value.get("statements", ()))
        return cls(pairing.read_choices(value.get("parties", ())), statements)
