"""Numbers as answers: how far off is still right, in which units they may be typed, how each language writes them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any, Self

from quizzes.engine import weights
from quizzes.engine.faces import Row
from quizzes.engine.numbers import read_number
from quizzes.engine.problems import Problem
from quizzes.engine.shapes import NUMBER, TEXT, TRUTH, Shape
from quizzes.engine.text import LANGUAGES, Text, fold

SHAPE: Shape = {"key": NUMBER, "tolerance": NUMBER, "relative": TRUTH}
UNIT: Shape = {"text": TEXT, "factor": NUMBER}
ALSO: Shape = {**SHAPE, "weight": NUMBER, "feedback": TEXT}
_EXACT = Context(prec=100)  # two of the longest numbers that are read, multiplied, lose no digit


def number(written: Any) -> Decimal:
    """A number as an author wrote it; NaN, which `problems` reports, where it is none."""
    return found if (found := read_number(str(written), ".")) is not None else Decimal("NaN")


@dataclass(frozen=True, slots=True)
class Amount:
    """An accepted number. With `relative`, the tolerance is a share of the number: 0.05 is five per cent of it."""

    key: Decimal
    tolerance: Decimal = Decimal(0)
    relative: bool = False
    weight: Fraction = Fraction(1)
    feedback: Text = Text()

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> Self:
        """From its JSON mapping."""
        return cls(
            number(value.get("key")),
            number(value.get("tolerance", "0")),
            value.get("relative") is True,
            weights.read_weight(value.get("weight", "1")),
            Text.read(value.get("feedback")),
        )

    def write(self) -> dict[str, Any]:
        """The JSON mapping that `read` takes. Numbers as text: JSON's own would lose the exact digits."""
        value: dict[str, Any] = {"key": str(self.key), "tolerance": str(self.tolerance)}
        if self.relative:
            value["relative"] = True
        if self.weight != 1:
            value["weight"] = str(self.weight)
        return {**value, "feedback": self.feedback.write()} if self.feedback else value

    def accepts(self, given: Decimal) -> bool:
        """Whether a number is near enough, to the last digit."""
        if not (self.key.is_finite() and self.tolerance.is_finite()):
            return False
        key, most = Fraction(self.key), Fraction(self.tolerance)
        return abs(Fraction(given) - key) <= (most * abs(key) if self.relative else most)

    def problems(self, place: str = "") -> Iterator[Problem]:
        """A key that is no number cannot be met; a negative tolerance meets nothing."""
        if not self.key.is_finite():
            yield Problem("number", f"{place}key")
        if not (self.tolerance.is_finite() and self.tolerance >= 0):
            yield Problem("number", f"{place}tolerance")
        if not weights.is_part(self.weight):
            yield Problem("weight", f"{place}weight")
        yield from (Problem("language-missing", f"{place}feedback ({missing})") for missing in self.feedback.missing())


@dataclass(frozen=True, slots=True)
class Unit:
    """Another unit understood, and how many of the question's own unit one of it is."""

    text: Text
    factor: Decimal

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> Self:
        """From its JSON mapping."""
        return cls(Text.read(value.get("text")), number(value.get("factor")))

    def write(self) -> dict[str, Any]:
        """The JSON mapping that `read` takes."""
        return {"text": self.text.write(), "factor": str(self.factor)}

    def problems(self, place: str) -> Iterator[Problem]:
        """It needs a name in both languages, and a factor above nothing."""
        if not self.text:
            yield Problem("empty", place)
        yield from (Problem("language-missing", f"{place} ({missing})") for missing in self.text.missing())
        if not (self.factor.is_finite() and self.factor > 0):
            yield Problem("number", f"{place} factor")


@dataclass(frozen=True, slots=True)
class Amounts:
    """The numbers accepted in one place, of which the first is the key. What was given there is in its unit."""

    answers: tuple[Amount, ...]
    unit: Text = Text()
    units: tuple[Unit, ...] = ()
    year: bool = False

    def read(self, values: Sequence[str], decimal_sign: str) -> Decimal | None:
        """The number typed, with or without a unit; None when there is none, or two."""
        typed, *more = [value for value in values if value.strip()] or [""]
        if more:
            return None
        for unit, factor in self._units():
            # The unit stands beside the field; who types it all the same has still given a number.
            if (folded := fold(typed)).endswith(unit):
                found = read_number(folded.removesuffix(unit), decimal_sign)
                if found is not None:
                    return found if factor == 1 else _EXACT.multiply(found, factor).normalize(_EXACT)
        return read_number(typed, decimal_sign)

    def _units(self) -> list[tuple[str, Decimal]]:
        """Each unit as it may be typed, longest first: `km` is no `m`."""
        known = [(self.unit, Decimal(1)), *((unit.text, unit.factor) for unit in self.units)]
        named = [(fold(text.raw(language)), factor) for text, factor in known for language in LANGUAGES]
        return sorted(((name, f) for name, f in named if name and f.is_finite()), key=lambda unit: -len(unit[0]))

    def write(self, given: Decimal) -> tuple[str, ...]:
        """The number as typed by somebody with a decimal point."""
        return (f"{given:f}",)

    def best(self, given: Decimal) -> Amount | None:
        """The accepted number worth most of those that this is near enough to; the first of equals."""
        near = [answer for answer in self.answers if answer.accepts(given)]
        return max(near, key=lambda answer: answer.weight, default=None)

    def part(self, given: Decimal) -> Fraction:
        """The weight of the best answer that this is near enough to."""
        return weights.part(best.weight) if (best := self.best(given)) else Fraction(0)

    def says(self, given: Decimal) -> Text:
        """The feedback of the answer that this is near enough to."""
        return best.feedback if (best := self.best(given)) else Text()

    def words(self, given: Decimal) -> Text:
        """The number as each language writes it, with its unit. The digits of a year are never grouped."""
        english = f"{given:f}" if self.year else f"{given:,f}"
        french = english.replace(",", " ").replace(".", ",")
        return Text(f"{english} {self.unit.raw('en')}".strip(), f"{french} {self.unit.raw('fr')}".strip())

    def key(self) -> Decimal | None:
        """The first answer's number."""
        return self.answers[0].key if self.answers and self.answers[0].key.is_finite() else None

    def row(self, slug: str) -> Row:
        """A field, and the unit beside it."""
        return Row(slug, takes="number", unit=self.unit)

    def problems(self) -> list[Problem]:
        """What is wrong with its numbers and units."""
        key, *also = self.answers
        found = list(key.problems())
        found += [Problem("language-missing", f"unit ({missing})") for missing in self.unit.missing()]
        for place, unit in enumerate(self.units, 1):
            found += unit.problems(f"unit {place}")
        for place, answer in enumerate(also, 1):
            found += answer.problems(f"also {place}: ")
        return found

    def to_value(self) -> dict[str, Any]:
        """The JSON that `from_value` takes: of a place with one right number."""
        value = self.answers[0].write()
        return {**value, "unit": self.unit.write()} if self.unit else value

    @classmethod
    def from_value(cls, value: Mapping[str, Any]) -> Self:
        """From stored JSON. Weight and feedback are the place's own, not the number's."""
        shares = {name: value[name] for name in SHAPE if name in value}
        return cls((Amount.read(shares),), Text.read(value.get("unit")))
