"""Random draws: each once, the seldom seen first, the same for the same dice."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.dice import seeded, shuffled
from quizzes.engine.draws import draw

POOLS = st.lists(st.integers(0, 30), unique=True, max_size=20)
SEEN = st.dictionaries(st.integers(0, 30), st.integers(0, 4))
SEEDS = st.integers(0, 2**62)
COUNTS = st.integers(0, 25)


@given(POOLS, SEEN, COUNTS, SEEDS)
def test_as_many_as_wanted_or_as_there_are_and_none_twice(pool, seen, count, seed):
    drawn = draw(pool, seen, count, seeded(seed))
    assert len(drawn) == len(set(drawn)) == min(count, len(pool))
    assert set(drawn) <= set(pool)


@given(POOLS, SEEN, COUNTS, SEEDS)
def test_nothing_is_left_behind_that_was_seen_less_often(pool, seen, count, seed):
    drawn = draw(pool, seen, count, seeded(seed))
    most = max((seen.get(one, 0) for one in drawn), default=0)
    assert all(seen.get(one, 0) >= most for one in set(pool) - set(drawn))


@given(POOLS, SEEN, COUNTS, SEEDS)
def test_the_same_seed_draws_the_same(pool, seen, count, seed):
    assert draw(pool, seen, count, seeded(seed)) == draw(pool, seen, count, seeded(seed))


def test_what_was_seen_equally_often_has_equal_chances():
    firsts = Counter(draw(range(5), {0: 1}, 1, seeded(seed))[0] for seed in range(2000))
    assert 0 not in firsts
    assert all(400 < firsts[one] < 600 for one in (1, 2, 3, 4))


@given(st.lists(st.integers()), SEEDS)
def test_a_shuffle_keeps_all_there_is(things, seed):
    assert sorted(shuffled(things, seeded(seed))) == sorted(things)


def test_every_order_is_as_likely_as_any_other():
    orders = Counter(shuffled("abc", seeded(seed)) for seed in range(3000))
    assert len(orders) == 6
    assert all(400 < count < 600 for count in orders.values())
