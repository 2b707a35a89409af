"""The list: events by year and month, each made once for all who read it; above `WHOLE` events, a stretch at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape

from quizzes.models.shelf import Lately
from sahelapp.evidence.dates import Partial
from sahelapp.timeline import layout
from sahelapp.timeline.selection import Selection
from sahelapp.timeline.values import EventValue

WHOLE = 1000  # events that stand in one page
STRETCH = 80  # events of one stretch, where there are more than that
_BAR = 36  # the length of the longest bar in the index of years

# Stands for the query string that links keep; no text holds this character.
_QUERY = "\ue000"
_rows: Lately[tuple[int, str, str, int], str] = Lately(4000)  # of about 1 kB each


@dataclass(frozen=True, slots=True)
class MonthShown:
    """A month of the list, with the rows of its events; `number` is None where only the year is known."""

    number: int | None
    rows: str


@dataclass(frozen=True, slots=True)
class YearShown:
    """A year of the list."""

    number: int
    months: tuple[MonthShown, ...]


@dataclass(frozen=True, slots=True)
class YearInIndex:
    """A year in the index: how many events began in it, the length of its bar, and where it leads."""

    number: int
    count: int
    bar: int
    url: str


def listed(asked: Selection) -> dict[str, Any]:
    """What the list adds to the page: its years, their index, and where the stretches before and after it are."""
    stretch, further = stretch_of(asked)
    return {
        "years": [_year(year, asked) for year in layout.by_year(stretch)],
        "index": _index(asked, is_whole=not further),
        "shown": len(stretch),
        "until": stretch[-1].when if further else None,
        "further": further,
    }


def stretch_of(asked: Selection) -> tuple[Sequence[EventValue], str]:
    """The events that stand in one page, and the query string of those after them; nothing where all do."""
    if len(asked.found) <= WHOLE:
        return asked.found, ""
    stretch = layout.stretch(asked.found, STRETCH)
    return stretch, asked.query(since=_day_of(asked.found[len(stretch)]))


def _day_of(event: EventValue) -> Partial:
    first = event.when.earliest
    return Partial(first.year, first.month, first.day)


def _index(asked: Selection, *, is_whole: bool) -> list[YearInIndex]:
    """Years that stand in the page are jumped to; where not all do, each year is a selection of its own."""
    counts: dict[int, int] = {}
    for event in asked.found:
        counts[event.when.year] = counts.get(event.when.year, 0) + 1
    most = max(counts.values(), default=1)
    return [
        YearInIndex(
            year,
            count,
            max(2, round(_BAR * count / most)),
            f"#y{year}" if is_whole else asked.query(since=Partial(year), until=Partial(year)),
        )
        for year, count in sorted(counts.items())
    ]


def _year(year: layout.Year, asked: Selection) -> YearShown:
    months = (
        MonthShown(month.number, rows(month.events, asked, level=4 if month.number else 3)) for month in year.months
    )
    return YearShown(year.number, tuple(months))


def rows(events: Sequence[EventValue], asked: Selection, *, level: int) -> str:
    """The HTML of these events in order, as their template made it; `level` is that of their headings.

    Their links keep the selection: the query string is quoted for addresses and, here, for HTML.
    """
    query = escape(asked.query(view="list", sort="date", lanes="theme"))
    return "".join(_row(event, asked, level).replace(_QUERY, query) for event in events)


def _row(event: EventValue, asked: Selection, level: int) -> str:
    if asked.manner.known_on is not None:
        return _render(event, level)  # cut to one of very many days
    key = (asked.edition, asked.language, event.slug, level)
    if (kept := _rows.get(key)) is None:
        kept = _render(event, level)
        _rows.keep(key, kept)
    return kept


def _render(event: EventValue, level: int) -> str:
    url = f"{reverse('timeline:event', args=[event.slug])}{_QUERY}"
    return render_to_string("timeline/event_row.html", {"event": event, "level": level, "url": url})
