"""Several options, each for itself right or wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Self

from quizzes.engine import options
from quizzes.engine.faces import Comment, Face
from quizzes.engine.grade import RIGHT, WRONG, Grade
from quizzes.engine.options import Option
from quizzes.engine.problems import Problem
from quizzes.engine.shapes import TRUTH, Shape
from quizzes.engine.steps import Posted
from quizzes.engine.text import Text


@dataclass(frozen=True, slots=True)
class MultipleChoice:
    """One or more options are right. A response is the set of chosen slugs."""

    kind: ClassVar[str] = "multiple_choice"
    named: ClassVar[Text] = Text("multiple choice", "choix multiple")
    shape: ClassVar[Shape] = {"options": [options.SHAPE], "all_or_nothing": TRUTH}

    options: tuple[Option, ...]
    all_or_nothing: bool = False

    def read(self, posted: Posted) -> frozenset[str] | None:
        """The chosen slugs, or None for no choice or one that was not offered."""
        chosen = frozenset(filter(None, posted.values))
        return chosen if chosen and chosen <= set(self.shuffles()) else None

    def grade(self, response: frozenset[str]) -> Grade:
        """Each right option adds its share, each wrong one takes its share, never below nothing.

        So ticking everything brings nothing, wherever there is a wrong option. With `all_or_nothing`, what is not
        wholly right is wrong.
        """
        if self.all_or_nothing:
            return RIGHT if response == self.key_response() else WRONG
        share = _share(self.options, response, right=True) - _share(self.options, response, right=False)
        return Grade(max(share, Fraction(0)))

    def summarise(self, response: frozenset[str]) -> Text:
        """The words of the chosen options, in the author's order."""
        return options.in_words([option for option in self.options if option.slug in response])

    def key_response(self) -> frozenset[str]:
        """All right options."""
        return frozenset(option.slug for option in self.options if option.right)

    def write(self, response: frozenset[str]) -> Posted:
        """One value per ticked box."""
        return Posted(tuple(sorted(response)))

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
        """Too few options, or none right."""
        return options.problems(self.options, right=(1, len(self.options)))

    def to_value(self) -> dict[str, Any]:
        """The options in the author's order."""
        value = {"version": 1, "options": [option.write() for option in self.options]}
        return {**value, "all_or_nothing": True} if self.all_or_nothing else value

    @classmethod
    def from_value(cls, value: Mapping[str, Any]) -> Self:
        """From stored JSON."""
        options = tuple(Option.read(option) for option in value.get("options", ()))
        return cls(options, value.get("all_or_nothing") is True)


def _share(all_options: tuple[Option, ...], chosen: frozenset[str], *, right: bool) -> Fraction:
    """The part of the right (or wrong) options that was chosen."""
    slugs = {option.slug for option in all_options if option.right is right}
    return Fraction(len(slugs & chosen), len(slugs)) if slugs else Fraction(0)
