"""Diplomatic moves as values: who moved, how, when, and what it replied to. Django-free.

A move is an event, or a part of one. That it replies to another is said by a source, or it is our reading: the two are
never mixed. How long a reply took is a range wherever one of its two dates is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from quizzes.engine.text import Text
from sahelapp.evidence.dates import Partial

PARTIES = ("paris", "bamako", "other")

# What a party can do to another, from words to deeds, in the order in which legends and figures name them.
INSTRUMENTS = (
    *("statement", "report", "demand", "accusation", "complaint", "information", "cancellation", "refusal"),
    *("summons", "recall", "persona-non-grata", "expulsion", "arrest", "legal-step", "release"),
    *("coup", "sanctions", "ban", "denunciation", "withdrawal", "resumption", "travel-advice"),
    *("suspension-operations", "suspension-media", "suspension-aid", "suspension-visas", "suspension-flights"),
    "suspension-intelligence",
)


@dataclass(frozen=True, slots=True)
class Lag:
    """How many days a reply took, at least and at most. Below zero: it may have come first."""

    least: int
    most: int

    @property
    def is_exact(self) -> bool:
        return self.least == self.most

    @property
    def is_uncertain_in_order(self) -> bool:
        """Whether the two moves may have come in the other order."""
        return self.least < 0


@dataclass(frozen=True, slots=True)
class Move:
    """One move.

    `made` is when it was made, as far as known from `made.earliest` to `latest`; `announced` is when the public learned
    of it, None where that is the same day; `effective` when it took effect. `row` is its number in the ladder of moves
    from which it was coded. `size` is how many people or units it struck, None where that is no matter of number.
    """

    slug: str
    event: str
    mover: str
    target: str
    instrument: str
    whats: Text
    made: Partial
    made_latest: Partial | None = None
    announced: Partial | None = None
    effective: Partial | None = None
    movers: Text = Text()
    confidential: bool = False
    size: int | None = None
    reasons: Text = Text()
    notes: Text = Text()
    reply_to: str = ""
    reply_source: str = ""
    sources: tuple[str, ...] = ()
    row: str = ""

    @classmethod
    def read(cls, event: str, value: Mapping[str, Any]) -> "Move":
        """From the JSON of its event's version."""
        return cls(
            slug=value["slug"],
            event=event,
            mover=value["mover"],
            target=value["target"],
            instrument=value["instrument"],
            whats=Text.read(value["what"]),
            made=Partial.read(value["date"]),
            made_latest=_partial(value["date_latest"]),
            announced=_partial(value["announced"]),
            effective=_partial(value["effective"]),
            movers=Text.read(value["movers"]),
            confidential=value["confidential"],
            size=value["size"],
            reasons=Text.read(value["reason"]),
            notes=Text.read(value["note"]),
            reply_to=value["reply_to"],
            reply_source=value["reply_source"],
            sources=tuple(value["sources"]),
            row=value["row"],
        )

    @property
    def earliest(self) -> date:
        """The first day on which it can have been made."""
        return self.made.earliest

    @property
    def latest(self) -> date:
        """The last day on which it can have been made."""
        return (self.made_latest or self.made).latest

    @property
    def public_by(self) -> date:
        """The day by which everybody could know of it."""
        return max(self.latest, self.announced.latest) if self.announced else self.latest

    def as_known_on(self, day: date) -> "Move":
        """The move without its note, which may tell what followed, and without what took effect later."""
        later = self.effective is not None and self.effective.latest > day
        return replace(self, notes=Text(), effective=None if later else self.effective)

    @property
    def order(self) -> tuple[date, date, str]:
        """Sorts moves by when they were made."""
        return (self.earliest, self.latest, self.slug)


@dataclass(frozen=True, slots=True)
class Link:
    """A reply: which move answers which, after how long, in kind or not, and whether a source says that it is one."""

    move: Move
    reply: Move
    lag: Lag
    in_kind: bool
    source: str = ""

    @property
    def is_sourced(self) -> bool:
        """False: that it is a reply is our reading, and is drawn dashed."""
        return bool(self.source)


@dataclass(frozen=True, slots=True)
class Exchange:
    """Moves in order, and the replies among them."""

    moves: tuple[Move, ...]
    links: tuple[Link, ...] = field(default=())

    @classmethod
    def of(cls, moves: Iterable[Move]) -> "Exchange":
        """Sort and link. A reply to a move that is not among these stands without a link."""
        ordered = tuple(sorted(moves, key=lambda move: move.order))
        there = {move.slug: move for move in ordered}
        links = tuple(link(there[one.reply_to], one) for one in ordered if one.reply_to in there)
        return cls(ordered, links)

    def replies_to(self, slug: str) -> tuple[Link, ...]:
        """What answered a move."""
        return tuple(one for one in self.links if one.move.slug == slug)

    def replied_by(self, slug: str) -> Link | None:
        """What a move answers."""
        return next((one for one in self.links if one.reply.slug == slug), None)

    @property
    def unanswered(self) -> tuple[Move, ...]:
        """Moves to which no reply is coded."""
        answered = {one.move.slug for one in self.links}
        return tuple(move for move in self.moves if move.slug not in answered)


def link(move: Move, reply: Move) -> Link:
    """The reply to a move. The lag counts from when one was made to when the other was."""
    lag = Lag((reply.earliest - move.latest).days, (reply.latest - move.earliest).days)
    return Link(move, reply, lag, in_kind=move.instrument == reply.instrument, source=reply.reply_source)


def _partial(iso: str | None) -> Partial | None:
    return Partial.read(iso) if iso else None
