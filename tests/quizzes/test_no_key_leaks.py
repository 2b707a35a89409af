"""Keys, feedback and explanations are in no byte sent before their moment: pages, htmx answers, errors, conflicts."""

import json
from uuid import uuid4

import pytest
from django.urls import reverse

from quizzes.actions import attempts
from tests.quizzes.conftest import CANARIES, MONDAY

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
PUBLIC = ("/en/quizzes/", "/fr/quizzes/", "/en/quizzes/{slug}/", "/fr/quizzes/{slug}/", "/en/quizzes/{slug}/start/")


def leaks(response):
    """The canaries in a response, in its body or headers."""
    sent = response.content.decode() + str(dict(response.headers))
    return [canary for canary in CANARIES if canary in sent]


def post(client, attempt, position, *values, **extra):
    url = reverse("quizzes:play", args=[attempt.token, position])
    fields = {"response": values, "seen": 0, "sent_as": uuid4()} | extra.pop("fields", {})
    return client.post(url, fields, **extra)


@pytest.mark.parametrize("behaviour", ["immediate", "deferred"])
def test_before_any_answer_nothing_is_told(publish, begin, awa, as_awa, behaviour):
    version = publish(slug="road", behaviour=behaviour)
    attempt = begin(awa, version)
    pages = [path.format(slug="road") for path in PUBLIC]
    pages += [reverse("quizzes:play", args=[attempt.token, position]) for position in (1, 2, 3)]
    pages += [reverse("quizzes:finish", args=[attempt.token]), reverse("quizzes:result", args=[attempt.token])]
    for page in pages:
        for headers in ({}, HTMX):
            assert leaks(as_awa.get(page, headers=headers)) == [], page


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_at_the_end_nothing_is_told_by_any_answer_before_the_end(gold, begin, awa, as_awa, headers):
    attempt = begin(awa, gold)
    right = {1: ["b"], 2: ["a", "b"]}
    for position, values in right.items():
        assert leaks(post(as_awa, attempt, position, *values, headers=headers, follow=True)) == []
        stale = post(as_awa, attempt, position, "c", headers=headers)
        assert (stale.status_code, leaks(stale)) == (409, [])
        assert leaks(post(as_awa, attempt, position, "z", headers=headers, fields={"seen": 1})) == []
        assert leaks(post(as_awa, attempt, position, headers=headers, fields={"seen": ""})) == []
    assert leaks(post(as_awa, attempt, 3, "7", headers=headers, follow=True)) == []
    assert leaks(as_awa.get(reverse("quizzes:finish", args=[attempt.token]))) == []


def test_right_and_wrong_look_alike_before_the_end(gold, begin, awa, fanta, as_awa, as_fanta):
    pages = []
    for client, learner, answer in ((as_awa, awa, "b"), (as_fanta, fanta, "a")):
        attempt = begin(learner, gold)
        post(client, attempt, 1, answer)
        places = client.get(reverse("quizzes:play", args=[attempt.token, 2])).context["places"]
        pages.append([place.state for place in places])
    assert pages[0] == pages[1] == ["answered", "open", "open"]


def test_at_once_one_answer_tells_of_its_own_question_only(publish, begin, awa, as_awa):
    attempt = begin(awa, publish(slug="road"))
    told = post(as_awa, attempt, 1, "a", headers=HTMX)
    assert leaks(told) == ["CANARY-FEEDBACK", "CANARY-EXPLANATION"]
    assert leaks(as_awa.get(reverse("quizzes:play", args=[attempt.token, 2]))) == []
    assert leaks(as_awa.get(reverse("quizzes:play", args=[attempt.token, 3]))) == []


def test_what_cannot_be_read_tells_nothing(salt, begin, awa, as_awa):
    attempt = begin(awa, salt)
    assert leaks(post(as_awa, attempt, 3, "many")) == []
    assert leaks(post(as_awa, attempt, 1, "z")) == []


def test_an_export_under_way_tells_nothing(gold, begin, awa, as_awa):
    attempt = begin(awa, gold)
    post(as_awa, attempt, 1, "b")
    exported = json.dumps(attempts.export(awa, now=MONDAY), default=str)
    assert not [canary for canary in CANARIES if canary in exported]


def test_the_canaries_sing_when_the_time_has_come(gold, begin, awa, as_awa):
    attempt = begin(awa, gold)
    post(as_awa, attempt, 1, "a")
    as_awa.post(reverse("quizzes:finish", args=[attempt.token]))
    page = as_awa.get(reverse("quizzes:result", args=[attempt.token])).content.decode()
    assert "CANARY-FEEDBACK" in page
    assert "CANARY-EXPLANATION" in page
    assert "48,151,623" in page
