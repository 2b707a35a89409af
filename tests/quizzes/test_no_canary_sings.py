"""Every kind under every behaviour: nothing secret is in any byte that is sent before its moment, and then it is."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils.translation import override

from quizzes.actions import attempts, drawing
from quizzes.engine.rules import PARTS
from quizzes.models import Attempt, Question
from tests.quizzes import canaries
from tests.quizzes.canaries import EVERY_KIND, OTHERWISE_WRONG, RIGHT, UNREADABLE, WRONG, told
from tests.quizzes.conftest import MONDAY

pytestmark = pytest.mark.django_db

PAGE, PART, JSON = {}, {"HX-Request": "true"}, {"Accept": "application/json"}
BEHAVIOURS = [(behaviour, sure) for behaviour in ("immediate", "deferred", "tries") for sure in (False, True)]
ALL = ("marks", "correctness", "feedback", "answer")


@pytest.fixture(autouse=True)
def _on_monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def sitting(publish, begin, awa):
    """An attempt at a quiz of every kind."""

    def make(behaviour="deferred", certainty=False, **fields):
        version = publish(canaries.quiz("q", behaviour=behaviour, certainty=certainty, **fields))
        return begin(awa, version)

    return make


def sent(response):
    """Every byte of an answer, the pages it led through included."""
    responses = [response, *(getattr(response, "redirect_chain", ()))]
    return response.content.decode() + str(dict(response.headers)) + str(responses[1:])


def seen_by(attempt, position):
    return max((step.number for step in attempt.slots.get(position=position).steps.filter(current=True)), default=0)


def post(client, attempt, position, fields, headers=PAGE, **extra):
    known = {"seen": seen_by(attempt, position), "sent_as": uuid4()}
    with override("en"):
        url = reverse("quizzes:play", args=[attempt.token, position])
    return client.post(url, known | fields | extra, headers=headers, follow=headers == PAGE)


def get(client, name, *arguments, headers=PAGE, language="en"):
    with override(language):
        path = reverse(f"quizzes:{name}", args=arguments)
    response = client.get(path, headers=headers)
    assert response.status_code in (200, 302), path
    return sent(response)


def screens(client, attempt):
    """Every page of an attempt under way, whole and in part, in both languages."""
    token = attempt.token
    for position in range(1, len(EVERY_KIND) + 1):
        yield get(client, "play", token, position)
        yield get(client, "play", token, position, headers=PART, language="fr")
    for name, arguments in (("section", [token, 1]), ("finish", [token]), ("result", [token])):
        yield get(client, name, *arguments)
        yield get(client, name, *arguments, headers=PART, language="fr")
    yield json.dumps(attempts.export(attempt.learner, now=MONDAY), default=str)


def public(client, slug="q"):
    for language in ("en", "fr"):
        for path in ("", f"{slug}/", f"{slug}/start/", f"{slug}/print/", f"{slug}/print/?seed=5"):
            response = client.get(f"/{language}/quizzes/{path}")
            assert response.status_code == 200, path
            yield sent(response)


def number(kind):
    return EVERY_KIND.index(kind) + 1


@pytest.mark.parametrize(("behaviour", "certainty"), BEHAVIOURS)
def test_nothing_is_told_before_any_answer(sitting, as_awa, behaviour, certainty):
    attempt = sitting(behaviour, certainty, layout="sections" if certainty else "one")
    assert [told(one) for one in screens(as_awa, attempt) if told(one)] == []


def test_nothing_is_told_to_the_public_or_on_paper(sitting, client):
    sitting()
    assert [told(one) for one in public(client) if told(one)] == []


@pytest.mark.parametrize("key", ["?key=1", "?key=1&seed=5"])
def test_the_paper_with_the_key_is_not_for_learners(sitting, as_awa, key):
    sitting()
    response = as_awa.get(f"/en/quizzes/q/print/{key}")
    assert (response.status_code, told(sent(response))) == (404, {})


@pytest.mark.parametrize(
    ("headers", "certainty"), [(PAGE, False), (PART, True), (JSON, False)], ids=["page", "part", "json"]
)
def test_at_the_end_means_that_no_answer_is_told_anything_before(sitting, as_awa, headers, certainty):
    attempt = sitting("deferred", certainty)
    heard = []
    for kind in EVERY_KIND:
        place = number(kind)
        for fields in (WRONG[kind], UNREADABLE.get(kind, {}), {"response": [""]}, OTHERWISE_WRONG[kind]):
            heard.append(told(sent(post(as_awa, attempt, place, fields, headers, certainty="3"))))
        stale = post(as_awa, attempt, place, WRONG[kind], headers, seen="0")
        assert stale.status_code == 409
        heard.append(told(sent(stale)))
    heard += [told(one) for one in screens(as_awa, attempt)]
    assert [one for one in heard if one] == []


def test_right_and_wrong_get_the_same_answer_before_the_end(sitting, as_awa):
    attempt = sitting()
    for kind in EVERY_KIND:
        answers = [post(as_awa, attempt, number(kind), fields, JSON).json() for fields in (WRONG[kind], RIGHT[kind])]
        assert {**answers[0], "seen": 2} == answers[1]


@pytest.mark.parametrize("certainty", [False, True])
def test_at_once_an_answer_tells_of_its_own_question_and_no_other(sitting, as_awa, certainty):
    attempt, answered = sitting("immediate", certainty), set()
    for kind in EVERY_KIND:
        place = number(kind)
        assert told(get(as_awa, "play", attempt.token, place)) == {}
        assert told(sent(post(as_awa, attempt, place, WRONG[kind], JSON, certainty="2"))) == {}
        answered.add(kind)
        own = told(get(as_awa, "play", attempt.token, place))
        assert set(own) == {kind}
        assert canaries.word(kind, "EXPLANATION") in own[kind]
        assert not any("HINT" in one for one in own[kind])
        assert set(told(get(as_awa, "section", attempt.token, 1))) == answered
        assert told(get(as_awa, "finish", attempt.token)) == {}


@pytest.mark.parametrize("certainty", [False, True])
def test_of_several_tries_each_tells_how_it_went_and_earns_one_hint(sitting, as_awa, certainty):
    attempt = sitting("tries", certainty)
    for kind in EVERY_KIND:
        place, hints = number(kind), [canaries.word(kind, "HINT-1"), canaries.word(kind, "HINT-2")]
        first = told(sent(post(as_awa, attempt, place, WRONG[kind], PART)))
        assert set(first) == {kind}
        assert set(first[kind]) - {canaries.word(kind, "CHOSEN")} == set(hints[:1])
        second = told(sent(post(as_awa, attempt, place, OTHERWISE_WRONG[kind], PART)))
        others = [one for one in second.get(kind, []) if "FEEDBACK-" in one or "CHOSEN" in one]
        assert len(others) <= 1  # what is said of the option just chosen, at most
        if kind != "true_false":  # which has no other wrong answer
            assert (set(second), set(second[kind]) - set(others)) == ({kind}, set(hints))
        last = told(sent(post(as_awa, attempt, place, RIGHT[kind], PART)))
        assert canaries.word(kind, "EXPLANATION") in last[kind]


@pytest.mark.parametrize(("behaviour", "certainty"), BEHAVIOURS)
def test_when_the_time_has_come_every_canary_sings(sitting, as_awa, behaviour, certainty):
    attempt = sitting(behaviour, certainty)
    for kind in EVERY_KIND:
        post(as_awa, attempt, number(kind), WRONG[kind], PART)
    as_awa.post(reverse("quizzes:finish", args=[attempt.token]))
    song = told(get(as_awa, "result", attempt.token))
    french = told(get(as_awa, "result", attempt.token, language="fr"))
    for kind in EVERY_KIND:
        assert canaries.word(kind, "EXPLANATION") in song[kind]
        assert canaries.word(kind, "EXPLANATION") in french[kind]
        rows = {one for one in canaries.every_secret(kind) if "-ROW-" in one}
        assert rows - {"CANARY-FILL_IN-ROW-A"} <= set(song[kind])  # there the option that was chosen speaks
    for kind in ("single_choice", "multiple_choice", "true_false"):
        assert canaries.word(kind, "CHOSEN") in song[kind]
    for kind in ("short_text", "fill_in"):
        assert canaries.word(kind, "ACCEPTED") in song[kind]
    assert {"48151623", "27182818"} <= {one for kind in song for one in song[kind]}


def test_the_key_of_a_paper_is_for_those_who_teach(sitting, make_user, client, django_user_model):
    sitting()
    client.force_login(django_user_model.objects.create_superuser("boss", password="a long enough password"))
    song = told(sent(client.get("/en/quizzes/q/print/?key=1")))
    assert all(canaries.word(kind, "EXPLANATION") in song[kind] for kind in EVERY_KIND)


def hiding(*hidden, closed=PARTS):
    return {"during": list(PARTS), "after": [part for part in PARTS if part not in hidden], "closed": list(closed)}


def ended(sitting, as_awa, review, behaviour="deferred", **fields):
    attempt = sitting(behaviour, review=review, **fields)
    for kind in EVERY_KIND:
        post(as_awa, attempt, number(kind), WRONG[kind], JSON)
    as_awa.post(reverse("quizzes:finish", args=[attempt.token]))
    return Attempt.objects.get(pk=attempt.pk)


def all_after(as_awa, attempt, now=MONDAY):
    """Everything that can be had of an ended attempt."""
    yield get(as_awa, "result", attempt.token)
    yield get(as_awa, "result", attempt.token, language="fr")
    yield get(as_awa, "play", attempt.token, 1)
    yield from public(as_awa)
    yield sent(post(as_awa, attempt, 1, RIGHT["single_choice"], JSON))
    yield sent(post(as_awa, attempt, 2, RIGHT["multiple_choice"], PART))
    yield json.dumps(attempts.export(attempt.learner, now=now), default=str)


def test_where_the_answer_stays_hidden_after_the_end_no_key_and_no_explanation_is_told(sitting, as_awa):
    attempt = ended(sitting, as_awa, hiding("answer"))
    for one in all_after(as_awa, attempt):
        for kind, there in told(one).items():
            assert set(there) <= {canaries.word(kind, "CHOSEN")}, kind


def test_where_feedback_stays_hidden_after_the_end_only_the_key_is_told(sitting, as_awa):
    attempt = ended(sitting, as_awa, hiding("feedback"))
    for one in all_after(as_awa, attempt):
        for there in told(one).values():
            assert not [word for word in there if any(place in word for place in ("CHOSEN", "ROW", "FEEDBACK"))]


def test_where_everything_stays_hidden_after_the_end_nothing_is_told(sitting, as_awa):
    attempt = ended(sitting, as_awa, hiding(*ALL))
    assert [told(one) for one in all_after(as_awa, attempt) if told(one)] == []


def test_where_correctness_stays_hidden_right_and_wrong_look_alike_after_the_end(sitting, as_awa):
    attempt = ended(sitting, as_awa, hiding(*ALL))
    shown = as_awa.get(reverse("quizzes:result", args=[attempt.token])).context
    assert {place.state for place in shown["places"]} == {"answered"}
    assert (shown["missed"], list(shown["calibration"]), list(shown["history"])) == (0, [], [])
    assert attempts.again(attempt, now=MONDAY).attempt is None
    [exported] = attempts.export(attempt.learner, now=MONDAY)
    assert {answer["grade"] for answer in exported["answers"]} == {None}


def test_where_marks_stay_hidden_no_score_is_told(sitting, as_awa, begin):
    attempt = ended(sitting, as_awa, hiding("marks"))
    Attempt.objects.filter(pk=attempt.pk).update(score="7.7777")
    result = get(as_awa, "result", attempt.token) + get(as_awa, "result", attempt.token, language="fr")
    assert not [figure for figure in ("7.7", "7,7") if figure in result]
    assert attempts.export(attempt.learner, now=MONDAY)[0]["score"] is None


def test_where_marks_stay_hidden_the_page_of_the_quiz_tells_no_score_either(sitting, as_awa):
    attempt = ended(sitting, as_awa, hiding("marks"))
    Attempt.objects.filter(pk=attempt.pk).update(score="7.7777")
    assert not [one for one in public(as_awa) if "7.7" in one or "7,7" in one]


def test_what_stays_hidden_until_the_quiz_closes_is_told_then(sitting, as_awa):
    closes = MONDAY + timedelta(days=1)
    attempt = ended(sitting, as_awa, hiding(*ALL), closes=closes.isoformat())
    assert told(get(as_awa, "result", attempt.token)) == {}
    with time_machine.travel(closes, tick=False):
        song = told(get(as_awa, "result", attempt.token))
    assert all(canaries.word(kind, "EXPLANATION") in song[kind] for kind in EVERY_KIND)


@pytest.mark.parametrize("behaviour", ["immediate", "tries"])
def test_what_the_author_hides_during_the_attempt_is_not_told_by_the_behaviour(sitting, as_awa, behaviour):
    attempt = sitting(behaviour, review={"during": [], "after": list(PARTS), "closed": list(PARTS)})
    for kind in EVERY_KIND:
        post(as_awa, attempt, number(kind), WRONG[kind], PART)
    heard = [word for one in screens(as_awa, attempt) for there in told(one).values() for word in there]
    assert [word for word in heard if "HINT-1" not in word] == []
    [exported] = attempts.export(attempt.learner, now=MONDAY)
    assert {answer["grade"] for answer in exported["answers"]} == {None}


def test_the_order_in_which_items_come_says_nothing_of_the_right_one(publish):
    drawn = []
    for turned in (False, True):
        value = canaries.quiz("q")
        for question in value["questions"]:
            for listed in ("items", "options"):
                if listed in question and turned:
                    question[listed].reverse()
        version = publish(value)
        slots = [drawing.draw(version, seed=seed, now=MONDAY, seen={}).slots for seed in range(20)]
        drawn.append([[slot.order for slot in some] for some in slots])
    assert drawn[0] == drawn[1]
    first = {orders[number("ordering") - 1][0] for orders in drawn[0]}
    assert len(first) == 4


def test_the_items_stand_on_the_page_as_they_were_drawn(sitting, as_awa):
    attempt = sitting()
    slot = attempt.slots.get(position=number("ordering"))
    page = get(as_awa, "play", attempt.token, slot.position)
    places = [page.index(f"Item {slug}") for slug in slot.order]
    assert places == sorted(places)


def test_the_secrets_are_there_to_be_told(sitting):
    sitting()
    assert Question.objects.count() == len(EVERY_KIND)
    for kind in EVERY_KIND:
        assert {canaries.word(kind, place) for place in ("HINT-1", "HINT-2", "EXPLANATION")} <= canaries.every_secret(
            kind
        )
        assert told(json.dumps(canaries.question(kind, "any")))[kind]
