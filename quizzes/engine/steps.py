"""What a learner sent for one question, and what was kept of it. Steps are the truth; scores follow from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from quizzes.engine.grade import Grade


class Status(StrEnum):
    """What became of a post."""

    SAVED = "saved"  # kept, its grade not to be told before the end
    TRIED = "tried"  # kept and graded, and another try is open
    GRADED = "graded"  # kept, and its grade may be told
    BLANK = "blank"  # the learner took the answer back
    UNREADABLE = "unreadable"  # kept as typed; the kind found no response in it
    LATE = "late"  # arrived after the end: kept, shown to the teacher, never counted


@dataclass(frozen=True, slots=True)
class Posted:
    """What a form sent for one question: its values, how the reader writes numbers, how sure they were (1 to 3).

    A question with several places to answer sends a value per place, as `place=value`.
    """

    values: tuple[str, ...]
    decimal_sign: str = "."
    certainty: int | None = None

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> "Posted":
        """From the JSON mapping of a stored step, of any version."""
        while value.get("v", 1) < VERSION:
            value = UPGRADES[value.get("v", 1)](value)
        return cls(tuple(value["values"]), value.get("sign", "."), value.get("sure"))

    def write(self) -> dict[str, Any]:
        """The JSON mapping that `read` takes. Short, because there is one for every answer ever given."""
        value: dict[str, Any] = {"v": VERSION, "values": list(self.values)}
        if self.decimal_sign != ".":
            value["sign"] = self.decimal_sign
        return value if self.certainty is None else {**value, "sure": self.certainty}

    @property
    def is_blank(self) -> bool:
        """Whether nothing was chosen or typed."""
        return not any(value.strip() for value in self.values)

    def places(self) -> dict[str, str]:
        """What was given for each place of a question that has several; what names no place is left out."""
        parts = (value.partition("=") for value in self.values)
        return {place: given.strip() for place, equals, given in parts if equals and given.strip()}


def v1_to_v2(value: Mapping[str, Any]) -> dict[str, Any]:
    """Version 1 wrote every key in full, also where it said nothing."""
    return {"v": 2, "values": value["values"], "sign": value.get("decimal_sign", ".")}


VERSION = 2
UPGRADES = {1: v1_to_v2}


@dataclass(frozen=True, slots=True)
class Step:
    """One post, what became of it and, where there was a response to grade, the grade."""

    at: datetime
    posted: Posted
    status: Status
    grade: Grade | None = None


History = Sequence[Step]
