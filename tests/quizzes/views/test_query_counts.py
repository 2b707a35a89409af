"""Pages cost the same however many questions there are."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quizzes.actions import attempts
from tests.quizzes.conftest import MONDAY, choice, mapping

pytestmark = pytest.mark.django_db


@pytest.fixture
def of_length(publish, begin, awa):
    """A quiz of n questions, and an attempt of Awa's in it."""

    def make(n):
        slug = f"quiz-{n}"
        version = publish(mapping(slug, behaviour="deferred", questions=[choice(f"{slug}-{i}") for i in range(n)]))
        return slug, begin(awa, version)

    return make


def cost(client, url, **fields):
    """How many queries a GET costs, or with fields a POST."""
    with CaptureQueriesContext(connection) as queries:
        headers = getattr(client, "headers", {})
        response = client.post(url, fields, headers=headers) if fields else client.get(url)
    assert response.status_code in (200, 302)
    return len(queries)


@pytest.mark.parametrize(("browser", "most"), [("visitor", 2), ("as_awa", 5)])
def test_the_page_of_a_quiz_costs_the_same_for_3_and_30(of_length, browser, most, request):
    client = request.getfixturevalue(browser)
    costs = [cost(client, f"/en/quizzes/{slug}/") for slug, _ in (of_length(3), of_length(30))]
    assert costs[0] == costs[1] <= most


def test_the_list_of_quizzes_costs_the_same_however_many(of_length, visitor):
    of_length(3)
    few = cost(visitor, "/en/quizzes/")
    of_length(4), of_length(5)
    assert few == cost(visitor, "/en/quizzes/") == 2  # the edition, and the quizzes


def test_a_question_costs_the_same_in_3_and_30_and_at_most_eight(of_length, as_awa):
    urls = [reverse("quizzes:play", args=[attempt.token, 2]) for _, attempt in (of_length(3), of_length(30))]
    costs = [cost(as_awa, url) for url in urls]
    assert costs[0] == costs[1] <= 8


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_saving_an_answer_costs_the_same_in_3_and_40_and_at_most_eight(of_length, as_awa, accept):
    urls = [reverse("quizzes:play", args=[attempt.token, 1]) for _, attempt in (of_length(3), of_length(40))]
    as_awa.headers = {"Accept": accept}
    costs = [cost(as_awa, url, response="a", seen=0, sent_as=uuid4()) for url in urls]
    assert costs[0] == costs[1] <= 8


def test_saving_and_showing_the_next_question_in_one_request_costs_at_most_eleven(of_length, as_awa):
    urls = [reverse("quizzes:play", args=[attempt.token, 1]) for _, attempt in (of_length(3), of_length(40))]
    as_awa.headers = {"HX-Request": "true"}
    for url in urls:  # published versions are read once a process
        as_awa.get(url)
    costs = [cost(as_awa, url, response="a", seen=0, sent_as=uuid4()) for url in urls]
    assert costs[0] == costs[1] <= 11


def test_a_page_of_forty_questions_costs_at_most_eight(of_length, as_awa):
    urls = [reverse("quizzes:section", args=[attempt.token, 1]) for _, attempt in (of_length(3), of_length(40))]
    costs = [cost(as_awa, url) for url in urls]
    assert costs[0] == costs[1] <= 8


def test_the_result_costs_the_same_for_3_and_30(of_length, as_awa):
    costs = []
    for _, attempt in (of_length(3), of_length(30)):
        attempts.finish(attempt.pk, now=MONDAY)
        costs.append(cost(as_awa, reverse("quizzes:result", args=[attempt.token])))
    assert costs[0] == costs[1] <= 8
