"""Matching: the share of the rows that got their own choice."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.kinds.matching import Matching
from quizzes.engine.pairing import Pair
from quizzes.engine.steps import Posted
from quizzes.engine.text import Text
from tests.quizzes.engine.contract import KindContract

NORTH, SOUTH = ("north", Text("the north", "le nord")), ("south", Text("the south", "le sud"))
NOWHERE = ("nowhere", Text("neither", "ni l'un ni l'autre"))
GOODS = Matching(
    (
        Pair("salt", Text("Salt", "Sel"), "north", Text("Cut in the desert.", "Taillé dans le désert.")),
        Pair("gold", Text("Gold", "Or"), "south"),
        Pair("kola", Text("Kola nuts", "Noix de kola"), "south"),
    ),
    (NORTH, SOUTH, NOWHERE),
)
ROWS, CHOICES = ("salt", "gold", "kola"), ("north", "south", "nowhere")
ANSWERS = st.dictionaries(st.sampled_from(ROWS), st.sampled_from(CHOICES), min_size=1)


class TestMatching(KindContract):
    sample = GOODS


def test_several_rows_may_share_a_choice_and_a_choice_may_have_no_row():
    assert GOODS.problems() == []
    assert GOODS.key_response() == {"salt": "north", "gold": "south", "kola": "south"}


def test_a_row_left_open_counts_as_wrong():
    response = GOODS.read(Posted(("gold=south", "kola=")))
    assert response == {"gold": "south"}
    assert GOODS.grade(response).part == Fraction(1, 3)


@pytest.mark.parametrize("value", ["silk=north", "salt=west", "salt", "=north"])
def test_a_row_or_a_choice_that_was_not_offered_cannot_be_read(value):
    assert GOODS.read(Posted((value,))) is None


def test_one_unknown_row_makes_the_whole_answer_unreadable():
    assert GOODS.read(Posted(("salt=north", "silk=north"))) is None


@given(answer=ANSWERS, data=st.data())
def test_it_does_not_matter_in_which_order_the_rows_arrive(answer, data):
    sent = data.draw(st.permutations([f"{row}={choice}" for row, choice in answer.items()]))
    assert GOODS.read(Posted(tuple(sent))) == answer


@given(answer=ANSWERS)
def test_the_grade_is_the_share_of_right_rows_and_only_the_key_gets_everything(answer):
    part = GOODS.grade(answer).part
    assert part * 3 == len(answer.items() & GOODS.key_response().items())
    assert (part == 1) == (answer == GOODS.key_response())


def test_each_row_is_told_its_choice_in_words():
    salt, gold, kola = GOODS.comments(Posted(("salt=north", "gold=north")))
    assert (salt.slug, salt.verdict, salt.says.en) == ("salt", "right", "Cut in the desert.")
    assert (gold.verdict, gold.key) == ("wrong", SOUTH[1])
    assert (kola.verdict, kola.key) == ("missed", SOUTH[1])


def test_an_answer_is_said_row_by_row_in_the_authors_order():
    said = GOODS.summarise(GOODS.read(Posted(("gold=south", "salt=nowhere"))))
    assert said == Text("Salt: neither; Gold: the south", "Sel : ni l'un ni l'autre ; Or : le sud")


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ({"rows": [{"slug": "salt"}]}, ("rows-too-few", "2")),
        ({"choices": [{"slug": "north"}]}, ("options-too-few", "1")),
        ({"choices": [{"slug": "north"}] * 2}, ("option-twice", "north")),
        ({"choices": [{"slug": "north", "text": {"fr": "nord"}}]}, ("language-missing", "option north (en)")),
        ({"choices": [{"slug": "The North"}]}, ("slug-shape", "The North")),
        ({"rows": [{"slug": "salt", "match": "west"}]}, ("match-unknown", "salt")),
        ({"rows": [{"slug": "salt", "feedback": {"en": "x"}}]}, ("language-missing", "feedback salt (fr)")),
    ],
)
def test_what_its_author_must_mend_is_told(value, problem):
    draft = Matching.from_value(value)
    assert problem in [(found.says, found.detail) for found in draft.problems()]
    assert len(draft.comments(Posted(()))) == len(draft.rows)
    assert draft.summarise(draft.key_response()) is not None
