"""The desk in a real browser: its scripts run under our policy, and what is published there is what learners read."""

import re

import pytest
from allauth.mfa.totp.internal.auth import generate_totp_secret
from playwright.sync_api import Page, expect

from tests.accounts.test_staff import code_of
from tests.browser.conftest import LiveSite

WITH_AN_APP = """
from allauth.mfa.totp.internal.auth import TOTP
from sahelapp.accounts import actions
from sahelapp.accounts.models import User
user = User.objects.get(username={name!r})
user.authenticator_set.all().delete()
TOTP.activate(user, {secret!r})
if not user.is_superuser:
    actions.make_teacher(user)
"""


@pytest.fixture
def enter(page: Page, live_site: LiveSite, log_in):
    """Come to the desk as a person with an app does."""

    def enter(name: str) -> None:
        secret = generate_totp_secret()
        live_site.manage("shell", "-v0", "-c", WITH_AN_APP.format(name=name, secret=secret))
        log_in(page, name)
        page.fill("input[name=code]", code_of(secret))
        page.click("main button[type=submit]")
        page.goto("/admin/")
        expect(page.locator("#content h1")).to_be_visible()

    return enter


def addresses(page: Page, selector: str) -> list[str]:
    return page.locator(selector).evaluate_all("links => links.map(link => link.href)")


def test_no_page_of_the_desk_breaks_under_the_policy(page: Page, enter) -> None:
    enter("boss")
    lists = addresses(page, "#content th[scope=row] a")
    assert len(lists) > 20
    opened = 0
    for one in lists:
        page.goto(one)
        rows = addresses(page, "#result_list th a")
        for address in [*addresses(page, "#content a.addlink"), *rows[:1]]:
            assert page.goto(address).status == 200, address
            opened += 1
    assert opened > 30
    # The fixture `page` fails on every console error: a refused script or style is one.


def test_a_source_is_found_by_typing_into_its_field(page: Page, enter) -> None:
    enter("moussa")
    page.goto("/admin/timeline/event/add/")
    field = page.locator(".field-sources .select2-selection")
    field.click()
    page.keyboard.type("ap-billboard-2025")
    expect(page.locator(".select2-results__option[aria-selected]")).to_have_count(1)
    page.keyboard.press("Enter")
    chosen = page.locator(".field-sources .select2-selection__choice")
    expect(chosen).to_have_count(1)
    expect(chosen).to_have_text(re.compile("Associated Press|AP"))


def test_what_a_teacher_saves_is_read_only_once_it_is_published(page: Page, enter) -> None:
    enter("moussa")
    page.goto("/admin/timeline/event/?q=coup-1991")
    page.click("#result_list tbody .field-slug a >> text=coup-1991")
    title = page.locator("input[name=title_en]")
    before = title.input_value()
    title.fill(f"{before} (told anew)")
    page.click("input[name=_continue]")
    at = page.url
    page.goto("/en/timeline/coup-1991/")
    expect(page.locator("h1")).to_have_text(before)
    page.goto(at)
    page.click("input[name=_publish]")
    expect(page.locator(".messagelist .success")).to_contain_text("version 2 is published")
    page.goto("/en/timeline/coup-1991/")
    expect(page.locator("h1")).to_have_text(f"{before} (told anew)")
