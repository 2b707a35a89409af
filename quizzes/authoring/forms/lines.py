"""The short way to write several answers: one a line, `English | French` where the two differ.

A star in front marks the right option; `= 1/2` behind says what an answer is worth.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from quizzes.authoring.forms import numbers
from quizzes.engine.text import Text

_BAR = re.compile(r"(?<!\\)\|")
_WORTH = re.compile(r"(.*?)\s+=\s+(\d\S*(?: ?%)?)")


def lines(typed: str) -> list[str]:
    """Those that say something."""
    return [line.strip() for line in typed.splitlines() if line.strip()]


def option(line: str) -> dict[str, Any]:
    """Words, and whether they are right."""
    if line.startswith("*"):
        return {"text": text(line[1:]), "right": True}
    return {"text": text(line.removeprefix("\\") if line.startswith("\\*") else line), "right": False}


def option_line(entry: Mapping[str, Any]) -> str:
    """The line that `option` reads."""
    words = text_line(entry.get("text"))
    if entry.get("right"):
        return f"* {words}"
    return f"\\{words}" if words.startswith("*") else words


def answer(line: str) -> dict[str, Any]:
    """Words, and what they are worth."""
    worth = _WORTH.fullmatch(line)
    return {"text": text(worth[1] if worth else line), "weight": numbers.weight(worth[2]) if worth else "1"}


def answer_line(entry: Mapping[str, Any]) -> str:
    """The line that `answer` reads."""
    words, weight = text_line(entry.get("text")), str(entry.get("weight", "1"))
    return words if weight == "1" and not _WORTH.fullmatch(words) else f"{words} = {weight}"


def text(typed: str) -> dict[str, str]:
    """Words in both languages; without a bar they are the same in both."""
    sides = [side.strip().replace("\\|", "|") for side in _BAR.split(typed)]
    if len(sides) > 2:
        words = _("“%(line)s” has more than one bar. Write English | French, and \\| for a bar within the words.")
        raise ValidationError(words, params={"line": typed.strip()})
    return {"en": sides[0], "fr": sides[-1]}


def text_line(value: Mapping[str, str] | None) -> str:
    """The words that `text` reads, in one line."""
    words = Text.read(value)
    en, fr = (" ".join(side.split()).replace("|", "\\|") for side in (words.en, words.fr))
    return en if en == fr else f"{en} | {fr}".strip()
