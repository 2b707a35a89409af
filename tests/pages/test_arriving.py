"""Arriving: odd addresses, what is worth compressing, tokens for cached pages, and what only developers see."""

import logging

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings

from sahelapp.pages.middleware import RequestId, compress, language_for

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["*", "/", "//", "/e", "/english/", "/en"])
def test_any_path_at_all_has_a_language(path):
    request = RequestFactory().get("/")
    request.path_info = path
    assert language_for(request) == "en"


@pytest.mark.parametrize("path", ["", "about/", "privacy/", "legal/", "search/", "scenarios/"])
def test_browsing_does_not_even_look_for_a_session(visitor, path):
    response = visitor.get(f"/en/{path}")
    assert response["Cache-Control"] == "public, max-age=300"
    assert not response.wsgi_request.session.accessed


@pytest.mark.parametrize(
    ("accepts", "is_small"),
    [
        ("br", True),
        ("gzip, br;q=0.8", True),
        ("br;q=0", False),
        ("gzip, br; q=0.0", False),
        ("brx", False),
        ("", False),
    ],
)
def test_brotli_is_sent_only_when_it_is_asked_for(accepts, is_small):
    answer = compress(lambda _request: HttpResponse("salt " * 500))
    response = answer(RequestFactory().get("/", headers={"Accept-Encoding": accepts}))
    assert response.has_header("Content-Encoding") == is_small


def test_pictures_and_archives_are_not_compressed_again():
    answer = compress(lambda _request: HttpResponse(b"x" * 900, content_type="image/png"))
    assert not answer(RequestFactory().get("/", headers={"Accept-Encoding": "br"})).has_header("Content-Encoding")


def test_the_log_repeats_the_id_of_an_answer(visitor, caplog):
    with caplog.at_level(logging.WARNING, "django.request"):
        response = visitor.get("/en/nope/")
    [line] = [record for record in caplog.records if record.name == "django.request"]
    RequestId().filter(line)
    assert line.request_id == response["X-Request-Id"]


def test_a_cached_page_asks_for_a_token_before_it_sends():
    client = Client(enforce_csrf_checks=True)
    token = client.get("/token/").json()["token"]
    assert client.post("/en/accounts/login/", {"csrfmiddlewaretoken": token}).status_code == 200


@pytest.mark.parametrize(("is_development", "status"), [(True, 200), (False, 404)])
def test_the_style_page_is_for_development_only(visitor, is_development, status):
    with override_settings(DEBUG=is_development):
        assert visitor.get("/en/style/").status_code == status


@pytest.mark.parametrize("path", ["/en/", "/en/about/", "/healthz", "/robots.txt", "/sitemap.xml", "/"])
def test_public_pages_are_for_reading(visitor, path):
    assert visitor.post(path).status_code == 405
    assert visitor.head(path).status_code in (200, 302)
