"""The front door: what may be cached by whom, in which language, how it travels, what browsers must refuse."""

import logging
import re

import brotli
import pytest
from django.test import Client

from sahelapp.pages.middleware import RequestId

pytestmark = pytest.mark.django_db

PUBLIC = ["", "lessons/", "lessons/salt/", "timeline/", "timeline/road-opens/", "quizzes/", "about/", "sources/"]
ANYWHERE = [
    "/",
    "/en/",
    "/fr/lessons/",
    "/token/",
    "/healthz",
    "/robots.txt",
    "/sitemap.xml",
    "/en/nowhere/",
    "/admin/",
]


def vary(response) -> set[str]:
    return {name.strip() for name in response["Vary"].split(",")}


@pytest.mark.parametrize("path", PUBLIC)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_visitor_gets_a_page_for_everybody_and_no_cookie(course, visitor, language, path):
    response = visitor.get(f"/{language}/{path}")
    assert response.status_code == 200
    assert response["Cache-Control"] == "public, max-age=300"
    assert not response.cookies
    assert {"Cookie", "HX-Request"} <= vary(response)
    assert b"csrfmiddlewaretoken" not in response.content


@pytest.mark.parametrize("path", ["", "lessons/salt/", "timeline/"])
def test_a_page_that_did_not_change_is_not_sent_again(course, visitor, path):
    first = visitor.get(f"/en/{path}")
    again = visitor.get(f"/en/{path}", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == "public, max-age=300"


@pytest.mark.parametrize("path", PUBLIC)
def test_with_a_session_every_page_is_for_one_person(course, as_awa, path):
    response = as_awa.get(f"/en/{path}")
    assert response["Cache-Control"] == "private, no-store"
    assert "Awa" in response.content.decode()


def test_a_session_cookie_that_means_nothing_any_more_is_still_private(visitor):
    visitor.cookies["sessionid"] = "long-gone"
    assert visitor.get("/en/")["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("path", ["/en/nowhere/", "/", "/token/", "/healthz", "/en/progress/", "/en/accounts/login/"])
def test_what_is_no_public_page_is_not_kept(visitor, path):
    assert "no-store" in visitor.get(path)["Cache-Control"]


def test_a_post_is_never_kept(visitor):
    assert visitor.post("/en/about/")["Cache-Control"] == "private, no-store"


def test_the_token_sets_its_cookie_and_is_new_for_everybody(visitor):
    response = visitor.get("/token/")
    assert len(response.json()["token"]) == 64
    assert "csrftoken" in response.cookies
    assert response["Cache-Control"] == "private, no-store"


def test_pages_travel_as_brotli_with_a_weak_etag(course, visitor):
    plain = visitor.get("/en/timeline/")
    small = visitor.get("/en/timeline/", headers={"Accept-Encoding": "gzip, br"})
    assert small["Content-Encoding"] == "br"
    assert brotli.decompress(small.content) == plain.content
    assert small["Content-Length"] == str(len(small.content))
    assert (small["ETag"], plain["ETag"][:1]) == (f"W/{plain['ETag']}", '"')
    assert "Accept-Encoding" in vary(small) & vary(plain)


def test_a_weak_etag_is_recognised(course, visitor):
    etag = visitor.get("/en/", headers={"Accept-Encoding": "br"})["ETag"]
    assert visitor.get("/en/", headers={"Accept-Encoding": "br", "If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize("accepted", ["", "gzip", "brown", "br;q=0", "gzip, br; q=0.0"])
def test_who_cannot_read_brotli_gets_plain_text(course, visitor, accepted):
    assert "Content-Encoding" not in visitor.get("/en/", headers={"Accept-Encoding": accepted})


@pytest.mark.parametrize(("path", "language"), [("/en/about/", "en"), ("/fr/about/", "fr")])
@pytest.mark.parametrize("wish", ["fr", "en", "de", "nonsense;;"])
def test_only_the_path_decides_the_language(visitor, path, language, wish):
    response = visitor.get(path, headers={"Accept-Language": wish})
    assert response["Content-Language"] == language
    assert f'<html lang="{language}">' in response.content.decode()
    assert "Accept-Language" not in vary(response)


def test_a_person_who_prefers_french_still_reads_a_link_to_an_english_page(make_user):
    client = Client()
    client.force_login(make_user("awa", language="fr"))
    assert client.get("/en/about/")["Content-Language"] == "en"


@pytest.mark.parametrize(
    ("wish", "target"),
    [("fr-ML,fr;q=0.9,en;q=0.5", "/fr/"), ("en-GB", "/en/"), ("de", "/en/"), ("", "/en/"), (";;", "/en/")],
)
def test_the_bare_address_guesses_by_the_browser(visitor, wish, target):
    response = visitor.get("/", headers={"Accept-Language": wish})
    assert (response.status_code, response["Location"]) == (302, target)
    assert response["Cache-Control"] == "private, no-store"
    assert not response.cookies


def test_the_bare_address_knows_what_a_person_prefers(make_user):
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(make_user("awa", language="fr"))
    assert client.get("/")["Location"] == "/fr/"


@pytest.mark.parametrize("path", ANYWHERE)
def test_every_answer_has_a_number_that_can_be_quoted(visitor, path):
    first, second = (visitor.get(path)["X-Request-Id"] for _ in range(2))
    assert re.fullmatch("[0-9a-f]{12}", first)
    assert first != second


def test_outside_a_request_log_lines_have_a_dash():
    record = logging.LogRecord("x", logging.INFO, "", 0, "x", (), None)
    assert RequestId().filter(record)
    assert record.request_id == "-"


@pytest.mark.parametrize("path", ANYWHERE)
def test_every_answer_says_what_a_browser_must_refuse(visitor, path):
    policy = visitor.get(path)["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_another_site_may_not_frame_us_or_learn_where_readers_come_from(visitor):
    response = visitor.get("/en/")
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("path", "twin"),
    [("/en/about/?x=a&y=%22", "/fr/about/?x=a&y=%22"), ("/fr/timeline/?q=%3Cb%3E", "/en/timeline/?q=%3Cb%3E")],
)
def test_the_language_switch_keeps_the_exact_place(visitor, path, twin):
    assert f'href="{twin.replace("&", "&amp;")}"' in visitor.get(path).content.decode()
