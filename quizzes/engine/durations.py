"""How far apart two moments lie, told as a person would: in days while they are few, in calendar months beyond."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from quizzes.engine.problems import Problem
from quizzes.engine.text import Text

FEW_DAYS = 60  # from here on a reader thinks in months
_HALF_A_MONTH = 15  # days left over that make one month more


def days_apart(first_latest: date, second_earliest: date) -> int:
    """The days between the end of one span and the start of a later one; 0 where the two may touch."""
    return max((second_earliest - first_latest).days, 0)


def in_words(earlier: date, later: date) -> Text:
    """The time from one day to a later one: `12 days`, `5 months`."""
    days = days_apart(earlier, later)
    if days < FEW_DAYS:
        return Text(f"{days} {'day' if days == 1 else 'days'}", f"{days} {'jour' if days < 2 else 'jours'}")
    # Sixty days are nearly two months at the least, so that "1 month" is never said.
    months = f"{_months(earlier, later):,}"
    return Text(f"{months} months", f"{months.replace(',', ' ')} mois")


def _months(earlier: date, later: date) -> int:
    """The calendar months between two days, to the nearest."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    left_over = later.day - earlier.day
    return months + (left_over >= _HALF_A_MONTH) - (left_over < -_HALF_A_MONTH)


@dataclass(frozen=True, slots=True)
class Moment:
    """When something happened: on one day of a closed span. A draft may lack a bound."""

    earliest: date | None
    latest: date | None

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> Self:
        """From its JSON mapping; what is no date is None."""
        return cls(_day(value.get("earliest")), _day(value.get("latest")))

    def write(self) -> dict[str, str]:
        """The JSON mapping that `read` takes."""
        return {name: day.isoformat() if (day := getattr(self, name)) else "" for name in ("earliest", "latest")}

    def off_by(self, year: int) -> Text:
        """How far a calendar year lies from it: `11 months too early`. Nothing where it may lie in that year."""
        first, last = date(year, 1, 1), date(year, 12, 31)
        if self.earliest and last < self.earliest:
            gap = in_words(last, self.earliest)
            return Text(f"{gap.en} too early", f"{gap.fr} trop tôt")
        if self.latest and first > self.latest:
            gap = in_words(self.latest, first)
            return Text(f"{gap.en} too late", f"{gap.fr} trop tard")
        return Text()

    def problems(self) -> list[Problem]:
        """Bounds that are no dates, or stand in the wrong order."""
        if self.earliest is None or self.latest is None:
            return [Problem("date-shape", "moment")]
        return [Problem("moment-order", "moment")] if self.latest < self.earliest else []


def _day(written: Any) -> date | None:
    try:
        return date.fromisoformat(str(written))
    except ValueError:
        return None
