"""The coded record: what counts as what, in which quarter, and what is left out."""

from datetime import date

import pytest

from quizzes.engine.text import Text
from sahelapp.evidence.dates import Partial
from sahelapp.lab import strategies as known
from sahelapp.lab.game import play
from sahelapp.lab.record import CODES, EASES, ESCALATES, OPEN, agreement, record, with_words
from sahelapp.timeline.moves import INSTRUMENTS, Move


def move(made: str, instrument: str = "expulsion", mover: str = "paris", target: str = "bamako") -> Move:
    slug = f"{mover}-{instrument}-{made}"
    return Move(slug, "salt-road", mover, target, instrument, Text("x", "x"), Partial.read(made))


def test_every_instrument_has_one_code() -> None:
    assert set(CODES) == set(INSTRUMENTS)
    assert {one for one in CODES if CODES[one] == EASES} == {"release", "resumption"}
    assert CODES["statement"] == CODES["coup"] == CODES["travel-advice"] == OPEN
    assert all(CODES[one] == ESCALATES for one in INSTRUMENTS if one.startswith("suspension"))


def test_a_round_is_a_quarter_and_silence_cooperates() -> None:
    found = record(
        [move("2022-01-31", mover="bamako", target="paris"), move("2022-11-17"), move("2022-12-01", "release")]
    )
    assert [(one.year, one.number) for one in found.quarters] == [(2022, 1), (2022, 2), (2022, 3), (2022, 4)]
    assert (found.letters("paris"), found.letters("bamako")) == ("CCCD", "DCCC")


def test_a_year_ends_with_its_fourth_quarter() -> None:
    found = record([move("2022-10-01"), move("2023-03-31")])
    assert [(one.year, one.number) for one in found.quarters] == [(2022, 4), (2023, 1)]


@pytest.mark.parametrize(("mover", "target"), [("other", "bamako"), ("bamako", "other"), ("bamako", "bamako")])
def test_moves_of_others_against_others_and_at_home_are_no_part_of_it(mover: str, target: str) -> None:
    assert record([move("2022-01-01", mover=mover, target=target)]).quarters == ()
    assert record([]).strategies == ()


def test_easing_and_open_moves_are_no_defection() -> None:
    found = record([move("2022-01-01", "resumption"), move("2022-04-01", "statement"), move("2022-07-01", "recall")])
    assert found.letters("paris") == "CCD"
    assert found.letters("paris", with_words()) == "CDD"


def test_a_month_counts_in_the_quarter_in_which_it_lies() -> None:
    found = record([move("2021-12")])
    assert (found.quarters[0].year, found.quarters[0].number) == (2021, 4)
    assert found.quarters[0].paris[0].earliest == date(2021, 12, 1)


def test_the_record_plays_its_rounds_and_begins_again() -> None:
    found = record([move("2022-01-01"), move("2022-07-01")])
    paris, bamako = found.strategies
    assert (paris.slug, bamako.slug) == ("record-paris", "record-bamako")
    assert play(paris, bamako, 5).letters == ("DCDDC", "CCCCC")


def test_agreement_counts_the_rounds_that_a_rule_would_have_made() -> None:
    assert agreement(known.TIT_FOR_TAT, "CDCD", "DCDC") == 4
    assert agreement(known.ALWAYS_DEFECT, "CDCD", "DCDC") == 2
    assert agreement(known.TIT_FOR_TAT, "DDDD", "CCCC") == 0
