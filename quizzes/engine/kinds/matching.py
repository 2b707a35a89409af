"""To each row its own choice; several rows may share one, and a choice may belong to no row."""

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

_MATCH = "match"


@dataclass(frozen=True, slots=True)
class Matching:
    """A response is the chosen slug of each row that was answered."""

    kind: ClassVar[str] = "matching"
    named: ClassVar[Text] = Text("matching", "appariement")
    shape: ClassVar[Shape] = {"rows": [pairing.pair_shape(_MATCH)], "choices": [pairing.CHOICE_SHAPE]}

    rows: tuple[Pair, ...]
    choices: tuple[Choice, ...]

    def read(self, posted: Posted) -> Given | None:
        """What was chosen row by row, or None for nothing, or for a row or a choice that was not offered."""
        return pairing.read(self.rows, self.choices, posted)

    def grade(self, response: Given) -> Grade:
        """The share of the rows that are right."""
        return pairing.share(self.rows, response)

    def summarise(self, response: Given) -> Text:
        """Row by row."""
        return pairing.summarise(self.rows, self.choices, response)

    def key_response(self) -> Given:
        """Each row with its own choice."""
        return pairing.key(self.rows)

    def write(self, response: Given) -> Posted:
        """One value per answered row."""
        return pairing.write(response)

    def face(self) -> Face:
        """The rows, each with every choice."""
        return Face(rows=pairing.rows(self.rows, self.choices))

    def comments(self, posted: Posted) -> tuple[Comment, ...]:
        """Row by row."""
        return pairing.comments(self.rows, self.choices, posted)

    def shuffles(self) -> tuple[str, ...]:
        """The choices: in the author's order they would often stand beside their rows."""
        return tuple(slug for slug, _ in self.choices)

    def problems(self) -> list[Problem]:
        """With one row there is nothing to match."""
        return pairing.problems(self.rows, self.choices, least=2)

    def to_value(self) -> dict[str, Any]:
        """Rows and choices in the author's order."""
        rows = [row.write(_MATCH) for row in self.rows]
        return {"version": 1, "rows": rows, "choices": pairing.write_choices(self.choices)}

    @classmethod
    def from_value(cls, value: Mapping[str, Any]) -> Self:
        """From stored JSON."""
        rows = tuple(Pair.read(row, _MATCH) for row in value.get("rows", ()))
        return cls(rows, pairing.read_choices(value.get("choices", ())))
