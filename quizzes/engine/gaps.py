"""The gaps of a running text: each takes a choice, words or a number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Protocol, Self

from quizzes.engine import amounts, options, weights, wordings
from quizzes.engine.amounts import Amounts
from quizzes.engine.faces import Comment, Row
from quizzes.engine.options import Option
from quizzes.engine.problems import Problem
from quizzes.engine.shapes import NUMBER, TEXT, WORDS, Shape
from quizzes.engine.text import Text
from quizzes.engine.wordings import Wordings

SHAPE: Shape = {
    "slug": WORDS,
    "takes": WORDS,
    "weight": NUMBER,
    "options": [options.SHAPE],
    **wordings.SHAPE,
    **amounts.SHAPE,
    "unit": TEXT,
    "feedback": TEXT,
}


class Taker(Protocol):
    """What a gap can be filled with, what that is worth and how it is said."""

    def read(self, values: Sequence[str], decimal_sign: str) -> Any | None: ...

    def write(self, given: Any) -> tuple[str, ...]: ...

    def part(self, given: Any) -> Fraction: ...

    def says(self, given: Any) -> Text: ...

    def words(self, given: Any) -> Text: ...

    def key(self) -> Any | None: ...

    def row(self, slug: str) -> Row: ...

    def problems(self) -> list[Problem]: ...

    def to_value(self) -> dict[str, Any]: ...

    @classmethod
    def from_value(cls, value: Mapping[str, Any]) -> Self: ...


@dataclass(frozen=True, slots=True)
class Choices:
    """Options of which exactly one is right. What was given is a slug."""

    options: tuple[Option, ...] = ()

    def read(self, values: Sequence[str], decimal_sign: str = ".") -> str | None:
        """The chosen slug, or None for two choices or one that was not offered."""
        return values[0] if len(values) == 1 and values[0] in self._by_slug() else None

    def write(self, given: str) -> tuple[str, ...]:
        """The slug."""
        return (given,)

    def part(self, given: str) -> Fraction:
        """All or nothing."""
        return Fraction(self._by_slug()[given].right)

    def says(self, given: str) -> Text:
        """The feedback of the chosen option."""
        return self._by_slug()[given].feedback

    def words(self, given: str) -> Text:
        """The words of the chosen option."""
        return self._by_slug()[given].text

    def key(self) -> str | None:
        """The right option."""
        return next((option.slug for option in self.options if option.right), None)

    def row(self, slug: str) -> Row:
        """The options to choose from."""
        return Row(slug, takes="choice", options=options.face(self.options).options)

    def problems(self) -> list[Problem]:
        """Too few options, or not exactly one right."""
        return options.problems(self.options, right=(1, 1))

    def to_value(self) -> dict[str, Any]:
        """The options in the author's order."""
        return {"options": [option.write() for option in self.options]}

    @classmethod
    def from_value(cls, value: Mapping[str, Any]) -> Self:
        """From stored JSON."""
        return cls(tuple(Option.read(option) for option in value.get("options") or ()))

    def _by_slug(self) -> dict[str, Option]:
        return {option.slug: option for option in self.options}


TAKERS: Mapping[str, type[Taker]] = {"choice": Choices, "text": Wordings, "number": Amounts}


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap, how much it counts beside the others, and what to say to whoever fills it where nothing else is said."""

    slug: str
    takes: str
    taker: Taker
    weight: Fraction = Fraction(1)
    feedback: Text = Text()

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> Self:
        """From its JSON mapping."""
        takes = str(value.get("takes", "text"))
        return cls(
            str(value.get("slug", "")),
            takes,
            TAKERS.get(takes, Wordings).from_value(value),
            weights.read_weight(value.get("weight", "1")),
            Text.read(value.get("feedback")),
        )

    def write(self) -> dict[str, Any]:
        """The JSON mapping that `read` takes."""
        value = {"slug": self.slug, "takes": self.takes, **self.taker.to_value()}
        if self.weight != 1:
            value["weight"] = str(self.weight)
        return {**value, "feedback": self.feedback.write()} if self.feedback else value

    def comment(self, values: Sequence[str], decimal_sign: str) -> Comment:
        """What is said of the values given for it."""
        key = self.taker.words(right) if (right := self.taker.key()) is not None else Text()
        if not values:
            return Comment(self.slug, "missed", self.feedback, key)
        given = self.taker.read(values, decimal_sign)
        if given is None:
            return Comment(self.slug, "wrong", self.feedback, key)
        verdict = "right" if self.taker.part(given) else "wrong"
        return Comment(self.slug, verdict, self.taker.says(given) or self.feedback, key)

    def problems(self) -> list[Problem]:
        """What is wrong with it, each with its name."""
        found = [] if self.takes in TAKERS else [Problem("gap-takes", self.takes)]
        if not self.weight:
            found.append(Problem("gap-weight", "weight"))
        found += [Problem("language-missing", f"feedback ({missing})") for missing in self.feedback.missing()]
        found += self.taker.problems()
        return [replace(problem, detail=self._named(problem.detail)) for problem in found]

    def _named(self, detail: str) -> str:
        return f"{detail} ({self.slug})" if detail else self.slug
