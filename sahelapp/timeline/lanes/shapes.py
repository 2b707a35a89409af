"""From events to marks: how wide each is drawn, how much room its words need, and which words it gets. Django-free."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from quizzes.engine.lettering import shortened, width_of
from quizzes.engine.text import Text
from sahelapp.timeline.lanes.marks import ABOVE_LINE, BESIDE, BESIDE_LINE, DOT, NUMBER, OVER, Bar, Cluster, Label, Point
from sahelapp.timeline.lanes.scales import SIZE, Scale
from sahelapp.timeline.values import EventValue

NARROWEST = 11  # a bar or a doubt is never narrower: it would not be seen
SHORTEST = 76  # words cut to less than this say less than a number with a key


@dataclass(frozen=True, slots=True)
class Shape:
    """An event on its way to a mark: the ends of its shape, and of what is sure in it; a point has no width."""

    event: EventValue
    left: float
    width: float
    core_left: float
    core_right: float

    @classmethod
    def of(cls, event: EventValue, scale: Scale) -> "Shape":
        """The shape of this event, which begins or goes on within the window of the scale."""
        when = event.when
        if when.end is None and when.start.day and not when.about:
            middle = scale.at(when.earliest, 0.5)
            return cls(event, middle - DOT, 0, middle, middle)
        left, right = scale.at(when.earliest), scale.at(when.last, 1)
        width = max(right - left, NARROWEST)
        if when.end is None:
            return cls(event, left, width, left, left)
        # A span whose ends are vague is sure only between the last day it can begin and the first it can end.
        core = scale.at(when.start.latest), scale.at(when.end.earliest, 1)
        if core[0] >= core[1]:
            return cls(event, left, width, left, left)
        return cls(event, left, width, *(core if right - left > NARROWEST else (left, left + width)))

    @property
    def ink(self) -> float:
        """How wide it is drawn."""
        return self.width or 2 * DOT

    @property
    def right(self) -> float:
        return self.left + self.ink

    @property
    def is_wide(self) -> bool:
        return self.width >= OVER

    @property
    def words_from(self) -> float:
        """Where words after it, or above it, begin."""
        return self.left if self.is_wide else self.right + BESIDE

    @property
    def least(self) -> float:
        """What it needs with a number."""
        return max(self.ink, self.words_from + NUMBER - self.left)

    def whole(self, language: str) -> float:
        """What it needs with all of its words."""
        return max(self.ink, self.words_from + width_of(title_of(self.event.titles, language), SIZE) - self.left)

    def label(self, language: str, since: float, until: float) -> Label | None:
        """Its words between these limits: all of them after it or before it, else those that have room; else None."""
        words, start = title_of(self.event.titles, language), self.words_from
        needed, after, before = width_of(words, SIZE), until - start, self.left - BESIDE - since
        if needed <= after:
            return self._label(words, after, start)
        if not self.is_wide and before > after and (needed <= before or before >= SHORTEST):
            return self._label(words, before, self.left - BESIDE, is_before=True)
        return self._label(words, after, start) if after >= SHORTEST else None

    def _label(self, words: str, room: float, at: float, *, is_before: bool = False) -> Label:
        said = words if width_of(words, SIZE) <= room else shortened(words, room, SIZE)
        return Label(said, round(at - self._origin, 1), self._line, is_before, said != words)

    @property
    def _line(self) -> float:
        return ABOVE_LINE if self.is_wide else BESIDE_LINE

    def mark(self, label: Label | int, row: tuple[int, float], scale: Scale, language: str) -> Point | Bar:
        """As it is drawn, with its words or its number; `row` says which it is, and the height of its middle."""
        when = self.event.when
        said = (
            self.event,
            title_of(self.event.titles, language),
            when.in_words(language),
            round(self._origin, 1),
            *row,
        )
        number = label if isinstance(label, int) else None
        x = round(self.words_from - self._origin, 1)
        words = Label(str(label), x, self._line) if isinstance(label, int) else label
        if not self.width:
            return Point(*said, words, number)
        core = round(self.core_left - self.left, 1), round(self.core_right - self.core_left, 1)
        passes = when.earliest < scale.window.since, when.last > scale.window.until
        return Bar(*said, round(self.width, 1), *core, *passes, words, number)

    @property
    def _origin(self) -> float:
        return self.left if self.width else self.left + DOT


@lru_cache(maxsize=8192)
def title_of(titles: Text, language: str) -> str:
    """The title as it is read: typeset once, measured often."""
    return titles.in_(language)


def cluster(
    events: Sequence[EventValue],
    place: tuple[float, int, float, float],
    language: str,
    address: Callable[[date, date], str],
) -> Cluster:
    """These events, in the order of time, as one mark; `place` is its x, its row, its y and its width."""
    first, last = events[0].when.start, max((event.when.start for event in events), key=lambda start: start.latest)
    words = dict.fromkeys(one.in_words(language) for one in (first, last))
    since, until = first.earliest, events[-1].when.earliest
    return Cluster(*place, tuple(events), since, until, " – ".join(words), address(since, until))
