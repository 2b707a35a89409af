"""Teachers and the admin: one door, and in production a second factor at it."""

import base64
import hmac
import re
import struct
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib import admin
from django.test import Client

from sahelapp.accounts import actions
from sahelapp.accounts.models import User
from tests.accounts.test_guests import act

PASSWORD = "a long enough password"


def code_of(secret: str) -> str:
    """What an authenticator app shows now (RFC 6238)."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(time.time() // 30)), "sha1")
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


@pytest.fixture
def secret(moussa) -> str:
    """Moussa has set up an app."""
    secret = generate_totp_secret()
    TOTP.activate(moussa, secret)
    return secret


def log_in(browser: Client, name: str, **more: str):
    return browser.post("/en/accounts/login/", {"login": name, "password": PASSWORD, **more})


def test_the_admin_is_reached_through_our_own_log_in(visitor, db):
    response = visitor.get("/admin/", follow=True)
    assert response.redirect_chain[-1][0] == "/en/accounts/login/?next=%2Fadmin%2F"


def test_guests_get_the_log_in_page_and_learners_a_no(visitor, as_awa):
    act(visitor)
    assert visitor.get("/admin/login/?next=/admin/")["Location"] == "/en/accounts/login/?next=%2Fadmin%2F"
    assert as_awa.get("/admin/login/").status_code == 403


def test_in_production_staff_set_up_a_second_factor_first(client, moussa, settings):
    settings.MFA_REQUIRED_FOR_STAFF = True
    client.force_login(moussa)
    assert client.get("/admin/", follow=True).redirect_chain[-1][0] == "/en/accounts/2fa/"
    TOTP.activate(moussa, generate_totp_secret())
    assert client.get("/admin/").status_code == 200


def test_a_teacher_with_an_app_is_asked_for_its_code(client, moussa, secret):
    assert log_in(client, "moussa", next="/admin/")["Location"] == "/en/accounts/2fa/authenticate/"
    assert "_auth_user_id" not in client.session
    assert "error" in client.post("/en/accounts/2fa/authenticate/", {"code": "000000"}).content.decode()
    assert client.post("/en/accounts/2fa/authenticate/", {"code": code_of(secret)})["Location"] == "/admin/"
    assert client.session["_auth_user_id"] == str(moussa.pk)


def test_the_second_step_also_works_for_somebody_who_began_as_a_guest(visitor, moussa, secret):
    guest = act(visitor)
    log_in(visitor, "moussa")
    assert visitor.get("/en/accounts/2fa/authenticate/").status_code == 200
    response = visitor.post("/en/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert response["Location"].startswith("/en/progress/carry-over/")
    assert User.objects.filter(pk=guest.pk).exists()


def test_giving_up_the_second_step_gives_the_guest_back(visitor, moussa, secret):
    guest = act(visitor)
    log_in(visitor, "moussa")
    visitor.post("/en/accounts/logout/", {"next": "/en/accounts/login/"})
    assert visitor.session["_auth_user_id"] == str(guest.pk)


def test_acting_instead_of_the_second_step_gives_the_guest_back(visitor, moussa, secret):
    guest = act(visitor)
    log_in(visitor, "moussa")
    assert act(visitor) == guest


def test_an_app_is_set_up_with_a_picture_that_only_this_page_may_show(client, moussa):
    log_in(client, "moussa")
    response = client.get("/en/accounts/2fa/totp/activate/", follow=True)
    if response.redirect_chain:  # the password is asked for once more
        response = client.post(response.redirect_chain[-1][0], {"password": PASSWORD}, follow=True)
    page = response.content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    assert "data:" in response["Content-Security-Policy"]
    assert "data:" not in client.get("/en/accounts/2fa/")["Content-Security-Policy"]
    secret = re.search(r'id="authenticator_secret" value="([A-Z2-7]+)"', page)
    assert secret
    client.post("/en/accounts/2fa/totp/activate/", {"code": code_of(secret[1])})
    assert Authenticator.objects.filter(user=moussa, type="totp").exists()


def test_a_teacher_may_write_drafts_and_not_read_what_learners_answered(make_user):
    teacher = actions.make_teacher(make_user("mariam"))
    teacher = User.objects.get(pk=teacher.pk)
    assert (teacher.kind, teacher.is_staff) == ("teacher", True)
    may = {"quizzes.change_question", "quizzes.add_quiz", "lessons.change_lesson", "timeline.change_event"}
    may |= {"evidence.change_source", "timeline.add_theme", "quizzes.view_scenarioversion", "quizzes.delete_item"}
    assert teacher.has_perms(may)
    may_not = {"quizzes.view_attempt", "quizzes.view_run", "accounts.change_user", "quizzes.delete_question"}
    assert not any(teacher.has_perm(name) for name in may_not)


def test_making_a_teacher_twice_is_making_one(make_user):
    teacher = make_user("mariam")
    actions.make_teacher(teacher)
    actions.make_teacher(teacher)
    assert teacher.groups.count() == 1


@pytest.mark.parametrize("page", ["user/", "user/add/", "user/?kind__exact=guest&q=awa", "recoverycode/"])
def test_the_desk_of_people_opens(admin_client, awa, page):
    assert admin_client.get(f"/admin/accounts/{page}").status_code == 200


def test_the_desk_makes_teachers_but_not_of_guests(admin_client, awa):
    guest = actions.make_guest("en")
    chosen = {"action": "make_teachers", "_selected_action": [awa.pk, guest.pk]}
    admin_client.post("/admin/accounts/user/", chosen)
    awa.refresh_from_db()
    guest.refresh_from_db()
    assert (awa.kind, guest.kind) == ("teacher", "guest")


def test_every_model_of_accounts_is_on_the_desk():
    from django.apps import apps

    assert all(admin.site.is_registered(model) for model in apps.get_app_config("accounts").get_models())
