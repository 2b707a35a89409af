"""Invented events for measuring: always the same, as pages can read them, and published in one go."""

from collections import Counter
from itertools import islice

import pytest
from django.utils.timezone import now

from bench import events, visits
from sahelapp.catalogue import editions
from sahelapp.timeline import reading
from sahelapp.timeline.filters import TimelineFilter
from sahelapp.timeline.values import EventValue

READ = [EventValue.read(value) for value in events.values(1000)]


def test_they_are_the_same_each_time_and_the_first_of_many_are_those_of_few():
    assert list(events.values(50)) == list(events.values(50)) == list(islice(events.values(1000), 50))


def test_they_lie_over_sixty_years_and_are_as_vague_as_those_of_the_course():
    assert {event.when.year for event in READ} >= set(range(1966, 2025))
    precise = Counter(event.when.start.precision for event in READ)
    assert precise["day"] > precise["month"] > precise["year"] > 0
    assert {bool(event.when.end) for event in READ} == {event.status == "contested" for event in READ} == {True, False}


def test_they_speak_both_languages_and_name_what_is_there():
    for event in READ:
        assert not event.titles.missing()
        assert not event.summaries.missing()
    assert {theme for event in READ for theme in event.themes} == set(events.THEMES)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_any_of_the_words_finds_all_of_them(language):
    wanted = TimelineFilter(words=events.WORDS[language])
    assert all(wanted.admits(event, language) for event in READ)


def test_no_two_visits_with_filters_ask_for_the_same():
    asked = visits.timeline_filtered()
    sent = [asked.write() for _ in range(5000)]
    assert len(set(sent)) == len(sent)


@pytest.mark.django_db
def test_they_are_published_once(visitor):
    before = editions.edition()
    assert (events.fill(30), events.fill(40), events.fill(40)) == (30, 10, 0)
    assert len(reading.live(now())) == 40
    assert editions.edition() > before
    slug = reading.live(now())[0].slug
    for language in ("en", "fr"):
        assert visitor.get(f"/{language}/timeline/{slug}/").status_code == 200
