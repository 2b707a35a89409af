"""What a run measured, and how it stands to what is aimed at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

LONG = 50  # milliseconds from which a browser's task is long: nobody is answered meanwhile


def at_percent(waits: Sequence[float], percent: float) -> float:
    """The figure that so many percent of these do not exceed; not a number where there is none."""
    ordered = sorted(waits)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))] if ordered else float("nan")


def blocking(tasks: Iterable[tuple[float, float]], since: float = 0.0) -> float:
    """What tasks (when each began, how long it took) took above `LONG`, all together, from a moment on.

    Of a task under way at that moment only the rest counts, as Lighthouse counts it.
    """
    rests = (min(took, begun + took - since) for begun, took in tasks)
    return sum(rest - LONG for rest in rests if rest > LONG)


def gaps(moments: Sequence[float]) -> list[float]:
    """How long it was from each to the next."""
    return [later - earlier for earlier, later in pairwise(moments)]


@dataclass(slots=True)
class Run:
    """Answers of one kind at one pace: how long each took, over how many seconds, and what failed."""

    seconds: float = 0.0
    processor: float = 0.0  # seconds that the server's processes worked
    waits: list[float] = field(default_factory=list)  # milliseconds, one for each answer
    faults: list[str] = field(default_factory=list)

    def add(self, other: "Run") -> None:
        """The same again, later."""
        self.seconds += other.seconds
        self.processor += other.processor
        self.waits += other.waits
        self.faults += other.faults

    def per_second(self) -> float:
        return len(self.waits) / self.seconds if self.seconds else 0.0

    def at(self, percent: float) -> float:
        """The milliseconds within which so many percent of the answers came."""
        return at_percent(self.waits, percent)

    def processor_ms(self) -> float:
        """The server's processor milliseconds per answer."""
        return 1000 * self.processor / len(self.waits) if self.waits else float("nan")


@dataclass(frozen=True, slots=True)
class Aim:
    """A figure that must not be above its limit; beyond it, a better one that would be welcome."""

    says: str
    limit: float
    stretch: float | None = None

    def told(self, figure: float, unit: str = "") -> str:
        verdict = "MET" if figure <= self.limit else "NOT MET"
        if self.stretch is not None and figure <= self.stretch:
            verdict = "MET, and the stretch too"
        stretch = f", stretch {self.stretch:g}" if self.stretch is not None else ""
        return f"  {self.says:<58} {figure:8.2f} {unit:<4} aim <= {self.limit:g}{stretch}: {verdict}"
