"""An answer that comes after the end is refused, and whoever sent it sees that, and what they sent."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils.translation import override

from quizzes.actions import attempts
from quizzes.engine.steps import Posted
from quizzes.engine.terms import GRACE, Terms
from quizzes.models import Attempt, Step
from tests.quizzes.conftest import MONDAY

pytestmark = pytest.mark.django_db

PAGE, PART, JSON = {}, {"HX-Request": "true"}, {"Accept": "application/json"}
OVER = "This attempt is over"


@pytest.fixture
def answered(gold, begin, awa):
    """One right answer, in an attempt of one minute."""
    attempt = begin(awa, gold, terms=Terms(seconds=60))
    attempts.submit(attempt.slots.filter(position=1), Posted(("b",)), sent_as=uuid4(), seen=0, now=MONDAY)
    return attempt


def send(client, attempt, headers):
    with override("en"):
        url = reverse("quizzes:play", args=[attempt.token, 1])
    with time_machine.travel(MONDAY + timedelta(seconds=60) + GRACE, tick=False):
        return client.post(url, {"response": "a", "seen": 1, "sent_as": uuid4()}, headers=headers)


@pytest.mark.parametrize("headers", [PAGE, PART], ids=["page", "part"])
def test_after_finishing_an_answer_is_refused_and_shown(answered, as_awa, headers):
    attempts.finish(answered.pk, now=MONDAY)
    response = send(as_awa, answered, headers)
    page = response.content.decode()
    assert response.status_code == 409
    assert OVER in page
    assert "Option a" in page


def test_after_finishing_the_queue_is_told_in_a_code_and_in_words(answered, as_awa):
    attempts.finish(answered.pk, now=MONDAY)
    response = send(as_awa, answered, JSON)
    body = response.json()
    assert (response.status_code, body["reply"], body["state"]) == (409, "over", "answered")
    assert body["words"].startswith(OVER)


@pytest.mark.parametrize("headers", [PAGE, PART, JSON], ids=["page", "part", "json"])
def test_after_finishing_nothing_is_kept_and_nothing_changes(answered, as_awa, headers):
    attempts.finish(answered.pk, now=MONDAY)
    send(as_awa, answered, headers)
    assert Step.objects.count() == 1
    assert Attempt.objects.get().score == 1


@pytest.mark.parametrize("headers", [PAGE, PART, JSON], ids=["page", "part", "json"])
def test_after_time_is_up_an_answer_is_refused_kept_for_the_teacher_and_not_counted(answered, as_awa, headers):
    assert send(as_awa, answered, headers).status_code == 409
    assert [(step.status, step.current) for step in answered.slots.get(position=1).kept()] == [
        ("saved", True),
        ("late", False),
    ]
    assert Attempt.objects.get().score == 1


@pytest.mark.parametrize("headers", [PAGE, PART, JSON], ids=["page", "part", "json"])
def test_what_was_acknowledged_before_the_end_is_still_acknowledged_after_it(answered, as_awa, headers):
    sent_as = uuid4()
    attempts.submit(answered.slots.filter(position=2), Posted(("a",)), sent_as=sent_as, seen=0, now=MONDAY)
    attempts.finish(answered.pk, now=MONDAY)
    with override("en"):
        url = reverse("quizzes:play", args=[answered.token, 2])
    again = as_awa.post(url, {"response": "a", "seen": 0, "sent_as": sent_as}, headers=headers)
    assert again.status_code in (200, 302)
    assert headers is not JSON or again.json()["reply"] == "same"


def test_an_earlier_score_that_is_not_told_is_in_no_chart_and_in_no_sum(answered, begin, awa, as_awa):
    attempts.finish(answered.pk, now=MONDAY)
    Attempt.objects.update(rules={**answered.rules, "review": {"after": []}})
    second = begin(awa, answered.quiz_version)
    attempts.finish(second.pk, now=MONDAY)
    with override("en"):
        assert as_awa.get(reverse("quizzes:result", args=[second.token])).context["history"] == []
        assert as_awa.get(reverse("quizzes:quiz", args=["gold-road"])).context["counts"] is None
