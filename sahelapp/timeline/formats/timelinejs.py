"""Events as the JSON of TimelineJS, out and in. Only the known parts of a date are written: none is invented."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from quizzes.engine.problems import Problem
from quizzes.engine.text import fold
from sahelapp.evidence.dates import Partial
from sahelapp.timeline.formats import located_json, plain
from sahelapp.timeline.formats.cited import Cited
from sahelapp.timeline.formats.given import Given, Parsed
from sahelapp.timeline.values import Era, EventValue, When

NAMES = {"id": "unique_id", "date": "start_date", "end": "end_date", "theme": "group"}
_SOURCES = {"en": "Sources: ", "fr": "Sources\u00a0: "}
_BETWEEN = {"en": "; ", "fr": "\u202f; "}
_OUR_SOURCES = re.compile(r'<p class="sources">.*?</p>', flags=re.DOTALL)
_DATE, _WIDTHS = ("year", "month", "day"), (4, 2, 2)
_TAKEN = {"": ("start_date", "end_date", "text", "group", "unique_id", "display_date")} | {
    **dict.fromkeys(("start_date", "end_date"), _DATE),
    "text": ("headline", "text"),
}
_LONGEST_SLUG = 80


@dataclass(frozen=True, slots=True)
class Telling:
    """What a file of TimelineJS says beside the events: its language, its first slide, and names by slug."""

    language: str
    headline: str
    words: str = ""
    themes: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, Cited] = field(default_factory=dict)
    eras: Sequence[Era] = ()


def write(events: Sequence[EventValue], telling: Telling) -> bytes:
    """The whole file. The same events give the same bytes."""
    whole: dict[str, Any] = {
        "title": {"text": {"headline": escape(telling.headline), "text": _paragraph(telling.words)}},
        "events": [_slide(event, telling) for event in events],
    }
    if eras := _eras(events, telling):
        whole["eras"] = eras
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _slide(event: EventValue, telling: Telling) -> dict[str, Any]:
    language, when = telling.language, event.when
    slide: dict[str, Any] = {"unique_id": event.slug, "start_date": known_parts(when.start)}
    if when.end and when.end != when.start:
        slide["end_date"] = known_parts(when.end)
    slide["display_date"] = when.in_words(language)
    slide["text"] = {"headline": escape(event.title(language), quote=False), "text": _text(event, telling)}
    if event.themes:
        slide["group"] = telling.themes.get(event.themes[0], event.themes[0])
    return slide


def known_parts(partial: Partial) -> dict[str, int]:
    """The year, the month if it is known, the day if it is known."""
    parts = {"year": partial.year, "month": partial.month, "day": partial.day}
    return {name: part for name, part in parts.items() if part}


def _text(event: EventValue, telling: Telling) -> str:
    """The summary, what came to light later, what is disputed, and who says so."""
    texts = (event.summaries, event.laters, event.disputes)
    said = (plain.of_markdown(text.raw(telling.language), telling.language) for text in texts if text)
    paragraphs = [_paragraph(words) for each in said for words in each]
    links = [_link(telling.sources[slug]) for slug in event.sources if slug in telling.sources]
    if links:
        paragraphs.append(
            f'<p class="sources">{_SOURCES[telling.language]}{_BETWEEN[telling.language].join(links)}</p>'
        )
    return "".join(paragraphs)


def _paragraph(words: str) -> str:
    return f"<p>{escape(words, quote=False)}</p>" if words else ""


def _link(source: Cited) -> str:
    words = escape(f"{source.publisher}, {source.title}", quote=False)
    if not source.url.startswith(("http://", "https://")):
        return words
    return f'<a href="{escape(source.url)}">{words}</a>'


def _eras(events: Sequence[EventValue], telling: Telling) -> list[dict[str, Any]]:
    """Those in which events stand. One that goes on reaches to where the last event does: TimelineJS wants an end."""
    if not events:
        return []
    first = min(event.when.earliest for event in events)
    final = max(events, key=lambda event: (event.when.last, event.slug)).when
    spans = [(era, era.end or final.end or final.start) for era in telling.eras if era.earliest <= final.last]
    return [_era(era, end, telling.language) for era, end in spans if end.latest >= first]


def _era(era: Era, end: Partial, language: str) -> dict[str, Any]:
    words = "".join(map(_paragraph, plain.of_markdown(era.summaries.raw(language), language)))
    return {
        "start_date": known_parts(era.start),
        "end_date": known_parts(end),
        "text": {"headline": escape(era.names.in_(language), quote=False), "text": words},
    }


def read(data: bytes, language: str) -> Parsed:
    """The events of a file in `language`. The other language is left to be written; pictures and such are left out."""
    found = located_json.read(data)
    if isinstance(found, Problem):
        return Parsed(problems=(found,))
    events: list[Given] = []
    problems: list[Problem] = []
    lost: Counter[str] = Counter(name for name, value in found.head.items() if value)
    for number, (slide, line) in enumerate(zip(found.events, found.lines, strict=True), 1):
        place = f"events[{number}]"
        if faults := [Problem("shape", name, place, line) for name in _misshapen(slide)]:
            problems += faults
            continue
        events.append(Given(_row(slide, language), line, place, group=str(slide.get("group") or "").strip()))
        lost.update(_lost(slide, events[-1].row))
    left_out = (Problem("left-out", f"{name} ({count})") for name, count in sorted(lost.items()))
    names = NAMES | {f"title_{language}": "text.headline", f"summary_{language}": "text.text"}
    return Parsed(tuple(events), tuple(problems), tuple(left_out), names, spares_published=True)


def _misshapen(slide: Any) -> list[str]:
    """What in a slide has another form than TimelineJS gives it."""
    if not isinstance(slide, Mapping):
        return ["events"]
    found = [name for name in _TAKEN if name and not isinstance(slide.get(name) or {}, Mapping)]
    words = {name: slide.get(name) for name in ("group", "unique_id", "display_date")}
    if not found:
        words |= {f"text.{name}": (slide.get("text") or {}).get(name) for name in _TAKEN["text"]}
    return found + [name for name, value in words.items() if not isinstance(value or "", str | int)]


def _row(slide: Mapping[str, Any], language: str) -> dict[str, Any]:
    said = {name: str((slide.get("text") or {}).get(name) or "") for name in _TAKEN["text"]}
    headline = " ".join(plain.of_html(said["headline"]).split())
    start, end = (_iso(slide.get(name) or {}) for name in ("start_date", "end_date"))
    ident = slug_of(str(slide.get("unique_id") or "")) or slug_of(f"{headline} {start}")
    row = {
        "id": ident[-_LONGEST_SLUG:].strip("-"),
        "date": start,
        "end": end if end != start else "",
        f"title_{language}": headline,
        f"summary_{language}": plain.as_markdown(plain.of_html(_OUR_SOURCES.sub("", said["text"]))),
    }
    return row | _about(" ".join(str(slide.get("display_date") or "").split()), row, language)


def slug_of(words: str) -> str:
    """The words as an address holds them."""
    return re.sub(r"[^a-z0-9_]+", "-", fold(words)).strip("-")


def _iso(date: Mapping[str, Any]) -> str:
    """The date as we write it, whatever is wrong with it: whoever checks rows tells that."""
    parts = [str(date.get(name) or "").strip() for name in _DATE]
    while parts and not parts[-1]:
        parts.pop()
    return "-".join(part.zfill(width) for part, width in zip(parts, _WIDTHS, strict=False))


def _about(shown: str, row: Mapping[str, Any], language: str) -> dict[str, bool]:
    """Whether it says “about”, where the words for the date are those that we would write."""
    try:
        both = [When.read(row["date"], row["end"], about=about) for about in (True, False)]
    except ValueError:
        return {}
    # People type a plain blank where we print one that does not break.
    words = [" ".join(when.in_words(language).split()) for when in both]
    return {"about": both[words.index(shown)].about} if shown in words else {}


def _lost(slide: Mapping[str, Any], row: Mapping[str, Any]) -> Iterator[str]:
    """What the timeline has no place for, and what is finer than a day."""
    for name, taken in _TAKEN.items():
        part = slide.get(name) or {} if name else slide
        yield from (f"{name}.{key}".lstrip(".") for key, value in part.items() if key not in taken and value)
    if slide.get("display_date") and "about" not in row:
        yield "display_date"
    if _OUR_SOURCES.search(str((slide.get("text") or {}).get("text") or "")):
        yield "text.text: Sources"
