"""The timeline as visitors meet it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quizzes.actions import publishing
from quizzes.models import shelf
from sahelapp.timeline.models import Event, EventVersion
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
    assert page.count('<li class="event"') == 120
    assert 'href="?from=2400&amp;to=2400"' in page
    assert "1001 events" in page
    assert 'href="/en/timeline/?from=1520-01-01"' in page


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
