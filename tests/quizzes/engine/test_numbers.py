"""Numbers as people type them: one meaning or none, never a guess."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.numbers import read_number


@pytest.mark.parametrize(
    ("typed", "sign", "number"),
    [
        ("1 312,5", ",", "1312.5"),
        ("1\u00a0312,5", ",", "1312.5"),
        ("1\u202f312,5", ",", "1312.5"),
        ("1,312.5", ".", "1312.5"),
        ("1,312", ".", "1312"),
        ("1,312", ",", "1.312"),
        ("1.312", ".", "1.312"),
        ("1,5", ".", "1.5"),
        ("1.5", ",", "1.5"),
        ("1.312,5", ",", "1312.5"),
        ("0,312", ".", "0.312"),
        ("−7", ".", "-7"),
        ("  72 ", ",", "72"),
    ],
)
def test_one_meaning_is_read(typed: str, sign: str, number: str) -> None:
    assert read_number(typed, sign) == Decimal(number)


@pytest.mark.parametrize("sign", [".", ","])
@pytest.mark.parametrize(
    "typed", ["", " ", "NaN", "Infinity", "1e5", "1.2.3", "1,2,3", "--1", "²", "٣", "72 hours", "1" * 41, "1,", ",5"]
)
def test_no_number_is_none(typed: str, sign: str) -> None:
    assert read_number(typed, sign) is None


def test_a_point_before_three_digits_is_a_riddle_in_french() -> None:
    assert read_number("1.312", ",") is None


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=3), st.sampled_from([".", ","]))
def test_what_is_written_plainly_is_read_back(number: Decimal, sign: str) -> None:
    assert read_number(f"{number:f}".replace(".", sign), sign) == number


@given(st.text(max_size=60), st.sampled_from([".", ","]))
def test_nothing_typed_breaks_it(typed: str, sign: str) -> None:
    number = read_number(typed, sign)
    assert number is None or number.is_finite()
