"""A whole run in a browser: with and without JavaScript, by keyboard, with a lost connection."""

import re

import pytest
from playwright.sync_api import Page, Response, expect

from tests.browser.test_accessibility import WCAG, violations

SCENARIO = "scenarios/september-2025-from-paris/"
WITH_A_WAY_BACK = "scenarios/september-2025-from-bamako/"
OPEN_CHOICE = "button.choice:not([disabled])"


def take_the_seat(page: Page, language: str = "en", scenario: str = SCENARIO) -> None:
    page.goto(f"/{language}/{scenario}")
    page.locator("a[href$='/start/']").first.click()
    page.locator("main form button.button").click()
    expect(page.locator(OPEN_CHOICE).first).to_be_visible()


def decide(page: Page, which: int = 0) -> None:
    page.locator(OPEN_CHOICE).nth(which).click()
    expect(page.locator("section.record")).to_be_visible()


def go_on(page: Page) -> None:
    page.locator("#scene a.button").click()
    expect(page.locator("section.record")).to_have_count(0)


def play_to_the_end(page: Page) -> int:
    decisions = 0
    while "/result/" not in page.url:
        decide(page)
        go_on(page)
        decisions += 1
        assert decisions < 30, "the story does not end"
    return decisions


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_visitor_without_javascript_plays_to_the_end(without_javascript: Page, language: str) -> None:
    page = without_javascript
    take_the_seat(page, language)
    assert play_to_the_end(page) >= 3
    expect(page.locator("h1")).to_be_visible()


def test_with_javascript_the_page_stays_and_only_the_scene_changes(page: Page) -> None:
    loads: list[str] = []
    page.on("load", lambda loaded: loads.append(loaded.url))
    take_the_seat(page)
    page.wait_for_load_state("load")
    loads.clear()
    scene = page.locator("h1").inner_text()
    decide(page)
    assert re.search(r"\?after=1$", page.url)
    expect(page.locator("h1")).to_be_focused()
    heard = page.locator("#announce")
    expect(heard).to_contain_text(page.locator("h1").inner_text())
    for gauge in page.locator("[data-moved]").all():
        expect(heard).to_contain_text(gauge.locator("dt").inner_text())
        expect(heard).to_contain_text(re.sub(r"\s+", " ", gauge.locator("strong").inner_text()).strip())
    go_on(page)
    expect(page.locator("h1")).not_to_have_text(scene)
    expect(page.locator("h1")).to_be_focused()
    assert loads == []
    page.reload()
    expect(page.locator("h1")).not_to_have_text(scene)


def test_going_back_shows_what_was_shown(page: Page) -> None:
    take_the_seat(page)
    decide(page)
    go_on(page)
    page.go_back()
    expect(page.locator("section.record")).to_be_visible()


def test_a_run_goes_by_keyboard_alone(page: Page) -> None:
    take_the_seat(page)
    page.locator("h1").focus()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('button.choice')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("section.record")).to_be_visible()


def test_a_choice_made_without_a_connection_waits_and_arrives(page: Page) -> None:
    take_the_seat(page)
    page.context.set_offline(True)
    page.locator(OPEN_CHOICE).first.click()
    expect(page.locator("[data-waiting]")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator("section.record")).to_be_visible(timeout=10_000)
    page.locator("#scene a.button").click()
    expect(page.locator(".thread .moves > li")).to_have_count(1)
    # The lost connection was meant; any other fault still fails the test.
    page.faults[:] = [fault for fault in page.faults if "Failed to fetch" not in fault]  # type: ignore[attr-defined]


def test_no_answer_holds_what_comes_later(page: Page) -> None:
    """The record of the first decision and the title of the second scene come when it is their time."""
    bodies: list[str] = []

    def keep(response: Response) -> None:
        if "text/html" in response.headers.get("content-type", "") and response.status == 200:
            bodies.append(response.text())

    page.on("response", keep)
    take_the_seat(page)
    before = "\n".join(bodies)
    decide(page)
    page.locator(".record > details > summary").click()
    record = page.locator("section.record .prose").inner_text()[:40]
    go_on(page)
    assert record not in before
    assert page.locator("h1").inner_text() not in before
    assert len(before) > 1000


def say_why_and_take_back(page: Page) -> None:
    scene = page.locator("h1").inner_text()
    page.locator("details.why > summary").click()
    page.get_by_role("textbox", name="Why?").fill("Two letters are better than one.")
    decide(page)
    expect(page.locator("article.scene")).to_contain_text("Why: Two letters are better than one.")
    go_on(page)
    page.locator("button[name=choice_undo]").click()
    expect(page.locator("h1")).to_have_text(scene)
    expect(page.locator(".callout")).to_contain_text("Taken back")
    assert re.search(r"/runs/[0-9a-f-]+/$", page.url)


def test_a_choice_is_said_why_and_taken_back(page: Page) -> None:
    take_the_seat(page, scenario=WITH_A_WAY_BACK)
    say_why_and_take_back(page)
    expect(page.locator("h1")).to_be_focused()
    page.locator("details.thread > summary").click()
    expect(page.locator(".thread")).to_contain_text("Two letters are better than one.")


def test_a_choice_is_said_why_and_taken_back_without_javascript(without_javascript: Page) -> None:
    take_the_seat(without_javascript, scenario=WITH_A_WAY_BACK)
    say_why_and_take_back(without_javascript)


def test_enter_in_the_reason_decides_nothing(page: Page) -> None:
    take_the_seat(page)
    page.locator("details.why > summary").click()
    page.get_by_role("textbox", name="Why?").press_sequentially("One\nTwo")
    expect(page.get_by_role("textbox", name="Why?")).to_have_value("One\nTwo")
    expect(page.locator(OPEN_CHOICE).first).to_be_visible()


def test_the_later_of_two_tabs_learns_where_the_run_is(page: Page) -> None:
    take_the_seat(page)
    other = page.context.new_page()
    other.goto(page.url)
    decide(page)
    go_on(page)
    scene = page.locator("h1").inner_text()
    other.locator(OPEN_CHOICE).first.click()
    expect(other.get_by_role("alert")).to_contain_text("another tab")
    expect(other.locator("h1")).to_have_text(scene)
    other.close()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_pages_of_a_run_are_accessible(page: Page, language: str) -> None:
    def check() -> None:
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        assert violations(page, runOnly=WCAG) == []
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        assert violations(page, runOnly={"type": "rule", "values": ["color-contrast"]}) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, "scrolls sideways at 320 px"

    def unfold() -> None:
        page.evaluate("document.querySelectorAll('#scene details').forEach((fold) => { fold.open = true; })")

    page.set_viewport_size({"width": 320, "height": 640})
    take_the_seat(page, language, WITH_A_WAY_BACK)
    unfold()
    check()
    decide(page)
    unfold()
    check()
    go_on(page)
    unfold()
    check()
    play_to_the_end(page)
    check()
