"""The exchange: a drawing in which nothing overlaps, and a page that works without a script."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.engine.text import Text
from sahelapp.evidence.dates import Partial
from sahelapp.timeline import reading
from sahelapp.timeline.exchange import GROUPS, LANES, LONG, MARK, PORT, REACH, Drawing, Gap, Steps, lay_out
from sahelapp.timeline.exchange_view import known_moves
from sahelapp.timeline.instruments import INSTRUMENT_WORDS
from sahelapp.timeline.models import Event, EventVersion
from sahelapp.timeline.moves import INSTRUMENTS, PARTIES, Exchange, Lag, Move
from sahelapp.timeline.templatetags.exchange import GROUP_WORDS, days, days_in_short, later, replies_after
from tests.timeline.conftest import NOW

DATES = st.one_of(
    st.dates(date(2020, 1, 1), date(2026, 6, 30)).map(lambda day: Partial(day.year, day.month, day.day)),
    st.builds(Partial, st.integers(2020, 2026), st.integers(1, 12)),
    st.builds(Partial, st.integers(2020, 2026)),
)


@st.composite
def exchanges(draw: st.DrawFn) -> Exchange:
    """Up to forty moves, each perhaps a reply to any other."""
    count = draw(st.integers(0, 40))
    return Exchange.of(
        Move(
            slug=f"m{number}",
            event="e",
            mover=draw(st.sampled_from(PARTIES)),
            target="paris",
            instrument=draw(st.sampled_from(INSTRUMENTS)),
            whats=Text("A", "A"),
            made=draw(DATES),
            reply_to=draw(st.sampled_from(["", *(f"m{other}" for other in range(count) if other != number)])),
        )
        for number in range(count)
    )


@given(exchanges())
@settings(max_examples=60, deadline=None)
def test_every_move_has_its_row_in_the_order_of_time_and_its_own_lane(exchange: Exchange) -> None:
    drawing = lay_out(exchange)
    assert [row.move for row in drawing.rows] == list(exchange.moves)
    assert [row.step for row in drawing.rows] == list(range(1, len(exchange.moves) + 1))
    assert all(row.lane == LANES[row.move.mover] for row in drawing.rows)
    assert drawing == lay_out(exchange)


@given(exchanges())
@settings(max_examples=60, deadline=None)
def test_every_link_is_drawn_from_its_move_to_its_reply(exchange: Exchange) -> None:
    drawing = lay_out(exchange)
    ends = [(end, row) for row in drawing.rows for end in row.ends]
    for link in exchange.links:
        own = {end.is_reply: row for end, row in ends if end.thread.link == link}
        assert (own[False].move, own[True].move) == (link.move, link.reply)
        assert all(end.lane == row.lane for end, row in ends)
    assert len(ends) == 2 * len(exchange.links)


@given(exchanges())
@settings(max_examples=60, deadline=None)
def test_a_thread_is_there_in_every_row_between_its_ends_and_in_no_other(exchange: Exchange) -> None:
    for row in lay_out(exchange).rows:
        for thread in row.passing:
            assert thread.first < row.step < thread.last
        above = {end.thread for end in row.ends if end.is_above}
        assert set(row.through_gap) == {*row.passing, *above}


@given(exchanges())
@settings(max_examples=60, deadline=None)
def test_no_two_threads_share_a_track_in_a_row_and_all_run_between_paris_and_bamako(exchange: Exchange) -> None:
    for row in lay_out(exchange).rows:
        threads = {end.thread for end in row.ends} | set(row.passing)
        assert len({thread.track for thread in threads}) == len(threads)
        places = sorted([LANES["paris"], *(thread.x for thread in threads), LANES["bamako"]])
        assert all(left < right for left, right in pairwise(places))


@given(exchanges())
@settings(max_examples=30, deadline=None)
def test_threads_meet_the_mark_and_a_reply_comes_in_above_what_leaves(exchange: Exchange) -> None:
    for row in lay_out(exchange).rows:
        assert all(abs(end.y - MARK) < REACH for end in row.ends)
        assert all((end.y < MARK) == end.is_reply for end in row.ends)
        assert sum(end.is_reply for end in row.ends) <= 1  # so two lags never stand in one row


def lane_of(mover: str, *others: str) -> Drawing:
    made = Partial.read("2022")
    return lay_out(
        Exchange.of(
            Move(f"m{index}", "e", party, "paris", "coup", Text(), made, reply_to="m0" if index else "")
            for index, party in enumerate((mover, *others))
        )
    )


def test_the_tip_of_a_reply_points_from_its_track_to_its_lane() -> None:
    tips = {row.move.mover: end.tip for row in lane_of("bamako", "paris", "other").rows for end in row.ends}
    assert tips == {"bamako": 1, "paris": -1, "other": 1}


def test_ports_lie_within_the_mark() -> None:
    assert PORT < REACH < MARK


@given(st.integers(0, 3000), st.integers(1, 3000))
def test_a_longer_time_is_a_longer_way_and_never_as_long_as_it_would_be_in_truth(least: int, more: int) -> None:
    short, long = Gap(Lag(least, least)), Gap(Lag(least + more, least + more))
    assert short.height <= long.height <= short.height + more * 10


def test_a_gap_is_drawn_by_the_days_that_are_sure() -> None:
    assert Gap(Lag(0, 364)).height == Gap(Lag(0, 0)).height == Gap(Lag(-5, 5)).height
    assert not Gap(Lag(0, 364)).is_long
    assert Gap(Lag(LONG + 1, LONG + 1)).is_long


def test_every_instrument_has_a_word_and_exactly_one_shape() -> None:
    shaped = [instrument for instruments in GROUPS.values() for instrument in instruments]
    assert sorted(shaped) == sorted(INSTRUMENTS)
    assert INSTRUMENT_WORDS.keys() == set(INSTRUMENTS)
    assert GROUP_WORDS.keys() == GROUPS.keys()


@pytest.mark.parametrize("words", ["", "0", "4", "-1", "1.5", "²", "seven", "9" * 400, "\0"])
def test_a_step_that_does_not_exist_means_all_moves(words: str) -> None:
    steps = Steps.read(words, 3)
    assert (steps.current, steps.shows(3)) == (0, True)


def test_steps_stay_at_their_ends() -> None:
    first, last = Steps.read("1", 3), Steps.read("3", 3)
    assert (first.before, first.after, last.before, last.after) == (1, 2, 2, 3)
    assert not first.shows(2)


@pytest.mark.parametrize(
    ("lag", "words"),
    [
        (Lag(0, 0), ("same day", "0 d", "the same day", "Replies the same day to:")),
        (Lag(1, 1), ("1 day", "1 d", "1 day later", "Replies after 1 day to:")),
        (Lag(0, 2), ("0–2 days", "0–2 d", "0–2 days later", "Replies after 0–2 days to:")),
        (Lag(-2, 5), ("−2 to 5 days", "−2/5 d", "at most 5 days apart", "Replies (−2 to 5 days, order uncertain) to:")),
    ],
)
def test_days_are_told_as_far_as_they_are_known(lag: Lag, words: tuple[str, ...]) -> None:
    assert (days(lag), days_in_short(lag), later(lag), replies_after(lag)) == words


def value(slug: str, made: str = "2022-01-27", **fields: object) -> dict[str, object]:
    """A move as the version of its event holds it."""
    empty = dict.fromkeys(("date_latest", "announced", "effective", "size")) | {"reply_to": "", "reply_source": ""}
    texts = {name: {"en": "", "fr": ""} for name in ("movers", "reason", "note")}
    what = {"en": f"What {slug} was", "fr": f"Ce que {slug} fut"}
    same = {"slug": slug, "row": "", "mover": "paris", "target": "bamako", "instrument": "statement", "date": made}
    return {**empty, **texts, **same, "what": what, "confidential": False, "sources": [], **fields}


@pytest.fixture
def publish_moves(db):
    """Publish one event that holds these moves."""

    def publish(*moves: dict[str, object], slug: str = "salt-road") -> None:
        draft = Event.objects.create(slug=slug, date="2022")
        kept = draft.to_value() | {"title": {"en": slug, "fr": slug}, "moves": list(moves)}
        EventVersion.objects.create(draft=draft, number=1, live_from=NOW, published_at=NOW, value=kept)

    return publish


ANSWER = value("answer", "2022-01-31", mover="bamako", target="paris", instrument="expulsion", reply_to="word", size=5)


def page(visitor, query: str = "", language: str = "en") -> str:
    answer = visitor.get(f"/{language}/timeline/exchange/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_dialogue_says_who_moved_how_and_what_it_replies_to(visitor, publish_moves) -> None:
    publish_moves(value("word"), ANSWER)
    text = page(visitor)
    assert text.index('id="move-word"') < text.index('id="move-answer"')
    assert "<strong>Bamako</strong> to Paris:" in text
    assert 'Replies after 4 days to: <a href="#move-word">statement, Paris,' in text
    assert "(our reading)" in text
    assert 'href="/en/timeline/salt-road/" data-event="salt-road"' in text


def test_both_languages_tell_the_move_in_their_own_words(visitor, publish_moves) -> None:
    publish_moves(value("word"))
    assert "What word was" in page(visitor)
    assert "Ce que word fut" in page(visitor, language="fr")


def test_a_reply_that_a_source_calls_one_is_solid_and_names_it(visitor, publish_moves) -> None:
    publish_moves(value("word"), ANSWER | {"reply_source": "gazette"})
    text = page(visitor)
    assert 'class="thread ours" data-' not in text
    assert 'href="/en/sources/gazette/"' in text


def test_what_was_confidential_is_hatched_and_says_so(visitor, publish_moves) -> None:
    publish_moves(value("word", confidential=True, announced="2022-02-02"))
    text = page(visitor)
    assert 'fill="url(#hatch-paris)"' in text
    assert '<span class="badge">confidential</span>' in text
    assert 'Made public: <time datetime="2022-02-02">' in text


def test_a_doubtful_day_is_told_as_a_doubt(visitor, publish_moves) -> None:
    publish_moves(value("word", "2025-09-15", date_latest="2025-09-17"), value("note", "2025-09-17", reply_to="word"))
    text = page(visitor)
    assert 'between <time datetime="2025-09-15">15</time> and <time datetime="2025-09-17">17' in text
    assert "Replies after 0–2 days to:" in text


def test_a_step_shows_the_moves_so_far_and_hides_what_ends_later(visitor, publish_moves) -> None:
    publish_moves(value("word"), ANSWER, value("late", "2023", reply_to="word"))
    text = page(visitor, "?step=2")
    assert 'data-step="2" data-party="bamako" aria-current="step"' in text
    assert 'data-step="3" data-party="paris" hidden' in text
    assert "move 2 of 3" in text
    assert 'href="?step=1#move-word"' in text
    assert 'href="?step=3#move-late"' in text
    late = 'data-last="3" data-thread="late" display="none"'
    assert text.count(late) == 2
    assert 'data-last="2" data-thread="answer" display="none"' not in text
    assert 'aria-current="step"' not in page(visitor)


@pytest.mark.parametrize("query", ["?step=0", "?step=99", "?step=", "?step=07"])
def test_other_steps_lead_to_the_one_address_of_all_moves(visitor, publish_moves, query: str) -> None:
    publish_moves(value("word"))
    answer = visitor.get(f"/en/timeline/exchange/{query}")
    assert (answer.status_code, answer["Location"]) == (302, "/en/timeline/exchange/")


def test_without_moves_the_page_says_so_and_leads_on(visitor, db) -> None:
    text = page(visitor)
    assert "No move is told yet." in text
    assert "exchange.js" not in text


def queries(visitor) -> int:
    with CaptureQueriesContext(connection) as seen:
        page(visitor)
    return len(seen)


def test_it_costs_as_many_queries_for_sixty_moves_as_for_two(visitor, publish_moves) -> None:
    publish_moves(value("word", sources=["gazette"]), ANSWER)
    few = queries(visitor)
    for number in range(60):
        publish_moves(value(f"more-{number}", f"20{10 + number % 15}", sources=["a", "b"]), slug=f"event-{number}")
    assert (queries(visitor), page(visitor).count("data-step=")) == (few, 62)


def test_the_page_sets_no_cookie_and_may_be_cached(visitor, publish_moves) -> None:
    publish_moves(value("word"))
    answer = visitor.get("/en/timeline/exchange/?step=1")
    assert not answer.cookies
    assert answer["Cache-Control"] == "public, max-age=300"


def test_a_page_without_inline_style_or_script(visitor, publish_moves) -> None:
    publish_moves(value("word"), ANSWER)
    text = page(visitor)
    assert " style=" not in text
    assert "<style" not in text


NOTE = value("note", "2025-09-17", confidential=True, announced="2025-09-25", reply_to="word")


def known(day: date | None) -> list[Move]:
    return known_moves(datetime(2026, 6, 1, tzinfo=UTC), day)


def test_as_known_on_a_day_only_what_was_public_is_there(publish_moves) -> None:
    publish_moves(value("word", "2025-09-15", announced="2025-09-19"), NOTE)
    assert [move.slug for move in known(date(2025, 9, 18))] == []
    assert [move.slug for move in known(date(2025, 9, 19))] == ["word"]
    assert [move.slug for move in known(date(2025, 9, 25))] == [move.slug for move in known(None)] == ["word", "note"]


def test_a_reply_to_what_was_not_known_yet_stands_alone(publish_moves) -> None:
    publish_moves(value("word", "2025-09-15", announced="2025-12-01"), NOTE | {"reply_source": "gazette"})
    (note,) = known(date(2025, 9, 30))
    assert (note.slug, note.reply_to, note.reply_source) == ("note", "", "")


def test_moves_come_from_live_events_only(publish_moves) -> None:
    publish_moves(value("word"))
    Event.objects.update(withdrawn=True)
    assert reading.live(NOW) == []
    assert known(None) == []
