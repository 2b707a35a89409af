"""The reading room as visitors meet it."""

import pytest

from quizzes.engine.text import Text
from sahelapp.catalogue import actions as catalogue
from sahelapp.catalogue.actions import Listing
from sahelapp.evidence import actions

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(content):
    for shape_file, load in {
        "sources.yaml": actions.load_sources,
        "actors.yaml": actions.load_actors,
        "places.yaml": actions.load_places,
        "terms.yaml": actions.load_terms,
    }.items():
        load(content(shape_file))


def body(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("path", ["sources", "actors", "terms", "places"])
def test_every_list_is_shared_by_all_visitors_and_sets_no_cookie(course, visitor, language, path):
    response = visitor.get(f"/{language}/{path}/")
    body(response)
    assert response["Cache-Control"] == "public, max-age=300"
    assert not response.cookies


@pytest.mark.parametrize("path", ["sources", "actors", "terms", "places"])
def test_a_list_costs_two_queries_however_long(course, visitor, path, django_assert_num_queries):
    with django_assert_num_queries(2):
        visitor.get(f"/fr/{path}/")


@pytest.mark.parametrize("path", ["sources/dw-2024-01-25", "actors/mnla", "terms/tuareg", "places/kidal"])
def test_a_page_costs_three_queries(course, visitor, path, django_assert_num_queries):
    with django_assert_num_queries(3):
        body(visitor.get(f"/en/{path}/"))


@pytest.mark.parametrize("path", ["sources/none", "actors/none", "terms/none", "places/none"])
def test_what_is_not_there_is_not_found(visitor, path):
    assert visitor.get(f"/en/{path}/").status_code == 404


def test_all_sources_stand_on_one_page(course, visitor):
    assert body(visitor.get("/en/sources/")).count('<a href="/en/sources/') >= 336


def test_sources_are_narrowed_by_kind_language_and_words(course, visitor):
    response = visitor.get("/en/sources/", {"kind": "UN", "language": "en", "q": "peacekeep"})
    shown = [source for _letter, sources in response.context["letters"] for source in sources]
    assert shown
    assert {(source.kind, source.language) for source in shown} == {("UN", "en")}


def test_an_unknown_filter_is_as_if_not_asked(course, visitor):
    assert visitor.get("/en/sources/", {"kind": "gossip", "language": "xx"}).context["found"] == 336


def test_a_filter_that_finds_nothing_says_what_to_do(course, visitor):
    assert "Take fewer words" in body(visitor.get("/en/sources/", {"q": "zzzz" * 1000}))


def test_a_source_says_when_as_precisely_as_it_knows_and_who_cites_it(course, visitor):
    mentions = frozenset({("source", "dw-2024-01-25")})
    catalogue.enter(Listing("lesson", "one", Text("A lesson", "Une leçon"), "lessons/one/", mentions=mentions))
    told = body(visitor.get("/fr/sources/dw-2024-01-25/"))
    assert "25\u00a0janvier 2024" in told
    assert '<a href="/fr/lessons/one/">Une leçon</a>' in told
    assert '<h1 lang="en">' in told


def test_an_undated_source_gets_no_date(course, visitor, source_row):
    actions.load_sources([source_row | {"id": "undated", "date": None}])
    assert "<time" not in body(visitor.get("/en/sources/undated/"))


def test_an_actor_has_side_and_years_in_words(course, visitor):
    told = body(visitor.get("/en/actors/mnla/"))
    assert '<span class="party" data-party="other">Others</span>' in told
    assert "since 2011" in told


def test_the_glossary_is_alphabetical_in_the_readers_language(course, visitor):
    letters = visitor.get("/fr/terms/").context["letters"]
    assert [letter for letter, _terms in letters] == sorted(letter for letter, _terms in letters)
    assert "Touaregs" in [term.term_fr for letter, terms in letters for term in terms if letter == "T"]


def test_an_approximate_place_says_so_in_words(course, visitor):
    assert "Approximate" in body(visitor.get("/en/places/moura/"))
    assert "Approximate" not in body(visitor.get("/en/places/bamako/"))
    assert "12,64°\u00a0N" in body(visitor.get("/fr/places/bamako/"))


def test_mali_comes_first_among_the_countries(course, visitor):
    assert visitor.get("/fr/places/").context["countries"][0][0] == "Mali"
