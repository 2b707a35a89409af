"""Numbers as answers: exact tolerances, units, weights."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine import weights
from quizzes.engine.amounts import Amount, Amounts, Unit
from quizzes.engine.text import Text

NUMBERS = st.decimals(-(10**12), 10**12, places=4)
TRIFLE = Decimal("1e-9")
SHARES = st.decimals(0, 1, places=3)
HECTARES = Amounts(
    (Amount(Decimal(120)),),
    Text("hectares", "hectares"),
    (Unit(Text("km²", "km²"), Decimal(100)), Unit(Text("m²", "m²"), Decimal("0.0001"))),
)


@given(NUMBERS, SHARES)
def test_a_share_of_the_key_is_met_to_the_last_digit(key: Decimal, share: Decimal) -> None:
    amount = Amount(key, share, relative=True)
    edge = key * (1 + share)
    beyond = edge + (TRIFLE if key >= 0 else -TRIFLE)
    assert amount.accepts(edge)
    assert amount.accepts(key * (1 - share))
    assert not amount.accepts(beyond)


def test_a_tolerance_is_exact_where_decimals_would_round() -> None:
    longest = Decimal("1" + "0" * 38)
    assert Amount(longest, Decimal(1)).accepts(longest + 1)
    assert not Amount(longest).accepts(Decimal("1" + "0" * 37 + "1"))


@pytest.mark.parametrize(
    ("typed", "sign", "number"),
    [
        ("120", ".", "120"),
        ("120 hectares", ".", "120"),
        ("1.2 km²", ".", "120"),
        ("1,2 km2", ",", "120"),
        ("1 200 000 m²", ",", "120"),
        ("1,200,000m²", ".", "120"),
        ("0,5 KM²", ",", "50"),
    ],
)
def test_other_units_are_turned_into_its_own(typed: str, sign: str, number: str) -> None:
    assert HECTARES.read((typed,), sign) == Decimal(number)


@pytest.mark.parametrize("values", [(), ("",), ("hectares",), ("1 mile",), ("1.2", "3"), ("1 k m²",)])
def test_no_number_or_two_are_none(values: tuple[str, ...]) -> None:
    assert HECTARES.read(values, ".") is None


@given(st.decimals(0, 10**6, places=3), st.sampled_from([".", ","]))
def test_what_is_typed_in_a_unit_and_in_its_own_is_the_same(number: Decimal, sign: str) -> None:
    typed = f"{number:f} km²".replace(".", sign)
    assert HECTARES.read((typed,), sign) == number * 100


def test_a_unit_without_a_factor_is_not_understood_in_a_draft() -> None:
    draft = Amounts((Amount(Decimal(1)),), units=(Unit(Text("bars"), Decimal("NaN")),))
    assert draft.read(("1 bars",), ".") is None


def test_a_draft_without_a_number_accepts_nothing_and_has_no_key() -> None:
    draft = Amounts((Amount(Decimal("NaN")), Amount(Decimal(1), Decimal("NaN"))))
    assert draft.part(Decimal(1)) == 0
    assert draft.key() is None


@given(st.lists(st.fractions(0, 1, max_denominator=9), min_size=1, max_size=4))
def test_the_best_answer_that_is_near_enough_counts(parts: list[Fraction]) -> None:
    answers = tuple(Amount(Decimal(5), weight=part) for part in parts)
    assert Amounts(answers).part(Decimal(5)) == max(parts)


@pytest.mark.parametrize(
    ("written", "weight"),
    [("1", "1"), ("1/3", "1/3"), ("0.5", "1/2"), ("0,5", "1/2"), (0.1, "1/10"), (1, "1"), (" 2/6 ", "1/3")],
)
def test_a_weight_is_read_exactly(written: object, weight: str) -> None:
    assert weights.read_weight(written) == Fraction(weight)


@pytest.mark.parametrize("written", ["", "half", "1/0", "-1", "1e999999999", "nan", None, True, "1" * 50])
def test_what_is_no_weight_is_nothing(written: object) -> None:
    assert weights.read_weight(written) == 0
