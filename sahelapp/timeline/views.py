"""The timeline as a list, one page per event, and the feed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from quizzes.site import site
from sahelapp.catalogue.models import Entry
from sahelapp.evidence.models import Actor, Place
from sahelapp.timeline import layout, reading
from sahelapp.timeline.filters import TimelineFilter
from sahelapp.timeline.models import EventVersion, Theme


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All events grouped by year and month, or those that a reader asked for. htmx gets the list alone."""
    language = get_language()
    events = reading.live(now())
    choices = reading.choices(events, language)
    wanted = TimelineFilter.from_query(request.GET, themes=choices.themes, actors=choices.actors)
    address = f"{request.path}?{wanted.to_query()}" if wanted else request.path
    if not request.htmx and request.GET.urlencode() != wanted.to_query():  # type: ignore[attr-defined]
        return redirect(address)
    found = [event for event in events if wanted.admits(event, language)]
    context = {
        "years": layout.by_year(found),
        "found": len(found),
        "total": len(events),
        "wanted": wanted,
        "choices": choices,
        "all_years": sorted({event.when.year for event in events}),
    }
    name = "timeline/index.html#results" if request.htmx else "timeline/index.html"  # type: ignore[attr-defined]
    response = render(request, name, context)
    # One address for one selection: what is shared, bookmarked and cached is always the short form.
    response["HX-Push-Url"] = address
    return response


@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """One event: what happened, who says so, what is disputed, and where to go on."""
    language = get_language()
    version = get_object_or_404(EventVersion.objects.live(now()), draft__slug=slug)
    value = version.to_engine()
    before, after = reading.neighbours(slug, now())
    numbers = {source: number for number, source in enumerate(_sources(value), 1)}
    context = {
        "event": value,
        "version": version,
        "summary": version.block("summary", language),
        "disputed": version.block("disputed", language),
        "positions": [(one, [numbers[source] for source in one.sources]) for one in value.positions],
        "notes": site().notes(numbers, language),
        "themes": Theme.objects.filter(slug__in=value.themes),
        "actors": Actor.objects.filter(slug__in=value.actors),
        "place": Place.objects.filter(slug=value.place).first(),
        "before": before,
        "after": after,
        "used_in": Entry.objects.visible().mentioning("event", slug).filter(language=language).exclude(kind="event"),
    }
    return render(request, "timeline/event.html", context)


def _sources(value: "reading.EventValue") -> list[str]:
    """The event's sources, then those that only a position has, each once."""
    positions = [source for position in value.positions for source in position.sources]
    return list(dict.fromkeys([*value.sources, *positions]))
