"""Accounts in a real browser: unknown, guest, learner, and the teacher with a second step; each page for everybody."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.accounts.test_staff import code_of
from tests.browser.conftest import PASSWORD, LiveSite
from tests.browser.test_accessibility import WCAG, violations

LESSON = "september-2025"
GOOD = "a wholly new password"


def read_a_lesson(page: Page, language: str = "en") -> None:
    """The smallest recorded act: it makes the guest."""
    page.goto(f"/{language}/lessons/{LESSON}/read/")
    page.click("main form[method=post] button")
    expect(page.locator(".who")).to_be_visible()


def sign_up(page: Page, name: str, language: str = "en") -> None:
    page.goto(f"/{language}/accounts/signup/")
    page.fill("input[name=username]", name)
    page.fill("input[name=password1]", GOOD)
    page.fill("input[name=password2]", GOOD)
    page.click("main button[type=submit]")
    expect(page.locator(".codes li")).to_have_count(8)


def check(page: Page) -> None:
    """The page as it stands, in light, in dark, and at 320 px."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    assert violations(page, runOnly=WCAG) == [], page.url
    page.emulate_media(color_scheme="dark")
    assert violations(page, runOnly={"type": "rule", "values": ["color-contrast"]}) == [], page.url
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, f"{page.url} scrolls sideways at 320 px"
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(color_scheme="light")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_from_unknown_to_erased_each_page_is_accessible(page: Page, context: BrowserContext, language: str) -> None:
    here = f"/{language}"
    page.goto(f"{here}/progress/")
    assert not context.cookies()
    check(page)
    read_a_lesson(page, language)
    for path in ("progress/", "progress/leave/", "progress/erase/", "accounts/signup/", "accounts/login/"):
        page.goto(f"{here}/{path}")
        check(page)
    sign_up(page, f"mariam-{language}", language)
    check(page)
    page.click("main form button:not([data-print])")
    expect(page.locator("main .ledger")).not_to_have_count(0)
    rooms = ("settings/", "recovery-codes/", "password/change/", "email/", "2fa/", "2fa/webauthn/", "logout/")
    for path in rooms:
        page.goto(f"{here}/accounts/{path}")
        check(page)
    page.goto(f"{here}/progress/erase/")
    page.check("input[name=sure]")
    page.click("main form button")
    check(page)
    page.fill("input[name=password]", GOOD)
    page.click("main button[type=submit]")
    expect(page).to_have_url(re.compile(f"{here}/progress/erased/$"))
    check(page)
    assert not [cookie for cookie in context.cookies() if cookie["name"] == "sessionid"]


def test_without_scripts_a_guest_signs_up_and_comes_back_with_a_code(without_javascript: Page) -> None:
    page = without_javascript
    read_a_lesson(page)
    sign_up(page, "nana")
    code = page.locator(".codes code").first.inner_text()
    expect(page.locator("[data-print]")).to_be_hidden()
    page.click("main form button:not([data-print])")
    page.goto("/en/accounts/logout/")
    page.click("main button[type=submit]")
    expect(page.locator(".who")).to_have_count(0)
    page.goto("/en/accounts/password/reset/")
    page.fill("input[name=username]", "nana")
    page.fill("input[name=code]", code.lower())
    page.fill("input[name=password1]", PASSWORD)
    page.fill("input[name=password2]", PASSWORD)
    page.click("main form button")
    page.fill("input[name=login]", "nana")
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    expect(page).to_have_url(re.compile("/en/progress/$"))
    expect(page.locator("main")).to_contain_text("lessons read")
    expect(page.locator(f"main .ledger a[href$='/lessons/{LESSON}/']")).to_be_visible()


def test_a_guest_logs_in_and_carries_the_work_over(page: Page, log_in: Callable[[Page, str], None]) -> None:
    read_a_lesson(page)
    log_in(page, "fanta")
    expect(page).to_have_url(re.compile("/en/progress/carry-over/"))
    check(page)
    page.click("button[value=carry]")
    expect(page.locator(".message.success")).to_be_visible()
    expect(page.locator(f"main .ledger a[href$='/lessons/{LESSON}/']")).to_be_visible()


def test_a_guest_begins_anew(page: Page) -> None:
    read_a_lesson(page)
    page.click(".who >> text=Not you?")
    page.click("main form button")
    expect(page.locator(".who")).to_have_count(0)
    page.goto("/en/progress/")
    expect(page.locator(".empty")).to_be_visible()


MAKE_TEACHER = """
from sahelapp.accounts import actions
from sahelapp.accounts.models import User
actions.make_teacher(User.objects.get(username="hawa"))
"""


def test_a_teacher_sets_up_an_app_and_only_then_enters_the_admin(page: Page, live_site: LiveSite) -> None:
    read_a_lesson(page)
    sign_up(page, "hawa")
    live_site.manage("shell", "-v0", "-c", MAKE_TEACHER)
    page.goto("/admin/")
    expect(page).to_have_url(re.compile("/en/accounts/2fa/$"))
    expect(page.locator(".message.warning")).to_be_visible()
    page.goto("/en/accounts/2fa/totp/activate/")
    if page.locator("input[name=password]").count():
        page.fill("input[name=password]", GOOD)
        page.click("main button[type=submit]")
    expect(page.locator("img.qr")).to_be_visible()
    assert page.locator("img.qr").evaluate("picture => picture.complete && picture.naturalWidth > 0")
    check(page)
    secret = page.locator("#authenticator_secret").input_value()
    page.fill("input[name=code]", code_of(secret))
    page.click("main button[type=submit]")
    check(page)
    spare = page.locator(".codes code").first.inner_text()
    page.goto("/en/accounts/2fa/")
    check(page)
    page.goto("/en/accounts/logout/")
    page.click("main button[type=submit]")
    page.goto("/admin/")
    page.fill("input[name=login]", "hawa")
    page.fill("input[name=password]", GOOD)
    page.click("main button[type=submit]")
    expect(page).to_have_url(re.compile("/2fa/authenticate/"))
    check(page)
    # What the app shows now was used a moment ago; a code from the list will do.
    page.fill("input[name=code]", spare)
    page.click("main button[type=submit]")
    expect(page).to_have_url(re.compile("/admin/$"))


def test_a_passkey_is_added_and_opens_the_account(page: Page, context: BrowserContext) -> None:
    keys = context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    sign_up(page, "kadi")
    page.goto("/en/accounts/2fa/webauthn/add/")
    if page.locator("input[name=password]").count():
        page.fill("input[name=password]", GOOD)
        page.click("main button[type=submit]")
    check(page)
    page.check("input[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url(re.compile("/2fa/recovery-codes/"))
    page.goto("/en/accounts/2fa/webauthn/")
    expect(page.locator(".badge")).to_have_text("passkey")
    check(page)
    page.goto("/en/accounts/logout/")
    page.click("main button[type=submit]")
    page.goto("/en/accounts/login/")
    page.click("#passkey_login")
    expect(page).to_have_url(re.compile("/en/progress/"))
    expect(page.locator(".who")).to_contain_text("kadi")
