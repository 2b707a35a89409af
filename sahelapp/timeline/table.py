"""The table: all columns, sorted as the address says."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quizzes.engine.text import fold
from sahelapp.timeline.listing import stretch_of
from sahelapp.timeline.selection import Selection
from sahelapp.timeline.values import EventValue

# How far the sources of an event agree.
STATUS_WORDS: dict[str, Promise] = {
    "agreed": _("agreed"),
    "contested": _("contested"),
    "single-source": _("single source"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column: where it leads, and how the table is sorted by it now, as `aria-sort` says it."""

    words: Promise
    url: str
    sorted: str


@dataclass(frozen=True, slots=True)
class RowShown:
    """One event: its names in the reader's language; `status` in words."""

    event: EventValue
    url: str
    themes: str
    actors: str
    place: str
    status: Promise


def tabled(asked: Selection) -> dict[str, Any]:
    """What the table adds to the page."""
    key, backwards = asked.manner.sort.removeprefix("-"), asked.manner.sort.startswith("-")
    stretch, further = stretch_of(asked)
    ordered = sorted(stretch, key=_keys(asked)[key], reverse=backwards)
    return {"columns": _columns(asked), "table": [_row(event, asked) for event in ordered], "further": further}


def _keys(asked: Selection) -> dict[str, Callable[[EventValue], Any]]:
    return {
        "date": lambda event: event.order,
        "title": lambda event: fold(event.titles.raw(asked.language)),
        "place": lambda event: (event.place is None, fold(asked.choices.places.get(event.place or "", ""))),
        "status": lambda event: str(STATUS_WORDS[event.status]),
    }


def _columns(asked: Selection) -> dict[str, Column]:
    words = {"date": _("Date"), "title": _("Event"), "place": _("Place"), "status": _("Status")}
    return {name: _column(name, said, asked) for name, said in words.items()}


def _column(name: str, words: Promise, asked: Selection) -> Column:
    now = {name: "ascending", f"-{name}": "descending"}.get(asked.manner.sort, "none")
    return Column(words, asked.query(sort=f"-{name}" if now == "ascending" else name), now)


def _row(event: EventValue, asked: Selection) -> RowShown:
    return RowShown(
        event=event,
        url=reverse("timeline:event", args=[event.slug]) + asked.query(view="list", sort="date"),
        themes=", ".join(asked.choices.themes.get(slug, slug) for slug in event.themes),
        actors=", ".join(asked.choices.actors.get(slug, slug) for slug in event.actors),
        place=asked.choices.places.get(event.place or "", ""),
        status=STATUS_WORDS[event.status],
    )
