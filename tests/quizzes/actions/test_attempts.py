"""Starting, answering, finishing: what is kept, what counts, what happens twice."""

from datetime import timedelta
from uuid import uuid4

import pytest

from quizzes.actions import attempts, rebuilding
from quizzes.actions.attempts import Reply
from quizzes.engine.steps import Posted
from quizzes.engine.terms import GRACE, Terms
from quizzes.models import Attempt, Slot, Step
from quizzes.models.step import StepsNeverChange
from tests.quizzes.conftest import MONDAY, mapping

pytestmark = pytest.mark.django_db


def send(attempt, *values, position=1, seen=0, sent_as=None, now=MONDAY):
    slot = attempt.slots.get(position=position)
    return attempts.submit(
        Slot.objects.filter(pk=slot.pk), Posted(values), sent_as=sent_as or uuid4(), seen=seen, now=now
    )


@pytest.fixture
def at_once(salt, begin, awa):
    return begin(awa, salt)


@pytest.fixture
def at_the_end(gold, begin, awa):
    return begin(awa, gold)


def test_an_answer_sent_twice_counts_once(at_once):
    sent_as = uuid4()
    assert send(at_once, "b", sent_as=sent_as).reply is Reply.KEPT
    assert send(at_once, "b", sent_as=sent_as).reply is Reply.SAME
    at_once.refresh_from_db()
    assert (Step.objects.count(), at_once.counted()) == (1, 1)


def test_one_number_with_two_contents_is_a_clash_and_changes_nothing(at_the_end):
    sent_as = uuid4()
    send(at_the_end, "a", sent_as=sent_as)
    assert send(at_the_end, "b", sent_as=sent_as, seen=1).reply is Reply.CLASH
    assert Step.objects.count() == 1


def test_two_tabs_never_make_an_older_answer_count_over_a_newer_one(at_the_end):
    send(at_the_end, "b")
    assert send(at_the_end, "a", seen=0).reply is Reply.STALE
    at_the_end.refresh_from_db()
    assert at_the_end.counted() == 1
    assert send(at_the_end, "a", seen=1).reply is Reply.KEPT
    at_the_end.refresh_from_db()
    assert at_the_end.counted() == 0


def test_the_same_answer_from_another_tab_is_no_conflict(at_the_end):
    send(at_the_end, "b")
    assert send(at_the_end, "b", seen=0).reply is Reply.SAME


def test_partial_credit_is_cached_as_a_score_and_exact_in_the_step(publish, begin, awa):
    from tests.quizzes.conftest import choice

    question = choice("thirds-one", kind="multiple_choice", right=("a", "b", "c"))
    attempt = begin(awa, publish(mapping("thirds", questions=[question])))
    send(attempt, "a")
    attempt.refresh_from_db()
    assert str(attempt.counted()) == "0.3333"
    assert Step.objects.get().grade == "1/3"


def test_nothing_is_taken_after_the_end(at_once):
    attempts.finish(at_once.pk, now=MONDAY)
    assert send(at_once, "b").reply is Reply.OVER
    assert not Step.objects.exists()


def test_finishing_twice_is_finishing_once(at_once):
    attempts.finish(at_once.pk, now=MONDAY)
    again = attempts.finish(at_once.pk, now=MONDAY + timedelta(hours=1))
    assert again.finished_at == MONDAY


def test_time_ends_without_a_request_and_the_next_post_stores_it(gold, begin, awa):
    attempt = begin(awa, gold, terms=Terms(seconds=60))
    send(attempt, "b")
    late = MONDAY + timedelta(seconds=60) + GRACE
    assert attempt.is_over(late)
    assert list(Attempt.objects.over_at(late)) == [attempt]
    assert send(attempt, "a", seen=1, now=late).reply is Reply.OVER
    attempt.refresh_from_db()
    assert (attempt.finished_at, attempt.score) == (MONDAY + timedelta(seconds=60), 1)
    assert [step.status for step in attempt.slots.get(position=1).kept()] == ["saved", "late"]


def test_what_was_sent_at_the_last_second_and_travelled_still_counts(gold, begin, awa):
    attempt = begin(awa, gold, terms=Terms(seconds=60))
    arriving = MONDAY + timedelta(seconds=60) + GRACE / 2
    assert not attempt.is_over(arriving)
    assert send(attempt, "b", now=arriving).reply is Reply.KEPT


def test_overdue_attempts_can_be_closed_by_command(gold, begin, awa):
    attempt = begin(awa, gold, terms=Terms(seconds=60))
    assert attempts.close_overdue(now=MONDAY) == 0
    assert attempts.close_overdue(now=MONDAY + timedelta(hours=1)) == 1
    attempt.refresh_from_db()
    assert attempt.finished_at == attempt.deadline


def test_starting_again_goes_on_with_what_is_under_way(salt, begin, awa):
    first = begin(awa, salt)
    assert begin(awa, salt) == first
    attempts.finish(first.pk, now=MONDAY)
    assert begin(awa, salt) != first


def test_no_more_attempts_than_the_terms_allow(salt, begin, awa):
    attempts.finish(begin(awa, salt).pk, now=MONDAY)
    started = attempts.start(awa, salt, seed=1, now=MONDAY, terms=Terms(tries=1))
    assert (started.attempt, started.refused) == (None, "no-tries-left")


def test_orders_are_drawn_once_and_stored(salt, begin, awa):
    attempt = begin(awa, salt)
    order = attempt.slots.get(position=1).order
    assert sorted(order) == ["a", "b", "c", "d"]
    assert attempt.slots.get(position=3).order == []
    assert Slot.objects.get(attempt=attempt, position=1).order == order


def test_a_corrected_quiz_leaves_an_attempt_as_it_was(publish, begin, awa):
    attempt = begin(awa, publish())
    corrected = mapping()
    corrected["questions"][0]["options"][0]["right"], corrected["questions"][0]["options"][1]["right"] = True, False
    assert publish(corrected).number == 2
    send(attempt, "b")
    assert attempt.counted() == 1


def test_steps_never_change(at_once):
    send(at_once, "b")
    step = Step.objects.get()
    with pytest.raises(StepsNeverChange):
        step.save()
    with pytest.raises(StepsNeverChange):
        Step.objects.update(grade="1")


def test_rebuilding_finds_a_score_that_its_steps_do_not_bear_out(at_once):
    send(at_once, "b")
    attempts.finish(at_once.pk, now=MONDAY)
    assert list(rebuilding.rebuild(check=True)) == []
    Attempt.objects.update(score=9)
    [difference] = rebuilding.rebuild(check=True)
    assert (difference.stored, difference.recounted) == ("9.0000", "1.0000")
    assert Attempt.objects.get().score == 9
    list(rebuilding.rebuild())
    assert Attempt.objects.get().score == 1


def test_a_guests_attempts_become_those_of_the_account(at_once, fanta):
    assert attempts.carry_over(at_once.learner, fanta) == 1
    assert list(Attempt.objects.belonging_to(fanta)) == [at_once]


def test_an_export_holds_every_answer_and_no_grade_before_its_time(at_the_end, awa):
    send(at_the_end, "b")
    [exported] = attempts.export(awa, now=MONDAY)
    assert [(a["question"], a["sent"], a["grade"]) for a in exported["answers"]] == [("gold-road-one", ["b"], None)]
    attempts.finish(at_the_end.pk, now=MONDAY)
    assert attempts.export(awa, now=MONDAY)[0]["answers"][0]["grade"] == "1"


def test_an_export_of_an_attempt_under_way_hides_the_score_with_the_grades(at_the_end, awa):
    send(at_the_end, "b")
    assert attempts.export(awa, now=MONDAY)[0]["score"] is None


def test_erasing_leaves_nothing_of_one_learner_and_everything_of_another(at_once, salt, begin, awa, fanta):
    begin(fanta, salt)
    send(at_once, "b")
    assert attempts.erase(awa) == 1
    assert (Attempt.objects.count(), Step.objects.count()) == (1, 0)


def test_a_resent_answer_does_not_lift_a_later_one_over_a_newer_one(at_the_end):
    """A phone sends and hears nothing back; a laptop answers; the phone sends again, and then what it has since."""
    phone = uuid4()
    send(at_the_end, "a", sent_as=phone)
    send(at_the_end, "b", seen=1)
    again = send(at_the_end, "a", sent_as=phone)
    assert (again.reply, again.step.number) == (Reply.SAME, 1)
    assert send(at_the_end, "c", seen=again.step.number).reply is Reply.STALE
    assert at_the_end.counted() == 1


def test_what_did_not_count_when_it_came_does_not_count_when_it_comes_again(at_the_end):
    send(at_the_end, "b")
    stale = uuid4()
    assert send(at_the_end, "a", sent_as=stale).reply is Reply.STALE
    assert send(at_the_end, "a", sent_as=stale).reply is Reply.STALE


def test_what_comes_after_the_time_is_kept_also_where_the_page_had_ended_it(gold, begin, awa):
    attempt = begin(awa, gold, terms=Terms(seconds=60))
    attempts.finish(attempt.pk, now=MONDAY + timedelta(seconds=61))
    assert send(attempt, "b", now=MONDAY + timedelta(minutes=5)).reply is Reply.OVER
    assert [step.status for step in attempt.slots.get(position=1).kept()] == ["late"]


def test_what_comes_after_an_end_before_the_time_is_not_kept(gold, begin, awa):
    attempt = begin(awa, gold, terms=Terms(seconds=60))
    attempts.finish(attempt.pk, now=MONDAY + timedelta(seconds=30))
    assert send(attempt, "b", now=MONDAY + timedelta(minutes=5)).reply is Reply.OVER
    assert not Step.objects.exists()
