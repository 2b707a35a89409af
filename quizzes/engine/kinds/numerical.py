"""A number, right within a tolerance. The kind to read first: it is written out plainly so that others can copy it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Self

from quizzes.engine import amounts
from quizzes.engine.amounts import Amount, Amounts, Unit
from quizzes.engine.durations import Moment
from quizzes.engine.faces import Comment, Face
from quizzes.engine.grade import Grade
from quizzes.engine.problems import Problem
from quizzes.engine.shapes import TEXT, TRUTH, WORDS, Shape
from quizzes.engine.steps import Posted
from quizzes.engine.text import Text


@dataclass(frozen=True, slots=True)
class Numerical:
    """How many, how much, which year.

    `units`: others that may be typed. `also`: further numbers accepted, worth less. `moment`: when what is asked for
    happened, so that the error of a year can be told.
    """

    kind: ClassVar[str] = "numerical"
    named: ClassVar[Text] = Text("number", "nombre")
    shape: ClassVar[Shape] = {
        **amounts.SHAPE,
        "unit": TEXT,
        "units": [amounts.UNIT],
        "year": TRUTH,
        "also": [amounts.ALSO],
        "moment": {"earliest": WORDS, "latest": WORDS},
    }

    key: Decimal
    tolerance: Decimal = Decimal(0)
    unit: Text = Text()
    relative: bool = False
    units: tuple[Unit, ...] = ()
    year: bool = False
    also: tuple[Amount, ...] = ()
    moment: Moment | None = None

    @property
    def accepted(self) -> Amounts:
        """The numbers that are right, the key first."""
        return Amounts((Amount(self.key, self.tolerance, self.relative), *self.also), self.unit, self.units, self.year)

    def read(self, posted: Posted) -> Decimal | None:
        """The learner's number, or None when the field holds none."""
        return self.accepted.read(posted.values, posted.decimal_sign)

    def grade(self, response: Decimal) -> Grade:
        """The weight of the best number that it is near enough to."""
        return Grade(self.accepted.part(response))

    def summarise(self, response: Decimal) -> Text:
        """The number as each language writes it, with its unit."""
        return self.accepted.words(response)

    def key_response(self) -> Decimal | None:
        """The number itself."""
        return self.accepted.key()

    def write(self, response: Decimal) -> Posted:
        """The number as typed by somebody with a decimal point."""
        return Posted(self.accepted.write(response))

    def face(self) -> Face:
        """A field, and the unit beside it."""
        return Face(unit=self.unit, year=self.year)

    def comments(self, posted: Posted) -> tuple[Comment, ...]:
        """The feedback of the number met, or how far a year is off."""
        response = self.read(posted)
        if response is None:
            return ()
        if says := self.accepted.says(response):
            return (Comment("", "right", says),)
        return (Comment("", "wrong", off_by),) if (off_by := self._off_by(response)) else ()

    def _off_by(self, response: Decimal) -> Text:
        is_year = date.min.year <= response <= date.max.year and response == int(response)
        return self.moment.off_by(int(response)) if self.moment and is_year else Text()

    def shuffles(self) -> tuple[str, ...]:
        """Nothing to draw."""
        return ()

    def problems(self) -> list[Problem]:
        """What is wrong with its numbers, its units and its moment."""
        return self.accepted.problems() + (self.moment.problems() if self.moment else [])

    def to_value(self) -> dict[str, Any]:
        """What every number says, and what only some do where they do."""
        unit = self.unit.write() if self.unit else None
        value = {"version": 1, "key": str(self.key), "tolerance": str(self.tolerance), "unit": unit}
        some = {
            "relative": self.relative,
            "units": [unit.write() for unit in self.units],
            "year": self.year,
            "also": [amount.write() for amount in self.also],
            "moment": self.moment.write() if self.moment else None,
        }
        return value | {name: part for name, part in some.items() if part}

    @classmethod
    def from_value(cls, value: Mapping[str, Any]) -> Self:
        """What cannot be read as a number becomes NaN, which `problems` reports."""
        return cls(
            amounts.number(value.get("key")),
            amounts.number(value.get("tolerance", "0")),
            Text.read(value.get("unit")),
            value.get("relative") is True,
            tuple(Unit.read(unit) for unit in value.get("units") or ()),
            value.get("year") is True,
            tuple(Amount.read(amount) for amount in value.get("also") or ()),
            Moment.read(value["moment"]) if value.get("moment") else None,
        )
