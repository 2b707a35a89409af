"""What every question kind answers, and a question as a value."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, Self

from quizzes.engine.faces import Comment, Face
from quizzes.engine.grade import Grade
from quizzes.engine.problems import Problem
from quizzes.engine.shapes import Shape
from quizzes.engine.steps import Posted
from quizzes.engine.text import Text


class Kind(Protocol):
    """The body of a question: what can be answered and what that is worth. One module each in `engine/kinds/`."""

    kind: ClassVar[str]  # the word it is stored by
    named: ClassVar[Text]  # what authors call it
    shape: ClassVar[Shape]  # of its value as people write it

    def read(self, posted: Posted) -> Any | None:
        """The response in a post, or None when there is none."""

    def grade(self, response: Any) -> Grade:
        """What a response is worth."""

    def summarise(self, response: Any) -> Text:
        """A response in words."""

    def key_response(self) -> Any:
        """A response that gets full marks."""

    def write(self, response: Any) -> Posted:
        """The post that `read` turns into this response."""

    def face(self) -> Face:
        """What is shown before anything may be told: never a trace of the key."""

    def comments(self, posted: Posted) -> tuple[Comment, ...]:
        """What is said of each option or row that was answered or should have been, or of the answer as a whole."""

    def shuffles(self) -> tuple[str, ...]:
        """The slugs of what is shown in a drawn order; empty when there is nothing to draw."""

    def problems(self) -> list[Problem]:
        """What its author must mend before it can be published."""

    def to_value(self) -> dict[str, Any]:
        """The JSON that `from_value` takes, with its own `version` key."""

    @classmethod
    def from_value(cls, value: Mapping[str, Any]) -> Self:
        """From stored JSON of any earlier version."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it travels between files, formats and drafts."""

    slug: str
    stem: Text
    body: Kind
    explanation: Text = Text()
    tags: tuple[str, ...] = ()
    hints: tuple[Text, ...] = ()

    def problems(self) -> list[Problem]:
        """All that is wrong with it, the body's problems included."""
        found = [] if self.stem else [Problem("empty", "stem")]
        found += [Problem("empty", f"hint {number}") for number, hint in enumerate(self.hints, 1) if not hint]
        return found + self.body.problems()
