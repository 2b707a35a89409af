"""The events of a selection as moments: their beginnings, their words, their sources, in one query."""

from datetime import date

import pytest

from quizzes.engine.text import Text
from sahelapp.timeline import moments
from sahelapp.timeline.models import Event
from tests.timeline.conftest import NOW

pytestmark = pytest.mark.django_db


def ids(key: str = "") -> list[str]:
    return [moment.id for moment in moments.selected(key, NOW)]


def test_a_moment_is_the_beginning_of_an_event_with_its_date_in_words(make_sourced) -> None:
    make_sourced("salt-road", "2022-01", end="2022-04-06")
    (moment,) = moments.selected("", NOW)
    assert (moment.earliest, moment.latest) == (date(2022, 1, 1), date(2022, 1, 31))
    assert moment.text == Text("The salt-road opens", "Ouverture de salt-road")
    assert moment.when == Text("January 2022 – 6\u00a0April 2022", "janvier 2022 – 6\u00a0avril 2022")
    assert moment.sources == ("gazette",)


def test_an_event_that_nobody_tells_is_no_moment(make_sourced, make_event) -> None:
    make_sourced("told", "2022")
    make_event("untold", "2023")
    assert ids() == ["told"]


def test_a_selection_is_the_query_of_a_timeline_page(make_sourced) -> None:
    make_sourced("early", "2021", theme=True)
    make_sourced("late", "2023", theme=True)
    make_sourced("other", "2023")
    assert ids() == ["early", "late", "other"]
    assert ids("theme=trade&from=2022") == ids("?theme=trade&from=2022") == ["late"]


def test_words_are_looked_for_in_both_languages(make_sourced) -> None:
    make_sourced("salt-road", "2021")
    assert ids("q=opens") == ids("q=ouverture") == ["salt-road"]


def test_a_theme_that_does_not_exist_finds_nothing(make_sourced) -> None:
    make_sourced("early", "2021", theme=True)
    assert ids("theme=trde") == []


def test_a_withdrawn_event_is_asked_of_nobody(make_sourced) -> None:
    event = make_sourced("early", "2021")
    Event.objects.filter(pk=event.pk).update(withdrawn=True)
    assert ids() == []


def test_moments_cost_three_queries_however_many_events(make_sourced, django_assert_num_queries) -> None:
    for year in range(2010, 2020):
        make_sourced(f"e{year}", str(year), theme=True)
    with django_assert_num_queries(3):
        assert len(moments.selected("theme=trade", NOW)) == 10
