"""One field over everything: what is found, in which order, and what is said when nothing is."""

import pytest

from quizzes.engine.text import Text
from sahelapp.catalogue import actions
from sahelapp.catalogue.actions import Listing
from sahelapp.catalogue.reading import LONGEST_SEARCH, Query, marked

pytestmark = pytest.mark.django_db


def listing(kind: str, slug: str, title: str, summary: str = "", body: str = "", **fields) -> Listing:
    return Listing(
        kind, slug, Text(title, title), f"{kind}s/{slug}/", Text(summary, summary), Text(body, body), **fields
    )


@pytest.fixture
def things():
    actions.enter_all(
        [
            listing("source", "press", "The ambassador's expulsion in the press"),
            listing("event", "recalled", "France recalls its envoy", "The ambassador leaves."),
            listing("lesson", "rupture", "The rupture", "", "On the ambassador, at length."),
            listing("event", "expelled", "Mali expels the ambassador"),
            listing("term", "ambassador", "Ambassador", "The highest envoy."),
            listing("lesson", "hidden", "Ambassador, not shown", visible=False),
            Listing("term", "oeil", Text("Eye", "Œil de l’État"), "terms/oeil/"),
        ]
    )


def found(visitor, language: str = "en", **query) -> list[str]:
    response = visitor.get(f"/{language}/search/", query)
    assert response.status_code == 200
    return [result.entry.slug for result in response.context["results"]]


def test_what_is_called_so_comes_before_what_speaks_of_it(things, visitor):
    assert found(visitor, q="ambassador") == ["ambassador", "expelled", "press", "recalled", "rupture"]


@pytest.mark.parametrize("typed", ["oeil", "ŒIL", "œil de l'etat", "etat oeil", "  OEIL  ", "« œil »", "“oeil”"])
def test_accents_ligatures_apostrophes_and_quotation_marks_do_not_matter(things, visitor, typed):
    assert found(visitor, "fr", q=typed) == ["oeil"]


def test_every_word_must_occur(things, visitor):
    assert found(visitor, q="ambassador expels") == ["expelled"]


def test_only_the_readers_language_is_searched(things, visitor):
    assert found(visitor, "fr", q="eye") == []


def test_one_kind_can_be_asked_for(things, visitor):
    assert found(visitor, q="ambassador", kind="event") == ["expelled", "recalled"]
    assert len(found(visitor, q="ambassador", kind="gossip")) == 5


def test_nothing_found_says_what_to_try(things, visitor):
    response = visitor.get("/en/search/", {"q": "zzz <b>"})
    told = response.content.decode()
    assert "Take fewer words" in told
    assert "/fr/search/?q=zzz" in told
    assert "<b>" not in told


def test_an_empty_field_invites_to_look_around(visitor, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert "Or look around" in visitor.get("/en/search/?q=%00%20").content.decode()


def test_a_very_long_search_is_cut_and_says_so(things, visitor):
    response = visitor.get("/en/search/", {"q": "ambassador " + "a" * 3000})
    assert "That was long" in response.content.decode()
    assert len(response.context["query"].words) == LONGEST_SEARCH


@pytest.mark.parametrize("typed", ["%", "_", "'", '"', "\\", "--", "*", "𝔄" * 50])
def test_any_sign_at_all_is_only_a_sign(things, visitor, typed):
    found(visitor, q=typed)


def test_a_search_costs_two_queries_and_may_be_cached(visitor, django_assert_num_queries):
    actions.enter_all([listing("event", f"e{n}", f"Mali {n}") for n in range(60)])
    with django_assert_num_queries(2):
        response = visitor.get("/en/search/", {"q": "mali", "page": "2"})
    assert len(response.context["results"]) == 20
    assert response["Cache-Control"] == "public, max-age=300"
    assert "page=3" in response.content.decode()


def test_words_are_marked_where_they_stand():
    assert marked("L’État malien", "etat") == [
        ("L", False),
        ("’", False),
        ("État", True),
        (" ", False),
        ("malien", False),
    ]


def test_a_query_is_read_from_any_text():
    assert Query.read("  Mali\0 France ") == Query("Mali France")
    assert Query.read("a b c d e f g h i").cut
