"""Many at once, on a real database file with real threads."""

import random
from uuid import uuid4

import pytest

from quizzes.actions import attempts, rebuilding
from quizzes.actions.attempts import Reply
from quizzes.engine.steps import Posted
from quizzes.engine.terms import Terms
from quizzes.models import Attempt, Slot, Step
from tests.quizzes.conftest import MONDAY

pytestmark = pytest.mark.django_db(transaction=True)


def test_twenty_different_answers_sent_at_once_all_survive(gold, begin, awa, at_once_in_threads):
    attempt = begin(awa, gold)
    slot = attempt.slots.get(position=3)

    def sender(number):
        return lambda: attempts.submit(
            Slot.objects.filter(pk=slot.pk), Posted((str(number),)), sent_as=uuid4(), seen=0, now=MONDAY
        )

    at_once_in_threads([sender(number) for number in range(20)])
    kept = sorted(int(step.to_engine().posted.values[0]) for step in Step.objects.filter(slot=slot))
    assert kept == list(range(20))
    assert Step.objects.filter(slot=slot, current=True).count() == 1


def test_one_answer_sent_twenty_times_at_once_counts_once(salt, begin, awa, at_once_in_threads):
    slot, sent_as = begin(awa, salt).slots.get(position=1), uuid4()
    at_once_in_threads(
        [lambda: attempts.submit(Slot.objects.filter(pk=slot.pk), Posted(("b",)), sent_as=sent_as, seen=0, now=MONDAY)]
        * 20
    )
    assert Step.objects.filter(slot=slot).count() == 1
    assert Attempt.objects.get().counted() == 1


def test_twenty_clicks_on_start_make_one_attempt(salt, awa, at_once_in_threads):
    started = at_once_in_threads([lambda: attempts.start(awa, salt, seed=1, now=MONDAY)] * 20)
    assert Attempt.objects.count() == 1
    assert len({one.attempt.pk for one in started}) == 1


def test_fifty_who_start_and_finish_at_once_get_three_attempts_where_three_are_allowed(salt, awa, at_once_in_threads):
    def starts_and_finishes():
        started = attempts.start(awa, salt, seed=1, now=MONDAY, terms=Terms(tries=3))
        if started.attempt is not None:
            attempts.finish(started.attempt.pk, now=MONDAY)
        return started.refused

    refusals = at_once_in_threads([starts_and_finishes] * 50)
    assert Attempt.objects.count() == 3
    assert set(refusals) == {"", "no-tries-left"}
    assert at_once_in_threads([starts_and_finishes]) == ["no-tries-left"]


def test_two_tabs_that_answer_at_once_never_make_an_older_answer_count_over_a_newer_one(
    gold, begin, awa, at_once_in_threads
):
    """Each tab answers, looks at the page now and then, and answers again, however the threads interleave."""
    attempt = begin(awa, gold)
    slots = attempt.slots.filter(position=3)

    def tab(number):
        def answers():
            dice, seen, had_seen = random.Random(number), 0, {}
            for turn in range(8):
                value = str(100 * number + turn)
                attempts.submit(slots, Posted((value,)), sent_as=uuid4(), seen=seen, now=MONDAY)
                had_seen[value] = seen
                if dice.random() < 0.6:
                    seen = max((step.number for step in slots.get().current()), default=0)
            return had_seen

        return answers

    one, two, three = at_once_in_threads([tab(1), tab(2), tab(3)])
    had_seen, counting = one | two | three, 0
    steps = slots.get().kept()
    assert len(steps) == 24
    for step in steps:
        seen = had_seen[step.to_engine().posted.values[0]]
        assert step.current == (seen == counting)  # who had not seen what counted was put aside
        counting = step.number if step.current else counting
    assert not all(step.current for step in steps)


def test_an_answer_and_the_end_at_once_leave_a_score_that_its_answers_bear_out(
    gold, make_user, begin, at_once_in_threads
):
    sittings = [begin(make_user(f"learner-{number}"), gold) for number in range(6)]

    def answers(attempt):
        slots = attempt.slots.filter(position=1)
        return lambda: attempts.submit(slots, Posted(("b",)), sent_as=uuid4(), seen=0, now=MONDAY).reply

    def finishes(attempt):
        return lambda: attempts.finish(attempt.pk, now=MONDAY)

    replies = at_once_in_threads([job(attempt) for attempt in sittings for job in (answers, finishes)])[::2]
    assert set(replies) <= {Reply.KEPT, Reply.OVER}
    kept = [int(reply is Reply.KEPT) for reply in replies]
    assert [int(one.score) for one in Attempt.objects.order_by("pk")] == kept
    assert Step.objects.count() == sum(kept)
    assert list(rebuilding.rebuild(check=True)) == []
