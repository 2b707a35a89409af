"""A sitting as a browser without JavaScript meets it."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from quizzes.models import Attempt, Step

pytestmark = pytest.mark.django_db


def address(attempt, position=1):
    return reverse("quizzes:play", args=[attempt.token, position])


def send(client, attempt, *values, position=1, seen=0, sent_as=None, **extra):
    fields = {"response": values, "seen": seen, "sent_as": sent_as or uuid4()}
    return client.post(address(attempt, position), fields, **extra)


@pytest.fixture
def sitting(salt, begin, awa):
    return begin(awa, salt)


@pytest.fixture
def late_sitting(gold, begin, awa):
    return begin(awa, gold)


def test_a_visitor_takes_a_quiz_from_the_list_to_the_result(salt, visitor):
    assert "The quiz salt-road" in visitor.get("/en/quizzes/").content.decode()
    assert reverse("quizzes:start", args=["salt-road"]) in visitor.get("/en/quizzes/salt-road/").content.decode()
    assert Attempt.objects.count() == 0
    started = visitor.post("/en/quizzes/salt-road/start/")
    attempt = Attempt.objects.get()
    assert started.url == address(attempt)
    for position, values in enumerate((["b"], ["a", "b"], ["48151623"]), 1):
        assert send(visitor, attempt, *values, position=position).status_code == 302
    assert visitor.post(reverse("quizzes:finish", args=[attempt.token])).status_code == 302
    page = visitor.get(reverse("quizzes:result", args=[attempt.token])).content.decode()
    assert "4 of 4" in page
    assert "CANARY-EXPLANATION of it." in page


def test_public_pages_are_the_same_for_all_and_set_no_cookie(salt, visitor):
    for path in ("/en/quizzes/", "/fr/quizzes/salt-road/"):
        response = visitor.get(path)
        assert response["Cache-Control"].startswith("public")
        assert not response.cookies


def test_a_lesson_sends_its_reader_to_one_question(salt, visitor):
    pinned = salt.pinned.select_related("question_version__draft").get(position=3)
    slug = pinned.question_version.draft.slug
    page = visitor.get(f"/en/quizzes/salt-road/start/?question={slug}").content.decode()
    assert f'name="question" value="{slug}"' in page
    started = visitor.post("/en/quizzes/salt-road/start/", {"question": slug})
    assert started.url == address(Attempt.objects.get(), 3)
    assert visitor.post("/en/quizzes/salt-road/start/", {"question": "no-such"}).url == address(
        Attempt.objects.get(), 1
    )


def test_the_start_page_keeps_nothing_until_its_button_is_pressed(salt, visitor):
    response = visitor.get("/en/quizzes/salt-road/start/")
    assert response["Cache-Control"] == "private, no-store"
    assert Attempt.objects.count() == 0


def test_after_an_answer_the_page_says_whether_why_and_when_it_was_saved(as_awa, sitting):
    response = send(as_awa, sitting, "a", follow=True)
    page = response.content.decode()
    for words in ("Your answer: wrong", "Right answer", "CANARY-FEEDBACK a", "CANARY-EXPLANATION", "Saved at"):
        assert words in page


def test_at_the_end_means_the_next_question_comes_at_once(as_awa, late_sitting):
    response = send(as_awa, late_sitting, "a")
    assert response.url == address(late_sitting, 2)
    assert "Question 1 saved at" in as_awa.get(response.url).content.decode()


def test_htmx_gets_the_part_that_changes_and_the_address_it_stands_for(as_awa, late_sitting):
    response = send(as_awa, late_sitting, "a", headers={"HX-Request": "true"})
    page = response.content.decode()
    assert "<html" not in page
    assert "Question 2 of 3" in page
    assert response["HX-Push-Url"] == address(late_sitting, 2)


def test_somebody_elses_attempt_does_not_exist(as_fanta, visitor, sitting):
    assert send(as_fanta, sitting, "b").status_code == 404
    for client in (as_fanta, visitor):
        assert client.get(address(sitting)).status_code == 404
        assert client.get(reverse("quizzes:result", args=[sitting.token])).status_code == 404
        assert client.post(reverse("quizzes:finish", args=[sitting.token])).status_code == 404
    assert Step.objects.count() == 0


def test_when_the_session_has_ended_the_answer_stays_on_the_page_and_can_be_sent_again(as_awa, awa, sitting):
    as_awa.logout()
    response = send(as_awa, sitting, "typed with care", position=3)
    page = response.content.decode()
    assert response.status_code == 403
    assert 'name="response" value="typed with care"' in page
    assert "Log in again" in page
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("position", [0, 4, 999999])
def test_a_question_that_is_not_there_is_a_404(as_awa, sitting, position):
    assert as_awa.get(address(sitting, position)).status_code == 404
    assert send(as_awa, sitting, "a", position=position).status_code == 404


def test_another_answer_from_another_tab_is_kept_and_both_are_shown(as_awa, late_sitting):
    send(as_awa, late_sitting, "a")
    response = send(as_awa, late_sitting, "c", seen=0)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Option a" in page
    assert "Option c" in page
    assert [step.current for step in Step.objects.order_by("number")] == [True, False]
    assert send(as_awa, late_sitting, "c", seen=1).status_code == 302
    assert late_sitting.slots.get(position=1).current()[-1].to_engine().posted.values == ("c",)


def test_the_first_answer_stands_and_the_second_is_shown(as_awa, sitting):
    send(as_awa, sitting, "a")
    response = send(as_awa, sitting, "b", seen=1)
    assert response.status_code == 409
    assert "Your first answer stands." in response.content.decode()


def test_an_answer_after_the_end_is_refused_and_shown(as_awa, sitting):
    as_awa.post(reverse("quizzes:finish", args=[sitting.token]))
    response = send(as_awa, sitting, "b")
    assert response.status_code == 409
    assert "This attempt is over" in response.content.decode()
    assert "Option b" in response.content.decode()
    assert Step.objects.count() == 0


def test_a_megabyte_in_a_field_is_told_and_typed_words_come_back(as_awa, sitting):
    response = send(as_awa, sitting, "9" * 1024 * 1024, position=3)
    assert response.status_code == 422
    assert "longer than an answer can be" in response.content.decode()
    assert "9" * 1000 in response.content.decode()


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"response": "a"},
        {"response": "a", "seen": "0"},
        {"response": "a", "seen": "²", "sent_as": str(uuid4())},
        {"response": "a", "seen": "-1", "sent_as": str(uuid4())},
        {"response": "a", "seen": "0", "sent_as": "no uuid"},
        {"response": "a\x00b", "seen": "0", "sent_as": str(uuid4())},
        {"response": "not offered", "seen": "0", "sent_as": str(uuid4())},
        {"response": ["a", "b"], "seen": "0", "sent_as": str(uuid4())},
        {"seen": "0", "sent_as": str(uuid4())},
    ],
)
def test_a_broken_form_is_answered_with_a_sentence(as_awa, sitting, fields):
    response = as_awa.post(address(sitting), fields)
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()


def test_what_cannot_be_read_as_a_number_is_kept_and_told(as_awa, sitting):
    response = send(as_awa, sitting, "many", position=3)
    assert response.status_code == 422
    assert 'value="many"' in response.content.decode()
    assert Step.objects.get().status == "unreadable"
    assert send(as_awa, sitting, "48 151 623 bars", position=3, seen=1).status_code == 302
    assert Step.objects.filter(status="graded", grade="1").exists()


def test_a_french_page_reads_a_french_number(as_awa, publish, begin, awa):
    from tests.quizzes.conftest import mapping, number

    version = publish(mapping("weights", questions=[number("weights-number", "1312.5")]))
    attempt = begin(awa, version)
    as_awa.post(f"/fr/attempts/{attempt.token}/1/", {"response": "1 312,5", "seen": 0, "sent_as": uuid4()})
    assert Step.objects.get().grade == "1"


def test_a_restart_goes_on_where_the_learner_was(as_awa, salt, sitting):
    send(as_awa, sitting, "b")
    assert as_awa.get(reverse("quizzes:result", args=[sitting.token])).url == address(sitting, 2)
    assert as_awa.post("/en/quizzes/salt-road/start/").url == address(sitting, 2)
    assert "Continue" in as_awa.get("/en/quizzes/salt-road/").content.decode()


def test_unanswered_questions_are_named_before_the_end(as_awa, sitting):
    send(as_awa, sitting, "b")
    page = as_awa.get(reverse("quizzes:finish", args=[sitting.token])).content.decode()
    assert "2 questions are still open" in page
    assert Attempt.objects.get().finished_at is None


def test_a_token_is_needed_to_answer(awa, sitting):
    client = Client(enforce_csrf_checks=True)
    client.force_login(awa)
    assert send(client, sitting, "b").status_code == 403
