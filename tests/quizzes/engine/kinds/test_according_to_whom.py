"""According to whom? Statements find their party, and that the sources disagree is an answer like any other."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.kinds.according_to_whom import AccordingToWhom
from quizzes.engine.pairing import Pair
from quizzes.engine.steps import Posted
from quizzes.engine.text import Text
from tests.quizzes.engine.contract import KindContract

MERCHANTS, CARTERS = (
    ("merchants", Text("the merchants", "les marchands")),
    ("carters", Text("the carters", "les rouliers")),
)
TOLL = AccordingToWhom(
    (MERCHANTS, CARTERS),
    (
        Pair("too-high", Text("The toll is too high.", "Le péage est trop élevé."), "merchants"),
        Pair("well-spent", Text("It pays for the wells.", "Il paie les puits."), "carters"),
        Pair("since-when", Text("It is a year old.", "Il date d'un an."), "sources-disagree"),
    ),
)
OFFERED = ("merchants", "carters", "sources-disagree")


class TestAccordingToWhom(KindContract):
    sample = TOLL


def test_that_the_sources_disagree_is_always_on_offer_and_last():
    for row in TOLL.face().rows:
        assert [slug for slug, _ in row.options] == list(OFFERED)
        assert row.options[-1][1] == Text("The sources disagree", "Les sources divergent")
    assert "sources-disagree" not in [party["slug"] for party in TOLL.to_value()["parties"]]


def test_a_statement_on_which_sources_disagree_belongs_to_no_party():
    assert TOLL.grade({"since-when": "sources-disagree"}).part == Fraction(1, 3)
    assert TOLL.grade({"since-when": "carters"}).part == 0


def test_somebody_who_is_not_among_the_parties_cannot_be_named():
    assert TOLL.read(Posted(("too-high=merchants", "well-spent=pilgrims"))) is None


@given(answer=st.dictionaries(st.sampled_from(TOLL.shuffles()), st.sampled_from(OFFERED), min_size=1))
def test_the_grade_is_the_share_of_statements_with_the_right_party(answer):
    part = TOLL.grade(answer).part
    assert part * 3 == len(answer.items() & TOLL.key_response().items())
    assert (part == 1) == (answer == TOLL.key_response())


def test_each_statement_is_told_its_party():
    high, spent, when = TOLL.comments(Posted(("too-high=merchants", "since-when=merchants")))
    assert (high.verdict, spent.verdict, when.verdict) == ("right", "missed", "wrong")
    assert (spent.key, when.key.fr) == (CARTERS[1], "Les sources divergent")


def test_an_answer_is_said_statement_by_statement():
    assert TOLL.summarise({"too-high": "carters"}).en == "The toll is too high: the carters"


def test_one_statement_is_enough():
    one = AccordingToWhom((MERCHANTS, CARTERS), TOLL.statements[:1])
    assert one.problems() == []
    assert [problem.says for problem in AccordingToWhom((MERCHANTS, CARTERS), ()).problems()] == ["rows-too-few"]


def test_a_party_that_nobody_listed_and_one_called_like_the_disagreement_are_told():
    strange = Pair("x", Text("x", "x"), "pilgrims")
    same_name = ("sources-disagree", Text("They", "Eux"))
    found = AccordingToWhom((MERCHANTS, same_name), (strange,)).problems()
    assert [problem.says for problem in found] == ["option-twice", "match-unknown"]
