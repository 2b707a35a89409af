"""In the lanes nothing lies on anything else and every event is there once, whatever the width and the window."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.lettering import shortened, width_of
from quizzes.engine.text import Text
from sahelapp.evidence.dates import Partial
from sahelapp.timeline.lanes.layout import MOST_LANES, MOST_MARKS, OTHERS, Grouping, Lanes, first_theme, lay_out
from sahelapp.timeline.lanes.marks import LEAST, SIZE, Bar, Cluster, Mark, Point
from sahelapp.timeline.lanes.windows import FIRST, LAST, Window, moved, whole, zoomed
from sahelapp.timeline.values import Era, EventValue, When

THEMES = [f"theme-{number}" for number in range(15)]
ERAS = (
    Era(
        "before",
        Partial.read("2012-01"),
        Partial.read("2013-01-10"),
        Text("Rebellion and collapse", "Rébellion"),
        Text(),
    ),
    Era("after", Partial.read("2013-01-11"), None, Text("Serval and the UN years", "Serval et l’ONU"), Text()),
)
Scene = tuple[list[EventValue], Window]


def event(slug: str = "e", start: str = "2022-01-31", end: str | None = None, **fields: object) -> EventValue:
    title = fields.pop("title", "Mali expels the French ambassador")
    about = bool(fields.pop("about", False))
    return EventValue(slug, When.read(start, end, about=about), Text(str(title)), Text(), "high", **fields)  # type: ignore[arg-type]


def laid(events: Sequence[EventValue], window: Window, width: int = 1120, **given: object) -> Lanes:
    names = {theme: f"The {theme}" for theme in THEMES} | {OTHERS: "Others"}
    grouping = Grouping(names, first_theme, lambda key, since, until: f"?theme={key}&from={since}&to={until}")
    return lay_out(events, window=window, width=width, language="en", grouping=grouping, eras=ERAS, **given)  # type: ignore[arg-type]


def marks(lanes: Lanes) -> list[Mark]:
    return [mark for lane in lanes.lanes for mark in lane.marks]


def slugs(lanes: Lanes) -> list[str]:
    """Every event that can be reached, as often as it can."""
    return [slug for mark in marks(lanes) for slug in (mark.slugs if isinstance(mark, Cluster) else [mark.event.slug])]


def box(mark: Mark) -> tuple[float, float]:
    """From where to where a mark and its words are drawn."""
    if isinstance(mark, Cluster):
        assert width_of(str(mark.count), SIZE) < mark.width, "its number has room in it"
        return mark.left, mark.right
    return min(mark.left, mark.x + mark.label.left), max(mark.right, mark.x + mark.label.right)


def is_within(one: EventValue, window: Window) -> bool:
    return one.when.earliest <= window.until and one.when.last >= window.since


@st.composite
def windows(draw: st.DrawFn) -> Window:
    since = draw(st.dates(date(1958, 1, 1), date(2026, 12, 31)))
    return Window(since, since + timedelta(days=draw(st.sampled_from([0, 1, 6, 40, 200, 1100, 5479, 21914]))))


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    """Few events or many, scattered or crowded, some vague, some long, in two lanes and none; all of them or a part."""
    # Made from a seed: lists that are drawn one by one stay too short to be crowded.
    chance = Random(draw(st.integers(0, 2**32)))
    days, longest = draw(st.sampled_from([1, 9, 90, 900, 24_000])), draw(st.sampled_from([1, 30, 9000]))
    begun = date(1960, 1, 1) + timedelta(days=draw(st.integers(0, 24_000 - days)))
    events = []
    for number in range(draw(st.sampled_from([0, 1, 5, 25, 80, 300]))):
        day = begun + timedelta(days=chance.randrange(days))
        end = (day + timedelta(days=chance.randrange(longest))).isoformat()[: chance.choice([4, 7, 10])]
        start = day.isoformat()[: chance.choice([4, 7, 10, 10, 10])]
        title = "".join(chance.choices("aeimnW éœ’…–«»中", k=chance.randrange(1, 90)))
        themes = tuple(chance.sample(THEMES[:2], chance.randrange(3)))
        ends = chance.choice([None, None, end])
        events.append(event(f"e{number}", start, ends, title=title, about=chance.random() < 0.1, themes=themes))
    window = Window(begun, begun + timedelta(days=days))
    return events, draw(st.sampled_from([window, zoomed(window, 3), zoomed(window, 0.5), zoomed(window, days)]))


anything = given(scenes(), st.integers(320, 2560))


@anything
def test_nothing_lies_on_anything_else_or_outside_the_drawing(scene: Scene, width: int) -> None:
    events, window = scene
    lanes = laid(events, window, width)
    for lane in lanes.lanes:
        rows: dict[int, list[tuple[float, float]]] = {}
        for mark in lane.marks:
            rows.setdefault(mark.row, []).append(box(mark))
            assert mark.y - 15 > 0
            assert mark.y + 15 <= lane.height
        for boxes in map(sorted, rows.values()):
            assert boxes[0][0] >= -1
            assert boxes[-1][1] <= width + 0.2
            assert all(right < left for (_, right), (left, _) in pairwise(boxes))


@anything
def test_every_event_of_the_window_is_there_once_and_counts_add_up(scene: Scene, width: int) -> None:
    events, window = scene
    lanes = laid(events, window, width)
    assert sorted(slugs(lanes)) == sorted(one.slug for one in events if is_within(one, window))
    assert lanes.count == len(slugs(lanes))
    assert all(lane.count for lane in lanes.lanes), "an empty lane is left out"


@anything
def test_marks_stand_in_the_order_of_time_and_numbers_rise(scene: Scene, width: int) -> None:
    events, window = scene
    for lane in laid(events, window, width).lanes:
        firsts = [mark.events[0] if isinstance(mark, Cluster) else mark.event for mark in lane.marks]
        assert firsts == sorted(firsts, key=lambda one: one.order)
        assert [mark.number for mark in lane.numbered] == list(range(1, len(lane.numbered) + 1))


@anything
def test_the_same_events_in_another_order_are_drawn_the_same(scene: Scene, width: int) -> None:
    events, window = scene
    assert laid(events[::-1], window, width) == laid(events, window, width)


@given(windows(), st.integers(320, 2560), st.sampled_from(["en", "fr"]))
def test_words_of_ticks_and_eras_have_room(window: Window, width: int, language: str) -> None:
    grouping = Grouping({}, first_theme, lambda key, since, until: "")
    lanes = lay_out([], window=window, width=width, language=language, grouping=grouping, eras=ERAS)
    said = [tick for tick in lanes.ticks if tick.words]
    ends = [tick.x + 5 + width_of(tick.words, SIZE) for tick in said]
    assert all(end < tick.x for end, tick in zip(ends, lanes.ticks[1:], strict=False))
    assert all(end <= width for end in ends)
    assert all(width_of(band.words, SIZE) + 5 <= band.width for band in lanes.eras if band.words)
    assert all(one.x + one.width <= other.x + 0.2 for one, other in pairwise(lanes.eras))


@given(st.text("aeimnW éœ’–«»中", max_size=60), st.floats(0, 400))
def test_words_are_cut_to_their_room(words: str, room: float) -> None:
    assert width_of(shortened(words, room, SIZE), SIZE) <= room


def test_nothing_is_drawn_of_nothing() -> None:
    lanes = laid([], Window(date(2012, 1, 1), date(2026, 12, 31)))
    assert (lanes.lanes, lanes.count, whole([])) == ((), 0, None)


def test_ten_thousand_events_are_a_bounded_number_of_marks_and_none_is_lost() -> None:
    begun = date(1960, 1, 1)
    events = [
        event(f"e{number}", (begun + timedelta(days=number * 2)).isoformat(), themes=(THEMES[number % 15],))
        for number in range(10_000)
    ]
    span = whole(events)
    assert span
    lanes = laid(events, span)
    assert len(set(slugs(lanes))) == lanes.count == 10_000
    assert MOST_MARKS / 2 < len(marks(lanes)) <= MOST_MARKS
    assert len(lanes.lanes) == MOST_LANES


def test_the_smallest_lanes_are_told_together_and_stay_so_in_every_window() -> None:
    events = [
        event(f"{theme}-{n}", f"20{10 + n}-05-01", themes=(theme,))
        for place, theme in enumerate(THEMES)
        for n in range(place + 1)
    ]
    for window in (Window(date(2010, 1, 1), date(2026, 1, 1)), Window(date(2010, 1, 1), date(2010, 12, 31))):
        lanes = laid(events, window).lanes
        assert [lane.key for lane in lanes] == [*THEMES[4:], OTHERS]
        assert lanes[-1].name == "Others"


def drawn(one: EventValue, since: str, until: str) -> Mark:
    (mark,) = marks(laid([one], Window(date.fromisoformat(since), date.fromisoformat(until))))
    return mark


@pytest.mark.parametrize(
    ("start", "end", "about", "shape"),
    [
        ("2022-01-31", None, False, "point"),
        ("2022-01-31", None, True, "doubt"),
        ("2022-01", None, False, "doubt"),
        ("2022", None, False, "doubt"),
        ("2022-01-05", "2022-02-03", False, "span"),
        ("2022", "2022", False, "doubt"),
    ],
)
def test_a_vague_date_is_never_drawn_as_a_day(start: str, end: str | None, about: bool, shape: str) -> None:
    assert drawn(event(start=start, end=end, about=about), "2022-01-01", "2022-12-31").shape == shape


def test_a_doubt_is_as_wide_as_the_month_and_a_span_is_sure_only_between_its_vague_ends() -> None:
    month = drawn(event(start="2022-01"), "2022-01-01", "2022-12-31")
    first = drawn(event(start="2022-02-01"), "2022-01-01", "2022-12-31")
    assert isinstance(month, Bar)
    assert isinstance(first, Point)
    day = month.width / 31
    assert first.x == pytest.approx(month.right + day / 2, abs=0.2)
    span = drawn(event(start="2022-01", end="2022-03"), "2022-01-01", "2022-12-31")
    assert isinstance(span, Bar)
    assert (span.core_x / day, span.core_width / day) == pytest.approx((30, 30), abs=0.2)  # 31 January to 1 March


def test_a_span_that_goes_on_beyond_the_window_says_so() -> None:
    span = drawn(event(start="2013-04-25", end="2023-12-31"), "2015-01-01", "2020-12-31")
    assert isinstance(span, Bar)
    assert span.is_from_before
    assert span.is_going_on


def test_too_many_at_one_place_are_counted_and_the_count_leads_to_their_dates() -> None:
    events = [
        event(f"e{number:02}", "2022-01" if number == 3 else "2022-02-01", themes=("theme-1",)) for number in range(30)
    ]
    (lane,) = laid(events, Window(date(2012, 1, 1), date(2026, 12, 31))).lanes
    (cluster,) = lane.marks
    assert isinstance(cluster, Cluster)
    assert (cluster.count, cluster.words) == (30, "January 2022 – 1\u00a0February 2022")
    assert cluster.url == "?theme=theme-1&from=2022-01-01&to=2022-02-01"
    assert cluster.width >= LEAST


def test_events_without_room_for_words_are_numbered_and_the_key_tells_which() -> None:
    begun = date(2022, 1, 1)
    days = [begun + timedelta(days=number) for number in range(60)]
    (lane,) = laid([event(f"e{day}", f"{day}") for day in days], Window(begun, begun + timedelta(days=89)), 900).lanes
    assert lane.numbered
    assert [mark.label.words for mark in lane.numbered] == [str(mark.number) for mark in lane.numbered]


@given(windows(), st.floats(0.05, 20), st.floats(-3, 3))
def test_windows_stay_within_the_calendar(window: Window, factor: float, share: float) -> None:
    for one in (zoomed(window, factor), moved(window, share)):
        assert FIRST <= one.since <= one.until <= LAST
    assert moved(window, share).days == window.days


@given(windows(), st.floats(1.1, 20), st.floats(0, 1))
def test_zooming_in_shows_less_and_keeps_the_day_that_is_pointed_at(window: Window, factor: float, at: float) -> None:
    day = window.since + timedelta(days=int((window.days - 1) * at))
    nearer = zoomed(window, factor, day)
    assert nearer.days < window.days or window.days == 1
    assert nearer.since <= day <= nearer.until


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        ("2019-01-01", "2022-12-31", "2019 – 2022"),
        ("2019-01-01", "2019-12-31", "2019"),
        ("2019-05-01", "2022-06-30", "May 2019 – June 2022"),
        ("2022-01-03", "2022-01-09", "3–9\u00a0January 2022"),
    ],
)
def test_a_window_is_told_as_a_person_would(since: str, until: str, words: str) -> None:
    assert Window(date.fromisoformat(since), date.fromisoformat(until)).in_words("en") == words
