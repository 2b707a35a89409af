"""What people say about themselves, and the pages of allauth in our design."""

import pytest
from django.test import Client

PASSWORD = "a long enough password"


def test_name_and_language_are_kept(as_awa, awa):
    response = as_awa.post("/en/accounts/settings/", {"first_name": "Awa Diarra", "language": "fr"})
    assert response.status_code == 302
    awa.refresh_from_db()
    assert (awa.first_name, awa.language) == ("Awa Diarra", "fr")
    assert "You are Awa Diarra." in as_awa.get("/en/accounts/settings/").content.decode()


def test_an_unknown_language_is_told_and_the_name_stays_typed(as_awa, awa):
    response = as_awa.post("/en/accounts/settings/", {"first_name": "Awa Diarra", "language": "xx"})
    page = response.content.decode()
    assert 'value="Awa Diarra"' in page
    assert 'id="id_language_error"' in page
    awa.refresh_from_db()
    assert awa.language == "en"


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("path", ["login/", "signup/", "password/reset/"])
def test_the_doors_open_for_visitors_in_both_languages(path, language, db):
    response = Client().get(f"/{language}/accounts/{path}")
    page = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{language}">' in page
    assert "no-store" in response["Cache-Control"]
    assert "placeholder" not in page.split("<main")[1]


@pytest.mark.parametrize(
    "path",
    [
        "settings/",
        "recovery-codes/",
        "password/change/",
        "email/",
        "reauthenticate/",
        "logout/",
        "2fa/",
        "2fa/webauthn/",
    ],
)
def test_the_rooms_of_an_account_open(as_awa, path):
    response = as_awa.get(f"/fr/accounts/{path}")
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


def test_a_wrong_password_is_told_and_the_name_stays_typed(visitor, awa):
    response = visitor.post("/fr/accounts/login/", {"login": "awa", "password": "wrong one here"})
    page = response.content.decode()
    assert 'value="awa"' in page
    assert "wrong one here" not in page
    assert 'class="error"' in page


def test_guessing_a_password_is_stopped(visitor, awa):
    for _ in range(5):
        visitor.post("/en/accounts/login/", {"login": "awa", "password": "wrong one here"})
    page = visitor.post("/en/accounts/login/", {"login": "awa", "password": PASSWORD}).content.decode()
    assert "Too many" in page


def test_a_class_of_forty_behind_one_address_can_log_in_within_a_minute(make_user):
    for number in range(40):
        make_user(f"learner{number}")
        response = Client().post("/en/accounts/login/", {"login": f"learner{number}", "password": PASSWORD})
        assert response.status_code == 302


def test_without_remembering_the_session_ends_with_the_browser(visitor, awa):
    response = visitor.post("/en/accounts/login/", {"login": "awa", "password": PASSWORD})
    assert not response.cookies["sessionid"]["max-age"]


def test_an_address_without_mail_server_is_kept_and_nothing_is_sent(as_awa, mailoutbox):
    response = as_awa.post("/en/accounts/email/", {"email": "awa@example.org", "action_add": ""}, follow=True)
    if "reauthenticate" in response.redirect_chain[-1][0]:
        as_awa.post(response.redirect_chain[-1][0], {"password": PASSWORD})
    assert not mailoutbox
