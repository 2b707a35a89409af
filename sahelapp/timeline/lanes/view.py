"""The lanes: the events of a selection, drawn for the stretch of time that its address asks for."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext

from sahelapp.evidence.dates import Partial
from sahelapp.timeline import layout, reading
from sahelapp.timeline.lanes import windows
from sahelapp.timeline.lanes.layout import OTHERS, Grouping, first_actor, first_theme, lay_out
from sahelapp.timeline.lanes.windows import Window
from sahelapp.timeline.listing import WHOLE, rows
from sahelapp.timeline.selection import Selection
from sahelapp.timeline.values import Era

WIDTH = 1120  # units of the drawing, as css/timeline.css has it; narrower screens scroll it
BESIDE = 40  # events of the list beneath the drawing, where it cannot hold all
FURTHER, STEP = 2.0, 0.5  # how much nearer one zoom goes, and what share of the window one step moves


def lanes(asked: Selection) -> dict[str, Any]:
    """What the lanes add to the page: the drawing, the ways to move and zoom without a script, the same as a list."""
    anytime = replace(asked.wanted, since=None, until=None)
    # All of them, so that the lanes stay where they are while one moves through time.
    events = [event for event in asked.known if anytime.admits(event, asked.language)]
    whole = windows.whole(events)
    if whole is None:
        return {}
    eras = reading.eras_told(asked.manner.known_on, asked.edition)
    window = _window(asked, whole, eras)
    drawn = lay_out(
        events,
        window=window,
        width=WIDTH,
        language=asked.language,
        grouping=_grouping(asked),
        eras=eras,
    )
    stretch = layout.stretch(asked.found, BESIDE) if len(asked.found) > WHOLE else asked.found
    return {
        "lanes": drawn,
        "lanes_links": _links(asked, window, whole),
        "before": sum(event.when.last < window.since for event in events),
        "rows": rows(stretch, asked, level=3),
        "by_theme": asked.query(lanes="theme"),
        "by_actor": asked.query(lanes="actor"),
    }


def _window(asked: Selection, whole: Window, eras: Sequence[Era]) -> Window:
    """The time asked for. Who asks for none sees the story from its first era on: what was before is a link."""
    since, until = asked.wanted.since, asked.wanted.until
    story = eras[0].earliest.replace(month=1, day=1) if eras else whole.since
    first = since.earliest if since else max(whole.since, story) if whole.until >= story else whole.since
    last = until.latest if until else whole.until
    return Window(min(first, last), max(first, last))


def _grouping(asked: Selection) -> Grouping:
    by_actor = asked.manner.lanes == "actor"
    names = {**(asked.choices.actors if by_actor else asked.choices.themes), OTHERS: gettext("Others")}

    def address(key: str, since: date, until: date) -> str:
        lane = {"actor" if by_actor else "theme": key} if key != OTHERS else {}
        return asked.query(view="list", lanes="theme", since=_day(since), until=_day(until), **lane)

    return Grouping(names, first_actor if by_actor else first_theme, address)


def _links(asked: Selection, window: Window, whole: Window) -> dict[str, str]:
    """Where each tool leads; nothing where it would lead nowhere."""

    def to(other: Window) -> str:
        return asked.query(since=_day(other.since), until=_day(other.until)) if other != window else ""

    return {
        "earlier": to(windows.moved(window, -STEP)),
        "later": to(windows.moved(window, STEP)),
        "zoom_in": to(windows.zoomed(window, FURTHER)),
        "zoom_out": to(windows.zoomed(window, 1 / FURTHER)),
        "whole": to(whole),
    }


def _day(day: date) -> Partial:
    return Partial(day.year, day.month, day.day)
