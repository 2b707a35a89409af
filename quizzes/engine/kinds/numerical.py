"""A number, right within a tolerance. The kind to read first: it is written out plainly so that others can copy it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, Self

from quizzes.engine.faces import Comment, Face
from quizzes.engine.grade import Grade
from quizzes.engine.numbers import read_number
from quizzes.engine.problems import Problem
from quizzes.engine.shapes import NUMBER, TEXT, Shape
from quizzes.engine.steps import Posted
from quizzes.engine.text import LANGUAGES, Text, fold


@dataclass(frozen=True, slots=True)
class Numerical:
    """How many, how much, which year."""

    kind: ClassVar[str] = "numerical"
    shape: ClassVar[Shape] = {"key": NUMBER, "tolerance": NUMBER, "unit": TEXT}

    key: Decimal
    tolerance: Decimal = Decimal(0)
    unit: Text = Text()

    def read(self, posted: Posted) -> Decimal | None:
        """The learner's number, or None when the field holds none."""
        return read_number(self._without_unit(" ".join(posted.values)), posted.decimal_sign)

    def _without_unit(self, typed: str) -> str:
        # The unit stands beside the field; who types it all the same has still given a number.
        folded = fold(typed)
        for unit in filter(None, (fold(self.unit.raw(language)) for language in LANGUAGES)):
            if folded.endswith(unit):
                return folded.removesuffix(unit)
        return typed

    def grade(self, response: Decimal) -> Grade:
        """All or nothing: within the tolerance or not."""
        return Grade(Fraction(int(abs(response - self.key) <= self.tolerance)))

    def summarise(self, response: Decimal) -> Text:
        """The number as each language writes it, with its unit."""
        english = f"{response:,f}"
        french = english.replace(",", " ").replace(".", ",")
        return Text(f"{english} {self.unit.raw('en')}".strip(), f"{french} {self.unit.raw('fr')}".strip())

    def key_response(self) -> Decimal:
        """The number itself."""
        return self.key

    def write(self, response: Decimal) -> Posted:
        """The number as typed by somebody with a decimal point."""
        return Posted((f"{response:f}",))

    def face(self) -> Face:
        """A field, and the unit beside it."""
        return Face(unit=self.unit)

    def comments(self, posted: Posted) -> tuple[Comment, ...]:
        """The verdict and the explanation say it all."""
        return ()

    def shuffles(self) -> tuple[str, ...]:
        """Nothing to draw."""
        return ()

    def problems(self) -> list[Problem]:
        """A key that is no number cannot be met; a negative tolerance meets nothing."""
        found = [Problem("number", "key")] if not self.key.is_finite() else []
        if not (self.tolerance.is_finite() and self.tolerance >= 0):
            found.append(Problem("number", "tolerance"))
        return found + [Problem("language-missing", f"unit ({language})") for language in self.unit.missing()]

    def to_value(self) -> dict[str, Any]:
        """Numbers as text: JSON's own would lose the exact digits."""
        unit = self.unit.write() if self.unit else None
        return {"version": 1, "key": str(self.key), "tolerance": str(self.tolerance), "unit": unit}

    @classmethod
    def from_value(cls, value: Mapping[str, Any]) -> Self:
        """What cannot be read as a number becomes NaN, which `problems` reports."""
        return cls(_number(value.get("key")), _number(value.get("tolerance", "0")), Text.read(value.get("unit")))


def _number(written: Any) -> Decimal:
    return found if (found := read_number(str(written), ".")) is not None else Decimal("NaN")
