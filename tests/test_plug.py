"""The site's answers to the engine app: prose, what stops publishing, the catalogue, notes, what to read next."""

from datetime import UTC, datetime, timedelta

import pytest

from quizzes.actions.publishing import FILES, publish
from quizzes.engine.text import Text
from quizzes.site import site
from sahelapp import plug
from sahelapp.catalogue.models import Entry
from sahelapp.evidence import actions as evidence
from sahelapp.evidence.models import Source
from sahelapp.timeline.models import Event, Theme

pytestmark = pytest.mark.django_db

NOW = datetime(2024, 7, 1, tzinfo=UTC)


@pytest.fixture
def sources():
    rows = [
        {"id": slug, "publisher": slug.upper(), "title": f"Title {slug}", "url": f"https://example.org/{slug}"}
        | {"date": date, "language": "fr", "kind": "newspaper", "note_en": "Partial.", "note_fr": "Partiel."}
        for slug, date in (("afp", "2022-01"), ("rfi", None))
    ]
    evidence.load_sources(rows)


@pytest.fixture
def terms():
    names = {"term_en": "Tuareg", "term_fr": "Touareg", "definition_en": "A people.", "definition_fr": "Un peuple."}
    evidence.load_terms([{"slug": "tuareg", **names}])


def event(slug: str, summary: str = "It happened.", **fields) -> Event:
    return Event.objects.create(
        slug=slug,
        date="2022-01-31",
        title_en=f"Event {slug}",
        title_fr=f"Événement {slug}",
        summary_en=summary,
        summary_fr=summary,
        **fields,
    )


def test_ours_is_the_site_that_answers():
    assert isinstance(site(), plug.Sahel)


def test_prose_is_rendered_in_the_readers_language_with_the_name_of_a_bare_term(terms):
    page = site().render(Text("x", "Voir [[tuareg]] !"), "fr", name="x")
    assert page.html == (
        '<p>Voir <button type="button" class="term" popovertarget="term-tuareg">Touareg</button>\u202f!</p>\n'
    )


def test_what_does_not_exist_stops_publishing(sources, terms):
    texts = {"body": Text("Good [@afp] [[tuareg]].", "Mauvais [@nobody] [[nothing]] [x](event:never).")}
    assert [problem.says for problem in site().problems(texts)] == ["citation-unknown", "term-unknown", "link-unknown"]


def test_problems_cost_three_queries_however_long_the_texts(sources, django_assert_num_queries):
    words = "One [@afp]. [[tuareg]] [x](event:e). " * 50
    with django_assert_num_queries(3):
        site().problems({f"block{n}": Text(words, words) for n in range(5)}, must_cite=True)


def test_no_text_costs_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert site().problems({}) == []


def test_a_course_may_link_to_what_comes_a_moment_later():
    texts = {"body": Text("[x](lesson:later)", "[x](lesson:later)")}
    with plug.expecting({("lesson", "later")}):
        assert site().problems(texts) == []
    assert site().problems(texts)


def test_a_published_event_is_found_and_cites_its_source(sources):
    draft = event("expelled", "The ambassador left [@afp].")
    assert publish(draft, now=NOW, channel=FILES).problems == ()
    found = Entry.objects.visible().filter(language="fr").matching("evenement ambassador")
    assert [entry.url for entry in found] == ["/fr/timeline/expelled/"]
    assert {entry.slug for entry in Entry.objects.mentioning("source", "afp")} == {"expelled"}
    assert "afp" not in found[0].folded


def test_a_version_whose_time_has_not_come_is_not_found_yet():
    publish(event("later"), now=NOW, channel=FILES, live_from=NOW + timedelta(days=1))
    assert not Entry.objects.filter(slug="later").exists()


def test_rebuilding_agrees_with_what_publishing_wrote(sources, terms):
    publish(event("one", "Cited [@afp]. [two](source:rfi)"), now=NOW, channel=FILES)
    assert plug.rebuild_catalogue(check=True) == []
    Entry.objects.all().delete()
    assert plug.rebuild_catalogue()
    assert plug.rebuild_catalogue(check=True) == []
    assert Entry.objects.mentioning("source", "rfi").count() == 2


def test_notes_say_who_when_and_how_reliable_in_one_query(sources, django_assert_num_queries):
    with django_assert_num_queries(1):
        first, second, third = site().notes(["rfi", "afp", "gone"], "fr")
    assert (first.number, second.number) == (1, 2)
    for words in ("AFP", 'lang="fr"', "janvier 2022", "Partiel.", 'rel="external noopener"', "/fr/sources/afp/"):
        assert words in second.html
    assert "gone" in third.html


def test_what_to_read_next_is_lessons_first_then_what_shares_most(sources):
    publish(event("few", "[@afp]"), now=NOW, channel=FILES)
    publish(event("many", "[@afp] [@rfi]"), now=NOW, channel=FILES)
    links = site().read_next(["afp", "rfi"], "en")
    assert [(link.title, link.url) for link in links] == [
        ("Event many", "/en/timeline/many/"),
        ("Event few", "/en/timeline/few/"),
    ]


def test_a_tag_that_is_no_theme_is_told():
    Theme.objects.create(slug="trade", name_en="Trade", name_fr="Commerce", position=1)
    assert site().unknown_tags(["trade", "trde"]) == ["trde"]


def test_questions_made_from_events_may_be_published_as_they_are(sources, django_assert_num_queries):
    for slug, year in zip("abcdef", range(2010, 2016), strict=True):
        draft = event(slug)
        draft.date = f"{year}-02"
        draft.save()
        draft.sources.set(Source.objects.all())
        publish(draft, now=NOW, channel=FILES)
    with django_assert_num_queries(3):
        made = site().make_questions("from=2011", 7)
    assert {question.body.kind for question in made} == {"ordering", "single_choice", "numerical"}
    assert made == site().make_questions("from=2011", 7) != site().make_questions("from=2011", 8)
    for question in made:
        assert question.problems() == []
        assert site().problems({"explanation": question.explanation}, must_cite=True) == []
        assert "Event a" not in question.explanation.en
