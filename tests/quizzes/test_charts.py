"""Charts: geometry that stays in its picture, words that do not run into each other, a table that says the same."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from html.parser import HTMLParser
from itertools import combinations
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from quizzes import charts
from quizzes.charts import Score
from quizzes.engine.calibration import Sureness

MONDAY = datetime(2026, 9, 28, 10, tzinfo=UTC)
ROWS = (Sureness(1, 6, Fraction(5)), Sureness(2), Sureness(3, 5, Fraction(3)))
LANGUAGES = pytest.mark.parametrize("language", ["en", "fr"])


def scores(*percents: Decimal | float | str) -> list[Score]:
    """One attempt a day."""
    return [Score(MONDAY + timedelta(days=day), Decimal(str(percent))) for day, percent in enumerate(percents)]


SITTINGS = st.lists(st.decimals(-200, 100, places=1), min_size=1, max_size=45).map(lambda some: scores(*some))
PASS_MARKS = st.none() | st.integers(0, 100)
MANY = scores(*((40 + 17 * step) % 101 for step in range(24)))
HISTORIES = pytest.mark.parametrize(
    ("sittings", "pass_percent"),
    [
        (scores(72), None),
        (scores(40, 60, 100), 60),
        (scores(-40, 100), 96),
        (scores(*[100] * 6), 50),
        (MANY, 4),
        (MANY + scores(*[0] * 20), 100),
    ],
)


def drawn_calibration(rows: tuple[Sureness, ...] = ROWS, language: str = "en") -> str:
    """The page's part for these rows."""
    return drawn("{% calibration_chart rows %}", language, rows=rows)


def drawn_history(sittings: list[Score], pass_percent: int | None = None, language: str = "en") -> str:
    """The page's part for these attempts."""
    return drawn("{% history_chart sittings pass_percent %}", language, sittings=sittings, pass_percent=pass_percent)


def drawn(tag: str, language: str, **values: object) -> str:
    """What a tag makes."""
    with translation.override(language):
        return Template("{% load charts %}" + tag).render(Context(values))


def picture(html: str) -> ET.Element:
    """Its SVG, which must be well-formed XML."""
    return ET.fromstring(html[html.index("<svg") : html.index("</svg>") + len("</svg>")])


class Box(NamedTuple):
    """Where a line of words stands, with a generous width of its letters."""

    left: float
    top: float
    right: float
    bottom: float
    words: str

    def touches(self, other: "Box") -> bool:
        """Whether two lines of words run into each other."""
        beside = self.right <= other.left or other.right <= self.left
        return not (beside or self.bottom <= other.top or other.bottom <= self.top)


def boxes(svg: ET.Element) -> list[Box]:
    """All lines of words in a picture."""
    return list(_boxes(svg, 0, 0, "14"))


def _boxes(node: ET.Element, x: float, y: float, size: str) -> Iterator[Box]:
    moved = re.fullmatch(r"translate\((\S+) (\S+)\)", node.get("transform", "translate(0 0)"))
    assert moved is not None
    x, y, size = x + float(moved[1]), y + float(moved[2]), node.get("font-size", size)
    if node.tag == "text":
        yield _box(node, x + float(node.get("x", 0)), y + float(node.get("y", 0)) + float(node.get("dy", 0)), size)
    for child in node:
        yield from _boxes(child, x, y, size)


def _box(node: ET.Element, x: float, y: float, size: str) -> Box:
    words = node.text or ""
    width = 0.52 * float(size) * len(words)
    left = {"start": x, "middle": x - width / 2, "end": x - width}[node.get("text-anchor", "start")]
    return Box(left, y - 0.75 * float(size), left + width, y + 0.2 * float(size), words)


def assert_words_stand_clear(html: str) -> None:
    """Every line of words lies in the picture and touches no other."""
    svg = picture(html)
    _, _, width, height = map(float, svg.get("viewBox", "").split())
    found = boxes(svg)
    assert found
    for box in found:
        assert box.words.strip()
        assert 0 <= box.left < box.right <= width, box
        assert 0 <= box.top < box.bottom <= height, box
    assert [pair for pair in combinations(found, 2) if pair[0].touches(pair[1])] == []


class Cells(HTMLParser):
    """The rows of a table, cell by cell."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._is_in = False
        self.feed(html[html.index("<table") :])

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self._is_in = True
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self._is_in = self._is_in and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self._is_in:
            self.rows[-1][-1] += data


# Calibration


@given(st.integers(0, 40), st.fractions(0, 1), st.integers(1, 3))
def test_bars_and_ranges_stay_on_their_track(answers: int, part: Fraction, level: int) -> None:
    (band,) = charts.calibration([Sureness(level, answers, answers * part)]).bands
    assert 0 <= band.bar <= charts.WIDTH - 2 * charts.EDGE
    assert charts.EDGE <= band.pays_from < band.pays_to <= charts.WIDTH - charts.EDGE


def test_a_bar_ends_where_the_range_begins_when_the_share_is_its_threshold() -> None:
    (band,) = charts.calibration([Sureness(3, 5, Fraction(4))]).bands
    assert band.bar + charts.EDGE == band.pays_from


@LANGUAGES
def test_words_of_the_calibration_stand_clear(language: str) -> None:
    assert_words_stand_clear(drawn_calibration(language=language))
    assert_words_stand_clear(
        drawn_calibration(tuple(Sureness(level, 1234, Fraction(4935, 4)) for level in (1, 2, 3)), language)
    )


def test_the_table_says_what_the_calibration_says() -> None:
    html = drawn_calibration()
    assert Cells(html).rows[1:] == [
        ["not sure", "5 of 6", "83%", "pays up to 2 in 3"],
        ["fairly sure", "no answers", "–", "pays from 2 in 3 to 4 in 5"],
        ["very sure", "3 of 5", "60%", "pays from 4 in 5"],
    ]
    drawn_words = [box.words for box in boxes(picture(html))]
    for words in ("5 of 6 · 83%", "no answers", "3 of 5 · 60%", "pays from 2 in 3 to 4 in 5"):
        assert words in drawn_words


def test_each_level_is_read_in_a_sentence_that_teaches() -> None:
    html = drawn_calibration()
    for sentence in (
        "When you said “not sure”, 5 of 6 were right. It pays up to 2 in 3. "
        "Above that, a more certain answer brings more.",
        "You have not said “fairly sure” yet. It pays from 2 in 3 to 4 in 5.",
        "When you said “very sure”, 3 of 5 were right. It pays from 4 in 5. "
        "Below that, a less certain answer costs less.",
    ):
        assert f"<li>{sentence}</li>" in html
        assert sentence in (picture(html).findtext("desc") or "")


def test_a_part_of_an_answer_is_told_as_the_language_writes_it() -> None:
    rows = (Sureness(1, 5, Fraction(7, 2)), Sureness(2), Sureness(3))
    assert "3.5" in Cells(drawn_calibration(rows)).rows[1][1]
    assert "3,5" in Cells(drawn_calibration(rows, "fr")).rows[1][1]


def test_chance_is_named_while_answers_are_few() -> None:
    assert "chance" in drawn_calibration()
    assert "chance" not in drawn_calibration((Sureness(1), Sureness(2), Sureness(3, 10, Fraction(9))))


def test_without_any_answer_the_calibration_says_so() -> None:
    html = drawn_calibration((Sureness(1), Sureness(2), Sureness(3)))
    assert "No answer has said yet how sure you were." in html
    assert "<svg" not in html


# Attempts


@given(SITTINGS, PASS_MARKS)
def test_marks_and_lines_stay_in_the_picture(sittings: list[Score], pass_percent: int | None) -> None:
    chart = charts.history(sittings, pass_percent)
    for mark in chart.marks:
        assert charts.LEFT <= mark.x <= charts.RIGHT
        assert charts.TOP <= mark.y <= charts.FOOT
    for tick in (*chart.ticks, *filter(None, [chart.pass_mark])):
        assert charts.TOP <= tick.y <= charts.FOOT


@given(SITTINGS, PASS_MARKS)
def test_a_better_score_stands_higher_and_reaches_what_lies_below_it(
    sittings: list[Score], pass_percent: int | None
) -> None:
    chart = charts.history(sittings, pass_percent)
    by_score = sorted(chart.marks, key=lambda mark: mark.score.percent)
    assert [mark.y for mark in by_score] == sorted((mark.y for mark in chart.marks), reverse=True)
    if chart.pass_mark is not None:
        assert all(mark.y <= chart.pass_mark.y for mark in chart.marks if mark.is_passed)


def test_attempts_stand_in_the_order_of_time() -> None:
    chart = charts.history(reversed(scores(10, 20, 30)))
    assert [(mark.number, mark.score.percent) for mark in chart.marks] == [(1, 10), (2, 20), (3, 30)]
    assert [mark.x for mark in chart.marks] == sorted(mark.x for mark in chart.marks)


def test_of_very_many_attempts_the_latest_are_drawn_with_their_numbers() -> None:
    chart = charts.history(scores(*range(45)))
    assert [mark.number for mark in chart.marks] == list(range(16, 46))


def test_where_scores_have_no_room_the_best_and_the_last_are_written() -> None:
    marks = charts.history(scores(*range(10), 90, *range(12))).marks
    assert [mark.score.percent for mark in marks if mark.is_labelled] == [90, 11]
    assert marks[-1].is_numbered


def test_the_best_is_left_unwritten_where_the_last_would_run_into_it() -> None:
    marks = charts.history(scores(*range(20), 90, 50)).marks
    assert [mark.score.percent for mark in marks if mark.is_labelled] == [50]


@LANGUAGES
@HISTORIES
def test_words_of_the_history_stand_clear(sittings: list[Score], pass_percent: int | None, language: str) -> None:
    assert_words_stand_clear(drawn_history(sittings, pass_percent, language))


@HISTORIES
def test_every_mark_has_its_words(sittings: list[Score], pass_percent: int | None) -> None:
    svg = picture(drawn_history(sittings, pass_percent))
    marks = svg.findall(".//g[@data-attempt]")
    assert len(marks) == len(charts.history(sittings).marks)
    assert all("Attempt" in (mark.findtext("title") or "") for mark in marks)


def test_the_table_says_what_the_history_says() -> None:
    html = drawn_history(scores(40, "66.7", -20), 60)
    assert [(row[0], *row[2:]) for row in Cells(html).rows[1:]] == [
        ("1", "40%", "not reached"),
        ("2", "67%", "reached"),
        ("3", "−20%", "not reached"),
    ]
    drawn_words = [box.words for box in boxes(picture(html))]
    assert {"40%", "67%", "−20%", "pass mark: 60%"} <= set(drawn_words)


def test_without_a_pass_mark_nothing_is_said_of_one() -> None:
    assert "pass mark" not in drawn_history(scores(40, 66)).lower()


def test_without_attempts_the_history_says_so() -> None:
    html = drawn_history([])
    assert "No attempt is over yet." in html
    assert "<svg" not in html


# Both


@LANGUAGES
@pytest.mark.parametrize("draw", [drawn_calibration, lambda language: drawn_history(MANY, 60, language)])
def test_the_picture_is_named_and_described_and_needs_no_inline_style(draw: Callable[..., str], language: str) -> None:
    html = draw(language=language)
    svg = picture(html)
    named = [svg.find(f".//*[@id='{name}']") for name in svg.get("aria-labelledby", "").split()]
    assert [node.tag for node in named if node is not None and node.text] == ["title", "desc"]
    assert svg.get("role") == "img"
    assert "style" not in html.replace("font-style", "")
    assert not re.search(r"(fill|stroke)=\"(?!none)", html)


@LANGUAGES
def test_no_number_of_the_geometry_is_written_with_a_comma(language: str) -> None:
    for node in picture(drawn_history(scores(33, 66, 10, 20), 60, language)).iter():
        for name in ("x", "y", "cx", "cy", "d", "width"):
            assert "," not in node.get(name, "")


def test_two_charts_on_a_page_keep_their_ids_apart() -> None:
    html = drawn('{% history_chart sittings name="one" %}{% history_chart sittings name="two" %}', "en", sittings=MANY)
    ids = re.findall(r'id="([^"]+)"', html)
    assert len(ids) == len(set(ids)) == 4
