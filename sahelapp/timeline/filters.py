"""What a reader wants to see of the timeline, as a value that lives in the URL. Django-free."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from quizzes.engine.text import fold
from sahelapp.timeline.values import EventValue

LONGEST_SEARCH = 100  # a search is a few words; more is a paste by mistake


@dataclass(frozen=True, slots=True)
class TimelineFilter:
    """Every given condition must hold. Years include both ends; an event belongs to every year it lasted in."""

    theme: str = ""
    actor: str = ""
    since: int | None = None
    until: int | None = None
    words: str = ""

    @classmethod
    def from_query(
        cls, query: Mapping[str, str], *, themes: Iterable[str] = (), actors: Iterable[str] = ()
    ) -> "TimelineFilter":
        """From URL parameters. Unknown values are dropped, so that an old link still shows something."""
        since, until = _year(query.get("from", "")), _year(query.get("to", ""))
        if since and until and since > until:
            since, until = until, since
        return cls(
            theme=_known(query.get("theme", ""), themes),
            actor=_known(query.get("actor", ""), actors),
            since=since,
            until=until,
            words=" ".join(query.get("q", "").replace("\0", "").split())[:LONGEST_SEARCH],
        )

    def to_query(self) -> str:
        """The canonical query string: one address for one selection, empty for everything."""
        pairs = {"theme": self.theme, "actor": self.actor, "from": self.since, "to": self.until, "q": self.words}
        return urlencode({name: value for name, value in pairs.items() if value})

    def __bool__(self) -> bool:
        return bool(self.to_query())

    def admits(self, event: EventValue, language: str) -> bool:
        """Whether the reader wants to see this event."""
        return (
            (not self.theme or self.theme in event.themes)
            and (not self.actor or self.actor in event.actors)
            and (self.since is None or event.when.last.year >= self.since)
            and (self.until is None or event.when.year <= self.until)
            and all(word in event.folded[language] for word in fold(self.words).split())
        )


def _known(value: str, known: Iterable[str]) -> str:
    return value if value in set(known) else ""


def _year(value: str) -> int | None:
    return int(value) if re.fullmatch(r"(?:19|20)\d\d", value) else None
