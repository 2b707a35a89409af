"""How far apart two moments lie, told as a person would: in days while they are few, in calendar months beyond."""

from datetime import date

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
