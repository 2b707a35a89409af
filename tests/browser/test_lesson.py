"""Reading a lesson in a browser: with and without JavaScript, by mouse and by keyboard."""

import re

import pytest
from playwright.sync_api import Page, expect

LESSON = "lessons/september-2025/"


def test_a_visitor_reads_and_keeps_a_mark_without_javascript(without_javascript: Page) -> None:
    page = without_javascript
    page.goto("/en/lessons/")
    page.get_by_role("link", name="September 2025").click()
    assert page.context.cookies() == []
    page.get_by_role("link", name="Mark as read").click()
    page.get_by_role("button", name="Mark as read").click()
    expect(page.locator("#read .state.saved")).to_contain_text("You read this on")
    page.goto("/en/lessons/")
    expect(page.locator(".card .state.saved")).to_have_count(1)
    expect(page.locator(".page-head")).to_contain_text("You have read 1 lesson")


def test_a_learner_marks_with_one_press(page: Page, log_in) -> None:
    log_in(page, "awa")
    page.goto("/fr/lessons/crisis-since-2012/")
    button = page.locator("#read button")
    if button.count():  # Awa may have read it in an earlier test of this session
        button.click()
    expect(page.locator("#read .state.saved")).to_be_visible()


def test_a_question_of_the_text_can_be_answered_without_javascript(without_javascript: Page) -> None:
    page = without_javascript
    page.goto(f"/en/{LESSON}")
    page.locator(".check a.button").first.click()
    page.locator("main form button.button").click()
    expect(page.locator("fieldset.question")).to_be_visible()


def test_a_note_is_reached_from_the_text_and_leads_back(page: Page) -> None:
    page.goto(f"/en/{LESSON}")
    page.locator("sup.cite a").first.click()
    expect(page).to_have_url(re.compile("#n-"))
    note = page.locator(".notes li").first
    expect(note).to_be_in_viewport()
    note.get_by_role("link", name="Back to the text").click()
    expect(page.locator("sup.cite a").first).to_be_in_viewport()


def test_a_word_of_the_glossary_opens_and_closes_by_keyboard(page: Page) -> None:
    page.goto(f"/en/{LESSON}")
    word = page.locator("button.term").first
    word.focus()
    page.keyboard.press("Enter")
    card = page.locator(f"#{word.get_attribute('popovertarget')}")
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(word).to_be_focused()


def test_the_language_switch_keeps_the_lesson(page: Page) -> None:
    page.goto(f"/en/{LESSON}")
    page.get_by_role("link", name="Français").first.click()
    expect(page).to_have_url(re.compile(f"/fr/{LESSON}$"))
    expect(page.locator("h1")).to_contain_text("Septembre 2025")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_lesson_fits_a_narrow_phone(page: Page, language: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"/{language}/{LESSON}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
