"""What of the timeline is shown, and how: one value for the list, the lanes, the table, the card and the exports."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.timezone import localdate, now
from django.utils.translation import get_language

from sahelapp.catalogue.editions import edition
from sahelapp.timeline import reading
from sahelapp.timeline.filters import TimelineFilter
from sahelapp.timeline.reading import Choices
from sahelapp.timeline.values import EventValue

VIEWS = ("list", "lanes", "table", "map", "print")
LANES = ("theme", "actor")
SORTS = ("date", "title", "place", "status")


@dataclass(frozen=True, slots=True)
class Manner:
    """How a selection is shown. `known_on` freezes it: nothing that came to light later is shown, linked or counted.

    `sort` is a column of the table, with a hyphen in front for the other way round.
    """

    view: str = "list"
    lanes: str = "theme"
    sort: str = "date"
    known_on: date | None = None
    embed: bool = False

    @classmethod
    def from_query(cls, query: Mapping[str, str], today: date) -> "Manner":
        """From URL parameters. Unknown values are dropped; no day after today freezes anything."""
        view, lanes, sort = (query.get(name, "") for name in ("view", "lanes", "sort"))
        return cls(
            view=view if view in VIEWS else "list",
            lanes=lanes if lanes in LANES and view == "lanes" else "theme",
            sort=sort if sort.removeprefix("-") in SORTS and view == "table" else "date",
            known_on=_day(query.get("as-known-on", ""), today),
            embed=query.get("embed") == "1",
        )

    def pairs(self) -> dict[str, str]:
        """Its URL parameters; what is as usual is left out."""
        said = {
            "view": self.view if self.view != "list" else "",
            "lanes": self.lanes if self.lanes != "theme" else "",
            "sort": self.sort if self.sort != "date" else "",
            "as-known-on": self.known_on.isoformat() if self.known_on else "",
            "embed": "1" if self.embed else "",
        }
        return {name: value for name, value in said.items() if value}


@dataclass(frozen=True)
class Selection:
    """The events that a reader asked for, oldest first, and how to show them; `edition` is that of the site."""

    wanted: TimelineFilter
    manner: Manner
    choices: Choices
    language: str
    known: list[EventValue] = field(repr=False)
    edition: int = 0

    @cached_property
    def found(self) -> list[EventValue]:
        """Those of the known events that the filter admits."""
        if not self.wanted:
            return self.known
        return [event for event in self.known if self.wanted.admits(event, self.language)]

    def query(self, **changes: object) -> str:
        """The canonical query string with a `?`, or nothing; `changes` to the filter's or the manner's fields."""
        own = {name: value for name, value in changes.items() if name in TimelineFilter.__slots__}
        other = {name: value for name, value in changes.items() if name not in own}
        wanted = replace(self.wanted, **own)  # type: ignore[arg-type]
        manner = replace(self.manner, **other)  # type: ignore[arg-type]
        pairs = {**wanted.pairs(), **manner.pairs()}
        return f"?{urlencode(pairs)}" if pairs else ""

    @property
    def everything(self) -> str:
        """The query string without the filter: all that there is, shown in the same manner."""
        return Selection(TimelineFilter(), self.manner, self.choices, self.language, self.known).query()

    @property
    def frozen(self) -> str:
        """What links that keep nothing of the selection but its day carry: `?as-known-on=...`, or nothing."""
        return f"?as-known-on={self.manner.known_on.isoformat()}" if self.manner.known_on else ""


def selection(request: HttpRequest) -> Selection:
    """What the query string of a request asks for."""
    language, number = get_language() or "en", edition()
    manner = Manner.from_query(request.GET, localdate())
    known = reading.known(now(), manner.known_on, number)
    choices = reading.choices(known, language, number)
    wanted = TimelineFilter.from_query(request.GET, themes=choices.themes, actors=choices.actors, places=choices.places)
    return Selection(wanted, manner, choices, language, known, number)


def selected(request: HttpRequest) -> list[EventValue]:
    """The events that a request asks for."""
    return selection(request).found


def _day(value: str, today: date) -> date | None:
    try:
        day = date.fromisoformat(value) if len(value) == len("2022-01-15") else None
    except ValueError:
        return None
    return day if day and day < today else None
