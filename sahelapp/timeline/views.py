"""The timeline in its three views, one page per event, and the feed."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from sahelapp.catalogue.models import Entry
from sahelapp.timeline import cards, embedding, listing, reading, table
from sahelapp.timeline.lanes.view import lanes
from sahelapp.timeline.map_view import mapped
from sahelapp.timeline.selection import Selection, selection
from sahelapp.timeline.sheet import printed
from sahelapp.timeline.values import Era

# What each view adds to the page.
_VIEWS = {"list": listing.listed, "lanes": lanes, "table": table.tabled, "map": mapped, "print": printed}
TABS = ("list", "lanes", "table", "map")


EXPORTS = {"csv": "CSV", "json": "JSON", "timelinejs": "TimelineJS", "ics": "iCalendar"}
# The quiz that asks about events; its questions are made from what the reader chose.
TEST_QUIZ = "test-yourself-on-the-timeline"
FEWEST_TO_ASK = 3


@dataclass(frozen=True, slots=True)
class EraShown:
    """An era in the reader's language."""

    name: str
    when: str
    summary: str
    query: str

    @classmethod
    def of(cls, era: Era, asked: Selection) -> "EraShown":
        language = asked.language
        start = era.start.in_words(language)
        when = f"{start} – {era.end.in_words(language)}" if era.end else gettext("since %(day)s") % {"day": start}
        query = asked.query(since=era.start, until=era.end)
        return cls(era.names.in_(language), when, era.summaries.in_(language), query)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All events, or those that a reader asked for, as a list, as lanes or as a table. htmx gets the results alone."""
    asked = selection(request)
    address = f"{request.path}{asked.query()}"
    is_htmx = bool(request.htmx)  # type: ignore[attr-defined]
    if not is_htmx and request.get_full_path() != address:
        return redirect(address)
    context = {**_around(asked), **_VIEWS[asked.manner.view](asked)}
    name = "timeline/index.html#results" if is_htmx else "timeline/index.html"
    response = render(request, name, context)
    # One address for one selection: what is shared, bookmarked and cached is always the short form.
    response["HX-Push-Url"] = address
    return embedding.framed(request, response) if asked.manner.embed else response


def _around(asked: Selection) -> dict[str, Any]:
    """What every view shows: what there is to choose, what was chosen, and where else one may go from here."""
    query = asked.query(view="list", sort="date", lanes="theme", embed=False)
    return {
        "asked": asked,
        "wanted": asked.wanted,
        "filter_words": _filter_words(len(asked.wanted.pairs())),
        "manner": asked.manner,
        "choices": asked.choices,
        "frozen": asked.frozen,
        "found": len(asked.found),
        "total": len(asked.known),
        "all_years": sorted({event.when.year for event in asked.known}),
        "views": [(name, asked.query(view=name, sort="date", lanes="theme")) for name in TABS],
        "query": query,
        "everything": asked.everything,
        "known_on": asked.manner.known_on,
        "unfrozen": asked.query(known_on=None),
        "since_words": asked.wanted.since.in_words(asked.language) if asked.wanted.since else "",
        "until_words": asked.wanted.until.in_words(asked.language) if asked.wanted.until else "",
        "exports": [(name, reverse(f"timeline:{key}") + query) for key, name in EXPORTS.items()],
        "print_url": asked.query(view="print", sort="date", lanes="theme"),
        "test_url": _test_url(asked),
        "eras": [EraShown.of(era, asked) for era in reading.eras_told(asked.manner.known_on, asked.edition)],
        "oembed_url": embedding.oembed_url(asked),
    }


def _filter_words(conditions: int) -> str:
    """What opens the filters says how many conditions hold."""
    if not conditions:
        return gettext("Filter the events")
    words = ngettext("Filter the events (%(n)s condition)", "Filter the events (%(n)s conditions)", conditions)
    return words % {"n": conditions}


def _test_url(asked: Selection) -> str:
    """Where five questions made from these events are asked; nothing where no question can be made of them."""
    if asked.manner.known_on or len(asked.found) < FEWEST_TO_ASK:
        return ""
    quiz = Entry.objects.visible().filter(kind="quiz", slug=TEST_QUIZ, language=asked.language).first()
    return f"{quiz.url}start/?{urlencode({'made-from': asked.wanted.to_query()})}" if quiz else ""


@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """One event: what happened, who says so, what is disputed, and where to go on. htmx gets the card alone."""
    asked = selection(request)
    found = next((event for event in asked.known if event.slug == slug), None)
    if found is None:
        raise Http404
    name = "timeline/card.html" if request.htmx else "timeline/event.html"  # type: ignore[attr-defined]
    response = render(request, name, cards.card(found, asked, now()))
    return embedding.framed(request, response) if asked.manner.embed else response
