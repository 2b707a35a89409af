"""What the exchange comes to: a vague date is never made exact, and what is sure counts once."""

from fractions import Fraction

import pytest
from hypothesis import given, settings

from sahelapp.timeline import figures
from sahelapp.timeline.moves import INSTRUMENTS, PARTIES, Exchange, Lag
from tests.timeline.test_exchange import exchanges
from tests.timeline.test_moves import move


def exchange(*moves: object) -> Exchange:
    return Exchange.of(moves)  # type: ignore[arg-type]


@given(exchanges())
@settings(max_examples=40, deadline=None)
def test_every_move_counts_once_by_year_and_once_by_instrument(found: Exchange) -> None:
    assert sum(panel.total for panel in figures.years(found).panels) == len(found.moves)
    assert sum(row.total for row in figures.instruments(found)) == len(found.moves)


@given(exchanges())
@settings(max_examples=40, deadline=None)
def test_bars_stay_in_the_picture(found: Exchange) -> None:
    years = figures.years(found)
    bars = [bar for panel in years.panels for bar in panel.bars]
    assert all(bar.x >= 0 and bar.x + bar.width <= years.width and bar.height <= figures.TALLEST for bar in bars)
    assert all(one.sure_width + one.perhaps_width <= years.width for one in figures.lags(found).bins)


@given(exchanges())
@settings(max_examples=40, deadline=None)
def test_a_reply_is_sure_in_one_bin_at_most_and_possible_in_one_at_least(found: Exchange) -> None:
    lags = figures.lags(found)
    assert sum(one.sure for one in lags.bins) <= lags.replies == len(found.links)
    assert sum(one.at_most for one in lags.bins) >= lags.replies


@given(exchanges())
@settings(max_examples=40, deadline=None)
def test_solid_and_dashed_links_are_all_links_and_each_side_has_its_replies(found: Exchange) -> None:
    replies = figures.replies(found)
    assert replies.sourced + replies.read == replies.total.replies == len(found.links)
    assert replies.unanswered == len(found.unanswered)


def test_years_without_a_move_are_there() -> None:
    years = figures.years(exchange(move("a", "2022"), move("b", "2024-03", mover="paris")))
    assert years.rows == [(2022, [0, 1, 0]), (2023, [0, 0, 0]), (2024, [1, 0, 0])]
    assert [panel.party for panel in years.panels] == list(PARTIES)


def test_instruments_stand_from_words_to_deeds_with_a_sign_for_each_mover() -> None:
    moves = (move("a", "2022", instrument="ban"), move("b", "2022", mover="paris"), move("c", "2023"))
    rows = figures.instruments(exchange(*moves))
    assert [(row.instrument, row.cells) for row in rows] == [
        ("statement", (("paris",), ("bamako",))),
        ("ban", (("bamako",), ())),
    ]
    assert [row.instrument for row in rows] == sorted((row.instrument for row in rows), key=INSTRUMENTS.index)


def replied_in(made: str, **fields: object) -> list[tuple[int, int]]:
    lags = figures.lags(exchange(move("a", "2022-01-27"), move("b", made, reply_to="a", **fields)))
    return [(one.sure, one.perhaps) for one in lags.bins]


@pytest.mark.parametrize(
    ("made", "sure_bin"),
    [("2022-01-27", 0), ("2022-01-28", 1), ("2022-01-30", 1), ("2022-01-31", 2), ("2022-02-26", 4), ("2022-02-27", 5)],
)
def test_an_exact_lag_is_sure_in_its_bin(made: str, sure_bin: int) -> None:
    assert replied_in(made) == [(int(index == sure_bin), 0) for index in range(6)]


def test_a_range_within_one_bin_is_sure_there() -> None:
    assert replied_in("2022-01-28", made_latest="2022-01-30") == [(0, 0), (1, 0), (0, 0), (0, 0), (0, 0), (0, 0)]


def test_a_range_over_bins_is_possible_in_each_and_sure_in_none() -> None:
    assert replied_in("2022-01-27", made_latest="2022-01-29") == [(0, 1), (0, 1), (0, 0), (0, 0), (0, 0), (0, 0)]


def test_what_may_have_come_first_counts_from_the_same_day_on_and_is_told() -> None:
    found = exchange(move("a", "2022-01-27"), move("b", "2022-01", reply_to="a"))
    assert [(one.sure, one.perhaps) for one in figures.lags(found).bins][:3] == [(0, 1), (0, 1), (0, 1)]
    assert figures.lags(found).uncertain == 1


def test_the_middle_of_the_lags_is_a_range_where_dates_are() -> None:
    first = move("a", "2022-01-01")
    replies = [move("b", "2022-01-02", reply_to="a"), move("c", "2022-01-04", made_latest="2022-01-06", reply_to="a")]
    assert figures.lags(exchange(first, *replies, move("d", "2022-03-01", reply_to="a"))).middle == Lag(3, 5)
    assert figures.lags(exchange(first)).middle is None


def test_the_share_in_kind_is_told_by_the_side_that_replied() -> None:
    first = move("a")
    found = exchange(first, move("b", reply_to="a"), move("c", instrument="ban", reply_to="a", reply_source="gazette"))
    paris, bamako, _other = figures.replies(found).shares
    assert (bamako.in_kind, bamako.replies, bamako.share) == (1, 2, Fraction(1, 2))
    assert paris.share is None
    assert (figures.replies(found).sourced, figures.replies(found).read) == (1, 1)


def test_nothing_comes_to_nothing() -> None:
    nothing = exchange()
    assert figures.years(nothing).years == ()
    assert figures.instruments(nothing) == ()
    assert figures.replies(nothing).total.replies == 0
