"""Near misses: one slip in a short word, two in a long one, none in a number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.spelling import is_nearly, within

FEW = st.text("abc", max_size=7)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Serva", "Serval"),
        ("Servaal", "Serval"),
        ("Cerval", "Serval"),
        ("Sevral", "Serval"),
        ("Barkahne", "Barkhane"),
        ("Barkan", "Barkhane"),
        ("Tombuctou", "Tombouctou"),
        ("etat", "État"),
        ("mali", "Malí"),
    ],
)
def test_a_slip_is_nearly_the_word(typed: str, meant: str) -> None:
    assert is_nearly(typed, meant)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Cervall", "Serval"),
        ("Gao", "Goa"),
        ("Kao", "Gao"),
        ("Barkn", "Barkhane"),
        ("2013", "2012"),
        ("January 2013", "January 2012"),
        ("", "Mali"),
        ("Niger", "Nigeria"),
    ],
)
def test_another_word_or_another_number_is_not(typed: str, meant: str) -> None:
    assert not is_nearly(typed, meant)


@given(st.integers(0, 2), FEW, FEW)
def test_slips_are_counted_as_the_table_of_distances_counts_them(slips: int, one: str, other: str) -> None:
    assert within(slips, one, other) is (distance(one, other) <= slips)


def distance(one: str, other: str) -> int:
    """Letters added, left out, changed or swapped with a neighbour: the textbook table (optimal string alignment)."""
    table = {(i, 0): i for i in range(len(one) + 1)} | {(0, j): j for j in range(len(other) + 1)}
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            differ = one[i - 1] != other[j - 1]
            table[i, j] = min(table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + differ)
            if i > 1 and j > 1 and one[i - 2 : i] == other[j - 2 : j][::-1]:
                table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    return table[len(one), len(other)]
