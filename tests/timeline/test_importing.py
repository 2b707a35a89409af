"""Files into drafts: what a file says is kept, what it does not carry stays, and one problem keeps all of it out."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from quizzes.actions import publishing
from quizzes.actions.publishing import Outcome
from quizzes.engine.problems import Problem
from sahelapp.evidence import actions as evidence
from sahelapp.evidence.models import Actor, Place
from sahelapp.timeline import actions, importing
from sahelapp.timeline.formats import csv_events, json_events, timelinejs
from sahelapp.timeline.importing import Report
from sahelapp.timeline.models import Event, EventVersion, Move
from sahelapp.timeline.values import EventValue
from tests.timeline.samples import TEXTS

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 1, 1, tzinfo=UTC)
MOVE = {
    **{"id": "recall", "row": "1", "event": "fair", "date": "2022-01-31", "date_latest": "2022-02", "mover": "paris"},
    **{"target": "bamako", "instrument": "recall", "confidential": True, "size": 2, "what_en": "Recall"},
    **{"what_fr": "Rappel", "reply_source": None, "sources": ["a"]},
}
ROW = {
    **{"id": "fair", "date": "2022-01", "end": "2022-02-03", "about": True, "kind_of_date": "announced"},
    **{
        "title_en": "=The fair",
        "title_fr": "La « foire »",
        "summary_en": "It opens.\n\n- so",
        "summary_fr": "Elle ouvre ;",
    },
    **{"later_en": "Later.", "later_fr": "Plus tard.", "disputed_en": "The year.", "disputed_fr": "L'an."},
    **{"theme": ["war", "trade"], "actors": ["mali"], "place": "gao", "sources": ["b", "a"], "confidence": "high"},
    "positions": [
        {"party": "paris", "holder_en": "A", "holder_fr": "A", "says_en": "B", "says_fr": "C", "sources": ["a"]}
    ],
    "moves": [MOVE],
}


@pytest.fixture
def world(db: None) -> None:
    """What events point at, and one published event with a position and a move."""
    source = {"publisher": "P", "title": "T", "url": "https://example.org/", "language": "en", "kind": "newspaper"}
    evidence.load_sources([{"id": slug, **source} for slug in "ab"])
    names = (("trade", "Trade", "Commerce"), ("war", "War", "Guerre"))
    actions.load_themes([{"slug": slug, "name_en": english, "name_fr": french} for slug, english, french in names])
    Actor.objects.create(slug="mali", name_en="Mali", name_fr="Mali")
    Place.objects.create(slug="gao", name_en="Gao", name_fr="Gao", lat=16, lon=0)
    publish(ROW)


def publish(row: dict[str, Any]) -> None:
    outcome = publishing.publish(actions.keep_event(row), now=NOW, channel=publishing.FILES)
    assert outcome.version, outcome.problems


def published() -> list[EventValue]:
    values = EventVersion.objects.live(NOW).values_list("value", flat=True)
    return sorted(map(EventValue.read, values), key=lambda event: event.order)


def told(report: Report) -> set[tuple[str, str, str]]:
    return {(problem.says, problem.detail, problem.where) for problem in report.problems}


def load(parsed: Any, **options: Any) -> Report:
    return importing.load(parsed, now=NOW, **options)


def in_csv(**changes: str) -> bytes:
    """One event as a table."""
    cells = dict.fromkeys(csv_events.REQUIRED, "") | {
        **{"id": "new", "date": "2022", "title_en": "New", "title_fr": "Neuf", "summary_en": "x", "summary_fr": "x"},
        **{"themes": "trade", "sources": "a", "confidence": "high"},
        **changes,
    }
    return f"{','.join(cells)}\r\n{','.join(cells.values())}\r\n".encode()


@pytest.mark.parametrize("form", [csv_events, json_events])
def test_out_in_and_out_again_is_the_same_file(world, form) -> None:
    written = form.write(published())
    report = load(form.read(written), publish=True)
    assert (report.problems, report.unchanged, report.published) == ([], 1, 0)
    Event.objects.filter(slug="fair").update(title_en="Something else", about=False, end="")
    report = load(form.read(written), publish=True)
    assert (report.changed, report.published) == (
        {"fair": ["about", "end", "title_en" if form is csv_events else "title.en"]},
        0,
    )
    assert form.write(published()) == written


def test_a_whole_timeline_moves_to_another_site_by_json(world) -> None:
    written = json_events.write(published())
    EventVersion.objects.all().delete()
    Event.objects.all().delete()
    report = load(json_events.read(written), publish=True)
    assert (report.problems, report.created, report.published) == ([], ["fair"], 1)
    assert json_events.write(published()) == written
    assert Move.objects.get().reply_source is None


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(title=TEXTS, summary=TEXTS)
def test_texts_of_any_kind_come_back_from_the_database_as_they_were(world, title, summary) -> None:
    row = ROW | {"title_en": f"a{title.en}", "title_fr": f"b{title.fr}", "summary_en": f"a{summary.en}"}
    row |= {"summary_fr": f"b{summary.fr}"}
    event = actions.keep_event(row)
    value = EventValue.read(event.to_value())
    for form in (csv_events, json_events):
        actions.keep_event(ROW)
        assert load(form.read(form.write([value]))).problems == []
        event.refresh_from_db()
        assert form.write([EventValue.read(event.to_value())]) == form.write([value])


def test_a_table_leaves_positions_moves_and_missing_columns_as_they_are(world) -> None:
    report = load(csv_events.read(in_csv(id="fair", date="2021")))
    assert report.problems == []
    value = EventValue.read(Event.objects.get(slug="fair").to_value())
    assert [position.party for position in value.positions] == ["paris"]
    assert [move.slug for move in value.moves] == ["recall"]
    assert (value.place, value.laters.en, value.when.start.iso()) == ("gao", "Later.", "2021")


def test_importing_twice_is_importing_once(world) -> None:
    parsed = csv_events.read(in_csv())
    assert load(parsed).created == ["new"]
    before = Event.objects.get(slug="new").changed_at
    again = load(parsed)
    assert (again.created, again.changed, again.unchanged) == ([], {}, 1)
    assert Event.objects.get(slug="new").changed_at == before


def test_a_dry_run_tells_the_same_and_keeps_nothing(world) -> None:
    parsed = csv_events.read(in_csv())
    assert load(parsed, only_check=True).created == load(parsed).created == ["new"]
    assert load(csv_events.read(in_csv(id="other")), only_check=True).created == ["other"]
    assert not Event.objects.filter(slug="other").exists()


def test_an_import_publishes_nothing_unless_asked_and_then_only_what_lacks_nothing(world) -> None:
    whole, half = in_csv(), in_csv(id="half", title_fr="", summary_fr="", sources="", themes="")
    assert load(csv_events.read(whole)).published == 0
    assert load(csv_events.read(whole), publish=True).published == 1
    report = load(csv_events.read(half), publish=True)
    assert (report.problems, report.published) == ([], 0)
    assert [(note.says, note.detail, note.where, note.line) for note in report.notes] == [
        ("incomplete", "title_fr, summary_fr, themes, sources", "half", 2)
    ]
    assert not EventVersion.objects.filter(draft__slug="half").exists()


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"date": "2022-02-30"}, ("row-value-refused", "date: day is out of range for month", "new, date")),
        (
            {"date": "30/01/2022"},
            ("row-value-refused", "date: not an ISO day, month or year: '30/01/2022'", "new, date"),
        ),
        ({"date": ""}, ("row-key-missing", "date", "new, date")),
        ({"end": "2021"}, ("row-value-refused", "date: 2021 is before 2022", "new, date")),
        ({"precision": "day"}, ("precision-differs", "day", "new, precision")),
        ({"id": ""}, ("row-key-missing", "id", "id")),
        ({"id": "no good"}, ("slug-shape", "no good", "no good, id")),
        ({"title_en": "x" * 91}, ("value-too-long", "90", "new, title_en")),
        ({"title_en": "", "title_fr": ""}, ("row-key-missing", "title_en", "new, title_en")),
        ({"summary_en": "x" * 60_001}, ("text-too-long", "60000", "new, summary_en")),
        ({"summary_en": "So [@nobody]."}, ("citation-unknown", "nobody", "new, summary_en")),
        ({"themes": "trade gold"}, ("reference-unknown", "theme: gold", "new, themes")),
        ({"actors": "nobody"}, ("reference-unknown", "actors: nobody", "new, actors")),
        ({"sources": "a z"}, ("reference-unknown", "sources: z", "new, sources")),
        ({"sources": "a a"}, ("row-twice", "a", "new, sources")),
        ({"place": "atlantis"}, ("reference-unknown", "place: atlantis", "new, place")),
        ({"confidence": "sure"}, ("row-value-refused", "confidence: sure", "new, confidence")),
        ({"kind_of_date": "dreamt"}, ("row-value-refused", "kind_of_date: dreamt", "new, kind_of_date")),
        # What a draft lacks hides no other problem.
        (
            {"title_fr": "", "sources": "", "date": "2022-13"},
            ("row-value-refused", "date: month must be in 1..12", "new, date"),
        ),
    ],
)
def test_a_wrong_row_is_told_with_line_id_and_column(world, changes, problem) -> None:
    report = load(csv_events.read(in_csv(**changes)))
    assert {one.line for one in report.problems} == {2}
    assert problem in told(report)
    assert not Event.objects.filter(slug="new").exists()


def test_one_wrong_row_keeps_out_all_others_and_every_problem_is_told_in_the_order_of_lines(world) -> None:
    good, bad = in_csv().split(b"\r\n")[1:2], in_csv(id="bad", date="soon").split(b"\r\n")[1]
    twice = in_csv(sources="z").split(b"\r\n")[1]
    report = load(csv_events.read(b"\r\n".join([in_csv().split(b"\r\n")[0], *good, bad, twice, b"x,y"])))
    assert [(problem.says, problem.line) for problem in report.problems] == [
        ("row-twice", 2),
        ("row-value-refused", 3),
        ("reference-unknown", 4),
        ("row-twice", 4),
        ("cells", 5),
    ]
    assert Event.objects.count() == 1


def in_json(**changes: Any) -> bytes:
    whole = json.loads(json_events.write(published()))
    whole["events"][0] |= changes
    return json.dumps(whole).encode()


def a_move(**changes: Any) -> dict[str, Any]:
    said = {key: MOVE[key] for key in ("id", "date", "mover", "target", "instrument")}
    return {**said, "what": {"en": "Recall", "fr": "Rappel"}, **changes}


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"moves": [a_move(instrument="magic")]}, ("row-value-refused", "instrument: magic", "moves[1].instrument")),
        ({"moves": [a_move(), a_move()]}, ("row-twice", "recall", "moves[2].id")),
        ({"moves": [a_move(what={"en": "x"})]}, ("row-key-missing", "what_fr", "moves[1].what.fr")),
        ({"moves": [a_move(size="many")]}, ("row-value-refused", "size: many", "moves[1].size")),
        ({"moves": [a_move(reply_to="nothing")]}, ("reference-unknown", "reply_to: nothing", "moves[1].reply_to")),
        ({"id": "other"}, ("move-elsewhere", "recall", "moves[1].id")),
        ({"positions": [{"party": "me"}]}, ("row-key-missing", "positions, holder_en", "positions")),
        ({"title": {"en": "a\0b", "fr": "x"}}, ("character-unusable", "title.en", "title.en")),
        ({"title": {"en": "a\ud800b", "fr": "x"}}, ("character-unusable", "title.en", "title.en")),
    ],
)
def test_a_wrong_event_of_json_is_told_with_index_and_path(world, changes, problem) -> None:
    says, detail, path = problem
    assert (says, detail, f"events[1], {path}") in told(load(json_events.read(in_json(**changes))))


def test_events_of_one_file_may_link_and_reply_to_each_other(world) -> None:
    whole = json.loads(in_json())
    summary = {"en": "See [the fair](event:third).", "fr": "Voir [la foire](event:third)."}
    second = {"id": "second", "date": "2023", "title": {"en": "b", "fr": "b"}, "summary": summary, "themes": ["war"]}
    second |= {"sources": ["a"], "moves": [a_move(id="answer", reply_to="last")]}
    third = second | {"id": "third", "summary": {"en": "x", "fr": "x"}, "moves": [a_move(id="last")]}
    report = load(json_events.read(json.dumps(whole | {"events": [second, third]}).encode()))
    assert (report.problems, report.created) == ([], ["second", "third"])


def test_a_publication_that_fails_takes_everything_back(world, monkeypatch) -> None:
    monkeypatch.setattr(
        publishing, "publish", lambda *_, **__: Outcome(None, (Problem("empty", "summary", "summary"),))
    )
    report = load(csv_events.read(in_csv()), publish=True)
    assert told(report) == {("empty", "summary", "new, summary")}
    assert not Event.objects.filter(slug="new").exists()


SLIDES = """{"events": [
  {"start_date": {"year": "2012", "month": "3"}, "group": "guerre",
   "text": {"headline": "A coup", "text": "<p>It happens.</p>"}},
  {"start_date": {"year": "2013"}, "text": {"headline": "B"}, "group": "Football", "media": {"url": "x"}}
]}"""


def test_slides_become_drafts_in_one_language_and_what_is_dropped_is_told(world) -> None:
    report = load(timelinejs.read(SLIDES.encode(), "en"), publish=True)
    assert (report.problems, report.published) == ([], 0)
    first = Event.objects.get(slug="a-coup-2012-03")
    assert (first.date, first.title_en, first.title_fr, first.confidence) == ("2012-03", "A coup", "", "low")
    assert first.to_value()["themes"] == ["war"]
    assert [(note.says, note.detail, note.line) for note in report.notes] == [
        ("left-out", "media (1)", None),
        ("incomplete", "title_fr, summary_fr, sources", 2),
        ("group-unknown", "Football", 4),
        ("incomplete", "title_fr, text.text, summary_fr, group, sources", 4),
    ]


def test_slides_again_leave_what_was_written_since_in_the_other_language(world) -> None:
    load(timelinejs.read(SLIDES.encode(), "en"))
    Event.objects.filter(slug="a-coup-2012-03").update(title_fr="Un coup")
    assert load(timelinejs.read(SLIDES.encode(), "en")).unchanged == 2
    assert Event.objects.get(slug="a-coup-2012-03").title_fr == "Un coup"


def test_slides_do_not_touch_what_was_published(world) -> None:
    slide = {"unique_id": "fair", "start_date": {"year": 1999}, "text": {"headline": "Other"}}
    report = load(timelinejs.read(json.dumps({"events": [slide]}).encode(), "en"), publish=True)
    assert (report.unchanged, [note.says for note in report.notes]) == (1, ["published-stays"])
    assert Event.objects.get(slug="fair").title_en == "=The fair"
