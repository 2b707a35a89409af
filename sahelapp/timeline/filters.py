"""What a reader wants to see of the timeline, as a value that lives in the URL. Django-free."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from quizzes.engine.text import fold
from sahelapp.evidence.dates import Partial
from sahelapp.timeline.values import EventValue

LONGEST_SEARCH = 100  # a search is a few words; more is a paste by mistake


@dataclass(frozen=True, slots=True)
class TimelineFilter:
    """Every given condition must hold. Times include both ends; an event belongs to every day on which it lasted."""

    theme: str = ""
    actor: str = ""
    place: str = ""
    since: Partial | None = None
    until: Partial | None = None
    words: str = ""

    @classmethod
    def from_query(
        cls,
        query: Mapping[str, str],
        *,
        themes: Iterable[str] = (),
        actors: Iterable[str] = (),
        places: Iterable[str] = (),
    ) -> "TimelineFilter":
        """From URL parameters. Unknown values are dropped, so that an old link still shows something."""
        since, until = _time(query.get("from", "")), _time(query.get("to", ""))
        if since and until and since.earliest > until.latest:
            since, until = until, since
        return cls(
            theme=_known(query.get("theme", ""), themes),
            actor=_known(query.get("actor", ""), actors),
            place=_known(query.get("place", ""), places),
            since=since,
            until=until,
            words=" ".join(query.get("q", "").replace("\0", "").split())[:LONGEST_SEARCH],
        )

    def pairs(self) -> dict[str, str]:
        """Its URL parameters, in the one order."""
        said = {
            "theme": self.theme,
            "actor": self.actor,
            "place": self.place,
            "from": self.since.iso() if self.since else "",
            "to": self.until.iso() if self.until else "",
            "q": self.words,
        }
        return {name: value for name, value in said.items() if value}

    def to_query(self) -> str:
        """The canonical query string: one address for one selection, empty for everything."""
        return urlencode(self.pairs())

    def __bool__(self) -> bool:
        return bool(self.pairs())

    def admits(self, event: EventValue, language: str) -> bool:
        """Whether the reader wants to see this event."""
        return (
            (not self.theme or self.theme in event.themes)
            and (not self.actor or self.actor in event.actors)
            and (not self.place or self.place == event.place)
            and self.meets(event.when.earliest, event.when.last)
            and all(word in event.folded[language] for word in fold(self.words).split())
        )

    def meets(self, earliest: date, last: date) -> bool:
        """Whether what lasted from one day to another touches the time asked for."""
        return (self.since is None or last >= self.since.earliest) and (
            self.until is None or earliest <= self.until.latest
        )


def _known(value: str, known: Collection[str] | Iterable[str]) -> str:
    return value if value in set(known) else ""


def _time(value: str) -> Partial | None:
    """A year, a month or a day of this century or the last one; None for anything else."""
    if not re.match(r"(?:19|20)\d\d", value):
        return None
    try:
        return Partial.read(value)
    except ValueError:
        return None
