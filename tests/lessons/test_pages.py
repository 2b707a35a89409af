"""Lessons as readers meet them."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sahelapp.accounts.models import User
from sahelapp.lessons.models import Lesson, ReadingMark
from tests.lessons.conftest import both

pytestmark = pytest.mark.django_db


def page(client, address: str) -> str:
    return client.get(address).content.decode()


def test_a_lesson_has_its_text_its_notes_and_its_words(visitor, salt) -> None:
    words = page(visitor, "/fr/lessons/salt/")
    assert "Qu’est-ce qu’une" in words
    assert 'id="n-salt-body-1"' in words
    assert 'href="#n-salt-body-1"' in words
    assert "Caravan News" in words
    assert 'popovertarget="term-caravan"' in words
    assert 'id="term-caravan"' in words
    assert "Dire quand elle a ouvert." in words


def test_a_question_stands_where_the_text_asks_it_with_a_link_to_answer(visitor, salt) -> None:
    words = page(visitor, "/en/lessons/salt/")
    assert words.index("It opened in 2022") < words.index("In which year?") < words.index("It closed")
    assert 'href="/en/quizzes/check-salt/start/?question=when"' in words
    assert "2022." not in words.partition("In which year?")[2].partition("It closed")[0]


def test_lessons_lead_to_the_one_before_and_the_one_after(visitor, publish) -> None:
    for order, slug in enumerate(("one", "two", "three"), 1):
        publish(slug, order=order)
    words = page(visitor, "/en/lessons/two/")
    assert 'href="/en/lessons/one/" rel="prev"' in words
    assert 'href="/en/lessons/three/" rel="next"' in words
    assert "Lesson 2" in words


def test_browsing_sets_no_cookie_holds_no_form_and_may_be_cached(visitor, salt) -> None:
    for address in ("/en/lessons/", "/fr/lessons/salt/"):
        answer = visitor.get(address)
        assert answer["Cache-Control"] == "public, max-age=300"
        assert not answer.cookies
        assert "csrfmiddlewaretoken" not in answer.content.decode()


def test_pages_cost_as_many_queries_for_many_lessons_as_for_few(visitor, salt, publish) -> None:
    def cost(address: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert visitor.get(address).status_code == 200
        return len(seen)

    few = cost("/en/lessons/"), cost("/en/lessons/salt/")
    for order in range(2, 12):
        publish(f"lesson-{order}", order=order)
    assert (cost("/en/lessons/"), cost("/en/lessons/salt/")) == few


def test_a_visitor_marks_a_lesson_as_read_without_an_account_or_a_script(visitor, salt) -> None:
    link = re.search(r'href="(/en/lessons/salt/read/)"', page(visitor, "/en/lessons/salt/"))
    answer = visitor.get(link[1])
    assert answer["Cache-Control"] == "private, no-store"
    assert not ReadingMark.objects.exists()
    sent_as = re.search(r'name="sent_as" value="([^"]+)"', answer.content.decode())[1]
    answer = visitor.post(link[1], {"sent_as": sent_as})
    assert answer["Location"] == "/en/lessons/salt/#read"
    assert ReadingMark.objects.get().learner.kind == User.Kind.GUEST
    assert "You read this on" in page(visitor, "/en/lessons/salt/")
    assert "You have read 1 lesson of 1." in page(visitor, "/en/lessons/")


def test_somebody_we_know_marks_with_one_press(as_awa, salt) -> None:
    sent_as = re.search(r'name="sent_as" value="([^"]+)"', page(as_awa, "/en/lessons/salt/"))[1]
    as_awa.post("/en/lessons/salt/read/", {"sent_as": sent_as})
    as_awa.post("/en/lessons/salt/read/", {"sent_as": sent_as})
    assert ReadingMark.objects.count() == 1
    assert "You read this on" in page(as_awa, "/en/lessons/salt/read/")


@pytest.mark.parametrize("sent", [{}, {"sent_as": "not-a-uuid"}])
def test_a_broken_form_keeps_nothing_and_offers_the_button_again(as_awa, salt, sent) -> None:
    answer = as_awa.post("/en/lessons/salt/read/", sent)
    assert answer.status_code == 400
    assert "nothing was kept" in answer.content.decode()
    assert not ReadingMark.objects.exists()


def test_what_is_not_there_or_was_withdrawn_is_not_found(visitor, as_awa, salt) -> None:
    Lesson.objects.update(withdrawn=True)
    for slug in ("salt", "nothing"):
        assert visitor.get(f"/en/lessons/{slug}/").status_code == 404
        assert as_awa.post(f"/en/lessons/{slug}/read/", {"sent_as": uuid4()}).status_code == 404


def test_without_lessons_the_list_says_where_to_go(visitor, db) -> None:
    assert "There is no lesson yet." in page(visitor, "/en/lessons/")


def test_a_lesson_without_questions_or_sources_stands(visitor, publish) -> None:
    publish(check="", body=both("{.ours}\nNothing is claimed."), themes=[], objectives={"en": [], "fr": []})
    assert "Nothing is claimed." in page(visitor, "/en/lessons/salt/")
