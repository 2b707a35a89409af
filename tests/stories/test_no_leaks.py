"""What may not be told yet is in no byte of the whole site: search, catalogue, feed, export and progress included."""

import re

import pytest
from django.urls import reverse

from tests.quizzes.caravan import BEFORE_THE_FIRST_CHOICE
from tests.quizzes.conftest import CANARIES
from tests.stories.conftest import Left, addresses, answer, begin_quiz, decide, take_seat

HEADERS = ({}, {"HX-Request": "true"})
# Pieces of what is hidden: the page repeats what was searched for, so none is a whole secret.
SEARCHES = ("CANARY", "481516", "FEEDBACK", "EXPLANATION", "CONSEQUENCE", "DEBRIEF", "RECORD")


def leaks(response, secrets) -> list[str]:
    """Those of the secrets that an answer holds, however its numbers are set and its letters escaped."""
    sent = f"{response.content.decode()} {dict(response.headers)}"
    sent += re.sub(r"(?<=\d)[\s,.\u00a0\u202f]|&[a-z]+;", "", sent)
    return [secret for secret in secrets if secret in sent]


def everything(left: Left) -> list[str]:
    """All addresses, in both languages, and searches for what is hidden."""
    pages = [*addresses(left), *addresses(left, "fr")]
    for place in ("search", "timeline", "sources"):
        pages += [f"/{language}/{place}/?q={words}" for language in ("en", "fr") for words in SEARCHES]
    return pages


def told(client, pages, secrets) -> dict[str, list[str]]:
    """Where secrets are told."""
    found = {}
    for page in pages:
        for headers in HEADERS:
            if hits := leaks(client.get(page, headers=headers), secrets):
                found[page] = hits
    return found


@pytest.mark.parametrize("who", ["visitor", "awa"])
def test_before_anything_is_done_nothing_is_told(course, visitor, as_awa, who):
    client = {"visitor": visitor, "awa": as_awa}[who]
    assert told(client, everything(Left()), (*CANARIES, *BEFORE_THE_FIRST_CHOICE)) == {}


def test_a_search_for_what_is_hidden_finds_nothing(course, visitor):
    for words in SEARCHES:
        for language in ("en", "fr"):
            assert visitor.get(f"/{language}/search/?q={words}").context["total"] == 0, words


def test_of_what_is_under_way_nothing_is_told_anywhere(course, as_awa):
    left = Left(attempt=begin_quiz(as_awa), over=begin_quiz(as_awa, "gold-road"), run=take_seat(as_awa))
    answer(as_awa, left.over, 1, "b")
    answer(as_awa, left.over, 2, "c")
    pages = everything(left)
    pages += [reverse("quizzes:play", args=[token, n]) for token in (left.attempt, left.over) for n in (1, 2, 3)]
    pages += [reverse("quizzes:finish", args=[token]) for token in (left.attempt, left.over)]
    pages += [f"{reverse('quizzes:run', args=[left.run])}?after={n}" for n in (0, 1, 2)]
    assert told(as_awa, pages, (*CANARIES, *BEFORE_THE_FIRST_CHOICE)) == {}


@pytest.mark.parametrize("headers", HEADERS)
def test_no_refusal_tells_what_comes_later(course, as_awa, headers):
    attempt, run = begin_quiz(as_awa, "gold-road"), take_seat(as_awa)
    for choice in ("draw-water", "hire-riders", "canary-well", "", "x" * 500):
        response = decide(as_awa, run, choice, 0)
        assert leaks(response, {*BEFORE_THE_FIRST_CHOICE} - {choice}) == []
    for values in ((), ("z",), ("b", "b"), ("x" * 5000,)):
        url = reverse("quizzes:play", args=[attempt, 1])
        assert leaks(as_awa.post(url, {"response": values, "seen": "?"}, headers=headers), CANARIES) == []


def test_after_the_first_choice_only_its_own_consequence_is_told(course, as_awa):
    left = Left(run=take_seat(as_awa))
    decide(as_awa, left.run, "wait", 0)
    later = ("CANARY-CONSEQUENCE of load-salt", "CANARY-CONSEQUENCE of hire-riders", "RECORD of the well")
    later += ("CANARY-WELL", "CANARY-END", "CANARY-DEBRIEF", "canary-well", "canary-end")
    after = f"{reverse('quizzes:run', args=[left.run])}?after=1"
    assert leaks(as_awa.get(after), ("CANARY-CONSEQUENCE of wait", "RECORD of the camp")) == [
        "CANARY-CONSEQUENCE of wait",
        "RECORD of the camp",
    ]
    assert told(as_awa, [*everything(left), after], later) == {}


def test_of_a_quiz_with_feedback_at_once_only_what_was_answered_is_told(course, as_awa):
    left = Left(attempt=begin_quiz(as_awa))
    answer(as_awa, left.attempt, 1, "a")
    own = [reverse("quizzes:play", args=[left.attempt, 1]), reverse("quizzes:section", args=[left.attempt, 1])]
    for page in own:
        assert leaks(as_awa.get(page), CANARIES) == ["CANARY-FEEDBACK", "CANARY-EXPLANATION"]
    without_language = {page[3:] for page in own}
    pages = [page for page in everything(left) if page[3:] not in without_language]
    assert told(as_awa, pages, CANARIES) == {}


def test_what_one_was_told_is_not_told_to_others(left_by_awa, as_fanta, visitor):
    for client in (as_fanta, visitor):
        assert told(client, everything(left_by_awa), (*CANARIES, *BEFORE_THE_FIRST_CHOICE)) == {}
