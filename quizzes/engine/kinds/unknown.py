"""Where a retired kind ends: shown, never graded, never crashing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, NoReturn, Self

from quizzes.engine.faces import Comment, Face
from quizzes.engine.problems import Problem
from quizzes.engine.shapes import Shape
from quizzes.engine.steps import Posted
from quizzes.engine.text import Text


@dataclass(frozen=True, slots=True)
class UnknownKind:
    """A question whose kind this code does not know; its stored value is kept untouched."""

    kind: ClassVar[str] = "unknown"
    named: ClassVar[Text] = Text("unknown kind", "type inconnu")
    shape: ClassVar[Shape] = {}

    value: Mapping[str, Any] = field(default_factory=dict)

    def read(self, posted: Posted) -> None:
        """Nothing can be answered."""
        return None

    def grade(self, response: Any) -> NoReturn:
        """Never called: `read` finds no response."""
        raise TypeError("A question of an unknown kind is not graded.")

    def summarise(self, response: Any) -> Text:
        """Nothing to say."""
        return Text()

    def key_response(self) -> None:
        """No key."""
        return None

    def write(self, response: Any) -> Posted:
        """Nothing was answered."""
        return Posted(())

    def face(self) -> Face:
        """Nothing but the stem."""
        return Face()

    def comments(self, posted: Posted) -> tuple[Comment, ...]:
        """Nothing to say."""
        return ()

    def shuffles(self) -> tuple[str, ...]:
        """Nothing to draw."""
        return ()

    def problems(self) -> list[Problem]:
        """It cannot be published."""
        return [Problem("kind-unknown")]

    def to_value(self) -> dict[str, Any]:
        """As it came."""
        return dict(self.value)

    @classmethod
    def from_value(cls, value: Mapping[str, Any]) -> Self:
        """Any value."""
        return cls(value)
