"""Themes and events from files: drafts with all that they are related to, in the order of the file."""

import pytest

from sahelapp.evidence import actions as evidence
from sahelapp.timeline import actions, rows
from sahelapp.timeline.models import Event, Theme

pytestmark = pytest.mark.django_db

KNOWN = {"theme": {"trade", "war"}, "actor": set(), "place": set(), "source": {"a", "b", "c"}}


def theme(slug: str, name: str = "Trade") -> dict[str, str]:
    return {"slug": slug, "name_en": name, "name_fr": name}


def row(**fields: object) -> dict[str, object]:
    """An event as events.yaml has it."""
    texts = {f"{name}_{language}": name for name in ("title", "summary", "disputed") for language in ("en", "fr")}
    position = {"party": "other", "holder_en": "A", "holder_fr": "A", "says_en": "B", "says_fr": "B", "sources": ["c"]}
    return {
        "id": "fair",
        "date": "2022-01",
        "precision": "month",
        "end": None,
        **texts,
        "theme": ["trade"],
        "actors": [],
        "place": None,
        "sources": ["b", "a"],
        "confidence": "high",
        "positions": [position],
        **fields,
    }


@pytest.fixture
def world(db: None) -> None:
    """Three sources and two themes to point at."""
    source = {"publisher": "P", "title": "T", "url": "https://example.org/", "language": "en", "kind": "newspaper"}
    evidence.load_sources([{"id": slug, **source} for slug in "abc"])
    actions.load_themes([theme("trade"), theme("war", "War")])


def test_an_event_says_back_what_its_row_said(world) -> None:
    event = actions.keep_event(row())
    assert rows.event_row(event) == rows.as_kept(row()) == row()


def test_keeping_it_again_leaves_its_relations_untouched(world) -> None:
    event = actions.keep_event(row())
    before = list(Event.sources.through.objects.values_list("pk", flat=True))
    actions.keep_event(row())
    assert list(Event.sources.through.objects.values_list("pk", flat=True)) == before
    assert event.positions.count() == 1


def test_the_order_of_the_file_is_the_order_of_the_event(world) -> None:
    actions.keep_event(row())
    event = actions.keep_event(row(sources=["a", "c", "b"], theme=["war", "trade"]))
    assert event.to_value()["sources"] == ["a", "c", "b"]
    assert event.to_value()["themes"] == ["war", "trade"]


def test_what_a_row_leaves_out_is_empty(world) -> None:
    short = {key: value for key, value in row().items() if key not in ("precision", "end", "actors", "positions")}
    event = actions.keep_event(short)
    assert rows.event_row(event)["positions"] == []
    assert rows.event_row(event) == rows.as_kept(short)


def test_themes_load_once_and_keep_what_was_edited_here(world) -> None:
    again = actions.load_themes([theme("trade"), theme("war", "War")])
    assert (again.created, again.updated, again.unchanged) == (0, 0, 2)
    Theme.objects.filter(slug="war").update(name_en="Armed conflict")
    loaded = actions.load_themes([theme("trade", "Commerce"), theme("war", "The war")])
    assert loaded.updated == 1
    assert [problem.detail for problem in loaded.conflicts] == ["war"]
    assert [each.name_en for each in Theme.objects.all()] == ["Commerce", "Armed conflict"]


def test_a_row_without_mistakes_has_no_problems() -> None:
    assert rows.event_problems(row(), KNOWN) == []


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"colour": "red"}, ("row-key-unknown", "colour")),
        ({"sources": []}, ("row-key-missing", "sources")),
        ({"theme": "trade"}, ("shape-list", "theme")),
        ({"title_fr": 2022}, ("shape-words", "2022")),
        ({"date": "January"}, ("row-value-refused", "date: not an ISO day, month or year: 'January'")),
        ({"precision": "day"}, ("precision-differs", "day")),
        ({"sources": ["a", "a"]}, ("row-twice", "a")),
        ({"sources": ["z"]}, ("reference-unknown", "sources: z")),
        ({"place": "z"}, ("reference-unknown", "place: z")),
        ({"disputed_fr": None}, ("language-missing", "disputed")),
        ({"positions": ["words"]}, ("shape", "positions")),
        ({"positions": [{"party": "other"}]}, ("row-key-missing", "positions, holder_en")),
    ],
)
def test_a_slip_of_the_pen_is_told(fields, problem) -> None:
    assert problem in [(found.says, found.detail) for found in rows.event_problems(row(**fields), KNOWN)]
