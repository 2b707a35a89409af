"""A quiz in a real browser: by mouse, by keyboard, without scripts, and with the network gone in the middle."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

QUIZ = "rupture-2021-2025"  # feedback at once; its third question asks for a number


@pytest.fixture
def sitting(page: Page) -> Page:
    """A visitor who has just started the quiz."""
    return start(page)


def start(page: Page, language: str = "en") -> Page:
    page.goto(f"/{language}/quizzes/{QUIZ}/")
    page.click(f"main a[href$='/{QUIZ}/start/']")
    page.click("main form[method=post] button")
    expect(page).to_have_url(re.compile(rf"/{language}/attempts/[^/]+/1/$"))
    return page


def go_to(page: Page, position: int) -> None:
    page.goto(re.sub(r"\d+/$", f"{position}/", page.url))


def test_by_mouse_the_feedback_takes_the_focus_and_is_announced(sitting: Page) -> None:
    sitting.locator(".option").first.click()
    sitting.click("form[data-answer] button")
    verdict = sitting.locator(".feedback > .verdict")
    expect(verdict).to_be_focused()
    expect(sitting.locator("#announce")).to_contain_text(verdict.inner_text().strip())
    expect(sitting.locator(".state.saved")).to_be_visible()
    expect(sitting.locator(".question-map [aria-current]")).to_have_attribute("data-state", re.compile("right|wrong"))


def test_by_keyboard_alone(sitting: Page) -> None:
    sitting.locator(".option input").first.focus()
    sitting.keyboard.press("ArrowDown")
    expect(sitting.locator(".option input").nth(1)).to_be_checked()
    sitting.keyboard.press("Enter")
    expect(sitting.locator(".feedback > .verdict")).to_be_focused()
    sitting.get_by_role("link", name="Question 2", exact=False).first.focus()
    sitting.keyboard.press("Enter")
    expect(sitting.locator("h1")).to_have_text("Question 2 of 12")


def test_without_scripts_from_the_start_to_the_result(without_javascript: Page) -> None:
    page = start(without_javascript)
    page.locator(".option input").first.check()
    page.click("form[data-answer] button")
    expect(page.locator(".feedback > .verdict")).to_be_visible()
    page.click("nav.prev-next .next")
    expect(page.locator("h1")).to_have_text("Question 2 of 12")
    page.goto(re.sub(r"\d+/$", "finish/", page.url))
    expect(page.locator("main .ledger li")).to_have_count(11)
    page.click("main form[method=post] button")
    expect(page.locator(".feedback, .callout")).to_have_count(12)


def test_an_answer_given_while_the_network_is_gone_arrives_once_when_it_is_back(
    sitting: Page, context: BrowserContext
) -> None:
    go_to(sitting, 3)
    sitting.wait_for_load_state("networkidle")
    context.set_offline(True)
    sitting.fill("form[data-answer] input[inputmode=decimal]", "72")
    sitting.click("form[data-answer] button")
    expect(sitting.locator(".state.waiting")).to_be_visible()
    expect(sitting.locator("form[data-answer] input[inputmode=decimal]")).to_have_value("72")
    context.set_offline(False)
    expect(sitting.locator(".feedback.right")).to_be_visible()
    expect(sitting.locator("progress")).to_have_attribute("value", "1")
    # htmx tells the console what we did to it; everything else there would be ours.
    sitting.faults[:] = [fault for fault in sitting.faults if "Failed to fetch" not in fault]  # type: ignore[attr-defined]


def test_a_french_visitor_writes_a_french_number(page: Page) -> None:
    start(page, "fr")
    go_to(page, 3)
    page.fill("form[data-answer] input[inputmode=decimal]", "72,0 heures")
    page.click("form[data-answer] button")
    expect(page.locator(".feedback.right")).to_be_visible()


def test_what_cannot_be_read_stays_in_the_field_with_a_sentence(sitting: Page) -> None:
    go_to(sitting, 3)
    sitting.fill("form[data-answer] input[inputmode=decimal]", "three days")
    sitting.click("form[data-answer] button")
    expect(sitting.locator("[data-problem]")).to_be_focused()
    expect(sitting.locator("form[data-answer] input[inputmode=decimal]")).to_have_value("three days")


def test_two_tabs_show_both_answers_and_keep_the_first(sitting: Page, context: BrowserContext) -> None:
    other = context.new_page()
    other.goto(sitting.url)
    other.wait_for_load_state("networkidle")
    for tab, option in ((sitting, 0), (other, 1)):
        tab.locator(".option").nth(option).click()
        tab.click("form[data-answer] button")
        tab.locator(".feedback").wait_for()
    expect(other.locator("[data-conflict]")).to_be_focused()
    expect(other.locator("dl.facts dd")).to_have_count(2)
    other.close()


def test_no_page_is_wider_than_a_small_phone(sitting: Page) -> None:
    sitting.set_viewport_size({"width": 320, "height": 640})
    sitting.locator(".option").first.click()
    sitting.click("form[data-answer] button")
    sitting.locator(".feedback").wait_for()
    assert sitting.evaluate("document.documentElement.scrollWidth") == 320
    assert all(
        box["height"] >= 44
        for box in (one.bounding_box() for one in sitting.locator(".option, .question-map a, main .button").all())
        if box
    )
