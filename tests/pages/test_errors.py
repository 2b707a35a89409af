"""When something goes wrong: what happened, what to do, in the reader's language, and nothing typed is lost."""

import re
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import OperationalError
from django.test import Client, RequestFactory, override_settings

from sahelapp.pages import errors

LOGIN = "/en/accounts/login/"


@pytest.fixture
def strict(db) -> Client:
    """A browser that is asked for its token, and whose crashes become answers."""
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


def fields(response) -> dict[str, str]:
    """What the browser would send when the button is pressed."""
    html = response.content.decode()
    hidden = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', html)
    areas = re.findall(r'<textarea [^>]*name="([^"]*)"[^>]*>\n(.*?)</textarea>', html, flags=re.DOTALL)
    return {unescape(name): unescape(value) for name, value in [*hidden, *areas]}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "words"),
    [("/en/nope/", "Nothing stands here"), ("/fr/nope/", '<html lang="fr">'), ("/nope", "Nothing stands here")],
)
def test_an_unknown_address_says_so_in_the_language_of_the_path(visitor, path, words):
    response = visitor.get(path)
    assert response.status_code == 404
    told = response.content.decode()
    assert words in told
    assert 'rel="canonical"' not in told
    assert "noindex" in told
    assert response.cookies == {}


@pytest.mark.django_db
def test_htmx_gets_what_stands_in_the_page_and_not_a_page(visitor):
    told = visitor.get("/en/nope/", headers={"HX-Request": "true"}).content.decode()
    assert "Nothing stands here" in told
    assert "<html" not in told


@pytest.mark.parametrize(
    ("handler", "fault", "status", "words"),
    [
        (errors.forbidden, PermissionDenied(), 403, "not open to you"),
        (errors.bad_request, RequestDataTooBig(), 400, "too much at once"),
        (errors.bad_request, None, 400, "could not be read"),
    ],
)
def test_refusals_say_what_to_do(handler, fault, status, words):
    response = handler(RequestFactory().get("/en/"), fault)
    assert response.status_code == status
    assert words in response.content.decode()


@override_settings(ALLOWED_HOSTS=["sahelapp.example.org"])
def test_a_strange_host_gets_a_page_and_no_crash(visitor):
    response = visitor.get("/fr/", headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert '<html lang="fr">' in response.content.decode()


@pytest.mark.django_db
def test_too_much_text_is_refused_in_words(strict):
    response = strict.post(LOGIN, {"login": "a" * 4_000_000})
    assert response.status_code == 400
    assert "too much at once" in response.content.decode()


def test_a_crash_is_told_in_both_languages_without_the_database(strict, monkeypatch):
    def crash(*args: object) -> None:
        raise OperationalError("no database")

    strict.cookies["sessionid"] = "x"
    with monkeypatch.context() as broken:
        broken.setattr("django.db.backends.utils.CursorWrapper.execute", crash)
        response = strict.get("/fr/")
    told = response.content.decode()
    assert response.status_code == 500
    assert '<html lang="fr">' in told
    assert told.index("Une erreur de notre côté</h1>") < told.index("Our mistake</h2>")
    assert response["X-Request-Id"] in told


def test_a_crash_is_told_even_when_templates_are_broken(monkeypatch):
    def crash(*args: object) -> None:
        raise ValueError("Missing staticfiles manifest entry")

    monkeypatch.setattr(errors, "render_to_string", crash)
    response = errors.broken(RequestFactory().get("/en/"))
    assert (response.status_code, b"Our mistake" in response.content) == (500, True)


def test_an_old_form_is_shown_again_and_can_be_sent_again(strict):
    typed = {"login": 'Awa "<b>', "remember": "on", "note": "One line\n\n  and another"}
    response = strict.post(f"{LOGIN}?next=/en/progress/", {**typed, "csrfmiddlewaretoken": "stale"})
    assert response.status_code == 403
    assert f'action="{LOGIN}?next=/en/progress/"' in response.content.decode()
    again = fields(response)
    token = again.pop("csrfmiddlewaretoken")
    assert again == typed
    assert strict.post(LOGIN, {**again, "csrfmiddlewaretoken": token}).status_code == 200


def test_a_megabyte_is_kept_whole(strict):
    essay = "été & <sel>\n" * 80_000
    response = strict.post("/en/about/", {"essay": essay})
    assert response.status_code == 403
    assert fields(response)["essay"] == essay


@pytest.mark.parametrize("name", ["password", "password1", "oldpassword", "code", "Client_Secret"])
def test_secrets_are_asked_for_again_and_never_shown(strict, name):
    told = strict.post(LOGIN, {"login": "awa", name: "the-canary"}).content.decode()
    assert "the-canary" not in told
    assert re.search(rf'<input [^>]*name="{name}" type="password"', told)


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
def test_a_form_of_another_site_gets_no_second_chance(strict, origin):
    response = strict.post(LOGIN, {"login": "awa"}, headers={"Origin": origin})
    told = response.content.decode()
    assert response.status_code == 403
    assert "came from another site" in told
    assert "csrfmiddlewaretoken" not in told
