"""Events as CSV and JSON: nothing is lost on the way out and in, and a broken file is told, not obeyed."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.engine.text import Text
from sahelapp.evidence.dates import Partial
from sahelapp.timeline.formats import csv_events, json_events, timelinejs
from sahelapp.timeline.formats.cited import Cited
from sahelapp.timeline.formats.given import MOST_EVENTS, MOST_MEGABYTES, Given, Parsed
from sahelapp.timeline.moves import Move
from sahelapp.timeline.values import EventValue, Position
from tests.timeline.samples import EVENTS, event

slowly = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)


def value_of(row: dict[str, Any]) -> EventValue:
    """The event that a row says, read as versions are read: by other code than that of the formats."""

    def text(one: dict[str, Any], name: str) -> dict[str, str]:
        return {code: one.get(f"{name}_{code}") or "" for code in ("en", "fr")}

    value = {key: row.get(key) for key in ("date", "end", "place", "confidence", "actors", "sources")}
    value |= {"slug": row["id"], "about": bool(row.get("about")), "kind_of_date": row.get("kind_of_date") or ""}
    value |= {name: text(row, name) for name in ("title", "summary", "later", "disputed")} | {"themes": row["theme"]}
    positions = [one | {"holder": text(one, "holder"), "says": text(one, "says")} for one in row.get("positions", ())]
    moves = [
        {**dict.fromkeys(("date_latest", "announced", "effective", "size")), **one, "slug": one["id"]}
        | {name: text(one, name) for name in ("what", "reason", "note")}
        | {"movers": text(one, "mover")}
        for one in row.get("moves", ())
    ]
    return EventValue.read(value | {"positions": positions, "moves": moves})


def rows_in(parsed: Parsed) -> list[dict[str, Any]]:
    assert parsed.problems == ()
    return [one.row for one in parsed.events]


def told(parsed: Parsed) -> list[tuple[str, str, int | None]]:
    return [(problem.says, problem.detail, problem.line) for problem in parsed.problems]


# CSV


@slowly
@given(st.lists(EVENTS, max_size=2))
def test_csv_out_in_and_out_again_is_the_same_bytes(events: list[EventValue]) -> None:
    written = csv_events.write(events)
    read = [value_of(row) for row in rows_in(csv_events.read(written))]
    assert csv_events.write(read) == written
    assert [(one.titles, one.summaries, one.when.start) for one in read] == [
        (one.titles, one.summaries, one.when.start) for one in events
    ]


@slowly
@given(EVENTS)
def test_no_cell_that_leaves_is_a_formula(one: EventValue) -> None:
    table = csv.reader(io.StringIO(csv_events.write([one]).decode("utf-8-sig"), newline=""))
    assert not [cell for row in table for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))]


def test_excel_sees_that_it_is_utf_8_and_rows_end_as_the_standard_says() -> None:
    written = csv_events.write([event(titles=Text('Say "no"', "Été, enfin"))])
    assert written.startswith(b"\xef\xbb\xbfid,date,precision,end,")
    assert written.count(b"\r\n") == 2
    assert '"Say ""no""","Été, enfin"' in written.decode()


def test_a_word_that_begins_with_an_apostrophe_stays_one() -> None:
    read = rows_in(csv_events.read(csv_events.write([event(titles=Text("'Tis done", "'=1"))])))
    assert (read[0]["title_en"], read[0]["title_fr"]) == ("'Tis done", "'=1")


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_what_a_french_spreadsheet_saves_is_read(delimiter: str) -> None:
    table = list(csv.reader(io.StringIO(csv_events.write([event(about=True)]).decode("utf-8-sig"), newline="")))
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(
        [["VRAI" if cell == "true" else cell for cell in row] for row in table]
    )
    assert value_of(rows_in(csv_events.read(out.getvalue().encode()))[0]) == event(about=True)


def test_a_row_knows_the_line_on_which_it_begins() -> None:
    two = [event("a", summaries=Text("One.\n\nTwo.", "Un.\nDeux.")), event("b")]
    assert [one.line for one in csv_events.read(csv_events.write(two)).events] == [2, 6]


def table(*rows: str, columns: str = "") -> bytes:
    return "\r\n".join([columns or ",".join(csv_events.REQUIRED), *rows]).encode()


GOOD = "fair,2022,The fair,La foire,It opens.,Elle ouvre.,trade,a,high"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", ("file-empty", "", None)),
        (b" \r\n\r\n", ("file-empty", "", None)),
        (table(GOOD.replace("foire", "foire d'été")).decode().encode("cp1252"), ("file-encoding", "0xE9", 2)),
        (table(GOOD).decode().encode("utf-16"), ("file-encoding", "UTF-16", 1)),
        (table(GOOD, GOOD.replace("opens", "o\0pens")), ("character-zero", "", 3)),
        (table(GOOD, columns="id,date"), ("column-missing", "title_en", 1)),
        (table(columns=",".join([*csv_events.REQUIRED, "colour"])), ("column-unknown", "colour", 1)),
        (table(columns=",".join([*csv_events.REQUIRED, "id"])), ("column-twice", "id", 1)),
        (table(GOOD, f"{GOOD},more"), ("cells", "10 / 9", 3)),
        (table(GOOD, "b,2022"), ("cells", "2 / 9", 3)),
        (table(GOOD, GOOD.replace("It", '"It'), GOOD), ("quote", "131072", 3)),
        (table(GOOD, GOOD.replace("It opens.", "x" * 140_000)), ("cell-too-long", "131072", 3)),
        (b"x" * (MOST_MEGABYTES * 2**20 + 1), ("file-too-large", "64", 1)),
        (b'{"events": []}', ("column-missing", "id", 1)),
        (bytes(range(1, 128)), ("column-missing", "id", 1)),
    ],
)
def test_a_broken_table_is_told_with_its_line(data: bytes, problem: tuple[str, str, int | None]) -> None:
    assert problem in told(csv_events.read(data))


def test_a_truth_that_is_none_is_told() -> None:
    data = table(f"{GOOD},perhaps", columns=",".join([*csv_events.REQUIRED, "about"]))
    assert told(csv_events.read(data)) == [("shape-truth", "perhaps", 2)]


def test_ten_thousand_events_are_read_and_one_more_is_told_before_the_rest_is_looked_at() -> None:
    row = GOOD.removeprefix("fair")
    rows = [f"e{number}{row}" for number in range(100_000)]
    assert len(csv_events.read(table(*rows[:MOST_EVENTS])).events) == MOST_EVENTS
    parsed = csv_events.read(table(*rows))
    assert told(parsed) == [("events-too-many", "10000", MOST_EVENTS + 2)]
    assert parsed.events == ()


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: table(text)))
def test_no_file_whatever_breaks_a_reader(data: bytes) -> None:
    for parsed in (csv_events.read(data), json_events.read(data), timelinejs.read(data, "fr")):
        assert isinstance(parsed, Parsed)


# JSON


@slowly
@given(st.lists(EVENTS, max_size=2))
def test_json_out_and_in_is_the_same_event_and_the_same_bytes(events: list[EventValue]) -> None:
    written = json_events.write(events)
    read = [value_of(row) for row in rows_in(json_events.read(written))]
    assert [json_events.write([one]) for one in read] == [json_events.write([one]) for one in events]


def test_json_carries_positions_moves_and_what_the_sources_are() -> None:
    move = Move(
        "recall", "fair", "paris", "bamako", "recall", Text("Recall", "Rappel"), Partial(2022, 1), sources=("a",)
    )
    one = event(positions=(Position("paris", Text("A", "A"), Text("B", "C"), ("a",)),), moves=(move,), sources=("a",))
    source = Cited("a", "Le Monde", "« Titre »", "https://example.org/", "fr", "2022-02")
    written = json_events.write([one], [source])
    whole = json.loads(written)
    assert (whole["format"], whole["version"]) == ("sahelapp-timeline", 1)
    assert whole["sources"] == [
        {"id": "a", "publisher": "Le Monde", "title": "« Titre »", "url": "https://example.org/"}
        | {"language": "fr", "date": "2022-02"}
    ]
    assert value_of(rows_in(json_events.read(written))[0]) == one


def test_what_a_json_event_does_not_say_is_not_in_its_row() -> None:
    data = b'{"format": "sahelapp-timeline", "version": 1, "events": [\n{"id": "a", "end": null, "moves": null}]}'
    assert json_events.read(data).events == (Given({"id": "a", "end": None, "moves": []}, 2, "events[1]"),)


def whole_json(events: str, head: str = '"format": "sahelapp-timeline",\n"version": 1') -> bytes:
    return f"{{{head},\n{events}}}".encode()


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", ("file-empty", "", None)),
        (b"id,date", ("json-shape", "", 1)),
        (b"[]", ("json-shape", "", 1)),
        (whole_json('"events": {}'), ("json-shape", "", 3)),
        (whole_json('"events": [{]'), ("not-json", "Expecting property name enclosed in double quotes", 3)),
        (whole_json('"events": [NaN]'), ("not-json", "NaN", 3)),
        (whole_json('"events": [\n{"id": "a",\n"id": "b"}]'), ("key-twice", "id", 4)),
        (whole_json('"events": [],\n"events": []'), ("key-twice", "events", 4)),
        (whole_json('"events": [' + "[" * 200_000), ("not-json", "RecursionError", 3)),
        (whole_json('"events": [' + "9" * 9000 + "]"), ("not-json", "ValueError", 3)),
        (whole_json('"events": []', head='"title": {}'), ("json-format", "sahelapp-timeline", 1)),
        (whole_json('"events": []', head='"format": "sahelapp-timeline", "version": 2'), ("json-version", "2", 1)),
        (whole_json('"events": [],\n"colour": "red"'), ("key-unknown", "colour", 1)),
        (whole_json('"events": [\n{},\n"words"]'), ("shape", "events", 5)),
        (whole_json('"events": [\n{"sources": "a"}]'), ("shape", "sources", 4)),
        (whole_json('"events": [\n{"title": "words"}]'), ("shape", "title", 4)),
        (whole_json('"events": [\n{"date": 2022}]'), ("shape", "date", 4)),
        (whole_json('"events": [\n{"positions": [{}, {"says": 1}]}]'), ("shape", "positions[2].says", 4)),
        (whole_json('"events": [\n{"moves": [{"colour": 1}]}]'), ("key-unknown", "moves[1].colour", 4)),
        (whole_json(f'"events": [{"{}," * MOST_EVENTS}{{}}]'), ("events-too-many", "10000", 3)),
    ],
)
def test_json_of_another_kind_is_told_with_its_line(data: bytes, problem: tuple[str, str, int | None]) -> None:
    assert problem in told(json_events.read(data))


def test_a_selection_of_nothing_is_a_file_of_nothing() -> None:
    assert rows_in(csv_events.read(csv_events.write([]))) == rows_in(json_events.read(json_events.write([]))) == []


def test_the_formats_import_with_django_absent() -> None:
    names = ("csv_events", "icalendar", "json_events", "timelinejs")
    code = f"import sys; sys.modules['django'] = None; from sahelapp.timeline.formats import {', '.join(names)}"
    subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=True)
