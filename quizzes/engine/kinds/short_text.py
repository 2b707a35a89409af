"""A word or a few, typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from quizzes.engine import wordings
from quizzes.engine.faces import Comment, Face
from quizzes.engine.grade import Grade
from quizzes.engine.problems import Problem
from quizzes.engine.shapes import Shape
from quizzes.engine.steps import Posted
from quizzes.engine.text import Text
from quizzes.engine.wordings import Wordings


@dataclass(frozen=True, slots=True)
class ShortText:
    """Several wordings may be accepted, some worth less. Words of either language are right in both."""

    kind: ClassVar[str] = "short_text"
    named: ClassVar[Text] = Text("short text", "réponse courte")
    shape: ClassVar[Shape] = wordings.SHAPE

    accepted: Wordings

    def read(self, posted: Posted) -> Text | None:
        """The words typed, or None when there are none."""
        return self.accepted.read(posted.values)

    def grade(self, response: Text) -> Grade:
        """The weight of the best wording that fits."""
        return Grade(self.accepted.part(response))

    def summarise(self, response: Text) -> Text:
        """As typed."""
        return response

    def key_response(self) -> Text | None:
        """The best wording, in words of each language."""
        return self.accepted.key()

    def write(self, response: Text) -> Posted:
        """The field's one value; of a key that differs by language, both."""
        return Posted(self.accepted.write(response))

    def face(self) -> Face:
        """A field."""
        return Face()

    def comments(self, posted: Posted) -> tuple[Comment, ...]:
        """The feedback of the wording that fits, or to look at the spelling."""
        response = self.read(posted)
        if response is None or not (says := self.accepted.says(response)):
            return ()
        return (Comment("", "right" if self.accepted.part(response) else "wrong", says),)

    def shuffles(self) -> tuple[str, ...]:
        """Nothing to draw."""
        return ()

    def problems(self) -> list[Problem]:
        """What is wrong with its wordings."""
        return self.accepted.problems()

    def to_value(self) -> dict[str, Any]:
        """The wordings in the author's order."""
        return {"version": 1, **self.accepted.to_value()}

    @classmethod
    def from_value(cls, value: Mapping[str, Any]) -> Self:
        """From stored JSON."""
        return cls(Wordings.from_value(value))
