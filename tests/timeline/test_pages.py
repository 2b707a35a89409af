"""The timeline as visitors meet it."""

import re

import brotli
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.events import fill
from quizzes.actions import publishing
from quizzes.models import shelf
from sahelapp.timeline.models import Event, EventVersion, Move
from tests.timeline.conftest import NOW

pytestmark = pytest.mark.django_db


def queries(visitor, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert visitor.get(address).status_code == 200
    return len(seen)


def test_events_stand_in_lists_by_year_and_month(visitor, make_event) -> None:
    make_event("salt-road", "2022-01-31")
    make_event("gold-road", "2023-05")
    page = visitor.get("/en/timeline/").content.decode()
    assert page.index('id="y2022"') < page.index("January") < page.index('id="y2023"') < page.index("May")
    assert '<time datetime="2023-05">May 2023</time>' in page


def test_a_filter_lives_in_the_url_and_unknown_values_are_dropped(visitor, make_event) -> None:
    make_event("salt-road", "2022-01-31")
    make_event("gold-road", "2023-05")
    page = visitor.get("/en/timeline/?from=2023").content.decode()
    assert "gold-road" in page
    assert "e-salt-road" not in page
    answer = visitor.get("/en/timeline/?theme=gold&from=2023")
    assert (answer.status_code, answer["Location"]) == (302, "/en/timeline/?from=2023")


def test_htmx_gets_the_list_alone_and_the_short_address(visitor, make_event) -> None:
    make_event()
    answer = visitor.get("/en/timeline/?theme=&q=caravans", headers={"HX-Request": "true"})
    assert answer["HX-Push-Url"] == "/en/timeline/?q=caravans"
    assert "HX-Request" in answer["Vary"]
    assert b"<html" not in answer.content
    assert b'id="results"' in answer.content


def test_a_selection_that_finds_nothing_says_what_to_do(visitor, make_event) -> None:
    make_event()
    page = visitor.get("/en/timeline/?q=submarine").content.decode()
    assert "No event fits all of these conditions." in page
    assert "Show everything" in page


def many_events(count: int) -> None:
    """As many published events, written at one go."""
    drafts = Event.objects.bulk_create(Event(slug=f"event-{n}", date=f"{1400 + n}") for n in range(count))
    EventVersion.objects.bulk_create(
        EventVersion(
            draft=draft,
            number=1,
            live_from=NOW,
            published_at=NOW,
            value=draft.to_value() | {"title": {"en": draft.slug, "fr": draft.slug}},
        )
        for draft in drafts
    )


@pytest.mark.parametrize("view", ["", "?view=table", "?view=lanes"])
def test_the_timeline_costs_as_many_queries_for_1000_events_as_for_130(visitor, view: str) -> None:
    many_events(130)
    few = queries(visitor, f"/en/timeline/{view}")
    EventVersion.objects.all().delete()
    Event.objects.all().delete()
    many_events(1000)
    shelf.clear()
    assert queries(visitor, f"/en/timeline/{view}") == few <= 12


def test_a_thousand_events_stand_in_the_page_whole(visitor) -> None:
    many_events(1000)
    assert visitor.get("/en/timeline/").content.count(b'<li class="event"') == 1000


def test_of_more_events_a_stretch_is_shown_and_every_year_can_be_asked_for(visitor) -> None:
    many_events(1001)
    page = visitor.get("/en/timeline/").content.decode()
    assert page.count('<li class="event"') == 80
    assert 'href="?from=2400&amp;to=2400"' in page
    assert "1001 events" in page
    assert 'href="/en/timeline/?from=1480-01-01"' in page


def test_an_event_leads_to_the_one_before_and_the_one_after(visitor, make_event) -> None:
    for slug, date in (("a", "2021"), ("b", "2022-01"), ("c", "2023-01-05")):
        make_event(slug, date)
    page = visitor.get("/fr/timeline/b/").content.decode()
    assert 'href="/fr/timeline/a/" rel="prev"' in page
    assert 'href="/fr/timeline/c/" rel="next"' in page
    assert "Ouverture de b" in page


def test_positions_stand_side_by_side_with_their_party_in_words(visitor, make_event) -> None:
    event = make_event(disputed_en="The two differ.", disputed_fr="Les deux diffèrent.")
    for party, words in (("paris", "It was agreed."), ("bamako", "It was not.")):
        event.positions.create(party=party, holder_en="x", holder_fr="x", says_en=words, says_fr=words)
    publishing.publish(event, now=NOW, channel=publishing.ADMIN)
    page = visitor.get("/en/timeline/salt-road/").content.decode()
    assert "It was agreed." in page
    assert "It was not." in page
    assert 'data-party="paris">Paris<' in page


def test_a_draft_that_was_changed_and_not_published_shows_the_old_words(visitor, make_event) -> None:
    event = make_event()
    event.title_en = "Something else"
    event.save()
    assert "Something else" not in visitor.get("/en/timeline/salt-road/").content.decode()


@pytest.mark.parametrize("slug", ["nothing", "withdrawn"])
def test_what_is_not_there_or_was_withdrawn_is_not_found(visitor, make_event, slug: str) -> None:
    make_event("withdrawn", withdrawn=True)
    assert visitor.get(f"/en/timeline/{slug}/").status_code == 404


def test_the_feed_tells_events_in_the_language_of_its_path(visitor, make_event) -> None:
    make_event()
    answer = visitor.get("/fr/timeline/feed.atom")
    assert answer["Content-Type"].startswith("application/atom+xml")
    assert "Ouverture de salt-road" in answer.content.decode()


def test_browsing_the_timeline_sets_no_cookie_and_may_be_cached(visitor, make_event) -> None:
    make_event()
    for address in ("/en/timeline/", "/en/timeline/salt-road/", "/fr/timeline/?q=route"):
        answer = visitor.get(address)
        assert not answer.cookies
        assert answer["Cache-Control"] == "public, max-age=300"


def test_the_table_sorts_by_the_column_asked_for_and_says_so(visitor, make_event) -> None:
    for slug, date, title in (("a", "2021", "Zebra"), ("b", "2022", "Éclair"), ("c", "2023", "Mango")):
        make_event(slug, date, title_en=title)
    page = visitor.get("/en/timeline/?view=table&sort=title").content.decode()
    assert page.index("Éclair") < page.index("Mango") < page.index("Zebra")
    assert 'aria-sort="ascending"><a href="/en/timeline/?view=table&amp;sort=-title"' in page
    page = visitor.get("/en/timeline/?view=table&sort=-title").content.decode()
    assert page.index("Zebra") < page.index("Mango") < page.index("Éclair")


UNUSUAL = ["view=gold", "view=list", "sort=date", "sort=title", "lanes=actor", "embed=2", "x=1"]


@pytest.mark.parametrize("query", UNUSUAL)
def test_what_is_as_usual_or_unknown_is_not_in_the_address(visitor, make_event, query: str) -> None:
    make_event()
    answer = visitor.get(f"/en/timeline/?{query}")
    assert (answer.status_code, answer["Location"]) == (302, "/en/timeline/")


@pytest.mark.parametrize("view", ["list", "lanes", "table", "map"])
def test_every_view_leads_to_the_same_selection_in_the_others(visitor, make_event, view: str) -> None:
    make_event("salt-road", "2022-01-31")
    page = visitor.get(f"/en/timeline/?from=2022{'' if view == 'list' else f'&view={view}'}").content.decode()
    for other in ("", "&amp;view=lanes", "&amp;view=table", "&amp;view=map"):
        assert f'href="/en/timeline/?from=2022{other}"' in page


def test_the_lanes_hold_the_links_and_the_list_of_the_same_events(visitor, make_event) -> None:
    make_event("salt-road", "2022-01-31")
    page = visitor.get("/en/timeline/?view=lanes").content.decode()
    assert page.count('data-event="salt-road"') == 2
    assert "Zoom in" in page
    assert 'id="e-salt-road"' in page


def test_htmx_gets_the_card_of_an_event_alone_and_its_neighbours_in_the_selection(visitor, make_event) -> None:
    for slug, date, title in (("a", "2021", "Salt"), ("b", "2022", "Gold"), ("c", "2023", "Salt again")):
        make_event(slug, date, title_en=title)
    card = visitor.get("/en/timeline/c/?q=salt", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in card
    assert 'href="/en/timeline/a/?q=salt" rel="prev"' in card
    assert "Gold" not in card


def test_a_move_says_on_the_card_what_it_answers_and_who_says_so(visitor, make_event) -> None:
    event = make_event("salt-road", "2022-01-31")
    said = {"mover": "bamako", "target": "paris", "what_en": "A toll.", "what_fr": "Un péage.", "event": event}
    Move.objects.create(slug="toll", date="2022-01-31", instrument="statement", **said)
    Move.objects.create(
        slug="ban", date="2022-02-04", instrument="ban", reply_to="toll", **said | {"what_en": "No carts."}
    )
    publishing.publish(event, now=NOW, channel=publishing.FILES)
    page = visitor.get("/en/timeline/salt-road/").content.decode()
    assert "Replies to" in page
    assert "after 4 days; our reading" in " ".join(page.split())


def test_a_frame_is_refused_unless_the_site_allows_it(visitor, make_event, settings) -> None:
    make_event()
    for path in ("/en/timeline/?embed=1", "/en/timeline/salt-road/?embed=1"):
        answer = visitor.get(path)
        assert answer["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    shelf.clear()
    settings.EMBED_ANCESTORS = ["https://school.example"]
    for path in ("/en/timeline/?embed=1", "/en/timeline/salt-road/?embed=1"):
        answer = visitor.get(path)
        assert "X-Frame-Options" not in answer
        assert "frame-ancestors https://school.example" in answer["Content-Security-Policy"]
        assert b"<form" not in answer.content
        assert b'target="_blank"' in answer.content
    assert visitor.get("/en/timeline/")["X-Frame-Options"] == "DENY"


def test_oembed_says_how_to_embed_a_page_of_the_timeline(visitor, make_event, settings) -> None:
    settings.EMBED_ANCESTORS = ["*"]
    make_event()
    page = visitor.get("/en/timeline/").content.decode()
    address = page.split('type="application/json+oembed" href="')[1].split('"')[0].replace("&amp;", "&")
    said = visitor.get(address.removeprefix(settings.SITE_URL)).json()
    assert said["type"] == "rich"
    assert f'src="{settings.SITE_URL}/en/timeline/?embed=1"' in said["html"]
    for wrong in (f"{settings.SITE_URL}/en/quizzes/", "https://elsewhere.example/en/timeline/", "nonsense"):
        assert visitor.get("/en/timeline/oembed.json", {"url": wrong}).status_code == 404
    assert visitor.get("/en/timeline/oembed.json", {"url": "x", "format": "xml"}).status_code == 501


def test_the_lanes_of_ten_thousand_events_are_bounded(visitor) -> None:
    fill(10_000)
    for view in ("", "?view=lanes", "?view=table"):
        with CaptureQueriesContext(connection) as asked:
            page = visitor.get(f"/en/timeline/{view}").content
        elements = len(re.findall(rb"<[a-z]", page))
        assert len(asked) <= 12
        assert elements <= 1500, view
        assert len(brotli.compress(page, quality=5)) < 30 * 1024, view


def test_on_paper_events_stand_with_their_sources(visitor, make_sourced) -> None:
    make_sourced("salt-road", "2022-01-31")
    page = visitor.get("/en/timeline/?view=print").content.decode()
    assert 'href="#n-event-1">1</a>' in page
    assert 'id="n-event-1"' in page
