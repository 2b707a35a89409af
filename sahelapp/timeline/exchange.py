"""The drawing of the exchange: a row per move, a lane per party, replies as threads between the lanes. Django-free.

Time runs down. A row is as high as its words, whatever the size of type, so nothing here is a height except the gaps
between moves: what stands where is told by row, by lane and by track. All tracks run in the channel between Paris and
Bamako, and a row holds one mark: so no thread ever crosses the words of a move.
"""

from dataclasses import dataclass
from math import log2

from sahelapp.timeline.moves import Exchange, Lag, Link, Move

# Where the lanes stand, in percent of the width of the drawing. static/css/exchange.css has the columns that fit.
LANES = {"paris": 20.0, "bamako": 50.0, "other": 83.0}

# What kind of thing an instrument is, told by the shape of its mark.
GROUPS: dict[str, tuple[str, ...]] = {
    "words": (*("statement", "report", "demand", "accusation", "complaint", "information", "cancellation", "refusal"),),
    "people": ("summons", "recall", "persona-non-grata", "expulsion", "arrest", "legal-step", "release"),
    "power": ("coup", "withdrawal", "resumption"),
    "rules": ("sanctions", "ban", "denunciation", "travel-advice"),
    "suspensions": (
        *("suspension-operations", "suspension-media", "suspension-aid", "suspension-visas"),
        *("suspension-flights", "suspension-intelligence"),
    ),
}
_GROUP_OF = {instrument: group for group, instruments in GROUPS.items() for instrument in instruments}

MARK, PORT = 24, 5  # pixels from the top of a row to its mark, and from there to where a thread comes in or goes out
REACH = 11  # half a mark
NEAREST, PER_DOUBLING = 8, 10  # pixels of a gap without days, and for each time that the days double
LONG = 60  # days: a longer gap is drawn broken


def group(instrument: str) -> str:
    """The group of an instrument, which is the name of its shape."""
    return _GROUP_OF[instrument]


@dataclass(frozen=True, slots=True)
class Gap:
    """The time between two moves. Its height grows with the logarithm of the days that surely lie between them."""

    days: Lag

    @property
    def height(self) -> int:
        """In pixels."""
        return NEAREST + round(PER_DOUBLING * log2(1 + max(self.days.least, 0)))

    @property
    def is_long(self) -> bool:
        """Whether the lanes are drawn broken, so that nobody takes the distance for the time."""
        return self.days.least > LONG


@dataclass(frozen=True, slots=True)
class Thread:
    """A reply as drawn: from row to row on one track. `x` is where the track runs, in percent.

    Rows count from 1, as the steps do. The reply usually stands in the last row; where the order is uncertain it may
    stand in the first.
    """

    link: Link
    first: int
    last: int
    track: int
    x: float


@dataclass(frozen=True, slots=True)
class End:
    """Where a thread meets a mark: on its way down from above, or leaving downwards; at the move, or at its reply."""

    thread: Thread
    lane: float
    is_reply: bool
    is_above: bool

    @property
    def y(self) -> int:
        """In pixels from the top of the row: replies come in above the middle of a mark, and leave it below."""
        return MARK - PORT if self.is_reply else MARK + PORT

    @property
    def tip(self) -> int:
        """In which direction the mark lies from the track: 1 to the right, -1 to the left."""
        return 1 if self.lane > self.thread.x else -1


@dataclass(frozen=True, slots=True)
class Row:
    """One move in its lane, the gap above it, and the threads that are there."""

    step: int
    move: Move
    lane: float
    group: str
    gap: Gap | None
    is_first_of_year: bool
    through_gap: tuple[Thread, ...]
    passing: tuple[Thread, ...]
    ends: tuple[End, ...]

    @property
    def answers(self) -> Link | None:
        """The link by which this move replies to another."""
        return next((end.thread.link for end in self.ends if end.is_reply), None)

    @property
    def year(self) -> int:
        return self.move.earliest.year


@dataclass(frozen=True, slots=True)
class Drawing:
    """All rows, oldest move first."""

    rows: tuple[Row, ...]
    tracks: int

    @property
    def years(self) -> tuple[int, ...]:
        """The years in which there are moves."""
        return tuple(row.year for row in self.rows if row.is_first_of_year)


@dataclass(frozen=True, slots=True)
class Steps:
    """How far a reader has stepped through the moves; `current` is 0 when all are shown."""

    current: int
    total: int

    @classmethod
    def read(cls, words: str, total: int) -> "Steps":
        """From the URL. What is no number of a move means all moves."""
        number = int(words) if words.isascii() and words.isdigit() and len(words) < 6 else 0
        return cls(number if number <= total else 0, total)

    def shows(self, step: int) -> bool:
        """Whether a move, or a thread that ends with it, is shown."""
        return not self.current or step <= self.current

    @property
    def before(self) -> int:
        """The step before; the first has none and stays."""
        return max(self.current - 1, 1)

    @property
    def after(self) -> int:
        """The step after; the last has none and stays."""
        return min(self.current + 1, self.total)


def lay_out(exchange: Exchange) -> Drawing:
    """The drawing. The same exchange always gives the same."""
    threads, tracks = _threads(exchange)
    rows = []
    for step, move in enumerate(exchange.moves, 1):
        before = exchange.moves[step - 2] if step > 1 else None
        rows.append(
            Row(
                step=step,
                move=move,
                lane=LANES[move.mover],
                group=group(move.instrument),
                gap=Gap(between(before, move)) if before else None,
                is_first_of_year=before is None or before.earliest.year != move.earliest.year,
                through_gap=tuple(one for one in threads if one.first < step <= one.last),
                passing=tuple(one for one in threads if one.first < step < one.last),
                ends=tuple(_end(one, step, move) for one in threads if step in (one.first, one.last)),
            )
        )
    return Drawing(tuple(rows), tracks)


def between(before: Move, after: Move) -> Lag:
    """How many days lie between two moves, at least and at most."""
    return Lag((after.earliest - before.latest).days, (after.latest - before.earliest).days)


def _end(thread: Thread, step: int, move: Move) -> End:
    is_reply = thread.link.reply.slug == move.slug
    return End(thread, LANES[move.mover], is_reply, is_above=step == thread.last)


def _threads(exchange: Exchange) -> tuple[tuple[Thread, ...], int]:
    """Every link on a track, and how many tracks it takes. Two threads that meet in a row never share one."""
    step = {move.slug: number for number, move in enumerate(exchange.moves, 1)}
    spans = []
    for link in exchange.links:
        first, last = sorted((step[link.move.slug], step[link.reply.slug]))
        spans.append((first, last, link))
    spans.sort(key=lambda span: (span[0], span[1], span[2].reply.slug))
    busy_until: list[int] = []
    chosen: list[int] = []
    for first, last, _ in spans:
        track = next((number for number, until in enumerate(busy_until) if until < first), len(busy_until))
        busy_until[track : track + 1] = [last]
        chosen.append(track)
    tracks = len(busy_until)
    width = (LANES["bamako"] - LANES["paris"]) / (tracks + 1)
    return tuple(
        Thread(link, first, last, track, round(LANES["paris"] + width * (track + 1), 2))
        for (first, last, link), track in zip(spans, chosen, strict=True)
    ), tracks
