"""Grades: exact fractions between nothing and all, so that three thirds are one."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

_PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True, order=True)
class Grade:
    """How much of a question was got: 0 to 1. `less` is what earlier tries cost; it makes nothing wrong."""

    part: Fraction
    less: Fraction = Fraction(0)

    def __post_init__(self) -> None:
        if not 0 <= self.part <= 1:
            raise ValueError(f"A grade lies between 0 and 1, not {self.part}.")

    @property
    def left(self) -> Fraction:
        """What it brings for each point, earlier tries taken off: never below nothing."""
        return max(self.part - self.less, Fraction(0))

    @classmethod
    def read(cls, words: str) -> "Grade":
        """From its exact text, such as `1/3` or, with what earlier tries cost, `1 - 1/3`."""
        return cls(*map(Fraction, words.split(" - ")))

    def write(self) -> str:
        """The exact text that `read` takes."""
        return f"{self.part} - {self.less}" if self.less else str(self.part)

    @property
    def verdict(self) -> str:
        """`right`, `partly` or `wrong`: the words and classes of the pages."""
        return {Fraction(1): "right", Fraction(0): "wrong"}.get(self.part, "partly")


RIGHT, WRONG = Grade(Fraction(1)), Grade(Fraction(0))


def total(marks: Iterable[tuple[Decimal, Fraction]]) -> Decimal:
    """The score of questions given as (points, what each point brought). Rounded once, at the end."""
    exact = sum((Fraction(mark) * worth for mark, worth in marks), Fraction(0))
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(_PLACES)
