"""Repairing what learners have already answered: previewed, applied, undone, and offered while an attempt is open."""

from datetime import timedelta
from uuid import uuid4

import pytest

from quizzes.actions import attempts, publishing, rebuilding, regrading
from quizzes.engine.steps import Posted
from quizzes.engine.terms import GRACE, Terms
from quizzes.models import Attempt, Question, Regrade, Regrading, Slot, Step
from quizzes.models.regrading import RegradesNeverChange
from tests.quizzes.conftest import MONDAY, choice, mapping

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
AFTER, LATER, LAST = MONDAY + HOUR, MONDAY + 2 * HOUR, MONDAY + 3 * HOUR
ONE = {"questions": [choice("salt-one")]}


@pytest.fixture(autouse=True)
def _nothing_is_left_that_does_not_add_up():
    yield
    assert list(rebuilding.rebuild(check=True)) == []


@pytest.fixture
def question(publish):
    """One question of one quiz, b being right."""

    def make(**fields):
        publish(mapping("salt", **{**ONE, **fields}))
        return Question.objects.get(slug="salt-one")

    return make


@pytest.fixture
def correct(publish):
    """A corrected version of the question; by default c is right now."""

    def make(right="c", *, now=AFTER, **fields):
        draft = Question.objects.get(slug="salt-one")
        for option in draft.body["options"]:
            option["right"] = option["slug"] in right
        for name, value in fields.items():
            setattr(draft, name, value)
        draft.save()
        return publishing.publish(draft, now=now, channel="admin").version

    return make


@pytest.fixture
def sit(make_user):
    """Somebody answers the one question, at a level of certainty if asked, and finishes."""

    def make(*answers, sure=None, ends=True, name=None, terms=None):
        version = Question.objects.get(slug="salt-one").quizzes.get().latest()
        learner = make_user(name or uuid4().hex)
        attempt = attempts.start(learner, version, seed=7, now=MONDAY, terms=terms).attempt
        answer(attempt, *answers, sure=sure)
        return attempts.finish(attempt.pk, now=MONDAY) if ends else attempt

    return make


def answer(attempt, *answers, sure=None, now=MONDAY):
    slot = attempt.slots.get()
    for values in answers:
        seen = slot.steps.filter(current=True).count()
        attempts.submit(
            Slot.objects.filter(pk=slot.pk), Posted(tuple(values), certainty=sure), sent_as=uuid4(), seen=seen, now=now
        )


def score(attempt):
    return Attempt.objects.get(pk=attempt.pk).score


def slot_of(attempt):
    [slot] = Slot.objects.in_full([Attempt.objects.get(pk=attempt.pk)])
    return slot


def state(attempt):
    """All that a repair can touch and its undoing must bring back."""
    slot = slot_of(attempt)
    return score(attempt), slot.version.pk, slot.is_void, slot.worth(), [step.grade for step in slot.history()]


def test_the_sentence_before_a_repair_counts_attempts_and_marks_up_and_down(question, correct, sit):
    asked = question()
    for given in ("b", "c", "c", "c", "a"):
        sit(given)
    before = list(Attempt.objects.order_by("pk").values_list("score", flat=True))
    found = regrading.preview(asked, correct(), AFTER)
    assert (found.attempts, found.up, found.down) == (5, 3, 1)
    assert regrading.total_of(found.changes) == 2
    assert list(Attempt.objects.order_by("pk").values_list("score", flat=True)) == before
    assert not Regrade.objects.exists()


def test_a_preview_leaves_out_attempts_under_way_and_other_questions(question, correct, sit, salt, awa, begin):
    asked = question()
    sit("c")
    sit("c", ends=False)
    attempts.finish(begin(awa, salt).pk, now=MONDAY)
    assert regrading.preview(asked, correct(), AFTER).attempts == 1


def test_an_attempt_whose_time_ran_out_is_repaired_though_nobody_closed_it(question, correct, sit):
    asked = question(behaviour="deferred")
    attempt = sit("c", ends=False, terms=Terms(seconds=60))
    regrading.apply(asked, correct(), by=None, why="", now=AFTER)
    assert score(attempt) is None
    assert attempts.close_overdue(now=AFTER + GRACE) == 1
    assert score(attempt) == 1


def test_applying_grades_by_the_new_version_and_logs_who_and_why(question, correct, sit, moussa):
    asked = question()
    right, wrong = sit("c"), sit("b")
    new = correct()
    regraded, found = regrading.apply(asked, new, by=moussa, why="c was meant", now=AFTER)
    assert (score(right), score(wrong), found.up, found.down) == (1, 0, 1, 1)
    assert (regraded.kind, regraded.by, regraded.by_name, regraded.why, regraded.at) == (
        "correct",
        moussa,
        str(moussa),
        "c was meant",
        AFTER,
    )
    rows = Regrade.objects.order_by("slot_id").values_list("from_version__number", "to_version__number", "old", "new")
    assert list(rows) == [(1, 2, "0", "1"), (1, 2, "1", "0")]


def test_no_step_is_touched(question, correct, sit):
    asked = question()
    sit("c")
    steps = list(Step.objects.values())
    regraded, _ = regrading.apply(asked, correct(), by=None, why="", now=AFTER)
    regrading.undo(regraded, by=None, why="", now=LATER)
    regrading.apply(asked, None, by=None, why="", now=LAST)
    assert list(Step.objects.values()) == steps


def test_regrading_twice_changes_nothing_the_second_time(question, correct, sit):
    asked = question()
    learners = [sit("c"), sit("b")]
    new = correct()
    regrading.apply(asked, new, by=None, why="", now=AFTER)
    once = [state(one) for one in learners]
    _, found = regrading.apply(asked, new, by=None, why="", now=LATER)
    assert (found.attempts, found.up, found.down) == (2, 0, 0)
    assert [state(one) for one in learners] == once


def test_undoing_brings_back_scores_and_versions_exactly(question, correct, sit, moussa):
    asked = question(behaviour="deferred", certainty=True)
    learners = [sit("c", sure=3), sit("b", sure=3), sit("b", "", sure=2), sit()]
    before = [state(one) for one in learners]
    regraded, _ = regrading.apply(asked, correct(), by=None, why="", now=AFTER)
    assert [state(one) for one in learners] != before
    undone = regrading.undo(regraded, by=moussa, why="b was right", now=LATER)
    assert [state(one) for one in learners] == before
    assert (undone.kind, undone.undoes, undone.why, undone.by_name) == ("undo", regraded, "b was right", str(moussa))


def test_what_was_undone_is_not_undone_again_nor_is_the_undoing(question, correct, sit):
    asked = question()
    sit("c")
    regraded, _ = regrading.apply(asked, correct(), by=None, why="", now=AFTER)
    undone = regrading.undo(regraded, by=None, why="", now=LATER)
    assert regrading.undo(regraded, by=None, why="", now=LAST) is None
    assert regrading.undo(undone, by=None, why="", now=LAST) is None


def test_a_repair_on_which_another_stands_is_undone_after_that_one(question, correct, sit):
    asked = question()
    attempt = sit("c")
    before = state(attempt)
    first, _ = regrading.apply(asked, correct("c"), by=None, why="", now=AFTER)
    between = state(attempt)
    second, _ = regrading.apply(asked, correct("d", now=LATER), by=None, why="", now=LATER)
    assert regrading.undo(first, by=None, why="", now=LAST) is None
    assert regrading.undo(second, by=None, why="", now=LAST) is not None
    assert state(attempt) == between
    assert regrading.undo(first, by=None, why="", now=LAST) is not None
    assert state(attempt) == before


def test_a_try_that_a_repair_made_superfluous_counts_again_after_the_next(question, correct, sit):
    asked = question(behaviour="tries")
    attempt = sit("c", "b")
    assert str(score(attempt)) == "0.6667"
    regrading.apply(asked, correct("c"), by=None, why="", now=AFTER)  # the first try is right, the second never was
    assert score(attempt) == 1
    back = correct("b", now=LATER)
    assert regrading.preview(asked, back, LATER).down == 1
    regrading.apply(asked, back, by=None, why="", now=LATER)
    assert str(score(attempt)) == "0.6667"


def test_an_option_that_is_gone_makes_an_answer_unreadable_and_worth_nothing(question, correct, sit):
    asked = question()
    attempt = sit("b")
    options = [one for one in asked.body["options"] if one["slug"] != "b"]
    Question.objects.filter(pk=asked.pk).update(body={"version": 1, "options": options})
    regrading.apply(asked, correct("c"), by=None, why="", now=AFTER)
    assert score(attempt) == 0
    assert slot_of(attempt).repairs()[-1].new == ""


@pytest.mark.parametrize(("certainty", "full"), [(False, 1), (True, 3)])
def test_a_void_question_brings_full_marks_to_all(question, sit, certainty, full):
    asked = question(behaviour="deferred", certainty=certainty)
    learners = [sit("b", sure=1), sit("a", sure=3), sit()]
    _, found = regrading.apply(asked, None, by=None, why="two were right", now=AFTER)
    assert [score(one) for one in learners] == [full] * 3
    assert (found.attempts, found.down) == (3, 0)


def test_a_void_question_brings_full_marks_to_attempts_under_way_once_they_finish(question, sit):
    asked = question(behaviour="deferred")
    attempt = sit("a", ends=False)
    regrading.apply(asked, None, by=None, why="", now=AFTER)
    assert score(attempt) is None
    answer(attempt, "c", now=AFTER)
    assert attempts.finish(attempt.pk, now=LATER).score == 1


def test_undoing_a_void_lets_answers_count_again_those_given_since_too(question, sit):
    asked = question(behaviour="deferred")
    ended, open_one, blank = sit("a"), sit(ends=False), sit()
    before = state(ended), state(blank)
    voided, _ = regrading.apply(asked, None, by=None, why="", now=AFTER)
    answer(open_one, "b", now=LATER)
    attempts.finish(open_one.pk, now=LATER)
    regrading.undo(voided, by=None, why="", now=LAST)
    assert (state(ended), state(blank)) == before
    assert score(open_one) == 1


def test_a_correction_takes_a_void_back_and_its_undoing_brings_it_again(question, correct, sit):
    asked = question()
    attempt = sit("a")
    regrading.apply(asked, None, by=None, why="", now=AFTER)
    regraded, found = regrading.apply(asked, correct("c"), by=None, why="", now=LATER)
    assert (score(attempt), found.down) == (0, 1)
    assert [(row.old, row.new) for row in Regrade.objects.order_by("pk")] == [("0", "1"), ("1", "0")]
    assert list(rebuilding.rebuild(check=True)) == []
    regrading.undo(regraded, by=None, why="", now=LAST)
    assert (score(attempt), slot_of(attempt).is_void) == (1, True)


def test_voiding_twice_and_undoing_once_leaves_it_void(question, sit):
    asked = question()
    attempt = sit("a")
    first, _ = regrading.apply(asked, None, by=None, why="", now=AFTER)
    second, _ = regrading.apply(asked, None, by=None, why="", now=LATER)
    regrading.undo(second, by=None, why="", now=LAST)
    assert score(attempt) == 1
    regrading.undo(first, by=None, why="", now=LAST)
    assert score(attempt) == 0


def test_what_a_repair_changed_is_history_and_never_changes(question, correct, sit):
    asked = question()
    sit("c")
    regrading.apply(asked, correct(), by=None, why="", now=AFTER)
    with pytest.raises(RegradesNeverChange):
        Regrade.objects.update(new="1")


def test_all_of_a_repair_is_written_or_nothing(question, correct, sit, monkeypatch):
    asked = question()
    attempt = sit("c")
    new = correct()

    def breaks(*_args):
        raise RuntimeError("the power went")

    monkeypatch.setattr(regrading, "_recount", breaks)
    with pytest.raises(RuntimeError):
        regrading.apply(asked, new, by=None, why="", now=AFTER)
    assert (score(attempt), Regrading.objects.count(), Regrade.objects.count()) == (0, 0, 0)


# While an attempt is under way.


def offered(attempt, now=AFTER):
    attempt = Attempt.objects.get(pk=attempt.pk)
    return [version.number for version in regrading.offers(attempt, Slot.objects.in_full([attempt]), now).values()]


def decide(attempt, *, take, now=AFTER):
    return regrading.answer_offer(attempt.slots.get().pk, take=take, by=attempt.learner, now=now)


@pytest.fixture
def under_way(question, sit):
    question(behaviour="deferred")
    return sit("c", ends=False)


def test_an_attempt_under_way_is_offered_the_corrected_question(under_way, correct):
    assert offered(under_way) == []
    correct("c")
    assert offered(under_way) == [2]


def test_who_takes_it_is_graded_by_it_and_not_asked_again(under_way, correct):
    correct("c")
    assert decide(under_way, take=True)
    assert offered(under_way) == []
    assert not decide(under_way, take=True, now=LATER)
    assert attempts.finish(under_way.pk, now=LATER).score == 1


def test_who_declines_keeps_the_old_one_and_is_not_asked_again(under_way, correct):
    correct("c")
    assert decide(under_way, take=False)
    assert offered(under_way) == []
    assert not decide(under_way, take=True, now=LATER)
    assert attempts.finish(under_way.pk, now=LATER).score == 0


def test_what_was_decided_is_on_record(under_way, correct):
    correct("c")
    decide(under_way, take=True)
    [row] = Regrade.objects.all()
    assert (row.regrading.kind, row.regrading.by, row.old, row.new) == ("taken", under_way.learner, "0", "1")
    assert (row.from_version.number, row.to_version.number) == (1, 2)


def test_a_later_correction_is_offered_to_who_declined_the_first(under_way, correct):
    correct("c")
    decide(under_way, take=False)
    correct("d", now=LATER)
    assert offered(under_way, LATER) == [3]


def test_nothing_is_offered_when_only_the_tags_changed(under_way, correct):
    correct("b", tags=["gold"])
    assert offered(under_way) == []


def test_another_wording_is_offered(under_way, correct):
    correct("b", stem_en="Which one, then?", stem_fr="Lequel, alors ?")
    assert offered(under_way) == [2]


def test_nothing_is_offered_once_the_answer_is_settled(question, sit, correct):
    question(behaviour="immediate")
    attempt = sit("b", ends=False)
    correct("c")
    assert offered(attempt) == []
    assert not decide(attempt, take=True)


def test_nothing_is_offered_once_the_attempt_is_over(under_way, correct):
    attempts.finish(under_way.pk, now=MONDAY)
    correct("c")
    assert offered(under_way) == []
    assert not decide(under_way, take=True)


def test_what_was_corrected_before_the_start_is_not_offered(question, sit, correct):
    question(behaviour="deferred")
    correct("c", now=MONDAY - HOUR)
    assert offered(sit(ends=False)) == []


def test_a_void_question_is_offered_no_correction_and_stays_void(question, sit, correct):
    asked = question(behaviour="deferred")
    attempt = sit("a", ends=False)
    regrading.apply(asked, None, by=None, why="", now=AFTER)
    correct("c", now=LATER)
    assert offered(attempt, LATER) == []
    assert not decide(attempt, take=False, now=LATER)
    assert attempts.finish(attempt.pk, now=LAST).score == 1


def test_what_teachers_did_meanwhile_is_no_decision_of_the_learner(question, sit, correct):
    asked = question(behaviour="deferred")
    attempt = sit("c", ends=False)
    correct("c")
    voided, _ = regrading.apply(asked, None, by=None, why="", now=LATER)
    regrading.undo(voided, by=None, why="", now=LAST)
    assert offered(attempt, LAST) == [2]


def test_answers_after_taking_the_correction_are_graded_by_it(under_way, correct):
    correct("d")
    decide(under_way, take=True)
    answer(under_way, "d", now=LATER)
    assert attempts.finish(under_way.pk, now=LAST).score == 1


def test_a_repair_of_what_was_taken_can_be_undone_to_what_was_taken(question, under_way, correct):
    asked = Question.objects.get(slug="salt-one")
    correct("c")
    decide(under_way, take=True)
    attempts.finish(under_way.pk, now=LATER)
    before = state(under_way)
    regraded, _ = regrading.apply(asked, correct("a", now=LATER), by=None, why="", now=LATER)
    assert score(under_way) == 0
    regrading.undo(regraded, by=None, why="", now=LAST)
    assert state(under_way) == before


def test_what_a_learner_decided_goes_with_the_learner_and_names_nobody(under_way, correct):
    correct("c")
    assert decide(under_way, take=True)
    assert Regrading.objects.get().by_name == ""
    attempts.erase(under_way.learner)
    assert not Regrading.objects.exists()
