"""Lanes as a page of links: they work without a script, every event has its address, and never is there too much."""

import re
from datetime import date, timedelta

import pytest
from django.template.loader import render_to_string

from quizzes.engine.text import Text
from sahelapp.timeline.lanes.layout import Grouping, Lanes, first_theme, lay_out
from sahelapp.timeline.lanes.windows import Window
from sahelapp.timeline.values import EventValue, When

WINDOW = Window(date(2012, 1, 1), date(2026, 12, 31))
LINKS = {"zoom_in": "?z=in", "zoom_out": "?z=out", "earlier": "?m=-1", "later": "?m=1", "whole": ""}
NAMES = {f"theme-{number}": f"Theme {number}" for number in range(12)}


def event(slug: str, start: str, theme: int = 0, **fields: object) -> EventValue:
    title = Text('"Mali" & France <b>', "Le Mali")
    return EventValue(slug, When.read(start, None), title, Text(), "high", (f"theme-{theme}",), **fields)  # type: ignore[arg-type]


def laid(events: list[EventValue], window: Window = WINDOW) -> Lanes:
    grouping = Grouping(NAMES, first_theme, lambda key, since, until: f"?theme={key}&from={since}&to={until}")
    return lay_out(events, window=window, width=1120, language="en", grouping=grouping)


def drawn(lanes: Lanes) -> str:
    return render_to_string("timeline/lanes.html", {"lanes": lanes, "lanes_links": LINKS})


def test_a_mark_is_a_link_that_says_its_date_and_its_title() -> None:
    page = drawn(laid([event("a", "2022-01"), event("b", "2023-02-03", disputes=Text("Who began?"))]))
    assert page.count('href="/en/timeline/a/" data-event="a" data-shape="doubt"') == 1
    assert page.count('data-event="b" data-shape="point" data-status="contested"') == 1
    assert "<title>January 2022, “Mali” &amp; France &lt;b&gt;</title>" in page


def test_a_count_leads_to_a_list_and_says_from_when_to_when() -> None:
    page = drawn(laid([event(f"e{number}", "2022-01-31") for number in range(20)]))
    assert 'href="?theme=theme-0&amp;from=2022-01-31&amp;to=2022-01-31"' in page
    assert "<title>31\u00a0January 2022: list of 20 events</title>" in page


def test_the_tools_are_links_and_one_that_leads_nowhere_has_no_address() -> None:
    page = drawn(laid([event("a", "2022-01-31")]))
    assert '<a class="button quiet" href="?z=in" rel="nofollow" data-tool="zoom_in">' in page
    assert '<a class="button quiet" role="link" aria-disabled="true" data-tool="whole">' in page


def test_a_stretch_of_time_in_which_nothing_happened_says_so_and_leads_on() -> None:
    page = drawn(laid([event("a", "2022-01-31")], Window(date(2023, 1, 1), date(2023, 12, 31))))
    assert "Nothing that fits happened" in page
    assert 'data-tool="earlier"' in page
    assert "<svg" not in page


@pytest.mark.parametrize("count", [130, 1000, 10_000])
def test_however_many_events_there_are_the_page_stays_small_and_has_no_style_of_its_own(count: int) -> None:
    begun = date(2012, 1, 1)
    events = [event(f"e{n}", f"{begun + timedelta(days=n * 5000 // count)}", n % 12) for n in range(count)]
    page = drawn(laid(events))
    assert len(re.findall(r"<[a-z]", page)) <= 1200
    assert " style=" not in page
