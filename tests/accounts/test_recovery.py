"""Without e-mail: eight codes on a sheet, each of which sets a new password once."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils.timezone import now

from sahelapp.accounts import actions, recovery
from sahelapp.accounts.models import RecoveryCode, User

NEW = {"username": "awa", "email": "", "password1": "the salt road opens", "password2": "the salt road opens"}
CODE = re.compile(r"<code>([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})</code>")
ADDRESS = "/en/accounts/recovery-codes/"


@pytest.fixture
def sheet(awa) -> list[str]:
    """Awa's eight codes."""
    return recovery.codes_of(actions.make_recovery_codes(awa, now=now()))


def recover(username: str, code: str, password: str = "a wholly new password", browser: Client | None = None):
    form = {"username": username, "code": code, "password1": password, "password2": password}
    return (browser or Client()).post("/en/accounts/password/reset/", form)


def test_the_sheet_comes_right_after_sign_up_and_leads_on(visitor, db):
    response = visitor.post("/en/accounts/signup/", {**NEW, "next": "/en/timeline/"})
    assert response["Location"] == "/en/accounts/recovery-codes/?next=%2Fen%2Ftimeline%2F"
    page = visitor.get(response["Location"])
    assert "no-store" in page["Cache-Control"]
    codes = CODE.findall(page.content.decode())
    assert len(set(codes)) == 8
    # A page loaded again, or printed a second time, shows the same.
    assert CODE.findall(visitor.get(ADDRESS).content.decode()) == codes
    kept = visitor.post(f"{ADDRESS}kept/", {"next": "/en/timeline/"})
    assert kept["Location"] == "/en/timeline/"
    assert not CODE.findall(visitor.get(ADDRESS).content.decode())


def test_the_sheet_is_shown_for_an_hour_at_most(visitor, db):
    visitor.post("/en/accounts/signup/", NEW)
    with time_machine.travel(now() + timedelta(hours=2)):
        assert not CODE.findall(visitor.get(ADDRESS).content.decode())


def test_no_table_holds_a_code(visitor, db):
    visitor.post("/en/accounts/signup/", NEW)
    codes = CODE.findall(visitor.get(ADDRESS).content.decode())
    kept = str(list(RecoveryCode.objects.values())) + str(visitor.session.items())
    assert not [code for code in codes if code in kept or code.replace("-", "") in kept]


def test_a_code_sets_a_new_password_once(awa, sheet):
    assert recover("awa", sheet[3])["Location"] == "/en/accounts/login/"
    awa.refresh_from_db()
    assert awa.check_password("a wholly new password")
    again = recover("awa", sheet[3], "yet another password")
    assert "was used already" in again.content.decode()
    awa.refresh_from_db()
    assert awa.check_password("a wholly new password")
    assert awa.recovery_codes.unused().count() == 7


def test_a_code_is_known_however_it_is_written(awa, sheet):
    sloppy = sheet[0].lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert recover("AWA", sloppy).status_code == 302


def test_a_new_password_ends_the_sessions_of_the_old_one(as_awa, sheet):
    recover("awa", sheet[0])
    assert as_awa.get("/en/accounts/settings/").status_code == 302


def test_a_code_of_somebody_else_opens_nothing(awa, moussa, sheet):
    response = recover("moussa", sheet[0])
    assert response.status_code == 200
    page = response.content.decode()
    assert 'value="moussa"' in page
    assert sheet[0] in page
    assert "a wholly new password" not in page


def test_guessing_is_stopped_and_the_codes_stay_valid(awa, sheet):
    browser = Client()
    for _ in range(5):
        assert recover("awa", "0000-0000-0000", browser=browser).status_code == 200
    assert recover("awa", sheet[0], browser=browser).status_code == 429
    assert awa.recovery_codes.unused().count() == 8


def test_weak_and_differing_passwords_are_told_in_the_language_of_the_page(sheet):
    form = {"username": "awa", "code": sheet[0], "password1": "awa", "password2": "awe"}
    page = Client().post("/fr/accounts/password/reset/", form).content.decode()
    assert page.count('class="error"') >= 2
    assert RecoveryCode.objects.unused().count() == 8


def test_new_codes_ask_for_the_password_and_end_the_old_ones(as_awa, sheet):
    asked = as_awa.post(f"{ADDRESS}new/")
    assert asked["Location"].startswith("/en/accounts/reauthenticate/")
    assert RecoveryCode.objects.unused().count() == 8
    as_awa.post(asked["Location"], {"password": "a long enough password"})
    codes = CODE.findall(as_awa.get(ADDRESS).content.decode())
    assert len(codes) == 8
    assert not set(codes) & set(sheet)
    assert recover("awa", sheet[0]).status_code == 200
    assert recover("awa", codes[0]).status_code == 302


def test_a_guest_cannot_be_recovered(db):
    guest = actions.make_guest("en")
    nonce = actions.make_recovery_codes(guest, now=now())
    assert recover(guest.username, recovery.codes_of(nonce)[0]).status_code == 200
    assert not User.objects.get().has_usable_password()
