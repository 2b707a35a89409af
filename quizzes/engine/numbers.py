"""Numbers as people type them in English and French: read when there is one meaning, refused when there are two."""

import re
from decimal import Decimal

LONGEST = 40  # characters; nobody types more, and huge numbers cost time
_MINUS = str.maketrans({"−": "-", "–": "-"})
_SPACES = re.compile(r"\s+")  # knows the no-break and narrow no-break spaces too
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)


def read_number(typed: str, decimal_sign: str) -> Decimal | None:
    """The number in `typed` for a reader whose decimal sign is `.` or `,`; None when there is none, or more than one.

    `1 312,5` and `1,312.5` have one meaning. `1,5` means one and a half to everybody. `1,312` is 1312 to an English
    reader and 1.312 to a French one; `1.312` is a decimal in English, and in French nobody can say: None.
    """
    digits = _SPACES.sub("", typed).translate(_MINUS)
    if len(digits) > LONGEST:
        return None
    sign = _sign_used(digits, decimal_sign)
    if sign is None:
        return None
    whole, *part = digits.split(sign, 1)
    plain = ".".join([_ungrouped(whole, "," if sign == "." else "."), *part])
    return Decimal(plain) if _PLAIN.fullmatch(plain) else None


def _sign_used(digits: str, own: str) -> str | None:
    """Which of `.` and `,` is the decimal sign here; None when it cannot be known."""
    other = "," if own == "." else "."
    if own in digits and other in digits:
        return max(own, other, key=digits.rfind)
    if other not in digits:
        return own
    if not _grouped(digits, other):
        return other
    # English readers group with commas; French readers group with spaces, so a point before three digits is a riddle.
    return own if own == "." else None


def _grouped(whole: str, sign: str) -> bool:
    return re.fullmatch(rf"-?[1-9]\d{{0,2}}(?:\{sign}\d{{3}})+", whole, re.ASCII) is not None


def _ungrouped(whole: str, sign: str) -> str:
    return whole.replace(sign, "") if _grouped(whole, sign) else whole
