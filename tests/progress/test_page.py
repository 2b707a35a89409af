"""My progress: what I did, where I go on, by theme; for me alone."""

from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quizzes.actions import attempts, runs
from quizzes.engine.steps import Posted
from quizzes.models import Slot
from sahelapp.accounts.models import User
from sahelapp.lessons import actions as lessons
from sahelapp.progress import reading
from tests.accounts.test_guests import act
from tests.progress.conftest import TUESDAY


def test_a_visitor_is_invited_and_stays_unknown(visitor, db):
    response = visitor.get("/fr/progress/")
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
    assert not User.objects.exists()
    assert not Session.objects.exists()


def test_who_has_done_nothing_yet_is_invited_too(as_awa, db):
    assert 'class="empty"' in as_awa.get("/en/progress/").content.decode()


def test_the_page_tells_what_was_read_answered_and_decided(as_awa, awa, work):
    work(awa)
    page = as_awa.get("/fr/progress/").content.decode()
    for words in ("Leçon 1", "The quiz salt-road (fr)", "The caravan (fr)", "CANARY-END (fr)", "3 mars 2026"):
        assert words in page, words


def test_it_leads_on_to_what_is_under_way_and_to_the_next_lesson(as_awa, awa, course):
    quiz, scenario = course
    attempt = attempts.start(awa, quiz, seed=1, now=TUESDAY).attempt
    run = runs.start(awa, scenario, token=uuid4(), seed=1, now=TUESDAY)
    lessons.mark_read(awa, "lesson-2", sent_as=uuid4(), now=TUESDAY)
    page = as_awa.get("/en/progress/").content.decode()
    assert f"/en/attempts/{attempt.token}/" in page
    assert f"/en/runs/{run.token}/" in page
    assert "Lesson 3" in page


@pytest.mark.parametrize(
    ("read", "then"), [((), 1), ((1,), 2), ((2,), 3), ((3,), 1), ((1, 3), 2), ((3, 1), 2), ((1, 2, 3), None)]
)
def test_the_next_lesson_is_the_first_unread_after_the_last_read(awa, course, read, then):
    for minute, number in enumerate(read):
        at = TUESDAY.replace(minute=minute)
        lessons.mark_read(awa, f"lesson-{number}", sent_as=uuid4(), now=at)
    following = reading.work_of(awa, TUESDAY, "en").next_lesson
    assert (following and following.order) == then


def test_by_theme_counts_lessons_and_the_last_answer_to_each_question(as_awa, awa, work):
    work(awa)
    rows = as_awa.get("/en/progress/").context["themes"]
    salt, gold = rows
    assert (salt.name, salt.read, salt.lessons, salt.asked, salt.percent) == ("Salt", 1, 2, 2, 50)
    assert (gold.name, gold.read, gold.lessons, gold.asked, gold.percent) == ("Gold", 0, 2, 0, None)


def test_of_each_question_the_last_answer_counts(as_awa, awa, course, work):
    work(awa)
    quiz, _ = course
    later = TUESDAY.replace(hour=12)
    attempt = attempts.start(awa, quiz, seed=1, now=later).attempt
    for slot, values in zip(attempt.slots.order_by("position"), (("b",), ("a", "b")), strict=False):
        attempts.submit(Slot.objects.filter(pk=slot.pk), Posted(values), sent_as=uuid4(), seen=0, now=later)
    assert as_awa.get("/en/progress/").context["themes"][0].percent == 50, "a sitting under way does not count"
    attempts.finish(attempt.pk, now=later)
    assert as_awa.get("/en/progress/").context["themes"][0].percent == 100


def test_by_theme_nothing_is_told_of_a_sitting_whose_marks_are_not(as_awa, awa, work):
    work(awa)
    attempt = awa.attempts.get()
    awa.attempts.update(rules={**attempt.rules, "review": {"after": []}})
    assert as_awa.get("/en/progress/").context["themes"][0].asked == 0


def test_nobody_sees_the_work_of_another(as_awa, fanta, work):
    work(fanta)
    assert 'class="empty"' in as_awa.get("/en/progress/").content.decode()
    attempt, run = fanta.attempts.get(), fanta.runs.get()
    for path in (f"attempts/{attempt.token}/", f"runs/{run.token}/", f"runs/{run.token}/result/"):
        assert as_awa.get(f"/en/{path}").status_code == 404, path


def test_much_work_costs_as_many_queries_as_little(as_awa, awa, work):
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert as_awa.get("/en/progress/").status_code == 200
        return len(caught)

    work(awa)
    queries()
    once = queries()
    for _ in range(4):
        work(awa)
    assert queries() == once
    assert once <= 12


def test_beginning_anew_explains_and_keeps_the_row(visitor, work):
    guest = act(visitor)
    work(guest)
    assert "nobody can open it again" in visitor.get("/en/progress/leave/").content.decode()
    assert "_auth_user_id" in visitor.session
    response = visitor.post("/en/progress/leave/")
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert "_auth_user_id" not in visitor.session
    assert guest.attempts.count() == 1
    assert act(visitor) != guest


def test_beginning_anew_with_nobody_there_leads_home(visitor, db):
    response = visitor.get("/en/progress/leave/")
    assert response["Location"] == "/en/"
    assert not response.cookies


def test_every_private_page_says_who_is_there(as_awa, awa):
    page = as_awa.get("/en/progress/").content.decode()
    assert "You are Awa." in page
    assert "/en/progress/leave/" in page
