"""Files of the timeline: exactly what the list shows, in the language of the path, for everybody to keep."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quizzes.actions import publishing
from sahelapp.evidence import actions as evidence
from sahelapp.evidence.models import Source
from sahelapp.timeline import actions, rows
from sahelapp.timeline.models import Event, Theme
from sahelapp.timeline.moves import INSTRUMENTS
from tests.timeline.conftest import NOW

pytestmark = pytest.mark.django_db

FILES = ("events.csv", "events.json", "timelinejs.json", "anniversaries.ics")


@pytest.fixture
def timeline(make_event) -> None:
    """Three events, one of them with a theme and three sources: an early one, a late one, one without a date."""
    source = {"publisher": "Gazette", "title": "T", "language": "en", "kind": "newspaper"}
    dated = [("early", "2022-02-01"), ("late", "2025-01-01"), ("undated", None)]
    evidence.load_sources([{"id": s, "date": d, "url": f"https://example.org/{s}", **source} for s, d in dated])
    actions.load_themes([{"slug": "trade", "name_en": "Trade", "name_fr": "Commerce"}])
    make_event("salt-road", "2022-01-31")
    make_event("gold-road", "2023-05")
    event = make_event("tea-road", "2022-01-15", later_en="Later it was told.", later_fr="Plus tard.")
    for slug in ("early", "late", "undated"):
        event.sources.add(Source.objects.get(slug=slug))
    event.themes.add(Theme.objects.get(slug="trade"))
    publishing.publish(event, now=NOW, channel=publishing.ADMIN)


def slugs_in(name: str, text: str) -> set[str]:
    """The events of a file, found in it as a reader of that kind would."""
    if name == "events.csv":
        return {row["id"] for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))}
    if name.endswith(".json"):
        return {event.get("id") or event["unique_id"] for event in json.loads(text)["events"]}
    return set(re.findall(r"^UID:(.+)@", text, flags=re.MULTILINE))


def get(visitor, name: str, query: str = "", language: str = "en") -> str:
    return visitor.get(f"/{language}/timeline/{name}{query}").content.decode()


@pytest.mark.parametrize(
    "query", ["", "?theme=trade", "?from=2023", "?q=gold", "?theme=nothing&from=2023", "?q=nothing"]
)
@pytest.mark.parametrize("name", FILES)
def test_a_file_holds_what_the_list_shows_for_the_same_query(visitor, timeline, name, query) -> None:
    page = visitor.get(f"/en/timeline/{query}", follow=True).content.decode()
    shown = {slug for slug in ("salt-road", "gold-road", "tea-road") if f"/en/timeline/{slug}/" in page}
    dated = shown - {"gold-road"} if name.endswith(".ics") else shown
    assert slugs_in(name, get(visitor, name, query)) == dated


@pytest.mark.parametrize(
    ("name", "kind", "filename"),
    [
        ("events.csv", "text/csv; charset=utf-8", "sahelapp-timeline-2022-2023.en.csv"),
        ("events.json", "application/json", "sahelapp-timeline-2022-2023.en.json"),
        ("timelinejs.json", "application/json", "sahelapp-timeline-2022-2023.en.timelinejs.json"),
        ("anniversaries.ics", "text/calendar; charset=utf-8", "sahelapp-timeline-2022-2023.en.ics"),
    ],
)
def test_a_file_says_what_it_is_may_be_cached_and_sets_no_cookie(visitor, timeline, name, kind, filename) -> None:
    answer = visitor.get(f"/en/timeline/{name}")
    assert (answer["Content-Type"], answer["Content-Disposition"]) == (kind, f'attachment; filename="{filename}"')
    assert answer["Cache-Control"] == "public, max-age=300"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert not answer.cookies
    assert visitor.get(f"/en/timeline/{name}", headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert visitor.get(f"/en/timeline/{name}").content == answer.content
    assert visitor.post(f"/en/timeline/{name}").status_code == 405


def test_the_path_decides_the_language(visitor, timeline) -> None:
    slide = json.loads(get(visitor, "timelinejs.json", "?theme=trade", "fr"))["events"][0]
    assert (slide["text"]["headline"], slide["group"]) == ("Ouverture de tea-road", "Commerce")
    assert slide["display_date"] == "15\u00a0janvier 2022"
    assert "SUMMARY;LANGUAGE=fr:Ouverture de salt-road (2022)" in get(visitor, "anniversaries.ics", "", "fr")
    answer = visitor.get("/fr/timeline/events.csv")
    assert answer["Content-Disposition"] == 'attachment; filename="sahelapp-chronologie-2022-2023.fr.csv"'


def test_sources_are_named_with_their_addresses(visitor, timeline) -> None:
    whole = json.loads(get(visitor, "events.json"))
    assert [source["id"] for source in whole["sources"]] == ["early", "late", "undated"]
    assert 'href="https://example.org/early">Gazette, T</a>' in get(visitor, "timelinejs.json").replace('\\"', '"')


def test_other_pages_may_read_the_json_and_nothing_else(visitor, timeline) -> None:
    allowed = {name: visitor.get(f"/en/timeline/{name}").get("Access-Control-Allow-Origin") for name in FILES}
    assert allowed == {"events.csv": None, "events.json": "*", "timelinejs.json": "*", "anniversaries.ics": None}


@pytest.mark.parametrize("name", FILES)
def test_as_known_on_a_day_nothing_later_leaves(visitor, timeline, name) -> None:
    text = get(visitor, name, "?as-known-on=2022-03-01")
    assert slugs_in(name, text) == {"salt-road", "tea-road"}
    for later in ("Later it was told", "example.org/late", "example.org/undated", '"late"', " late", "gold"):
        assert later not in text
    if name in ("events.csv", "events.json"):
        assert "early" in text


def test_a_file_costs_as_many_queries_for_many_events_as_for_few(visitor, make_event) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            for name in FILES:
                get(visitor, name)
        return len(seen)

    make_event("one")
    get(visitor, "events.csv")
    few = queries()
    for number in range(20):
        make_event(f"event-{number}")
    get(visitor, "events.csv")
    assert queries() <= few


def test_a_selection_of_nothing_is_still_a_file(visitor) -> None:
    assert Event.objects.count() == 0
    for name in FILES:
        answer = visitor.get(f"/en/timeline/{name}")
        assert (answer.status_code, slugs_in(name, answer.content.decode())) == (200, set())
        assert 'filename="sahelapp-timeline.en.' in answer["Content-Disposition"]


SCHEMA = json.loads((Path(__file__).parents[2] / "docs/timeline.schema.json").read_text(encoding="utf-8"))
IS = {"string": str, "object": dict, "array": list, "boolean": bool, "integer": int, "null": type(None)}


def faults(value: Any, schema: dict[str, Any], place: str = "") -> list[str]:
    """Where a value is not as the schema says: as much of JSON Schema as ours uses."""
    if "$ref" in schema:
        return faults(value, SCHEMA["$defs"][schema["$ref"].removeprefix("#/$defs/")], place)
    if "anyOf" in schema:
        every = [faults(value, one, place) for one in schema["anyOf"]]
        return [] if [] in every else every[0]
    wrong = "const" in schema and value != schema["const"]
    wrong |= "enum" in schema and value not in schema["enum"]
    wrong |= "type" in schema and type(value) is not IS[schema["type"]]
    wrong |= "pattern" in schema and re.search(schema["pattern"], str(value)) is None
    if wrong:
        return [f"{place}: {value!r}"]
    found: list[str] = []
    if schema.get("type") == "object":
        assert schema["additionalProperties"] is False
        found += [f"{place}.{key}" for key in value.keys() ^ set(schema["required"])]
        found += [fault for key in value for fault in faults(value[key], schema["properties"][key], f"{place}.{key}")]
    if schema.get("type") == "array":
        found += [fault for at, one in enumerate(value) for fault in faults(one, schema["items"], f"{place}[{at}]")]
    return found


def test_the_json_is_as_its_schema_says(visitor, timeline) -> None:
    move = {"id": "recall", "event": "salt-road", "date": "2022-01", "mover": "paris", "target": "bamako", "size": 2}
    move |= {"instrument": "recall", "what_en": "Recall", "what_fr": "Rappel", "sources": ["early"]}
    position = {"party": "bamako", "holder_en": "A", "holder_fr": "A", "says_en": "B", "says_fr": "B", "sources": []}
    row = rows.event_row(Event.objects.get(slug="salt-road"))
    event = actions.keep_event(row | {"moves": [move], "positions": [position], "end": "2022"})
    publishing.publish(event, now=NOW, channel=publishing.ADMIN)
    whole = json.loads(get(visitor, "events.json"))
    assert [len(one["moves"]) for one in whole["events"]] == [0, 1, 0]
    assert faults(whole, SCHEMA) == []
    assert faults(whole | {"version": 2}, SCHEMA) == [".version: 2"]


def test_the_schema_names_every_instrument() -> None:
    assert SCHEMA["$defs"]["move"]["properties"]["instrument"]["enum"] == list(INSTRUMENTS)
