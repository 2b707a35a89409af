"""Repair at the desk: looked at before it is done, said why, undone; nobody's name is shown, nobody else may."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from quizzes.actions import attempts, publishing, regrading
from quizzes.engine.steps import Posted
from quizzes.models import Question, Regrade, Regrading, Slot
from tests.quizzes.conftest import MONDAY, mapping

pytestmark = pytest.mark.django_db


@pytest.fixture
def sit(make_user, begin, gold):
    """Somebody answers the first question, the key of which is `b`, and ends the attempt."""

    def sit(name: str, *values: str):
        attempt = begin(make_user(name), gold)
        if values:
            slots = Slot.objects.filter(attempt=attempt, position=1)
            attempts.submit(slots, Posted(values), sent_as=uuid4(), seen=0, now=MONDAY)
        return attempts.finish(attempt.pk, now=MONDAY)

    return sit


@pytest.fixture
def question(gold):
    return Question.objects.get(slug="gold-road-one")


def correct(question: Question, right: str = "a") -> None:
    """Publish it with another key."""
    for option in question.body["options"]:
        option["right"] = option["slug"] == right
    question.save()
    assert publishing.publish(question, now=MONDAY + timedelta(days=1), channel="admin").is_new


@pytest.fixture
def sat(sit, question):
    """Two were right and one wrong by the old key; one left it blank. By the new key it is one right, two wrong."""
    given = {"zeinab": "b", "oumou": "b", "sekou": "a", "binta": ""}
    found = {name: sit(name, *filter(None, [value])) for name, value in given.items()}
    correct(question)
    return found


def address(question: Question) -> str:
    return reverse("admin:quizzes_question_repair", args=[question.pk])


def scores(sat) -> list[int]:
    for attempt in sat.values():
        attempt.refresh_from_db()
    return [int(attempt.score) for attempt in sat.values()]


def newest(question: Question) -> int:
    return question.latest().pk


def test_a_repair_is_looked_at_before_it_is_done(as_moussa, sat, question):
    page = as_moussa.get(address(question)).content.decode()
    assert "4 attempts, 3 marks would change: +1, −2." in page
    rows = re.findall(r"<tr><td>(.*?)</td><td>(.*?)</td><td>(.*?)</td><td>(\d+)</td></tr>", page)
    assert rows == [("right", "wrong", "−1", "2"), ("wrong", "right", "+1", "1")]
    assert scores(sat) == [1, 1, 0, 0]
    assert not Regrading.objects.exists()


def test_nobody_is_named(as_moussa, sat, question):
    page = as_moussa.get(address(question)).content.decode()
    assert [name for name in sat if name in page] == []


def test_a_repair_is_applied_with_its_reason(as_moussa, sat, question):
    sent = {"to": newest(question), "why": "The key named the wrong option."}
    page = as_moussa.post(address(question), sent, follow=True).content.decode()
    assert "Repaired: 3 marks changed." in page
    assert "The key named the wrong option." in page
    assert "Nothing is left to repair in this way." in page
    assert scores(sat) == [0, 0, 1, 0]
    made = Regrading.objects.get()
    assert (made.kind, made.by_name, made.why) == ("correct", "moussa", sent["why"])


@pytest.mark.parametrize("why", ["", "   ", "x" * 301])
def test_without_a_reason_nothing_is_repaired_and_the_preview_stays(as_moussa, sat, question, why):
    response = as_moussa.post(address(question), {"to": "void", "why": why})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Say in a few words why." in page or "at most 300 characters" in page
    assert "4 attempts, 2 marks would change: +2." in page
    assert not Regrading.objects.exists()


def test_a_void_question_brings_full_marks_to_all(as_moussa, sat, question):
    page = as_moussa.get(address(question), {"to": "void"}).content.decode()
    assert "4 attempts, 2 marks would change: +2." in page
    as_moussa.post(address(question), {"to": "void", "why": "Ambiguous."})
    assert scores(sat) == [1, 1, 1, 1]


def test_a_repair_is_undone_with_its_reason(as_moussa, sat, question):
    as_moussa.post(address(question), {"to": newest(question), "why": "Key."})
    made = Regrading.objects.get()
    undo = reverse("admin:quizzes_question_undo_repair", args=[question.pk, made.pk])
    assert undo in as_moussa.get(address(question)).content.decode()
    assert "say in a few words why" in as_moussa.post(undo, {"why": " "}, follow=True).content.decode()
    assert scores(sat) == [0, 0, 1, 0]
    page = as_moussa.post(undo, {"why": "The old key was right."}, follow=True).content.decode()
    assert "Undone: what stood before counts again." in page
    assert undo not in page
    assert scores(sat) == [1, 1, 0, 0]
    again = as_moussa.post(undo, {"why": "Twice."}, follow=True).content.decode()
    assert "only the last repair that stands can be" in again


def test_only_the_last_repair_offers_to_be_undone(as_moussa, sat, question):
    as_moussa.post(address(question), {"to": newest(question), "why": "Key."})
    as_moussa.post(address(question), {"to": "void", "why": "No, void it."})
    page = as_moussa.get(address(question)).content.decode()
    offered = [repair.why for repair in Regrading.objects.all() if f"/repair/{repair.pk}/undo/" in page]
    assert offered == ["No, void it."]


def test_a_version_published_after_the_look_must_be_looked_at_first(as_moussa, sat, question):
    seen = newest(question)
    correct(question, "c")
    response = as_moussa.post(address(question), {"to": seen, "why": "Key."})
    assert "A newer version was published meanwhile." in response.content.decode()
    assert 'value="Key."' in response.content.decode()
    assert not Regrading.objects.exists()


def test_publishing_a_corrected_question_tells_how_many_attempts_are_graded_by_an_older_version(
    as_moussa, sit, question, sheet
):
    for name in ("zeinab", "oumou"):
        sit(name, "b")
    url = reverse("admin:quizzes_question_change", args=[question.pk])
    page = as_moussa.post(
        url, sheet(url) | {"stem_en": "Which one now?", "_publish": "1"}, follow=True
    ).content.decode()
    assert "2 ended attempts are still graded by an older version." in page
    assert f'<a href="{address(question)}">Repair past attempts</a>' in page
    again = as_moussa.post(url, sheet(url) | {"_publish": "1"}, follow=True).content.decode()
    assert "graded by an older version" not in again


def test_publishing_a_quiz_tells_it_of_each_question_that_it_publishes_anew(as_moussa, sit, question, gold, sheet):
    sit("zeinab", "b")
    Question.objects.filter(pk=question.pk).update(stem_en="Which one now?")
    url = reverse("admin:quizzes_quiz_change", args=[gold.draft_id])
    page = as_moussa.post(url, sheet(url) | {"_publish": "1"}, follow=True).content.decode()
    assert page.count("1 ended attempt is still graded by an older version.") == 1
    assert (
        f'“gold-road-one”: 1 ended attempt is still graded by an older version. <a href="{address(question)}">' in page
    )


def test_what_was_repaired_or_is_under_way_is_not_counted_as_behind(sat, question, moussa, begin, make_user, gold):
    from quizzes.authoring.regrading import behind

    later = MONDAY + timedelta(days=2)
    begin(make_user("kadia"), gold)
    assert behind(question, later) == 4
    made, _ = regrading.apply(question, question.latest(), by=moussa, why="Key.", now=later)
    assert behind(question, later) == 0
    regrading.undo(made, by=moussa, why="No.", now=later)
    assert behind(question, later) == 4
    regrading.apply(question, None, by=moussa, why="Void.", now=later)
    assert behind(question, later) == 0


def test_a_question_that_nobody_was_asked_has_nothing_to_repair(as_moussa, question):
    url = reverse("admin:quizzes_question_change", args=[question.pk])
    assert "/repair/" not in as_moussa.get(url).content.decode()
    assert as_moussa.get(reverse("admin:quizzes_question_repair", args=[9999])).status_code == 404
    draft = Question.objects.create(slug="draft", question_kind="numerical")
    assert as_moussa.get(address(draft)).status_code == 404


@pytest.fixture
def pages(as_moussa, sat, question):
    """The page of repair, and the address that undoes one."""
    as_moussa.post(address(question), {"to": newest(question), "why": "Key."})
    return [
        address(question),
        reverse("admin:quizzes_question_undo_repair", args=[question.pk, Regrading.objects.get().pk]),
    ]


def test_a_learner_and_a_visitor_are_sent_to_log_in(pages, as_awa, visitor, sat):
    for client in (as_awa, visitor):
        for page in pages:
            response = client.post(page, {"to": "void", "why": "Please."})
            assert response.status_code == 302
            assert "login" in response.url
    assert Regrading.objects.count() == 1


def test_a_teacher_who_may_only_look_at_questions_repairs_nothing(pages, fanta, as_fanta):
    fanta.user_permissions.add(Permission.objects.get(codename="view_question"))
    for page in pages:
        assert as_fanta.post(page, {"to": "void", "why": "Mine."}).status_code == 403
    assert as_fanta.get(pages[0]).status_code == 403
    fanta.user_permissions.add(Permission.objects.get(codename="change_question"))
    assert as_fanta.get(pages[0]).status_code == 200


def test_undoing_is_never_done_by_looking(pages, as_moussa):
    assert as_moussa.get(pages[1]).status_code == 405


def test_a_repair_of_another_question_is_not_undone_here(pages, as_moussa):
    other = Question.objects.get(slug="gold-road-number")
    undo = reverse("admin:quizzes_question_undo_repair", args=[other.pk, Regrading.objects.get().pk])
    assert as_moussa.post(undo, {"why": "Key."}).status_code == 404


def test_looking_takes_as_many_queries_for_two_attempts_as_for_twenty(
    as_moussa, sit, question, django_assert_max_num_queries
):
    for n in range(2):
        sit(f"learner-{n}", "b")
    correct(question)
    as_moussa.get(address(question))
    with django_assert_max_num_queries(20) as few:
        as_moussa.get(address(question))
    for n in range(2, 20):
        sit(f"learner-{n}", "b")
    with django_assert_max_num_queries(len(few)):
        as_moussa.get(address(question))


def test_repairs_can_be_looked_at_and_not_changed(pages, as_moussa):
    for model, row in (("regrading", Regrading.objects.get()), ("regrade", Regrade.objects.first())):
        assert as_moussa.get(reverse(f"admin:quizzes_{model}_changelist"), {"q": "gold"}).status_code == 200
        change = reverse(f"admin:quizzes_{model}_change", args=[row.pk])
        assert as_moussa.get(change).status_code == 200
        assert as_moussa.post(change, {"why": "x"}).status_code == 403
        assert (
            as_moussa.post(reverse(f"admin:quizzes_{model}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
        )


def test_which_learner_took_a_correction_is_not_for_teachers_to_read(as_fanta, fanta, question, awa):
    Regrading.objects.create(question=question, kind="taken", by=awa, by_name="awa", at=MONDAY)
    Regrading.objects.create(question=question, kind="void", by=fanta, by_name="fanta", at=MONDAY)
    fanta.user_permissions.add(*Permission.objects.filter(codename__in=("view_regrading", "change_question")))
    listing = as_fanta.get(reverse("admin:quizzes_regrading_changelist")).content.decode()
    assert "void" in listing
    assert "awa" not in listing + as_fanta.get(address(question)).content.decode()


def test_an_attempt_shows_its_score_rules_late_answers_and_repairs(as_moussa, make_user, begin, publish, moussa):
    version = publish(mapping(slug="timed", behaviour="deferred", seconds=60, certainty=True))
    attempt = begin(make_user("zeinab"), version)
    slots = Slot.objects.filter(attempt=attempt, position=1)
    attempts.submit(slots, Posted(("b",), certainty=3), sent_as=uuid4(), seen=0, now=MONDAY)
    attempts.submit(slots, Posted(("c",)), sent_as=uuid4(), seen=1, now=MONDAY + timedelta(hours=1))
    attempts.finish(attempt.pk, now=MONDAY + timedelta(hours=1))
    regrading.apply(Question.objects.get(slug="timed-one"), None, by=moussa, why="Ambiguous.", now=MONDAY)
    page = as_moussa.get(reverse("admin:quizzes_attempt_change", args=[attempt.pk])).content.decode()
    for words in ("b (sure: 3 of 3)", "11:00:00: c", "full marks to all: 1 → 1 Ambiguous.", "time limit: 60 s"):
        assert words in page, words
    assert "3 / 12" in page
