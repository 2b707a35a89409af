"""Anniversaries as a calendar (RFC 5545): an all-day event every year for each event whose day is known."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sahelapp.timeline.formats import plain
from sahelapp.timeline.values import EventValue

MOST_OCTETS = 75
_ESCAPED = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
# A calendar needs something in it (RFC 5545, 3.6): where no event is, the zone of the site stands.
_ZONE = (
    *("BEGIN:VTIMEZONE", "TZID:Africa/Bamako", "BEGIN:STANDARD", "DTSTART:19700101T000000"),
    *("TZOFFSETFROM:+0000", "TZOFFSETTO:+0000", "END:STANDARD", "END:VTIMEZONE"),
)


@dataclass(frozen=True, slots=True)
class Calendar:
    """What the calendar says beside the events. `address` is that of the timeline, on which those of events build.

    `published`: since when an event stands as it does, by slug. So the same calendar has the same bytes twice.
    """

    language: str
    name: str
    address: str
    published: Mapping[str, datetime]
    themes: Mapping[str, str] = field(default_factory=dict)


def write(events: Iterable[EventValue], calendar: Calendar) -> bytes:
    """The whole calendar. Events of which only the month or year is known, or “about” a day, have no anniversary."""
    dated = [event for event in events if _has_a_day(event) and event.slug in calendar.published]
    head = [
        *("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Sahelapp//Timeline//{calendar.language.upper()}"),
        *("CALSCALE:GREGORIAN", f"NAME:{escaped(calendar.name)}", f"X-WR-CALNAME:{escaped(calendar.name)}"),
    ]
    lines = [*head, *(line for event in dated for line in _event(event, calendar)), *(() if dated else _ZONE)]
    return "".join(f"{folded(line)}\r\n" for line in (*lines, "END:VCALENDAR")).encode()


def _has_a_day(event: EventValue) -> bool:
    return event.when.start.precision == "day" and not event.when.about


def _event(event: EventValue, calendar: Calendar) -> Iterator[str]:
    language, when = calendar.language, event.when
    said = plain.of_markdown(event.summaries.raw(language), language)
    yield "BEGIN:VEVENT"
    yield f"UID:{event.slug}@anniversaries.sahelapp"
    yield f"DTSTAMP:{calendar.published[event.slug].astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{when.start.iso().replace('-', '')}"
    yield "RRULE:FREQ=YEARLY"
    yield f"SUMMARY;LANGUAGE={language}:{escaped(f'{event.title(language)} ({when.year})')}"
    yield f"DESCRIPTION;LANGUAGE={language}:{escaped('\n'.join([when.in_words(language), *said]))}"
    if event.themes:
        names = (escaped(calendar.themes.get(slug, slug)) for slug in event.themes)
        yield f"CATEGORIES;LANGUAGE={language}:{','.join(names)}"
    yield f"URL:{calendar.address}{event.slug}/"
    yield "TRANSP:TRANSPARENT"  # remembering keeps nobody busy
    yield "END:VEVENT"


def escaped(words: str) -> str:
    """A text as the value of a property."""
    words = _CONTROL.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))
    return re.sub(r"[\\;,\n]", lambda found: _ESCAPED[found[0]], words)


def folded(line: str) -> str:
    """The line in pieces of at most 75 octets; what goes on begins with a blank. No character is cut in two."""
    pieces, piece, octets = [], "", 0
    for character in line:
        length = len(character.encode())
        if octets + length > MOST_OCTETS:
            pieces.append(piece)
            piece, octets = " ", 1
        piece, octets = piece + character, octets + length
    return "\r\n".join([*pieces, piece])
