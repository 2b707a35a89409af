"""Moves answer moves: how long a reply took is as vague as its dates, and who says so is never guessed."""

from datetime import date

import pytest

from quizzes.engine.text import Text
from sahelapp.evidence.dates import Partial
from sahelapp.timeline.moves import Exchange, Lag, Move


def move(slug: str, made: str = "2022-01-27", **fields: object) -> Move:
    """A statement of Bamako, unless told otherwise."""
    given = {"event": "salt-road", "mover": "bamako", "target": "paris", "instrument": "statement", **fields}
    dates = {name: Partial.read(str(given.pop(name))) for name in ("made_latest", "announced") if name in given}
    return Move(
        slug=slug, whats=Text(f"What {slug} was", f"Ce que {slug} fut"), made=Partial.read(made), **given, **dates
    )  # type: ignore[arg-type]


def test_a_move_is_read_from_the_json_of_its_event() -> None:
    value = {
        "slug": "note",
        "row": "35",
        "mover": "bamako",
        "movers": {"en": "Mali", "fr": "Mali"},
        "target": "paris",
        "instrument": "persona-non-grata",
        "date": "2025-09-15",
        "date_latest": "2025-09-17",
        "announced": "2025-09-25",
        "effective": None,
        "confidential": True,
        "size": 5,
        "what": {"en": "A note", "fr": "Une note"},
        "reason": {"en": "", "fr": ""},
        "note": {"en": "", "fr": ""},
        "reply_to": "warning",
        "reply_source": "gazette",
        "sources": ["gazette"],
    }
    note = Move.read("mali-note-2025", value)
    assert (note.event, note.size, note.confidential, note.sources) == ("mali-note-2025", 5, True, ("gazette",))
    assert (note.earliest, note.latest, note.public_by) == (date(2025, 9, 15), date(2025, 9, 17), date(2025, 9, 25))
    assert note.effective is None


def test_what_was_announced_before_it_was_made_is_public_when_it_is_made() -> None:
    assert move("visit", "2022-03", announced="2022-01-02").public_by == date(2022, 3, 31)


def lag_of(first: Move, reply: Move) -> Lag:
    (link,) = Exchange.of([first, reply]).links
    return link.lag


def test_days_between_two_known_days_are_exact() -> None:
    lag = lag_of(move("a", "2022-01-27"), move("b", "2022-01-31", reply_to="a"))
    assert (lag, lag.is_exact, lag.is_uncertain_in_order) == (Lag(4, 4), True, False)


@pytest.mark.parametrize(
    ("made", "latest", "lag"),
    [("2022-02", None, Lag(5, 32)), ("2022-01-27", "2022-01-29", Lag(0, 2)), ("2022-01", None, Lag(-26, 4))],
)
def test_a_vague_date_makes_a_range(made, latest, lag) -> None:
    fields = {"made_latest": latest} if latest else {}
    found = lag_of(move("a", "2022-01-27"), move("b", made, reply_to="a", **fields))
    assert (found, found.is_uncertain_in_order) == (lag, lag.least < 0)


def test_moves_come_in_order_and_keep_their_replies() -> None:
    exchange = Exchange.of([move("late", "2022-03", reply_to="early"), move("early", "2022-01")])
    assert [one.slug for one in exchange.moves] == ["early", "late"]
    assert exchange.replied_by("late") == exchange.replies_to("early")[0]
    assert exchange.replied_by("early") is None
    assert [one.slug for one in exchange.unanswered] == ["late"]


def test_a_reply_to_a_move_that_is_not_there_stands_without_a_link() -> None:
    assert Exchange.of([move("b", reply_to="gone")]).links == ()


def test_only_a_source_makes_a_link_more_than_our_reading() -> None:
    first = move("a")
    by_us, by_source = move("b", reply_to="a"), move("c", reply_to="a", reply_source="gazette")
    found = {link.reply.slug: link.is_sourced for link in Exchange.of([first, by_us, by_source]).links}
    assert found == {"b": False, "c": True}


def test_in_kind_is_the_same_instrument() -> None:
    replies = [move("b", reply_to="a"), move("c", reply_to="a", instrument="summons")]
    assert [link.in_kind for link in Exchange.of([move("a"), *replies]).links] == [True, False]
