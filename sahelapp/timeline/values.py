"""An event as a value: what a version holds, read once, asked often. Django-free."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from quizzes.engine.text import LANGUAGES, Text, fold
from sahelapp.evidence.dates import Partial
from sahelapp.timeline.moves import Move

KINDS_OF_DATE = ("announced", "decided", "effective", "reported")


_ABOUT = {"en": "about\u00a0", "fr": "vers\u00a0"}


@dataclass(frozen=True)
class Position:
    """What one party or outlet says of an event."""

    party: str
    holder: Text
    says: Text
    sources: tuple[str, ...] = ()

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> "Position":
        return cls(value["party"], Text.read(value["holder"]), Text.read(value["says"]), tuple(value["sources"]))


@dataclass(frozen=True)
class When:
    """When an event was. `start` may be as vague as a year; `end` is a duration, not a doubt.

    `about`: the sources themselves say “about”.
    """

    start: Partial
    end: Partial | None = None
    about: bool = False

    @classmethod
    def read(cls, start: str, end: str | None, *, about: bool = False) -> "When":
        """From ISO dates of day, month or year precision. Raises ValueError for anything else."""
        when = cls(Partial.read(start), Partial.read(end) if end else None, about)
        if when.end and when.end.latest < when.start.earliest:
            raise ValueError(f"{end} is before {start}")
        return when

    @property
    def earliest(self) -> date:
        """The first day on which it can have begun."""
        return self.start.earliest

    @property
    def last(self) -> date:
        """The last day on which it can still have been going on."""
        return (self.end or self.start).latest

    @property
    def year(self) -> int:
        return self.start.earliest.year

    @property
    def month(self) -> int | None:
        """None where only the year is known: never invent a month."""
        return None if self.start.precision == "year" else self.start.earliest.month

    def in_words(self, language: str) -> str:
        """“about May 2025”, “17 September 2025”, “January 2013”, “1962 – 1964”, “16 January – 6 April 2012”,
        “13–14 August 2025”.
        """
        return self.about_words(language) + self.dash.join(words for _, words in self.ends(language))

    def about_words(self, language: str) -> str:
        """“about ”, or nothing."""
        if not self.about:
            return ""
        return "vers le\u00a0" if language == "fr" and self.start.day else _ABOUT[language]

    def ends(self, language: str) -> tuple[tuple[Partial, str], ...]:
        """The one or two dates in words; the first of two does not repeat the year or month that the second says."""
        if self.end is None or self.end == self.start:
            return ((self.start, self.start.in_words(language)),)
        first = self.start.in_words(language)
        if self.start.day and self.end.day and self.start.year == self.end.year:
            first = first.removesuffix(f" {self.end.year}")
            if self._is_within_a_month:
                first = first.split("\u00a0")[0]
        return ((self.start, first), (self.end, self.end.in_words(language)))

    @property
    def dash(self) -> str:
        """The dash: close between two days of one month, spaced between longer dates."""
        return "–" if self._is_within_a_month else " – "

    @property
    def _is_within_a_month(self) -> bool:
        start, end = self.start, self.end
        return bool(end and start.day and end.day and (start.year, start.month) == (end.year, end.month))


@dataclass(frozen=True)
class EventValue:
    """One published event.

    `kind_of_date` says which of its dates `when` is: announced, decided, effective or reported; empty where it makes no
    difference. `laters` holds what only came to light afterwards.
    """

    slug: str
    when: When
    titles: Text
    summaries: Text
    confidence: str
    themes: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    place: str | None = None
    sources: tuple[str, ...] = ()
    disputes: Text = Text()
    positions: tuple[Position, ...] = ()
    kind_of_date: str = ""
    laters: Text = Text()
    moves: tuple[Move, ...] = ()

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> "EventValue":
        """From the JSON of an event's version."""
        return cls(
            slug=value["slug"],
            when=When.read(value["date"], value["end"], about=value.get("about", False)),
            titles=Text.read(value["title"]),
            summaries=Text.read(value["summary"]),
            confidence=value["confidence"],
            themes=tuple(value["themes"]),
            actors=tuple(value["actors"]),
            place=value["place"],
            sources=tuple(value["sources"]),
            disputes=Text.read(value["disputed"]),
            positions=tuple(Position.read(position) for position in value["positions"]),
            kind_of_date=value.get("kind_of_date", ""),
            laters=Text.read(value.get("later")),
            moves=tuple(Move.read(value["slug"], move) for move in value.get("moves", ())),
        )

    @property
    def status(self) -> str:
        """How far the sources agree: contested where anything is disputed, else by how many there are."""
        if self.disputes:
            return "contested"
        return "single-source" if len(self.sources) < 2 else "agreed"

    @property
    def public_by(self) -> date:
        """The day by which everybody could know of it: over, and one of its moves at least made public."""
        return max(self.when.last, min((move.public_by for move in self.moves), default=self.when.last))

    def as_known_on(self, day: date) -> "EventValue":
        """The event without what came to light after that day, and without its disputes, which are told later still."""
        moves = tuple(move.as_known_on(day) for move in self.moves if move.public_by <= day)
        return replace(self, laters=Text(), disputes=Text(), positions=(), moves=moves)

    @property
    def order(self) -> tuple[date, date, str]:
        """Sorts events in time."""
        return (self.when.earliest, self.when.last, self.slug)

    @cached_property
    def folded(self) -> dict[str, str]:
        """What a search looks through, by language."""
        return {
            language: fold(" ".join(text.raw(language) for text in (self.titles, self.summaries, self.laters)))
            for language in LANGUAGES
        }

    def title(self, language: str) -> str:
        return self.titles.in_(language)


@dataclass(frozen=True, slots=True)
class Era:
    """A stretch of the story that we name: when it began, when it ended (None: it goes on), and what it was."""

    slug: str
    start: Partial
    end: Partial | None
    names: Text
    summaries: Text
    sources: tuple[str, ...] = ()

    @property
    def earliest(self) -> date:
        """Its first day."""
        return self.start.earliest

    @property
    def last(self) -> date | None:
        """Its last day; None while it goes on."""
        return self.end.latest if self.end else None
