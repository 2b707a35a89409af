"""A visitor browses unknown, acts as a guest, and becomes a learner without losing anything."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client, RequestFactory
from django.utils import translation

from sahelapp.accounts import actions
from sahelapp.accounts.models import User

PAGES = ("", "lessons/", "timeline/", "quizzes/", "scenarios/", "progress/")
NEW = {"username": "awa", "email": "", "password1": "the salt road opens", "password2": "the salt road opens"}


def act(client: Client, language: str = "en") -> User:
    """A recorded act in this browser, as every room does it: `guest_for`, within a POST."""
    request = RequestFactory().post(f"/{language}/")
    request.session, request.user = client.session, _user_of(client)
    with translation.override(language):
        user = actions.guest_for(request)
    request.session.save()
    client.cookies["sessionid"] = request.session.session_key
    return User.objects.get(pk=user.pk)


def _user_of(client: Client):
    from django.contrib.auth import get_user

    request = RequestFactory().get("/")
    request.session = client.session
    return get_user(request)


@pytest.mark.django_db
def test_browsing_makes_no_row_and_sets_no_cookie(visitor):
    for page in PAGES:
        response = visitor.get(f"/en/{page}")
        assert response.status_code == 200, page
        assert not response.cookies, page
    assert not User.objects.exists()
    assert not Session.objects.exists()


def test_the_first_act_makes_a_guest_in_the_language_of_the_page(visitor, db):
    guest = act(visitor, "fr")
    assert guest.is_guest
    assert guest.language == "fr"
    assert guest.username.startswith("guest-")
    assert not guest.has_usable_password()


def test_the_second_act_finds_the_same_guest(visitor, db):
    assert act(visitor) == act(visitor)
    assert User.objects.count() == 1


def test_reading_a_page_writes_no_session(visitor, db):
    act(visitor)
    before = Session.objects.get().expire_date
    assert not visitor.get("/en/progress/").cookies
    assert Session.objects.get().expire_date == before


def test_signing_up_turns_the_same_row_into_a_learner(visitor, db):
    guest = act(visitor)
    response = visitor.post("/fr/accounts/signup/", NEW)
    assert response.status_code == 302
    awa = User.objects.get()
    assert awa.pk == guest.pk
    assert (awa.kind, awa.username, awa.language, awa.email) == ("learner", "awa", "fr", "")
    assert awa.check_password("the salt road opens")


def test_signing_up_without_having_done_anything(visitor, db):
    visitor.post("/en/accounts/signup/", NEW)
    assert User.objects.get().kind == "learner"


def test_a_mistake_at_sign_up_makes_nobody_and_keeps_what_was_typed(visitor, db):
    response = visitor.post("/fr/accounts/signup/", {**NEW, "email": "awa@example.org", "password2": "other"})
    page = response.content.decode()
    assert response.status_code == 200
    assert 'value="awa"' in page
    assert 'value="awa@example.org"' in page
    assert "the salt road opens" not in page
    assert 'aria-invalid="true"' in page
    assert not User.objects.exists()


def test_names_of_guests_cannot_be_taken(visitor, db):
    response = visitor.post("/en/accounts/signup/", {**NEW, "username": "Guest-1"})
    assert "are kept for visitors" in response.content.decode()
    assert not User.objects.exists()


def test_a_name_that_is_taken_is_told_and_the_guest_stays_a_guest(visitor, awa):
    guest = act(visitor)
    response = visitor.post("/en/accounts/signup/", NEW)
    assert response.status_code == 200
    assert "already exists" in response.content.decode()
    assert User.objects.get(pk=guest.pk).is_guest


@pytest.mark.parametrize(
    "path", ["settings/", "password/change/", "email/", "2fa/", "2fa/totp/activate/", "reauthenticate/"]
)
def test_pages_of_accounts_send_guests_to_sign_up_and_visitors_to_log_in(path, db):
    address = f"/en/accounts/{path}"
    browser = Client()
    assert browser.get(address)["Location"].startswith("/en/accounts/login/?next=")
    act(browser)
    assert browser.get(address)["Location"].startswith("/en/accounts/signup/?next=")


def test_a_guest_who_logs_out_is_told_first_that_there_is_no_way_back(visitor, db):
    act(visitor)
    assert visitor.get("/en/accounts/logout/")["Location"] == "/en/progress/leave/"
    visitor.post("/en/accounts/logout/")
    assert "_auth_user_id" in visitor.session


def test_logging_out_clears_what_the_browser_keeps(as_awa):
    response = as_awa.post("/en/accounts/logout/")
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert response["Location"] == "/en/"
    assert "_auth_user_id" not in as_awa.session
