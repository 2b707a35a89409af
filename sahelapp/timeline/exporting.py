"""The timeline as files. Each holds exactly the events that the list shows under the same query string."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from sahelapp.evidence.models import Source
from sahelapp.timeline import reading, selection
from sahelapp.timeline.formats import csv_events, icalendar, json_events, timelinejs
from sahelapp.timeline.formats.cited import Cited
from sahelapp.timeline.models import EventVersion, Theme
from sahelapp.timeline.values import EventValue


@dataclass(frozen=True, slots=True)
class Asked:
    """What goes into a file: events, the sources they name, in words, and the language of the path.

    `is_frozen`: as known on a day. What was published later, or on a day we do not know, is then no source.
    """

    events: list[EventValue]
    sources: dict[str, Cited]
    language: str
    is_frozen: bool


@require_safe
def csv(request: HttpRequest) -> HttpResponse:
    """A table, both languages side by side."""
    asked = _asked(request)
    return _file(csv_events.write(asked.events), asked, "csv", "text/csv; charset=utf-8")


@require_safe
def json(request: HttpRequest) -> HttpResponse:
    """Everything that is said of these events, with positions, moves and the sources in words."""
    asked = _asked(request)
    whole = json_events.write(asked.events, asked.sources.values())
    return _for_other_sites(_file(whole, asked, "json", "application/json"))


@require_safe
def timelinejs_json(request: HttpRequest) -> HttpResponse:
    """What TimelineJS reads, in the language of the path."""
    asked = _asked(request)
    count = len(asked.events)
    telling = timelinejs.Telling(
        asked.language,
        _("Timeline"),
        ngettext("%(n)s event", "%(n)s events", count) % {"n": count},
        themes=_theme_names(asked.language),
        sources=asked.sources,
        # What an era is called, and when it ended, was known when it was over.
        eras=() if asked.is_frozen else reading.eras(),
    )
    whole = timelinejs.write(asked.events, telling)
    return _for_other_sites(_file(whole, asked, "timelinejs.json", "application/json"))


@require_safe
def ics(request: HttpRequest) -> HttpResponse:
    """Anniversaries, as a calendar in the language of the path."""
    asked = _asked(request)
    calendar = icalendar.Calendar(
        asked.language,
        _("Sahelapp: anniversaries"),
        settings.SITE_URL + reverse("timeline:index"),
        published=dict(EventVersion.objects.live(now()).values_list("draft__slug", "published_at")),
        themes=_theme_names(asked.language),
    )
    return _file(icalendar.write(asked.events, calendar), asked, "ics", "text/calendar; charset=utf-8")


def _asked(request: HttpRequest) -> Asked:
    """The events that the list shows for this query string."""
    shown = selection.selection(request)
    day, events = shown.manner.known_on, shown.found
    found: dict[str, Source] = Source.objects.named({slug for event in events for slug in _slugs(event)})
    named = {slug: _as_cited(found[slug]) for slug in sorted(found) if day is None or _is_early(found[slug], day)}
    if day is not None:
        events = [_with_sources(event, named) for event in events]
    return Asked(events, named, shown.language, day is not None)


def _slugs(event: EventValue) -> Iterable[str]:
    """Every source that an event names, in its positions and moves too."""
    replies = [move.reply_source for move in event.moves if move.reply_source]
    positions = [slug for position in event.positions for slug in position.sources]
    return [*event.sources, *positions, *replies, *(slug for move in event.moves for slug in move.sources)]


def _as_cited(source: Source) -> Cited:
    return Cited(source.slug, source.publisher, source.title, source.url, source.language, source.date)


def _is_early(source: Source, day: date) -> bool:
    return source.when is not None and source.when.latest <= day


def _with_sources(event: EventValue, named: dict[str, Cited]) -> EventValue:
    """The event with those of its sources that are named. Frozen events have no positions."""
    moves = tuple(
        replace(
            move,
            sources=_only(move.sources, named),
            reply_source=move.reply_source if move.reply_source in named else "",
        )
        for move in event.moves
    )
    return replace(event, sources=_only(event.sources, named), moves=moves)


def _only(slugs: Sequence[str], named: dict[str, Cited]) -> tuple[str, ...]:
    return tuple(slug for slug in slugs if slug in named)


def _file(data: bytes, asked: Asked, suffix: str, content_type: str) -> HttpResponse:
    """A download whose name tells what it holds: `sahelapp-timeline-1960-2026.en.csv`."""
    years = [event.when.year for event in asked.events]
    span = "".join(f"-{year}" for year in sorted({min(years), max(years)})) if years else ""
    name = f"sahelapp-{_('timeline')}{span}.{asked.language}.{suffix}"
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _for_other_sites(response: HttpResponse) -> HttpResponse:
    """Their pages may read it, as TimelineJS does: it is public, and no cookie is sent along."""
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _theme_names(language: str) -> dict[str, str]:
    return {theme.slug: theme.name.in_(language) for theme in Theme.objects.all()}
