"""Dates of events are as precise as the sources, and spans are durations."""

from datetime import date

import pytest

from quizzes.engine.text import Text
from sahelapp.timeline.values import EventValue, When


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2012-01-16", "2012-04-06", "16\u00a0January – 6\u00a0April 2012"),
        ("2025-08-13", "2025-08-14", "13–14\u00a0August 2025"),
        ("2022-12-30", "2023-01-06", "30\u00a0December 2022 – 6\u00a0January 2023"),
        ("2025-09-03", "2025-12", "3\u00a0September 2025 – December 2025"),
    ],
)
def test_a_span_is_said_with_both_ends_and_nothing_twice(start: str, end: str, words: str) -> None:
    assert When.read(start, end).in_words("en") == words


def test_the_first_of_a_month_is_said_the_french_way() -> None:
    assert When.read("2014-08-01", None).in_words("fr") == "1er\u00a0août 2014"


def test_a_year_stays_a_year_and_no_month_is_invented() -> None:
    when = When.read("1962", "1964")
    assert (when.year, when.month, when.in_words("fr")) == (1962, None, "1962 – 1964")


def test_a_vague_start_has_bounds_and_a_span_ends_with_its_last_possible_day() -> None:
    when = When.read("1990-06", "1995")
    assert (when.earliest, when.last) == (date(1990, 6, 1), date(1995, 12, 31))


@pytest.mark.parametrize(
    ("start", "end"), [("2025-13", None), ("yesterday", None), ("2025-02-30", None), ("2025", "2024")]
)
def test_an_impossible_date_is_refused(start: str, end: str | None) -> None:
    with pytest.raises(ValueError, match=r"not an ISO|before|month|day"):
        When.read(start, end)


def test_an_event_is_found_without_accents_and_ligatures() -> None:
    event = EventValue("x", When.read("2020", None), Text("", "Le cœur de l’été à Ségou"), Text(), "high")
    assert "le coeur de l'ete a segou" in event.folded["fr"]
