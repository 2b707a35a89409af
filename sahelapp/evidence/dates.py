"""Dates as precise as the sources are, and no more. Django-free."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_ENGLISH = "January February March April May June July August September October November December"
_FRENCH = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
MONTHS = {"en": _ENGLISH.split(), "fr": _FRENCH.split()}


@dataclass(frozen=True, slots=True)
class Partial:
    """A day, a month or a year."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    @lru_cache(maxsize=4096)
    def read(cls, iso: str) -> "Partial":
        """From `2025-09-17`, `2025-09` or `2025`. Raises ValueError for anything else, impossible days included."""
        found = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", iso)
        if not found:
            raise ValueError(f"not an ISO day, month or year: {iso!r}")
        year, month, day = (int(part) if part else None for part in found.groups())
        date(year or 0, month or 1, day or 1)
        return cls(year or 0, month, day)

    @property
    def precision(self) -> str:
        return "day" if self.day else "month" if self.month else "year"

    @property
    def earliest(self) -> date:
        """The first day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def iso(self) -> str:
        """Back to what `read` takes; also the value of `<time datetime>`."""
        return "-".join(part for part in (f"{self.year:04}", _two(self.month), _two(self.day)) if part)

    def in_words(self, language: str) -> str:
        """“17 September 2025”, “septembre 2025”, “1er mai 2025”, “2025”. No-break space after the day."""
        if self.month is None:
            return str(self.year)
        month = MONTHS[language][self.month - 1]
        if self.day is None:
            return f"{month} {self.year}"
        day = "1er" if language == "fr" and self.day == 1 else str(self.day)
        return f"{day}\u00a0{month} {self.year}"


def _two(number: int | None) -> str:
    return f"{number:02}" if number else ""
