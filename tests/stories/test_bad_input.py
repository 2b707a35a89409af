"""Whatever arrives: never a 500, the right status, a sentence in the language of the page, and nothing lost."""

import re
from itertools import cycle, product
from uuid import UUID, uuid4

import pytest
from django.test import Client

from quizzes.models import Attempt, Move, Run, Step
from sahelapp.lessons.models import ReadingMark
from tests.stories.conftest import addresses, answer, begin_quiz, decide, take_seat

MEGABYTE = "a" * 1024 * 1024
CALM = {200, 204, 301, 302, 303, 400, 403, 404, 405, 409, 410, 413, 415, 422, 429}

# What no form of ours sends. Every field name that any of them has, with nonsense in it.
FIELDS = (
    *("response", "sent_as", "seen", "token", "choice", "decision", "sure", "next", "remember", "trust"),
    *("login", "password", "username", "email", "password1", "password2", "oldpassword", "code"),
    *("first_name", "language", "name", "credential", "action", "action_remove", "action_primary"),
)
NONSENSE = {
    "empty": "",
    "nul": "a\x00b",
    "megabyte": MEGABYTE,
    "markup": "<script>alert(1)</script>{{ 7|add:7 }}",
    "number": "9" * 400,
    "words from the right": "\u202e\u0627\ufffd\U0001f42a",
    "no uuid": "00000000-0000-0000-0000-00000000000z",
}
QUERIES = (
    "q=%00&theme=%00&kind=%00&page=%00&from=%00&after=%00&next=%00&letter=%00",
    "q=%ff%fe&theme=%ed%a0%80&page=%ed%a0%80&after=%ed%a0%80&next=%ed%a0%80",
    "page=-1&from=9999999999&to=-5&after=-1&kind=nothing&language=xx&party=%3Cb%3E",
    "page=99999999999999999999999&after=99999999999999999999999&from=%D9%A1%D9%A9%D9%A9%D9%A0",
    "q=" + "salt+" * 2000,
    "&".join(f"q={n}" for n in range(900)),
    "next=https://example.org/&next=//example.org&next=javascript:alert(1)",
)


@pytest.fixture
def people(left_by_awa, as_awa, as_fanta) -> list[Client]:
    """A visitor, the learner whose work it is, and somebody else."""
    return [Client(), as_awa, as_fanta]


def test_every_address_answers_calmly_to_any_query(people, left_by_awa):
    visitor, as_awa, as_fanta = people
    everybody = cycle([(as_awa, "en"), (visitor, "fr"), (as_awa, "fr"), (as_fanta, "en"), (visitor, "en")])
    in_ = {language: addresses(left_by_awa, language) for language in ("en", "fr")}
    # Each address gets every query twice, from one person and then from the next.
    for index, query, _again in product(range(len(in_["en"])), QUERIES, range(2)):
        who, language = next(everybody)
        address = in_[language][index]
        response = who.get(f"{address}?{query}")
        assert response.status_code in CALM, (address, query[:40])


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_every_address_answers_calmly_to_any_form(people, left_by_awa, nonsense):
    language = "fr" if nonsense in ("empty", "markup") else "en"
    fields = dict.fromkeys(FIELDS, NONSENSE[nonsense])
    if nonsense == "megabyte":
        fields = dict.fromkeys(FIELDS, "x") | {"response": MEGABYTE, "login": MEGABYTE}
    for index, (address, who) in enumerate(product(addresses(left_by_awa, language), people)):
        response = who.post(address, fields, headers={"HX-Request": "true"} if index % 2 else {})
        assert response.status_code in CALM, address


def test_every_address_answers_calmly_to_any_method(people, left_by_awa):
    for address, method, who in product(addresses(left_by_awa), ("put", "patch", "delete", "options", "trace"), people):
        response = getattr(who, method)(address)
        assert response.status_code in CALM, address


def test_what_only_shows_takes_no_posts(left_by_awa, visitor):
    pages = "/en/ /en/about/ /en/search/ /en/lessons/ /en/lessons/salt/ /en/timeline/ /en/timeline/road-opens/ "
    pages += "/en/timeline/feed.atom /en/sources/ /en/quizzes/ /en/quizzes/salt-road/ /en/scenarios/ /en/progress/ "
    pages += "/token/ /healthz /robots.txt /sitemap.xml"
    for page in pages.split():
        assert visitor.post(page).status_code == 405, page


@pytest.mark.parametrize(
    "kind", ["lessons", "timeline", "sources", "actors", "terms", "places", "quizzes", "scenarios"]
)
@pytest.mark.parametrize(("language", "words"), [("en", "not"), ("fr", "pas")])
def test_what_does_not_exist_is_a_404_in_the_language_of_the_page(course, visitor, kind, language, words):
    for slug in ("no-such-thing", "a" * 5000, "-", "_"):
        response = visitor.get(f"/{language}/{kind}/{slug}/")
        page = response.content.decode()
        assert response.status_code == 404
        assert f'<html lang="{language}">' in page
        assert words in page


@pytest.mark.parametrize(
    "place", ["attempts/{}/", "attempts/{}/1/", "attempts/{}/finish/", "runs/{}/", "runs/{}/result/"]
)
def test_wrong_names_of_attempts_and_runs_are_404(course, as_awa, place):
    for token in (uuid4(), "0", "z" * 36, "../../etc/passwd"):
        for language in ("en", "fr"):
            assert as_awa.get(f"/{language}/{place.format(token)}").status_code == 404
            assert as_awa.post(f"/{language}/{place.format(token)}").status_code in (404, 405)


@pytest.mark.parametrize("position", [0, 4, 99, 2**31, 2**63, 10**30, "9" * 5000])
def test_questions_that_the_quiz_does_not_have_are_404(left_by_awa, as_awa, position):
    url = f"/en/attempts/{left_by_awa.attempt}/{position}/"
    assert as_awa.get(url).status_code == 404
    assert as_awa.post(url, {"response": "a", "seen": 0, "sent_as": uuid4()}).status_code == 404


# --- forms that came broken -----------------------------------------------------------------------------------------

SENTENCES = {
    "en": "The form did not arrive whole, so nothing was kept.",
    "fr": "rien n’a été",
}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"response": "b"},
        {"response": "b", "seen": "0"},
        {"response": "b", "seen": "many", "sent_as": str(UUID(int=1))},
        {"response": "b", "seen": "-1", "sent_as": str(UUID(int=1))},
        {"response": "b", "seen": "²", "sent_as": str(UUID(int=1))},
        {"response": "b", "seen": "0", "sent_as": "x"},
    ],
)
def test_an_answer_that_came_broken_is_shown_again_and_not_kept(left_by_awa, as_awa, language, fields):
    response = as_awa.post(f"/{language}/attempts/{left_by_awa.attempt}/2/", fields)
    page = response.content.decode()
    assert response.status_code == 422
    assert f'<html lang="{language}">' in page
    assert SENTENCES[language] in page
    assert not Step.objects.filter(slot__attempt__token=left_by_awa.attempt, slot__position=2).exists()
    if fields:
        assert re.search(r'value="b"[^>]*checked', page), "what was chosen stays chosen"


@pytest.mark.parametrize("values", [[MEGABYTE], ["a\x00b"], ["a"] * 500])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_answer_that_cannot_be_one_is_not_kept(left_by_awa, as_awa, values, language):
    url = f"/{language}/attempts/{left_by_awa.attempt}/3/"
    response = as_awa.post(url, {"response": values, "seen": 0, "sent_as": uuid4()})
    assert response.status_code == 422
    assert f'<html lang="{language}">' in response.content.decode()
    assert not Step.objects.filter(slot__attempt__token=left_by_awa.attempt, slot__position=3).exists()


@pytest.mark.parametrize("address", ["/{}/attempts/{attempt}/3/", "/{}/runs/{run}/", "/{}/lessons/salt/read/"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_more_than_a_request_may_hold_is_a_400_in_the_language_of_the_page(left_by_awa, as_awa, address, language):
    url = address.format(language, attempt=left_by_awa.attempt, run=left_by_awa.run)
    body = "response=" + 4 * MEGABYTE
    response = as_awa.post(url, body, content_type="application/x-www-form-urlencoded")
    assert response.status_code in (400, 413)
    assert f'<html lang="{language}">' in response.content.decode()


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"choice": "load-salt"},
        {"choice": "load-salt", "sent_as": "x", "seen": "0"},
        {"choice": "load-salt", "sent_as": str(UUID(int=1)), "seen": "9" * 400},
        {"choice": "a\x00b", "sent_as": str(UUID(int=1)), "seen": "0"},
        {"choice": MEGABYTE, "sent_as": str(UUID(int=1)), "seen": "0"},
        {"choice": "draw-water", "sent_as": str(UUID(int=1)), "seen": "0"},
        {"choice": "hire-riders", "sent_as": str(UUID(int=1)), "seen": "0"},
    ],
)
def test_a_choice_that_came_broken_decides_nothing(left_by_awa, as_awa, language, fields):
    response = as_awa.post(f"/{language}/runs/{left_by_awa.run}/", fields)
    assert response.status_code in (409, 422)
    assert f'<html lang="{language}">' in response.content.decode()
    assert 'role="alert"' in response.content.decode()
    assert not Move.objects.filter(run__token=left_by_awa.run).exists()


@pytest.mark.parametrize("sent_as", ["", "x", "a\x00b", MEGABYTE])
def test_a_mark_that_came_broken_marks_nothing_and_makes_nobody(course, visitor, django_user_model, sent_as):
    assert visitor.post("/fr/lessons/salt/read/", {"sent_as": sent_as}).status_code == 400
    assert not ReadingMark.objects.exists()
    assert not django_user_model.objects.exists()


# --- what the wire may hold -----------------------------------------------------------------------------------------

CHARSETS = ["utf-16", "utf-7", "unicode_escape", "raw_unicode_escape", "hex", "idna", "undefined", "no-such-charset"]


@pytest.mark.parametrize("charset", CHARSETS)
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=b"])
def test_forms_in_other_alphabets_are_refused_calmly(left_by_awa, as_awa, charset, kind):
    part = '--b\r\nContent-Disposition: form-data; name="response"\r\n\r\n\\ud800 +2AA-\r\n--b--\r\n'
    body = (part if kind.startswith("multipart") else f"response=%5Cud800+%2B2AA-&seen=0&sent_as={uuid4()}").encode()
    for address in addresses(left_by_awa):
        response = as_awa.generic("POST", address, body, content_type=f"{kind}; charset={charset}")
        assert response.status_code in CALM, address


@pytest.mark.parametrize("charset", ["utf-16", "utf-7", "unicode_escape", "raw_unicode_escape", "no-such-charset"])
def test_addresses_in_other_alphabets_are_refused_calmly(left_by_awa, as_awa, charset):
    for address in addresses(left_by_awa):
        query = "q=%5Cud800&theme=%2B2AA-&next=%5Cud800&after=%2B2AA-&page=%5Cud800"
        response = as_awa.get(f"{address}?{query}", headers={"Content-Type": f"text/plain; charset={charset}"})
        assert response.status_code in CALM, address


@pytest.mark.parametrize("cookie", ["", "x", "a" * 5000, '"\\000abcdefgh"', "é" * 40, "../../../etc"])
def test_any_session_cookie_is_that_of_a_visitor(course, visitor, settings, cookie):
    for page in ("/en/", "/fr/progress/", "/en/quizzes/salt-road/", "/en/accounts/login/", "/fr/no-such-page/"):
        answer = visitor.get(page, headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}"})
        assert answer.status_code in (200, 400, 404), page


@pytest.mark.parametrize("host", ["evil.example", "a b", "localhost:notaport", "[::1", "testserver@evil.example", ""])
def test_any_other_host_is_a_400(course, visitor, as_awa, host):
    for who in (visitor, as_awa):
        response = who.get("/fr/", headers={"Host": host})
        assert response.status_code == 400
        assert '<html lang="fr">' in response.content.decode()
        assert "evil.example" not in response.content.decode()


def test_broken_headers_of_htmx_change_nothing(left_by_awa, as_awa):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://[", "HX-Target": "\x00", "HX-Trigger": "%ff"}
    for address in addresses(left_by_awa):
        assert as_awa.get(address, headers=headers).status_code in CALM, address


# --- sessions that end, forms that come twice -----------------------------------------------------------------------


@pytest.mark.parametrize(("language", "words"), [("en", "no longer logged in"), ("fr", "session n’est plus ouverte")])
def test_a_session_that_ends_in_a_quiz_keeps_the_answer_on_the_page(course, as_awa, awa, language, words):
    token, sent_as = begin_quiz(as_awa), uuid4()
    as_awa.logout()
    url = f"/{language}/attempts/{token}/3/"
    answered = as_awa.post(url, {"response": "48 151 623", "seen": 0, "sent_as": sent_as})
    page = answered.content.decode()
    assert answered.status_code == 403
    assert words in page
    assert "48 151 623" in page
    assert str(sent_as) in page
    as_awa.force_login(awa)
    again = {"response": "48 151 623", "seen": 0, "sent_as": sent_as}
    assert as_awa.post(url, again, follow=True).status_code == 200
    assert Step.objects.filter(sent_as=sent_as).count() == 1


@pytest.mark.parametrize(("language", "words"), [("en", "no longer logged in"), ("fr", "session n’est plus ouverte")])
def test_a_session_that_ends_in_a_scenario_keeps_the_choice_on_the_page(course, as_awa, awa, language, words):
    token, sent_as = take_seat(as_awa), uuid4()
    as_awa.logout()
    url = f"/{language}/runs/{token}/"
    fields = {"choice": "load-salt", "seen": 0, "sent_as": sent_as}
    refused = as_awa.post(url, fields)
    page = refused.content.decode()
    assert refused.status_code == 403
    assert words in page
    assert 'value="load-salt"' in page
    assert str(sent_as) in page
    as_awa.force_login(awa)
    assert as_awa.post(url, fields, follow=True).status_code == 200
    assert Move.objects.filter(sent_as=sent_as).count() == 1


def test_everything_sent_twice_counts_once(course, as_awa):
    mark = {"sent_as": uuid4()}
    seat = {"token": uuid4()}
    for _ in range(2):
        as_awa.post("/en/lessons/salt/read/", mark)
        as_awa.post("/en/quizzes/salt-road/start/")
        as_awa.post("/en/scenarios/caravan/start/", seat)
    attempt, run = Attempt.objects.get().token, Run.objects.get().token
    sent = uuid4()
    for _ in range(2):
        assert answer(as_awa, attempt, 1, "b", sent_as=sent).status_code == 302
        assert decide(as_awa, run, "load-salt", 0, sent_as=sent).status_code == 302
        as_awa.post(f"/en/attempts/{attempt}/finish/")
    counts = [model.objects.count() for model in (ReadingMark, Attempt, Step, Run, Move)]
    assert counts == [1, 1, 1, 1, 1]


def test_a_form_without_its_token_is_shown_again_with_what_was_typed(course, awa):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(awa)
    response = strict.post("/fr/lessons/salt/read/", {"sent_as": str(uuid4())})
    assert response.status_code == 403
    assert '<html lang="fr">' in response.content.decode()
    assert not ReadingMark.objects.exists()
