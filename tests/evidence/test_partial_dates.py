"""Dates as precise as the sources are."""

from datetime import date

import pytest

from sahelapp.evidence.dates import Partial


@pytest.mark.parametrize(
    ("written", "english", "french"),
    [
        ("2025-09-17", "17\u00a0September 2025", "17\u00a0septembre 2025"),
        ("2025-05-01", "1\u00a0May 2025", "1er\u00a0mai 2025"),
        ("2025-09", "September 2025", "septembre 2025"),
        ("2025", "2025", "2025"),
    ],
)
def test_a_date_is_said_as_precisely_as_it_is_known(written, english, french):
    partial = Partial.read(written)
    assert (partial.in_words("en"), partial.in_words("fr"), partial.iso()) == (english, french, written)


def test_a_month_lasts_from_its_first_to_its_last_day():
    assert (Partial.read("2024-02").earliest, Partial.read("2024-02").latest) == (date(2024, 2, 1), date(2024, 2, 29))


@pytest.mark.parametrize("wrong", ["", "2025-13", "2025-02-30", "25", "2025-9", "sept 2025", "2025-09-17T10:00"])
def test_what_is_no_date_is_refused(wrong):
    with pytest.raises(ValueError):  # noqa: PT011
        Partial.read(wrong)
