"""A form that was made once for many is to the letter what its template makes for one."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from quizzes.actions import attempts
from quizzes.engine.steps import Posted
from quizzes.models import Slot
from quizzes.views import fragments
from tests.quizzes import canaries
from tests.quizzes.conftest import MONDAY

pytestmark = pytest.mark.django_db
OWN = re.compile(r'(name="(?:sent_as|csrfmiddlewaretoken)" value=")[^"]*')


@pytest.fixture
def pages(as_awa, as_fanta, awa, fanta, publish):
    """Every question of every kind as two learners see it, in two orders, before and after an answer."""

    def make(languages=("en", "fr"), **fields):
        version = publish(canaries.quiz("all-kinds", behaviour="deferred", **fields))
        sittings = [
            (client, attempts.start(learner, version, seed=seed, now=MONDAY).attempt)
            for client, learner, seed in ((as_awa, awa, 3), (as_fanta, fanta, 11))
        ]
        seen = [page for client, attempt in sittings for page in _pages(client, attempt, languages)]
        for _client, attempt in sittings:
            _answer_all(attempt)
        return sittings, [*seen, *(page for client, attempt in sittings for page in _pages(client, attempt, languages))]

    return make


def _answer_all(attempt):
    for slot in Slot.objects.in_full([attempt]):
        body = slot.to_engine()
        key = body.write(body.key_response())
        slots = Slot.objects.filter(pk=slot.pk)
        attempts.submit(slots, Posted(key.values, certainty=2), sent_as=uuid4(), seen=0, now=MONDAY)


def _pages(client, attempt, languages):
    count = attempt.kept_plan.length
    for language in languages:
        urls = [reverse("quizzes:play", args=[attempt.token, n]) for n in range(1, count + 1)]
        for url in [*urls, reverse("quizzes:section", args=[attempt.token, 1])]:
            page = client.get(re.sub(r"^/[a-z]{2}/", f"/{language}/", url)).content.decode()
            yield OWN.sub(r"\1", page)


@pytest.mark.parametrize(("certainty", "languages"), [(False, ("en", "fr")), (True, ("fr",))])
def test_what_was_made_once_is_what_would_be_made_each_time(pages, certainty, languages, monkeypatch):
    sittings, ready_made = pages(languages, certainty=certainty)
    monkeypatch.setattr(fragments, "answer", lambda *args, **kwargs: None)
    made_anew = [page for client, attempt in sittings for page in _pages(client, attempt, languages)]
    assert ready_made[len(ready_made) // 2 :] == made_anew
    assert not re.search("[\ue000-\ue004]", "".join(ready_made))


def test_a_second_learner_costs_no_second_making(pages, monkeypatch):
    made = []
    render = fragments._render
    monkeypatch.setattr(fragments, "_render", lambda *args, **kwargs: made.append(args) or render(*args, **kwargs))
    sittings, _ = pages()
    count = sittings[0][1].kept_plan.length
    assert len(made) == count * 2 * 2 * 2  # two languages, alone and in a section, before and after the answer


@pytest.mark.parametrize("typed", ["987654321", "\ue000seen\ue001", "x" * 301])
def test_what_is_typed_stands_for_itself_and_long_answers_are_not_kept_in_memory(publish, begin, awa, as_awa, typed):
    attempt = begin(awa, publish(slug="gold-road", behaviour="deferred"))
    slot = attempt.slots.get(position=3)
    attempts.submit(Slot.objects.filter(pk=slot.pk), Posted((typed,)), sent_as=uuid4(), seen=0, now=MONDAY)
    page = as_awa.get(reverse("quizzes:play", args=[attempt.token, 3])).content.decode()
    assert f'value="{typed}"' in page
    assert not any(typed in form for form in fragments._made._kept.values() if len(typed) > 300)
