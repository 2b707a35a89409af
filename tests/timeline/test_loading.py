"""Themes and events from files: drafts with all that they are related to, in the order of the file."""

import pytest

from sahelapp.evidence import actions as evidence
from sahelapp.timeline import actions, move_rows, rows
from sahelapp.timeline.models import Era, Event, Theme
from sahelapp.timeline.values import EventValue

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
    assert rows.event_row(event) == rows.as_kept(row())
    assert rows.in_file(rows.event_row(event)) == row()


def test_unusual_keys_stand_in_the_file_where_they_say_something(world) -> None:
    said = row(kind_of_date="announced", about=True, later_en="He was freed.", later_fr="Il est libéré.")
    event = actions.keep_event(said)
    assert rows.in_file(rows.event_row(event)) == said
    assert rows.event_problems(said, KNOWN) == []
    assert [problem.where for problem in rows.event_problems(row(kind_of_date="guessed"), KNOWN)] == ["kind_of_date"]
    assert [problem.where for problem in rows.event_problems(row(later_en="Later."), KNOWN)] == ["later_en"]


def move(**fields: object) -> dict[str, object]:
    """A move as moves.yaml has it."""
    said = {
        **dict.fromkeys(move_rows.MOVE_KEYS),
        **{"id": "toll", "row": "2", "event": "fair", "date": "2022-01-03", "mover": "bamako", "target": "paris"},
        **{"instrument": "statement", "confidential": False, "what_en": "A toll.", "what_fr": "Un péage."},
        **{"sources": ["b", "a"]},
    }
    return {**said, **fields}


def test_an_event_says_back_its_moves_in_the_order_of_the_ladder(world) -> None:
    answer = move(id="ban", row="10", reply_to="toll", reply_source="c", size=2, confidential=True)
    event = actions.keep_event(row(moves=[answer, move()]))
    assert rows.event_row(event)["moves"] == [move(), answer]
    assert [one["slug"] for one in event.to_value()["moves"]] == ["toll", "ban"]


def test_the_version_of_an_event_gives_its_moves_as_values(world) -> None:
    event = actions.keep_event(row(moves=[move(reason_en="Roads", reason_fr="Routes", date_latest="2022-01-04")]))
    [one] = EventValue.read(event.to_value()).moves
    assert (one.event, one.whats.en, one.reasons.fr, one.sources) == ("fair", "A toll.", "Routes", ("b", "a"))
    assert (one.earliest.day, one.latest.day) == (3, 4)


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"mover": "rome"}, "mover"),
        ({"instrument": "duel"}, "instrument"),
        ({"date": "2022-02-30"}, "date"),
        ({"date_latest": "2021"}, "date_latest"),
        ({"event": "nowhere"}, "event"),
        ({"reply_to": "nobody"}, "reply_to"),
        ({"reply_to": "toll"}, "reply_to"),
        ({"reply_source": "a"}, "reply_source"),
        ({"sources": ["z"]}, "sources"),
        ({"size": -1}, "size"),
        ({"reason_en": "Because"}, "reason_en"),
        ({"what_fr": ""}, "what_fr"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_move_that_cannot_be_is_told_with_its_key(fields: dict[str, object], where: str) -> None:
    known = {**KNOWN, "event": {"fair"}, "move": {"toll"}}
    assert [problem.where for problem in move_rows.move_problems(move(**fields), known)] == [where]
    assert move_rows.move_problems(move(), known) == []


def era(**fields: object) -> dict[str, object]:
    texts = {f"{name}_{language}": name for name in ("name", "summary") for language in ("en", "fr")}
    return {"slug": "salt", "start": "2012", "end": None, **texts, "sources": ["b", "a"], **fields}


def test_eras_load_once_and_say_back_what_their_rows_said(world) -> None:
    assert actions.load_eras([era()]).created == 1
    assert actions.load_eras([era()]).unchanged == 1
    assert actions.load_eras([era(end="2013-01")]).updated == 1
    assert move_rows.era_row(Era.objects.get()) == era(end="2013-01")
    assert Era.objects.get().to_engine().sources == ("b", "a")


def test_an_era_changed_here_stays_and_is_told(world) -> None:
    actions.load_eras([era()])
    Era.objects.update(name_en="The salt years")
    assert [problem.detail for problem in actions.load_eras([era(end="2013")]).conflicts] == ["salt"]
    assert Era.objects.get().name_en == "The salt years"


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
