"""Frozen to a day, the timeline knows nothing that came to light later: no event, no move, no hint, no count."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils.html import escape
from django.utils.timezone import now

from sahelapp.course import loading
from sahelapp.timeline import reading
from sahelapp.timeline.values import EventValue

pytestmark = pytest.mark.django_db

COURSE = Path(__file__).resolve().parents[2] / "content"
FIRST, LAST = date(2012, 1, 1), date(2026, 6, 30)
# Twenty days through the story; the days on which much is decided are among them.
DAYS = [FIRST + (LAST - FIRST) * n / 15 for n in range(1, 15)] + [
    date(2020, 8, 18),
    date(2022, 1, 15),
    date(2022, 1, 31),
    date(2025, 8, 14),
    date(2025, 9, 18),
    date(2025, 9, 19),
]
VIEWS = ("", "&view=print", "&view=lanes", "&view=lanes&lanes=actor", "&view=table", "&view=map")
EXPORTS = ("events.csv", "events.json", "timelinejs.json", "anniversaries.ics")


@pytest.fixture(scope="module", autouse=True)
def _course(made_once: None) -> None:
    """The whole course."""
    report = loading.load(COURSE, now=datetime(2026, 7, 1, tzinfo=UTC))
    assert report.problems == []


@pytest.fixture
def all_events() -> list[EventValue]:
    return reading.live(now())


def hidden_words(events: list[EventValue], day: date) -> list[str]:
    """What no page of that day may say: the names of later events, and what was told of earlier ones only later."""
    said = []
    for event in events:
        for language in ("en", "fr"):
            if event.public_by > day:
                said.append(event.titles.in_(language))
            said += [text.in_(language) for text in (event.laters, event.disputes) if text]
            said += [position.says.in_(language) for position in event.positions]
            said += [move.whats.in_(language) for move in event.moves if move.public_by > day]
            said += [move.notes.in_(language) for move in event.moves if move.notes]
    return said


def seen(address: str) -> str:
    response = Client().get(address, follow=True)
    assert response.status_code == 200, address
    return response.content.decode()


def leaks(page: str, words: list[str]) -> list[str]:
    return [said for said in words if said in page or escape(said) in page]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_no_page_of_a_day_tells_what_came_later(day: date, all_events: list[EventValue]) -> None:
    words = hidden_words(all_events, day)
    later = [event.slug for event in all_events if event.public_by > day]
    base = f"/{('en', 'fr')[DAYS.index(day) % 2]}/timeline/"  # in turn: what is told is the same in both
    pages = [f"{base}?as-known-on={day}{view}" for view in VIEWS]
    pages += [f"{base}exchange/?as-known-on={day}", *(f"{base}{name}?as-known-on={day}" for name in EXPORTS)]
    for address in pages:
        page = seen(address)
        assert leaks(page, words) == [], address
        assert [slug for slug in later if f"/{slug}/" in page or f'"{slug}"' in page] == [], address


@pytest.mark.parametrize("day", DAYS[::3], ids=str)
def test_no_card_of_a_day_tells_what_came_later(day: date, all_events: list[EventValue]) -> None:
    words = hidden_words(all_events, day)
    known = [event for event in all_events if event.public_by <= day]
    for event in known[-12:]:
        page = seen(f"/en/timeline/{event.slug}/?as-known-on={day}")
        assert leaks(page, words) == [], event.slug
        for kind in ("lessons", "quizzes", "actors", "places"):
            assert f'href="/en/{kind}/' not in page.split('<main id="main"')[1].split("</main>")[0], event.slug


def test_the_event_of_the_next_day_is_not_found_yet(all_events: list[EventValue]) -> None:
    event = next(event for event in all_events if event.slug == "ambassador-expelled-2022")
    for day, status in ((event.public_by - timedelta(days=1), 404), (event.public_by, 200)):
        assert Client().get(f"/en/timeline/{event.slug}/?as-known-on={day}").status_code == status


def test_counts_are_those_of_the_day(all_events: list[EventValue]) -> None:
    day = date(2022, 1, 15)
    count = sum(event.public_by <= day for event in all_events)
    assert f"{count} events" in seen(f"/en/timeline/?as-known-on={day}")
    assert "As known on 15\xa0January 2022" in seen(f"/en/timeline/?as-known-on={day}")


def test_a_source_that_was_published_later_is_named_by_nothing_else() -> None:
    page = seen("/en/timeline/first-tuareg-rebellion/?as-known-on=2012-01-10")
    assert "A source that was published later." in page
    assert "Al Jazeera" not in page


@pytest.mark.parametrize("view", ["", "&view=table", "&view=lanes", "&view=map", "&view=print"])
def test_every_link_of_a_frozen_page_stays_in_its_day(view: str) -> None:
    page = seen(f"/en/timeline/?as-known-on=2022-01-15{view}").split('<main id="main"')[1].split("</main>")[0]
    links = [part.split('"')[0] for part in page.split('href="')[1:]]
    away = [link for link in links if link.startswith("/en/timeline") and "as-known-on=2022-01-15" not in link]
    assert away == [f"/en/timeline/{view.replace('&', '?')}"]  # the way back to what is known today


@pytest.mark.parametrize("asked", ["yesterday", "2022-13-40", "2099-01-01", "2022-1-5", ""])
def test_a_day_that_is_none_freezes_nothing(asked: str) -> None:
    response = Client().get(f"/en/timeline/?as-known-on={asked}")
    assert response.status_code == 302
    assert response["Location"] == "/en/timeline/"
