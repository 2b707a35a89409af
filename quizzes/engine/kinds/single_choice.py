"""One option out of several."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from quizzes.engine import options
from quizzes.engine.faces import Comment, Face
from quizzes.engine.grade import RIGHT, WRONG, Grade
from quizzes.engine.options import Option
from quizzes.engine.problems import Problem
from quizzes.engine.shapes import Shape
from quizzes.engine.steps import Posted
from quizzes.engine.text import Text


@dataclass(frozen=True, slots=True)
class SingleChoice:
    """Exactly one option is right. A response is the slug of an option."""

    kind: ClassVar[str] = "single_choice"
    named: ClassVar[Text] = Text("single choice", "choix unique")
    shape: ClassVar[Shape] = {"options": [options.SHAPE]}

    options: tuple[Option, ...]

    def read(self, posted: Posted) -> str | None:
        """The chosen slug, or None for no choice, two choices, or one that was not offered."""
        chosen = tuple(filter(None, posted.values))
        return chosen[0] if len(chosen) == 1 and chosen[0] in self.shuffles() else None

    def grade(self, response: str) -> Grade:
        """All or nothing."""
        return RIGHT if self._option(response).right else WRONG

    def summarise(self, response: str) -> Text:
        """The words of the chosen option."""
        return self._option(response).text

    def key_response(self) -> str:
        """The right option."""
        return next(option.slug for option in self.options if option.right)

    def write(self, response: str) -> Posted:
        """The form's one value."""
        return Posted((response,))

    def face(self) -> Face:
        """Its options."""
        return options.face(self.options)

    def comments(self, posted: Posted) -> tuple[Comment, ...]:
        """Option by option."""
        return options.comments(self.options, posted.values)

    def shuffles(self) -> tuple[str, ...]:
        """Its options."""
        return tuple(option.slug for option in self.options)

    def problems(self) -> list[Problem]:
        """Too few options, or not exactly one right."""
        return options.problems(self.options, right=(1, 1))

    def to_value(self) -> dict[str, Any]:
        """The options in the author's order."""
        return {"version": 1, "options": [option.write() for option in self.options]}

    @classmethod
    def from_value(cls, value: Mapping[str, Any]) -> Self:
        """From stored JSON."""
        return cls(tuple(Option.read(option) for option in value.get("options", ())))

    def _option(self, slug: str) -> Option:
        return next(option for option in self.options if option.slug == slug)
