"""Conditions and effects: what is read, what is told of what cannot be read, and that nothing is ever raised."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.engine.scenario.expression import (
    All,
    Chose,
    Compare,
    Either,
    IsSet,
    Not,
    Put,
    Seen,
    Step,
    Truth,
    Turn,
    unmet,
)
from quizzes.engine.scenario.language import LONGEST, Mistake, condition, effects, write_effects
from quizzes.engine.scenario.state import State

A, B, C = IsSet("a"), IsSet("b"), IsSet("c")


@pytest.mark.parametrize(
    ("words", "tree"),
    [
        ("", Truth(True)),
        ("  \n ", Truth(True)),
        ("expelled", IsSet("expelled")),
        ("tension >= 3 and not expelled", All((Compare("tension", ">=", 3), Not(IsSet("expelled"))))),
        ("means-in-hand>2", Compare("means-in-hand", ">", 2)),
        ("trust = -2", Compare("trust", "=", -2)),
        ("trust!=0", Compare("trust", "!=", 0)),
        ("seen(the-arrest) or chose(protest)", Either((Seen("the-arrest"), Chose("protest")))),
        ("seen( 2025 )", Seen("2025")),
        ("true and false", All((Truth(True), Truth(False)))),
        ("a or b and c", Either((A, All((B, C))))),
        ("a and b or c", Either((All((A, B)), C))),
        ("(a or b) and c", All((Either((A, B)), C))),
        ("not a and b", All((Not(A), B))),
        ("not (a and b)", Not(All((A, B)))),
        ("not not a", Not(Not(A))),
        ("not trust >= 3", Not(Compare("trust", ">=", 3))),
        ("a and (b and c)", All((A, All((B, C))))),
        ("((a))", A),
        ("android and nothing", All((IsSet("android"), IsSet("nothing")))),
    ],
)
def test_a_condition_is_read_as_a_tree(words, tree):
    read = condition(words)
    assert (read.tree, read.mistakes) == (tree, ())


@pytest.mark.parametrize(
    ("words", "says", "at", "found"),
    [
        ("tension >= three", "number-expected", 12, "three"),
        ("tension >=", "number-expected", 11, ""),
        ("tension >= 3 or", "name-expected", 16, ""),
        ("tension >= 3 expelled", "condition-goes-on", 14, "expelled"),
        ("tension == 3", "number-expected", 10, "="),
        ("tension ≥ 3", "condition-goes-on", 9, "≥"),
        ("(a or b", "bracket-expected", 8, ""),
        ("a)", "condition-goes-on", 2, ")"),
        ("a and and b", "name-expected", 7, "and"),
        ("3 <= tension", "name-expected", 1, "3"),
        ("seen arrest", "bracket-open-expected", 6, "arrest"),
        ("seen()", "name-expected", 6, ")"),
        ("chose(a b)", "bracket-expected", 9, "b"),
        ("tension >= 3.5", "condition-goes-on", 13, "."),
        ("trust >= 99999999999", "number-expected", 10, "99999999999"),
        ("__import__('os')", "condition-goes-on", 11, "("),
        ("not " * 30 + "a", "condition-too-deep", 85, "not"),
        ("(" * 200, "condition-too-deep", 22, "("),
        ("a" * (LONGEST + 1), "words-too-long", LONGEST + 1, ""),
    ],
)
def test_what_cannot_be_read_is_told_at_its_character_and_never_holds(words, says, at, found):
    read = condition(words)
    assert read.mistakes == (Mistake(says, at, found),)
    assert not read.tree.holds(State("desk", flags=frozenset({"a", "b"})))


def test_a_mistake_says_where_and_what_in_any_language():
    [mistake] = condition("tension >= three").mistakes
    assert mistake.detail == "12 (three)"
    [mistake] = condition("tension >=").mistakes
    assert mistake.detail == "11"


@pytest.mark.parametrize(
    ("words", "steps"),
    [
        ("", ()),
        ("trust -1", (Step("trust", -1),)),
        (
            "trust -1; tension +2; expelled; not talks",
            (Step("trust", -1), Step("tension", 2), Turn("expelled", True), Turn("talks", False)),
        ),
        ("trust = 3", (Put("trust", 3),)),
        ("trust=-3", (Put("trust", -3),)),
        ("trust - 1 ;; tension+1;", (Step("trust", -1), Step("tension", 1))),
        ("trust-1", (Turn("trust-1", True),)),
    ],
)
def test_effects_are_read_in_their_order(words, steps):
    read = effects(words)
    assert (read.steps, read.mistakes) == (steps, ())


@pytest.mark.parametrize(
    ("words", "mistakes"),
    [
        ("trust 1", [("step-expected", 7, "1")]),
        ("trust -", [("number-expected", 8, "")]),
        ("trust -; expelled", [("number-expected", 8, ";")]),
        ("not trust -1", [("effect-goes-on", 11, "-")]),
        ("trust -1, tension +1", [("effect-goes-on", 9, ",")]),
        ("+1; not; trust -1; 7", [("name-expected", 1, "+"), ("name-expected", 8, ";"), ("name-expected", 20, "7")]),
        ("x" * 600, [("words-too-long", LONGEST + 1, "")]),
    ],
)
def test_each_effect_that_cannot_be_read_is_told_at_its_character(words, mistakes):
    assert effects(words).mistakes == tuple(Mistake(*one) for one in mistakes)


def test_effects_beside_a_broken_one_still_stand():
    assert effects("trust one; expelled").steps == (Turn("expelled", True),)


names = st.sampled_from(["a", "trust", "means-in-hand", "android", "note", "order-66", "2025-09", "seen-it", "élan"])
leaves = st.one_of(
    st.builds(Truth, st.booleans()),
    st.builds(Compare, names, st.sampled_from([">=", "<=", ">", "<", "=", "!="]), st.integers(-(10**9) + 1, 10**9 - 1)),
    st.builds(IsSet, names),
    st.builds(Seen, names),
    st.builds(Chose, names),
)
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(All, st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Either, st.lists(inner, min_size=2, max_size=3).map(tuple)),
    ),
    max_leaves=8,
)
steps = st.one_of(
    st.builds(Step, names, st.integers(-999, 999)),
    st.builds(Put, names, st.integers(-999, 999)),
    st.builds(Turn, names, st.booleans()),
)
states = st.builds(
    State,
    st.just("desk"),
    counters=st.lists(st.tuples(names, st.integers(-5, 5)), max_size=3).map(tuple),
    flags=st.frozensets(names, max_size=3),
    path=st.lists(st.tuples(names, names), max_size=3).map(tuple),
)


@given(trees)
@settings(deadline=None)
def test_a_tree_survives_being_written_and_read(tree):
    words = tree.write()
    if len(words) <= LONGEST:
        assert condition(words).tree == tree


@given(st.lists(steps, max_size=5).map(tuple))
def test_effects_survive_being_written_and_read(many):
    assert effects(write_effects(many)).steps == many


pieces = st.sampled_from(
    ["and", "or", "not", "(", ")", "trust", "expelled", ">=", "=", "-", "+", "3", ";", "seen", " "]
)
texts = st.one_of(st.text(max_size=60), st.lists(pieces, max_size=25).map(" ".join), st.lists(pieces).map("".join))


@given(texts, states)
@settings(max_examples=200, deadline=None)
def test_no_text_whatsoever_raises_and_each_mistake_lies_within_it(words, state):
    read, done = condition(words), effects(words)
    assert read.tree.holds(state) in (True, False)
    assert condition(read.tree.write()).tree == read.tree
    for mistake in (*read.mistakes, *done.mistakes):
        assert 1 <= mistake.at <= len(words) + 1
        assert words[mistake.at - 1 :].startswith(mistake.found)
        assert mistake.found or mistake.at == len(words) + 1 or mistake.says == "words-too-long"


@given(trees, states)
def test_what_is_unmet_is_what_stands_in_the_way(tree, state):
    in_the_way = unmet(tree, state)
    assert (in_the_way == ()) == tree.holds(state)
    assert not any(one.holds(state) for one in in_the_way)


@given(trees, trees, states)
def test_trees_mean_what_they_say(one, other, state):
    assert Not(one).holds(state) != one.holds(state)
    assert All((one, other)).holds(state) == (one.holds(state) and other.holds(state))
    assert Either((one, other)).holds(state) == (one.holds(state) or other.holds(state))


@pytest.mark.parametrize(
    ("words", "holds"),
    [
        ("gold >= 3", True),
        ("gold > 3", False),
        ("gold <= 3", True),
        ("gold < 3", False),
        ("gold = 3", True),
        ("gold != 3", False),
        ("unknown = 0", True),
        ("night", True),
        ("day", False),
        ("seen(camp)", True),
        ("seen(well)", False),
        ("chose(wait)", True),
        ("chose(camp)", False),
    ],
)
def test_a_condition_asks_the_state(words, holds):
    state = State("well", (("gold", 3),), path=(("camp", "wait"),), flags=frozenset({"night"}))
    assert condition(words).tree.holds(state) is holds
