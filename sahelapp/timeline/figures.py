"""What an exchange comes to, as figures: counts, and where bars stand. Django-free.

Where a date is a range, so is what follows from it: a figure tells what is sure and what may be, and averages nothing.
"""

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from statistics import median_low

from sahelapp.timeline.exchange import group
from sahelapp.timeline.moves import INSTRUMENTS, PARTIES, Exchange, Lag, Link

WIDTH, EDGE = 320, 1  # the same units as in quizzes/charts.py: the width of a small phone
TITLE, TALLEST, AXIS = 48, 56, 22  # of a panel of bars: what stands above, the longest bar, the years below
LINE = 46  # of a bar that lies: its words above it, and air below

# Days: a reply on the same day, within three, within a week, within two, within a month, later.
BINS = ((0, 0), (1, 3), (4, 7), (8, 14), (15, 30), (31, None))


@dataclass(frozen=True, slots=True)
class Bar:
    """How many moves one side made in one year, as a bar that stands on the foot of its panel."""

    year: int
    count: int
    x: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True, slots=True)
class Panel:
    """The bars of one side."""

    party: str
    bars: tuple[Bar, ...]
    top: int

    @property
    def total(self) -> int:
        return sum(bar.count for bar in self.bars)

    @property
    def foot(self) -> int:
        return self.top + TITLE + TALLEST


@dataclass(frozen=True, slots=True)
class Years:
    """Moves per year and side. Years without a move are there too; a move counts in the first year it can be of."""

    years: tuple[int, ...]
    panels: tuple[Panel, ...]

    width = WIDTH

    @property
    def height(self) -> int:
        return (TITLE + TALLEST) * len(self.panels) + AXIS

    @property
    def rows(self) -> list[tuple[int, list[int]]]:
        """As a table: a year, and the counts in the order of the panels."""
        columns = zip(*([bar.count for bar in panel.bars] for panel in self.panels), strict=True)
        return [(year, list(counts)) for year, counts in zip(self.years, columns, strict=True)]


def years(exchange: Exchange) -> Years:
    """Moves per year and side."""
    counts = Counter((move.mover, move.earliest.year) for move in exchange.moves)
    found = span(exchange)
    most = max(counts.values(), default=1)
    width = WIDTH / max(len(found), 1)

    def bar(party: str, index: int, year: int) -> Bar:
        count = counts[party, year]
        x, height = round(width * index + width * 0.2, 1), round(TALLEST * count / most, 1)
        return Bar(year, count, x, round(width * 0.6, 1), height)

    return Years(
        found,
        tuple(
            Panel(party, tuple(bar(party, index, year) for index, year in enumerate(found)), (TITLE + TALLEST) * place)
            for place, party in enumerate(PARTIES)
        ),
    )


def span(exchange: Exchange) -> tuple[int, ...]:
    """Every year from the first move to the last."""
    found = [move.earliest.year for move in exchange.moves]
    return tuple(range(min(found), max(found) + 1)) if found else ()


@dataclass(frozen=True, slots=True)
class InstrumentRow:
    """One instrument: for each year the movers who used it, one per move."""

    instrument: str
    group: str
    cells: tuple[tuple[str, ...], ...]

    @property
    def total(self) -> int:
        return sum(map(len, self.cells))


def instruments(exchange: Exchange) -> tuple[InstrumentRow, ...]:
    """Which instruments were used when and by whom, from words to deeds; those that nobody used are left out."""
    found: dict[tuple[str, int], list[str]] = {}
    for move in exchange.moves:
        found.setdefault((move.instrument, move.earliest.year), []).append(move.mover)
    used = {instrument for instrument, _ in found}
    all_years = span(exchange)
    return tuple(
        InstrumentRow(one, group(one), tuple(tuple(found.get((one, year), ())) for year in all_years))
        for one in INSTRUMENTS
        if one in used
    )


@dataclass(frozen=True, slots=True)
class Bin:
    """Replies that took from `least` to `most` days; None: and more. Bars in units of the picture."""

    least: int
    most: int | None
    sure: int
    perhaps: int
    top: int
    sure_width: float
    perhaps_width: float

    @property
    def at_most(self) -> int:
        """The sure ones and all that may be."""
        return self.sure + self.perhaps


@dataclass(frozen=True, slots=True)
class Lags:
    """How long replies took. A reply whose dates allow several bins is sure of none and may be in each."""

    bins: tuple[Bin, ...]
    replies: int
    middle: Lag | None
    uncertain: int

    width, edge = WIDTH, EDGE

    @property
    def height(self) -> int:
        return LINE * len(self.bins)


def lags(exchange: Exchange) -> Lags:
    """The distribution. `middle`: half of the replies took no longer; `uncertain`: how many may have come first."""
    ranges = [_from_the_same_day(link.lag) for link in exchange.links]
    counts = [_count(ranges, least, most) for least, most in BINS]
    longest = max((sure + perhaps for sure, perhaps in counts), default=0) or 1

    def width(count: int) -> float:
        return round((WIDTH - 2 * EDGE) * count / longest, 1)

    return Lags(
        tuple(
            Bin(*limits, sure, perhaps, LINE * index, width(sure), width(perhaps))
            for index, (limits, (sure, perhaps)) in enumerate(zip(BINS, counts, strict=True))
        ),
        len(ranges),
        Lag(median_low(one.least for one in ranges), median_low(one.most for one in ranges)) if ranges else None,
        sum(link.lag.is_uncertain_in_order for link in exchange.links),
    )


def _from_the_same_day(lag: Lag) -> Lag:
    """As far as it was a reply, it took no time or some: what would come before is cut off."""
    return Lag(max(lag.least, 0), max(lag.most, 0))


def _count(ranges: list[Lag], least: int, most: int | None) -> tuple[int, int]:
    """How many surely took from `least` to `most` days, and how many others may have."""
    last = float("inf") if most is None else most
    sure = sum(least <= one.least and one.most <= last for one in ranges)
    touching = sum(one.least <= last and least <= one.most for one in ranges)
    return sure, touching - sure


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the replies of one side were in kind."""

    party: str
    in_kind: int
    replies: int
    top: int

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.in_kind, self.replies) if self.replies else None

    @property
    def width(self) -> float:
        """Of the bar of those in kind."""
        return round((WIDTH - 2 * EDGE) * float(self.share or 0), 1)


@dataclass(frozen=True)
class Replies:
    """Who answered in kind, who says that they were answers, and what was left unanswered."""

    shares: tuple[Share, ...]
    sourced: int
    read: int
    unanswered: int
    moves: int

    width, edge = WIDTH, EDGE

    @property
    def height(self) -> int:
        return LINE * len(self.shares)

    @cached_property
    def total(self) -> Share:
        """All sides together."""
        return Share("", sum(one.in_kind for one in self.shares), sum(one.replies for one in self.shares), 0)


def replies(exchange: Exchange) -> Replies:
    """Replies in kind by the side that replied; the counts of solid and dashed links, and of moves without a reply."""
    by_side = {party: [link for link in exchange.links if link.reply.mover == party] for party in PARTIES}
    sourced = sum(link.is_sourced for link in exchange.links)
    return Replies(
        tuple(_share(party, links, LINE * index) for index, (party, links) in enumerate(by_side.items())),
        sourced,
        len(exchange.links) - sourced,
        len(exchange.unanswered),
        len(exchange.moves),
    )


def _share(party: str, links: list[Link], top: int) -> Share:
    return Share(party, sum(link.in_kind for link in links), len(links), top)
