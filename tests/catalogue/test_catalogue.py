"""Entering things, finding them, who mentions whom, and making it all anew."""

import pytest

from quizzes.engine.text import Text
from sahelapp.catalogue import actions
from sahelapp.catalogue.actions import Listing
from sahelapp.catalogue.models import Entry, Mention

pytestmark = pytest.mark.django_db

SOURCE = Listing("source", "afp", Text("AFP", "AFP"), "sources/afp/")
LESSON = Listing(
    "lesson",
    "one",
    Text("The quarrel", "La querelle"),
    "lessons/one/",
    summary=Text("How it began", "Comment ça commence"),
    body=Text("Ambassador Meyer", "L’œil de l'ambassadeur"),
    mentions=frozenset({("source", "afp"), ("source", "unknown"), ("lesson", "one")}),
)


def found(words: str, language: str = "fr") -> list[str]:
    return [entry.slug for entry in Entry.objects.visible().filter(language=language).matching(words)]


def test_a_thing_is_found_without_accents_ligatures_or_curly_apostrophes():
    actions.enter(LESSON)
    assert found("OEIL de l'ambassadeur ca") == ["one"]
    assert found("querelle absente") == []
    assert found("quarrel", "en") == ["one"]


def test_who_cites_a_source_is_known_in_each_language():
    actions.enter_all([SOURCE, LESSON])
    citing = Entry.objects.mentioning("source", "afp")
    assert sorted((entry.slug, entry.language) for entry in citing) == [("one", "en"), ("one", "fr")]
    assert Mention.objects.count() == 2


def test_entering_again_refreshes_and_drops_old_mentions():
    actions.enter_all([SOURCE, LESSON])
    actions.enter(Listing("lesson", "one", Text("Renamed", "Renommée"), "lessons/one/"))
    assert Entry.objects.get(slug="one", language="en").title == "Renamed"
    assert not Mention.objects.exists()


def test_a_hidden_thing_is_not_found():
    actions.enter(LESSON)
    actions.hide("lesson", "one")
    assert found("querelle") == []


def test_entering_many_costs_as_little_as_entering_one(django_assert_max_num_queries):
    many = [Listing("term", f"t{n}", Text(f"T{n}", f"T{n}"), f"terms/t{n}/") for n in range(300)]
    with django_assert_max_num_queries(12):
        actions.enter_all(many)


def test_rebuilding_says_and_mends_every_difference():
    actions.enter(LESSON)
    actions.enter(SOURCE)  # after the lesson that cites it: the mention could not be kept
    Entry.objects.filter(slug="one", language="en").update(title="Wrong")
    actions.enter(Listing("term", "gone", Text("Gone", "Parti"), "terms/gone/"))
    told = actions.rebuild([LESSON, SOURCE], check=True)
    assert told == [
        "term:gone (en): should not be there",
        "term:gone (fr): should not be there",
        "lesson:one (en): title differs",
        "lesson:one (en): does not mention source:afp (en)",
        "lesson:one (fr): does not mention source:afp (fr)",
    ]
    assert actions.rebuild([LESSON, SOURCE]) == told
    assert actions.rebuild([LESSON, SOURCE], check=True) == []


def test_checking_changes_nothing():
    actions.rebuild([LESSON], check=True)
    assert not Entry.objects.exists()
