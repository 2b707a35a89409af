"""No answer is lost: network gone, page left, session over, two tabs, logged out; where a quiz saves by itself."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.conftest import LiveSite, watch
from tests.browser.sitting import KINDS, SURE, check, go_to, start, without_failed_requests

ROWS = """async () => new Promise(resolve => {
    const opening = indexedDB.open("answers", 1);
    opening.onsuccess = () => {
        const asked = opening.result.transaction("rows").objectStore("rows").getAll();
        asked.onsuccess = () => resolve(asked.result.length);
    };
})"""

CLEARED = """async () => new Promise(resolve => {
    const opening = indexedDB.open("answers", 1);
    opening.onsuccess = () => {
        const work = opening.result.transaction("rows", "readwrite");
        work.objectStore("rows").clear();
        work.oncomplete = () => resolve();
    };
})"""


ANSWERS = "**/attempts/*/*/"


def refuse(route: Route) -> None:
    """The network is gone for answers, as after a fallen mast; pages still come."""
    if route.request.method == "POST":
        route.abort()
    else:
        route.continue_()


@pytest.fixture
def sitting(page: Page) -> Page:
    """A visitor in a quiz that saves by itself."""
    start(page, SURE)
    return page


def first_option(page: Page, answer: int = 0) -> None:
    """Choose the first option of the first question that has some."""
    page.locator("article.answer .options .option").nth(answer).click()


def another_option(page: Page) -> None:
    """Choose an option that is not chosen yet, of the first question that has some: the same person may have begun."""
    page.locator("article:has(.options .option)").first.locator(".option:not(:has(:checked))").first.click()


def state(page: Page) -> object:
    """The line that says what became of the first answer given."""
    return page.locator("article:has(.options .option)").first.locator("[data-saved]")


def answered(live_site: LiveSite, page: Page) -> int:
    """How many steps the server holds of this attempt."""
    found = re.search(r"/attempts/([^/]+)/", page.url)
    assert found
    words = f"from quizzes.models import Step; print(Step.objects.filter(slot__attempt__token='{found[1]}').count())"
    return int(live_site.manage("shell", "-v0", "-c", words))


def test_a_change_is_saved_within_two_seconds(sitting: Page) -> None:
    first_option(sitting)
    expect(state(sitting)).to_have_text(re.compile("Saved at"), timeout=2000)
    expect(sitting.locator("label[for=progress]")).to_have_text("1 of 10 answered")


def test_typing_is_saved_once_the_keys_rest(sitting: Page, live_site: LiveSite) -> None:
    field = sitting.locator(".field input").first
    field.press_sequentially("twelve", delay=30)
    line = sitting.locator("article:has(.field input)").first.locator("[data-saved]")
    expect(line).not_to_have_text("Saving", timeout=3000)
    assert answered(live_site, sitting) == 1


def test_steady_typing_is_sent_within_about_two_seconds(sitting: Page) -> None:
    field = sitting.locator(".field input").first
    with sitting.expect_request(lambda request: request.method == "POST", timeout=2700):
        for _key in range(13):
            field.press("a")
            sitting.wait_for_timeout(200)


def test_thirty_seconds_without_a_network_lose_nothing(
    sitting: Page, context: BrowserContext, live_site: LiveSite
) -> None:
    context.set_offline(True)
    for option in (0, 1, 0):
        first_option(sitting, option)
        sitting.wait_for_timeout(300)
    expect(state(sitting)).to_have_text(re.compile("Waiting for the connection"))
    sitting.wait_for_timeout(30_000)
    assert sitting.evaluate(ROWS) >= 1
    context.set_offline(False)
    expect(state(sitting)).to_have_text(re.compile("Saved at"), timeout=35_000)
    assert sitting.evaluate(ROWS) == 0
    assert answered(live_site, sitting) == 1
    without_failed_requests(sitting)


def test_a_waiting_answer_outlives_the_page_and_is_sent(sitting: Page) -> None:
    sitting.route(ANSWERS, refuse)
    sitting.on("dialog", lambda dialog: dialog.accept())
    first_option(sitting)
    chosen = sitting.locator(".options input:checked").get_attribute("value")
    expect(state(sitting)).to_have_text(re.compile("Waiting"))
    sitting.reload()
    expect(sitting.locator(f".options input[value={chosen}]").first).to_be_checked()
    expect(state(sitting)).to_have_text(re.compile("Waiting"))
    sitting.unroute(ANSWERS)
    expect(state(sitting)).to_have_text(re.compile("Saved at"), timeout=10_000)
    sitting.reload()
    expect(sitting.locator(f".options input[value={chosen}]").first).to_be_checked()
    without_failed_requests(sitting)


def test_leaving_while_an_answer_waits_is_asked_about(sitting: Page) -> None:
    asked: list[str] = []
    sitting.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    sitting.route(ANSWERS, refuse)
    first_option(sitting)
    expect(state(sitting)).to_have_text(re.compile("Waiting"))
    sitting.goto("/en/about/")
    assert asked == ["beforeunload"]
    without_failed_requests(sitting)


def test_an_answer_whose_receipt_was_lost_counts_once(sitting: Page, live_site: LiveSite) -> None:
    lost: list[str] = []

    def lose_the_first(route: Route) -> None:
        if route.request.method != "POST" or lost:
            return route.continue_()
        lost.append(route.fetch().text())
        return route.abort()

    sitting.route(ANSWERS, lose_the_first)
    first_option(sitting)
    expect(state(sitting)).to_have_text(re.compile("Saved at"), timeout=10_000)
    assert lost
    assert answered(live_site, sitting) == 1
    without_failed_requests(sitting)


def test_a_newer_answer_follows_one_whose_receipt_was_lost(sitting: Page) -> None:
    lost: list[str] = []

    def lose_the_first(route: Route) -> None:
        if route.request.method != "POST" or lost:
            return route.continue_()
        lost.append(route.fetch().text())
        return route.abort()

    sitting.route(ANSWERS, lose_the_first)
    first_option(sitting, 0)
    expect(state(sitting)).to_have_text(re.compile("Waiting"))
    first_option(sitting, 1)
    expect(state(sitting)).to_have_text(re.compile("Saved at"), timeout=10_000)
    sitting.reload()
    expect(sitting.locator("article.answer .options .option input").nth(1)).to_be_checked()
    without_failed_requests(sitting)


def test_a_checked_answer_waits_and_then_brings_its_feedback(page: Page, context: BrowserContext) -> None:
    start(page, KINDS)
    context.set_offline(True)
    page.locator(".option").first.click()
    check(page)
    expect(page.locator("[data-saved]")).to_have_text(re.compile("Waiting"))
    context.set_offline(False)
    expect(page.locator(":is(.feedback, .callout) > .verdict")).to_be_focused(timeout=10_000)
    without_failed_requests(page)


def test_the_session_ends_and_a_new_log_in_brings_the_answer_in(
    page: Page, context: BrowserContext, log_in: Callable[[Page, str], None], live_site: LiveSite
) -> None:
    log_in(page, "awa")
    start(page, SURE)
    context.clear_cookies(name="sessionid")
    first_option(page)
    expect(state(page)).to_have_text(re.compile("no longer logged in"))
    with context.expect_page() as opened:
        state(page).get_by_role("link").click()
    other = opened.value
    other.fill("input[name=login]", "awa")
    other.fill("input[name=password]", "a long enough password")
    other.click("main button[type=submit]")
    other.wait_for_load_state()
    other.close()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(state(page)).to_have_text(re.compile("Saved at"))
    assert answered(live_site, page) == 1


def test_another_device_goes_on_where_this_one_stopped(
    page: Page, new_context: Callable[..., BrowserContext], base_url: str, log_in: Callable[[Page, str], None]
) -> None:
    log_in(page, "sira")
    start(page, SURE)
    first_option(page, 1)
    expect(state(page)).to_have_text(re.compile("Saved at"))
    other = new_context().new_page()
    watch(other, base_url)
    log_in(other, "sira")
    other.goto(f"/en/quizzes/{SURE}/")
    other.get_by_role("link", name="Continue").click()
    expect(other.locator("article.answer .options .option input").nth(1)).to_be_checked()
    assert other.faults == []  # type: ignore[attr-defined]


def test_an_older_tab_is_told_and_shows_both_answers(sitting: Page, context: BrowserContext) -> None:
    other = context.new_page()
    other.goto(sitting.url)
    other.wait_for_load_state("networkidle")
    first_option(other, 0)
    expect(state(other)).to_have_text(re.compile("Saved at"))
    first_option(sitting, 1)
    expect(state(sitting)).to_have_text(re.compile("Refused: Another answer"))
    sitting.get_by_role("button", name="Show both answers").click()
    expect(sitting.locator("[data-conflict]")).to_be_focused()
    expect(sitting.locator("dl.facts dd")).to_have_count(2)
    sitting.get_by_role("button", name="Use the one just sent").click()
    expect(sitting.locator("article.answer .options .option input").nth(1)).to_be_checked()
    expect(state(sitting)).to_have_text(re.compile("Saved at"))
    other.close()


def test_a_refusal_is_told_on_the_page_of_another_question(
    sitting: Page, context: BrowserContext, new_context: Callable[..., BrowserContext]
) -> None:
    sitting.on("dialog", lambda dialog: dialog.accept())
    sitting.route(ANSWERS, refuse)
    first_option(sitting, 1)
    expect(state(sitting)).to_have_text(re.compile("Waiting"))
    device = new_context(storage_state=context.storage_state()).new_page()
    device.goto(sitting.url)
    device.wait_for_load_state("networkidle")
    first_option(device)
    expect(state(device)).to_have_text(re.compile("Saved at"))
    go_to(sitting, "finish/")
    note = sitting.get_by_role("status").locator("[data-note]")
    expect(note).to_have_text(re.compile("Waiting"))
    sitting.unroute(ANSWERS)
    sitting.get_by_role("button", name="Finish now").click()
    expect(note).to_have_text(re.compile("Refused: Another answer"))
    expect(sitting).to_have_url(re.compile("/finish/$"))
    note.get_by_role("link").click()
    expect(sitting.locator("article.answer .options .option input").first).to_be_checked()
    without_failed_requests(sitting)


def test_an_answer_after_the_end_is_told_on_the_result(
    sitting: Page, context: BrowserContext, new_context: Callable[..., BrowserContext]
) -> None:
    sitting.on("dialog", lambda dialog: dialog.accept())
    sitting.route(ANSWERS, refuse)
    first_option(sitting)
    expect(state(sitting)).to_have_text(re.compile("Waiting"))
    device = new_context(storage_state=context.storage_state()).new_page()
    device.goto(sitting.url)
    go_to(device, "finish/")
    device.get_by_role("button", name="Finish now").click()
    device.wait_for_load_state()
    go_to(sitting, "")
    note = sitting.get_by_role("status").locator("[data-note]")
    expect(note).to_have_text(re.compile("Waiting"))
    sitting.unroute(ANSWERS)
    expect(note).to_have_text(re.compile("Refused: This attempt is over"), timeout=10_000)
    without_failed_requests(sitting)


def test_an_answer_given_as_a_guest_is_sent_after_the_log_in(
    sitting: Page, log_in: Callable[[Page, str], None], live_site: LiveSite
) -> None:
    sitting.on("dialog", lambda dialog: dialog.accept())
    first_option(sitting)
    expect(state(sitting)).to_have_text(re.compile("Saved at"))
    sitting.route(ANSWERS, refuse)
    first_option(sitting, 1)
    expect(state(sitting)).to_have_text(re.compile("Waiting"))
    address = sitting.url
    log_in(sitting, "awa")
    sitting.click("button[value=carry]")
    sitting.wait_for_load_state()
    sitting.unroute(ANSWERS)
    sitting.goto(address)
    expect(sitting.locator("article.answer .options .option input").nth(1)).to_be_checked()
    expect(state(sitting)).to_have_text(re.compile("Saved at"))
    assert answered(live_site, sitting) == 2
    without_failed_requests(sitting)


def test_what_another_tab_sends_waits_no_longer_in_this_one(sitting: Page, context: BrowserContext) -> None:
    asked: list[str] = []
    sitting.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    sitting.route(ANSWERS, refuse)
    first_option(sitting)
    expect(state(sitting)).to_have_text(re.compile("Waiting"))
    other = context.new_page()
    other.goto(sitting.url)
    expect(state(other)).to_have_text(re.compile("Saved at"))
    expect(state(sitting)).to_have_text(re.compile("Saved at"))
    sitting.unroute(ANSWERS)
    first_option(sitting, 1)
    expect(sitting.locator("article.answer .options .option input").nth(1)).to_be_checked()
    expect(state(sitting)).to_have_text(re.compile("Saved at"))
    sitting.goto("/en/about/")
    assert asked == []
    other.close()
    without_failed_requests(sitting)


def test_what_another_tab_threw_away_holds_nobody_up(sitting: Page, context: BrowserContext) -> None:
    asked: list[str] = []
    sitting.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    sitting.route(ANSWERS, refuse)
    first_option(sitting)
    expect(state(sitting)).to_have_text(re.compile("Waiting"))
    other = context.new_page()
    other.goto("/en/about/")
    other.evaluate(CLEARED)
    sitting.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(state(sitting)).to_have_text(re.compile("Another tab"))
    sitting.goto("/en/about/")
    assert asked == []
    other.close()
    without_failed_requests(sitting)


def test_who_logs_out_with_waiting_answers_is_asked(
    page: Page, log_in: Callable[[Page, str], None], live_site: LiveSite
) -> None:
    log_in(page, "fanta")
    start(page, SURE)
    sitting_page = page.url
    page.on("dialog", lambda dialog: dialog.accept())
    page.route(ANSWERS, refuse)
    another_option(page)
    expect(state(page)).to_have_text(re.compile("Waiting"))
    page.goto("/en/accounts/logout/")
    expect(page.locator("#waiting li")).to_have_count(1)
    page.get_by_role("button", name="Send them now").click()
    expect(page.locator("#waiting [data-failed]")).to_be_visible()
    page.unroute(ANSWERS)
    page.get_by_role("button", name="Send them now").click()
    expect(page).to_have_url(re.compile("/en/$"))
    log_in(page, "fanta")
    page.goto(sitting_page)
    assert answered(live_site, page) == 1
    without_failed_requests(page)


def test_who_throws_waiting_answers_away_finds_none(page: Page, log_in: Callable[[Page, str], None]) -> None:
    log_in(page, "oumou")
    start(page, SURE)
    page.on("dialog", lambda dialog: dialog.accept())
    page.route(ANSWERS, refuse)
    another_option(page)
    expect(state(page)).to_have_text(re.compile("Waiting"))
    page.goto("/en/accounts/logout/")
    page.get_by_role("button", name="Throw them away").click()
    expect(page).to_have_url(re.compile("/en/$"))
    without_failed_requests(page)


def test_answers_kept_at_log_out_are_sent_after_the_next_log_in(
    page: Page, log_in: Callable[[Page, str], None]
) -> None:
    log_in(page, "fanta")
    start(page, SURE)
    page.on("dialog", lambda dialog: dialog.accept())
    page.route(ANSWERS, refuse)
    another_option(page)
    expect(state(page)).to_have_text(re.compile("Waiting"))
    page.goto("/en/accounts/logout/")
    expect(page.locator("#waiting li")).to_have_count(1)
    page.get_by_role("button", name="Send them now").click()
    expect(page.locator("#waiting [data-failed]")).to_be_visible()
    page.get_by_role("button", name="Keep them").click()
    expect(page).to_have_url(re.compile("/en/$"))
    page.unroute(ANSWERS)
    log_in(page, "fanta")
    page.goto("/en/accounts/logout/")
    page.get_by_role("button", name="Send them now").click()
    expect(page).to_have_url(re.compile("/en/$"))
    log_in(page, "fanta")
    page.goto("/en/accounts/logout/")
    page.wait_for_load_state("networkidle")
    expect(page.locator("#waiting")).to_be_hidden()
    without_failed_requests(page)


def test_answers_of_one_person_are_never_sent_by_another(page: Page, log_in: Callable[[Page, str], None]) -> None:
    log_in(page, "fanta")
    start(page, SURE)
    page.on("dialog", lambda dialog: dialog.accept())
    page.route(ANSWERS, refuse)
    another_option(page)
    expect(state(page)).to_have_text(re.compile("Waiting"))
    page.unroute(ANSWERS)
    page.goto("/en/accounts/logout/")
    page.get_by_role("button", name="Keep them").click()
    expect(page).to_have_url(re.compile("/en/$"))
    log_in(page, "awa")
    start(page, KINDS)
    page.wait_for_timeout(500)
    assert page.evaluate(ROWS) == 1
    without_failed_requests(page)
