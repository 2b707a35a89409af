"""Echo feuds and deadlocks are found where they are, and nowhere else."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sahelapp.lab import strategies as known
from sahelapp.lab.game import Match, play, scripted
from sahelapp.lab.spells import DEADLOCK, ECHO, SHORTEST, Spell, spells
from sahelapp.lab.steps import with_slip


def match(first: str, second: str) -> Match:
    return play(scripted("one", first), scripted("other", second), len(first))


def test_defections_in_turns_are_an_echo_feud() -> None:
    assert spells(match("CDCDCDC", "CCDCDCC")) == (Spell(ECHO, 2, 6, None, lasts=False),)


def test_fewer_than_four_rounds_are_none() -> None:
    assert spells(match("CDCDC", "CCDCC")) == ()
    assert spells(match("CDDDC", "CDDDC")) == ()


def test_two_blows_of_one_side_end_a_feud_and_begin_another() -> None:
    found = spells(match("DCDCCDCD", "CDCDDCDC"))
    assert [(one.first, one.last) for one in found] == [(1, 4), (5, 8)]


def test_both_defecting_is_a_deadlock_and_no_feud() -> None:
    assert spells(match("DDDDD", "DDDDD")) == (Spell(DEADLOCK, 1, 5, None, lasts=True),)
    found = spells(match("DCDCDDDD", "CDCDDDDD"))
    assert [(one.kind, one.first, one.last) for one in found] == [(ECHO, 1, 4), (DEADLOCK, 5, 8)]


def test_a_feud_says_who_misread_the_move_before_it() -> None:
    for side in (0, 1):
        slip = with_slip(known.TIT_FOR_TAT, known.TIT_FOR_TAT, 12, round=4, side=side)
        assert spells(slip) == (Spell(ECHO, 5, 12, begun_by=side, lasts=True),)


def test_one_exploited_for_long_is_neither() -> None:
    assert spells(match("CCCCCC", "DDDDDD")) == ()


@given(st.lists(st.sampled_from(("CC", "CD", "DC", "DD")), min_size=1, max_size=60))
def test_spells_are_long_enough_apart_and_hold_what_they_say(pairs) -> None:
    first, second = ("".join(pair[side] for pair in pairs) for side in (0, 1))
    before = 0
    for one in spells(match(first, second)):
        assert one.first > before
        assert one.length >= SHORTEST
        inside = pairs[one.first - 1 : one.last]
        turns = all({a, b} == {"CD", "DC"} for a, b in pairwise(inside))
        assert turns if one.kind == ECHO else set(inside) == {"DD"}
        before = one.last
