"""A statement, true or false."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from quizzes.engine import options
from quizzes.engine.faces import Comment, Face
from quizzes.engine.grade import RIGHT, WRONG, Grade
from quizzes.engine.options import Option
from quizzes.engine.problems import Problem
from quizzes.engine.shapes import TEXT, TRUTH, Shape
from quizzes.engine.steps import Posted
from quizzes.engine.text import Text

_WORDS: Mapping[str, Text] = {"true": Text("True", "Vrai"), "false": Text("False", "Faux")}


@dataclass(frozen=True, slots=True)
class TrueFalse:
    """Two options that are always the same. A response is `true` or `false`; a draft may not say yet which is right."""

    kind: ClassVar[str] = "true_false"
    named: ClassVar[Text] = Text("true or false", "vrai ou faux")
    shape: ClassVar[Shape] = {"right": TRUTH, "feedback_true": TEXT, "feedback_false": TEXT}

    right: bool | None
    feedback_true: Text = Text()
    feedback_false: Text = Text()

    def read(self, posted: Posted) -> str | None:
        """The chosen word, or None for no choice, both, or something else."""
        chosen = tuple(filter(None, posted.values))
        return chosen[0] if len(chosen) == 1 and chosen[0] in _WORDS else None

    def grade(self, response: str) -> Grade:
        """All or nothing."""
        return RIGHT if response == self.key_response() else WRONG

    def summarise(self, response: str) -> Text:
        """The word."""
        return _WORDS[response]

    def key_response(self) -> str | None:
        """What the statement is."""
        return None if self.right is None else str(self.right).lower()

    def write(self, response: str) -> Posted:
        """The form's one value."""
        return Posted((response,))

    def face(self) -> Face:
        """The two words."""
        return options.face(self._options())

    def comments(self, posted: Posted) -> tuple[Comment, ...]:
        """Option by option."""
        return options.comments(self._options(), posted.values)

    def shuffles(self) -> tuple[str, ...]:
        """Nothing: readers expect true before false."""
        return ()

    def problems(self) -> list[Problem]:
        """Not said which, or feedback in one language."""
        found = [Problem("truth-missing")] if self.right is None else []
        for name in ("feedback_true", "feedback_false"):
            found += [Problem("language-missing", f"{name} ({missing})") for missing in getattr(self, name).missing()]
        return found

    def to_value(self) -> dict[str, Any]:
        """What is said, no more."""
        value: dict[str, Any] = {"version": 1}
        if self.right is not None:
            value["right"] = self.right
        said = {"feedback_true": self.feedback_true, "feedback_false": self.feedback_false}
        return value | {name: text.write() for name, text in said.items() if text}

    @classmethod
    def from_value(cls, value: Mapping[str, Any]) -> Self:
        """From stored JSON."""
        right = value.get("right")
        feedback = (Text.read(value.get(name)) for name in ("feedback_true", "feedback_false"))
        return cls(right if isinstance(right, bool) else None, *feedback)

    def _options(self) -> tuple[Option, ...]:
        feedback = {"true": self.feedback_true, "false": self.feedback_false}
        return tuple(Option(slug, text, slug == self.key_response(), feedback[slug]) for slug, text in _WORDS.items())
