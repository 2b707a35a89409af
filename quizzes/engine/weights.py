"""What an accepted answer is worth, as authors write it: `1`, `1/2`, `0.5`. Exact, so that three thirds are one."""

import re
from fractions import Fraction
from typing import Any

# Few digits: a fraction such as 1e999999999 would take all memory there is.
_WRITTEN = re.compile(r"\d{1,6}(?:[.,]\d{1,9}|/[1-9]\d{0,5})?", re.ASCII)


def read_weight(written: Any) -> Fraction:
    """The weight; 0, which nothing accepted may be worth, where no fraction is written."""
    words = str(written).strip()
    return Fraction(words.replace(",", ".")) if _WRITTEN.fullmatch(words) else Fraction(0)


def part(weight: Fraction) -> Fraction:
    """The same as part of a whole, also while a draft says too much."""
    return min(weight, Fraction(1))


def is_part(weight: Fraction) -> bool:
    """Whether an answer may be worth this: something, and at most all."""
    return 0 < weight <= 1
