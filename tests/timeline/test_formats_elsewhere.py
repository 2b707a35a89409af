"""Events for other programs, TimelineJS and calendars: nothing is invented, and what is dropped is told."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.engine.text import Text, typeset
from sahelapp.evidence.dates import Partial
from sahelapp.timeline.formats import icalendar, plain, timelinejs
from sahelapp.timeline.formats.cited import Cited
from sahelapp.timeline.formats.given import Parsed
from sahelapp.timeline.formats.timelinejs import Telling
from sahelapp.timeline.values import Era, EventValue
from tests.timeline.samples import EVENTS, WORDS, event

slowly = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)


# TimelineJS


def slides(*events: EventValue, language: str = "en", **telling: Any) -> dict[str, Any]:
    return json.loads(timelinejs.write(events, Telling(language, "The timeline", "2 events", **telling)))


def test_only_the_known_parts_of_a_date_are_written() -> None:
    whole = slides(event("a", "2022"), event("b", "2022-02", "2023"), event("c", "2022-01-31", "2022-02"))
    assert [(slide["start_date"], slide.get("end_date")) for slide in whole["events"]] == [
        ({"year": 2022}, None),
        ({"year": 2022, "month": 2}, {"year": 2023}),
        ({"year": 2022, "month": 1, "day": 31}, {"year": 2022, "month": 2}),
    ]


@slowly
@given(EVENTS)
def test_no_day_or_month_is_invented(one: EventValue) -> None:
    slide = slides(one)["events"][0]
    start = one.when.start
    known = {"year": start.year, "month": start.month, "day": start.day}
    assert slide["start_date"] == {name: part for name, part in known.items() if part is not None}


def test_a_slide_says_its_date_in_words_its_theme_and_who_says_so() -> None:
    one = event(start="2022-05", about=True, themes=("trade", "war"), sources=("a", "b", "gone"))
    sources = {
        "a": Cited("a", "Le Monde", "<i>Titre</i>", 'https://example.org/?a="b"', "fr"),
        "b": Cited("b", "Blog", "B", "javascript:alert(1)", "en"),
    }
    slide = slides(one, language="fr", themes={"trade": "Commerce"}, sources=sources)["events"][0]
    assert (slide["display_date"], slide["group"]) == ("vers\u00a0mai 2022", "Commerce")
    assert slide["text"] == {
        "headline": "La foire",
        "text": '<p>Elle ouvre.</p><p class="sources">Sources\u00a0: '
        '<a href="https://example.org/?a=&quot;b&quot;">Le Monde, &lt;i&gt;Titre&lt;/i&gt;</a>\u202f; Blog, B</p>',
    }


def test_marks_are_taken_off_and_nothing_typed_becomes_html() -> None:
    summaries = Text("The **fair** of [[salt|salt]] [@a]; see [it](event:x).\n\n<script>x</script>", "x")
    text = slides(event(summaries=summaries, disputes=Text("The year.", "L'an.")))["events"][0]["text"]["text"]
    assert text == ("<p>The fair of salt; see it.</p><p>&lt;script&gt;x&lt;/script&gt;</p><p>The year.</p>")


def test_eras_stand_where_events_do_and_one_that_goes_on_ends_with_the_last_event() -> None:
    eras = [
        Era("old", Partial(1990), Partial(1999), Text("Old", "Vieux"), Text("x", "x")),
        Era("then", Partial(2012, 1), Partial(2013), Text("Then", "Alors"), Text("x", "x")),
        Era("now", Partial(2022), None, Text("Now", "Maintenant"), Text("x", "x")),
        Era("next", Partial(2030), None, Text("Next", "Après"), Text("x", "x")),
    ]
    told_eras = slides(event("a", "2012"), event("b", "2022-05"), eras=eras)["eras"]
    assert [(era["text"]["headline"], era["end_date"]) for era in told_eras] == [
        ("Then", {"year": 2013}),
        ("Now", {"year": 2022, "month": 5}),
    ]


def test_a_selection_of_nothing_is_a_file_of_nothing() -> None:
    assert slides()["events"] == []


SLIDE = {
    "start_date": {"year": "2012", "month": "3", "day": 22, "hour": 4},
    "end_date": {"year": 2012, "month": "", "day": None},
    "text": {
        "headline": "A <b>coup</b> in  Bamako",
        "text": "<p>Tea &amp; <a href='https://example.org/x'>salt</a></p><script>alert(1)</script><p>*More*<br>so</p>",
    },
    "media": {"url": "https://example.org/x.jpg"},
    "background": {},
    "group": "War",
    "display_date": "that spring",
}


def read_slides(*told_slides: Any, language: str = "en", **head: Any) -> Parsed:
    return timelinejs.read(json.dumps({"events": told_slides, **head}).encode(), language)


def test_a_slide_becomes_the_row_of_a_draft_in_the_language_of_the_file() -> None:
    one = read_slides(SLIDE, language="fr").events[0]
    assert one.group == "War"
    assert one.row == {
        "id": "a-coup-in-bamako-2012-03-22",
        "date": "2012-03-22",
        "end": "2012",
        "title_fr": "A coup in Bamako",
        "summary_fr": "Tea & salt (https://example.org/x)\n\n\\*More\\*\n\nso",
    }


def test_what_has_no_place_is_told_and_how_often() -> None:
    parsed = read_slides(SLIDE, SLIDE | {"display_date": "22 March 2012 – 2012"}, title={"text": {}}, scale="human")
    assert {problem.detail for problem in parsed.left_out} == {
        *("media (2)", "start_date.hour (2)", "display_date (1)", "title (1)", "scale (1)"),
    }


def test_our_own_slides_come_back_with_id_date_and_about() -> None:
    one = event(start="2022-05", about=True, sources=("a",))
    sources = {"a": Cited("a", "P", "T", "https://example.org/", "en")}
    parsed = timelinejs.read(timelinejs.write([one], Telling("en", "H", sources=sources)), "en")
    assert parsed.events[0].row == {
        **{"id": "fair", "date": "2022-05", "end": "", "about": True},
        **{"title_en": "The fair", "summary_en": "It opens."},
    }
    assert "text.text: Sources (1)" in {problem.detail for problem in parsed.left_out}


@pytest.mark.parametrize(
    ("date", "iso"),
    [
        ({}, ""),
        ({"year": -500}, "-500"),
        ({"year": "MMXX"}, "MMXX"),
        ({"year": 2022, "day": 5}, "2022-00-05"),
        ({"year": 2022, "month": 2, "day": 30}, "2022-02-30"),
    ],
)
def test_a_date_that_is_none_is_kept_as_it_is_for_the_rules_to_refuse(date: dict[str, Any], iso: str) -> None:
    assert read_slides({"start_date": date, "text": {"headline": "x"}}).events[0].row["date"] == iso


@pytest.mark.parametrize(
    ("slide", "detail"),
    [
        (5, "events"),
        ({"text": "x"}, "text"),
        ({"start_date": "2022"}, "start_date"),
        ({"text": {"text": [1]}}, "text.text"),
    ],
)
def test_a_slide_of_another_shape_is_told(slide: Any, detail: str) -> None:
    assert [(one.says, one.detail, one.where) for one in read_slides({}, slide).problems] == [
        ("shape", detail, "events[2]")
    ]


MARKED = st.text(st.sampled_from("ab1 \\*_`~[]()<>{}#&;:.!|+-=@/\"'é"), max_size=30)


@settings(max_examples=400)
@given(MARKED | st.sampled_from(["{.ours}", "::: check x", "1) a", "&amp;", "[@a]", "[[a]]", "https://a.org/b_c_d"]))
def test_plain_words_are_shown_as_they_are_when_they_have_become_markdown(words: str) -> None:
    words = " ".join(words.split())
    assert plain.of_markdown(plain.as_markdown(words), "en") == ([typeset(words, "en")] if words else [])


# iCalendar


def calendar(*events: EventValue, language: str = "en") -> str:
    published = {one.slug: datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC) for one in events}
    about = icalendar.Calendar(
        language, "A, B", "https://example.org/en/timeline/", published, {"trade": "Trade; salt"}
    )
    return icalendar.write(events, about).decode()


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_a_known_day_comes_back_every_year() -> None:
    lines = unfolded(calendar(event(themes=("trade",), summaries=Text("One, two; \\ three.\n\nFour.", "x"))))
    begin = lines.index("BEGIN:VEVENT")
    assert lines[begin : lines.index("END:VEVENT")] == [
        "BEGIN:VEVENT",
        "UID:fair@anniversaries.sahelapp",
        "DTSTAMP:20260102T030405Z",
        "DTSTART;VALUE=DATE:20220131",
        "RRULE:FREQ=YEARLY",
        "SUMMARY;LANGUAGE=en:The fair (2022)",
        "DESCRIPTION;LANGUAGE=en:31\u00a0January 2022\\nOne\\, two\\; \\\\ three.\\nFour.",
        "CATEGORIES;LANGUAGE=en:Trade\\; salt",
        "URL:https://example.org/en/timeline/fair/",
        "TRANSP:TRANSPARENT",
    ]


def test_what_has_no_known_day_has_no_anniversary_and_no_calendar_is_empty() -> None:
    text = calendar(event("a", "2022"), event("b", "2022-01"), event("c", about=True))
    assert "VEVENT" not in text
    assert "BEGIN:VTIMEZONE" in text


@slowly
@given(st.lists(EVENTS, max_size=2))
def test_lines_are_short_and_no_character_is_cut_in_two(events: list[EventValue]) -> None:
    text = calendar(*events, language="fr")
    assert all(len(line.encode()) <= icalendar.MOST_OCTETS for line in text.split("\r\n"))
    assert "\ufffd" not in text
    assert not set(text.replace("\r\n", "")) & {"\r", "\n", "\0", "\x07"}
    assert calendar(*events, language="fr") == text


@given(WORDS)
def test_what_was_escaped_and_folded_can_be_read_again(words: str) -> None:
    line = unfolded(icalendar.folded(f"SUMMARY:{icalendar.escaped(words)}"))[0].removeprefix("SUMMARY:")
    expected = "".join(
        c for c in words.replace("\r\n", "\n").replace("\r", "\n") if c in "\n\t" or (c >= " " and c != "\x7f")
    )
    pieces = line.replace("\\\\", "\0").replace("\\n", "\n").replace("\\;", ";").replace("\\,", ",").replace("\0", "\\")
    assert pieces == expected
