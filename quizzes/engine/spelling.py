"""Words that are nearly the ones meant: told to look again, never given marks."""

import re

from quizzes.engine.text import Text, fold

LOOK_AGAIN = Text("Check the spelling.", "Vérifiez l'orthographe.")
_SHORT, _LONG = 4, 8  # letters from which one slip, two slips are still a slip
_DIGITS = re.compile(r"\d+")


def is_nearly(typed: str, meant: str) -> bool:
    """Whether somebody who meant the one may have typed the other. Digits must agree: 2013 is no slip for 2012."""
    typed, meant = fold(typed), fold(meant)
    return _DIGITS.findall(typed) == _DIGITS.findall(meant) and within(_slips(meant), typed, meant)


def _slips(meant: str) -> int:
    letters = sum(c.isalpha() for c in meant)
    return (letters >= _SHORT) + (letters >= _LONG)


def within(slips: int, one: str, other: str) -> bool:
    """Whether so many letters added, left out, changed or swapped with a neighbour turn one word into the other.

    Each slip is tried where the words first differ, so that the time grows with their length and no faster.
    """
    if abs(len(one) - len(other)) > slips:
        return False
    start = _alike(one, other)
    one, other = one[start:], other[start:]
    if not slips or one == other:
        return one == other
    tails = [(one[1:], other[1:]), (one[1:], other), (one, other[1:])]
    if one[:2] == other[1::-1]:
        tails.append((one[2:], other[2:]))
    return any(within(slips - 1, *tail) for tail in tails)


def _alike(one: str, other: str) -> int:
    """How many letters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))
