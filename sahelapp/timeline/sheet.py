"""The selection on paper: every event whole, and beneath them the sources, numbered once for all."""

from dataclasses import dataclass
from typing import Any

from sahelapp.timeline.cards import notes, sources_of
from sahelapp.timeline.listing import stretch_of
from sahelapp.timeline.selection import Selection
from sahelapp.timeline.values import EventValue


@dataclass(frozen=True, slots=True)
class Printed:
    """An event, and the numbers of its sources."""

    event: EventValue
    numbers: tuple[int, ...]


def printed(asked: Selection) -> dict[str, Any]:
    """What a printed selection adds to the page."""
    stretch, further = stretch_of(asked)
    sources = list(dict.fromkeys(source for event in stretch for source in sources_of(event)))
    numbers = {source: number for number, source in enumerate(sources, 1)}
    return {
        "printed": [Printed(event, tuple(numbers[source] for source in sources_of(event))) for event in stretch],
        "notes": notes(sources, asked.language, asked.manner.known_on),
        "further": further,
    }
