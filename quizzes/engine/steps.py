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
    GRADED = "graded"  # kept, and its grade may be told
    BLANK = "blank"  # the learner took the answer back
    UNREADABLE = "unreadable"  # kept as typed; the kind found no response in it


@dataclass(frozen=True, slots=True)
class Posted:
    """What a form sent for one question: its values, and how the reader writes numbers."""

    values: tuple[str, ...]
    decimal_sign: str = "."

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> "Posted":
        """From the JSON mapping of a stored step."""
        return cls(tuple(value["values"]), value.get("decimal_sign", "."))

    def write(self) -> dict[str, Any]:
        """The JSON mapping that `read` takes."""
        return {"version": 1, "values": list(self.values), "decimal_sign": self.decimal_sign}

    @property
    def is_blank(self) -> bool:
        """Whether nothing was chosen or typed."""
        return not any(value.strip() for value in self.values)


@dataclass(frozen=True, slots=True)
class Step:
    """One post, what became of it and, where there was a response to grade, the grade."""

    at: datetime
    posted: Posted
    status: Status
    grade: Grade | None = None


History = Sequence[Step]
