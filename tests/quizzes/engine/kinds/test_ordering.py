"""Ordering: every item has a place of its own, and three ways to give credit for part of the order."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.kinds.ordering import CREDITS, Item, Ordering
from quizzes.engine.steps import Posted
from quizzes.engine.text import Text
from tests.quizzes.engine.contract import KindContract

STOPS = {
    "taghaza": Text("Taghaza", "Teghazza"),
    "taoudenni": Text("Taoudenni", "Taoudéni"),
    "araouane": Text("Araouane", "Araouane"),
    "timbuktu": Text("Timbuktu", "Tombouctou"),
}
ROAD = tuple(STOPS)


def caravan(credit: str = "positions", **fields) -> Ordering:
    """The stops of a salt caravan, north to south."""
    feedback = Text("Where the salt is cut.", "Là où l'on taille le sel.")
    return Ordering(tuple(Item(slug, text, feedback) for slug, text in STOPS.items()), credit, **fields)


class TestOrdering(KindContract):
    sample = caravan("run")


def test_an_answer_is_the_items_by_their_places():
    posted = Posted(("taghaza=2", "taoudenni=1", "timbuktu=4", "araouane=3"))
    assert caravan().read(posted) == ("taoudenni", "taghaza", "araouane", "timbuktu")


@pytest.mark.parametrize(
    "values",
    [
        ("taghaza=1", "taoudenni=2", "araouane=3"),
        ("taghaza=1", "taoudenni=2", "araouane=3", "timbuktu=3"),
        ("taghaza=1", "taoudenni=2", "araouane=3", "timbuktu=5"),
        ("taghaza=1", "taoudenni=2", "araouane=3", "timbuktu=4", "gao=4"),
        ("taghaza=0", "taoudenni=1", "araouane=2", "timbuktu=3"),
    ],
    ids=["one is left out", "a place twice", "no such place", "no such item", "places begin at one"],
)
def test_what_is_no_order_of_all_items_cannot_be_read(values):
    assert caravan().read(Posted(values)) is None


def test_more_than_nine_items_are_read_by_number():
    many = Ordering(tuple(Item(f"stop-{n}", Text("x", "x")) for n in range(12)))
    assert many.read(many.write(many.key_response())) == many.key_response()


@pytest.mark.parametrize(
    ("order", "positions", "pairs", "run"),
    [
        ("0123", "1", "1", "1"),
        ("1023", "1/2", "1/3", "1/3"),
        ("1230", "0", "2/3", "2/3"),
        ("2301", "0", "2/3", "1/3"),
        ("0213", "1/2", "0", "0"),
        ("3210", "0", "0", "0"),
    ],
)
def test_credit_counts_places_neighbours_or_the_longest_run(order, positions, pairs, run):
    given = tuple(ROAD[int(digit)] for digit in order)
    grades = {credit: caravan(credit).grade(given).part for credit in CREDITS}
    assert grades == {"positions": Fraction(positions), "pairs": Fraction(pairs), "run": Fraction(run)}


@given(order=st.permutations(ROAD), credit=st.sampled_from(sorted(CREDITS)))
def test_only_the_right_order_gets_everything(order, credit):
    part = caravan(credit).grade(tuple(order)).part
    assert 0 <= part <= 1
    assert (part == 1) == (tuple(order) == ROAD)


@given(order=st.permutations(ROAD), sent=st.permutations(range(4)))
def test_it_does_not_matter_in_which_order_the_places_arrive(order, sent):
    values = caravan().write(tuple(order)).values
    assert caravan().read(Posted(tuple(values[at] for at in sent))) == tuple(order)


def test_each_item_is_told_its_place():
    posted = Posted(("taghaza=2", "taoudenni=1", "araouane=3", "timbuktu=4"))
    first, second, third, _ = caravan().comments(posted)
    assert (first.slug, first.verdict, first.key) == ("taghaza", "wrong", Text("place 1", "1re place"))
    assert (second.verdict, second.key) == ("wrong", Text("place 2", "2e place"))
    assert (third.verdict, third.says.en) == ("right", "Where the salt is cut.")


def test_an_item_left_out_is_told_as_missed():
    assert [one.verdict for one in caravan().comments(Posted(("taghaza=1",)))] == ["right", *["missed"] * 3]


def test_an_answer_is_said_as_a_numbered_list():
    said = caravan().summarise(("taoudenni", "taghaza", "araouane", "timbuktu"))
    assert said.en == "1. Taoudenni; 2. Taghaza; 3. Araouane; 4. Timbuktu"
    assert said.fr == "1. Taoudéni ; 2. Teghazza ; 3. Araouane ; 4. Tombouctou"


def test_usual_credit_is_not_written_out():
    assert "credit" not in caravan().to_value()
    assert caravan("pairs").to_value()["credit"] == "pairs"


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ({"items": [{"slug": "gao", "text": {"en": "Gao", "fr": "Gao"}}]}, ("rows-too-few", "2")),
        ({"items": [{"slug": "gao", "text": {"en": "Gao"}}] * 2}, ("row-twice", "gao")),
        ({"items": [{"slug": "gao", "text": {"en": "Gao"}}] * 2}, ("language-missing", "row gao (fr)")),
        ({"items": [{"slug": "a=b"}]}, ("slug-shape", "a=b")),
        ({"items": [{}]}, ("empty", "row ")),
        ({"credit": "half"}, ("credit-unknown", "half")),
    ],
)
def test_what_its_author_must_mend_is_told(value, problem):
    draft = Ordering.from_value(value)
    assert problem in [(found.says, found.detail) for found in draft.problems()]
    assert draft.read(Posted(("gao=1", "a=1"))) is None
