"""The main job as one story, with scripts and without; and what must not be lost on the way."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_scenario import play_to_the_end, take_the_seat

LESSON, QUIZ = "September 2025", "rupture-2021-2025"
GOOD = "a wholly new password"


@pytest.fixture(params=["with scripts", "without scripts"])
def tab(request: pytest.FixtureRequest) -> Page:
    """The same story is told twice."""
    return request.getfixturevalue("page" if request.param == "with scripts" else "without_javascript")


def test_from_the_home_page_to_ones_own_account(tab: Page) -> None:
    read_and_check_oneself(tab)
    look_for_an_event(tab)
    answer_some_questions(tab)
    take_the_seat(tab)
    play_to_the_end(tab)
    shows_everything(tab)
    name = f"aminata-{uuid4().hex[:8]}"
    sign_up(tab, name)
    shows_everything(tab)
    log_out_and_in_again(tab, name)
    shows_everything(tab)


def read_and_check_oneself(page: Page) -> None:
    page.goto("/en/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Lessons").click()
    page.get_by_role("link", name=LESSON).first.click()
    assert page.context.cookies() == [], "reading makes nobody"
    page.get_by_role("link", name="Mark as read").click()
    page.get_by_role("button", name="Mark as read").click()
    expect(page.locator(".who")).to_contain_text("You are working as a guest.")
    page.locator(".check a.button").first.click()
    page.locator("main form button.button").click()
    choose_and_send(page)
    expect(page.locator(".feedback > .verdict")).to_be_visible()


def look_for_an_event(page: Page) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Timeline").click()
    page.fill("main input[name=q]", "Vezilier")
    page.locator("main form[method=get] button, main form:has(input[name=q]) button").first.click()
    expect(page).to_have_url(re.compile(r"/en/timeline/\?q=Vezilier$"))
    page.locator("#results a[href*='/timeline/vezilier-arrest-2025/']").first.click()
    expect(page.locator("h1")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/en/timeline/vezilier-arrest-2025/\?q=Vezilier$"))


def answer_some_questions(page: Page) -> None:
    page.goto(f"/en/quizzes/{QUIZ}/")
    page.click(f"main a[href$='/{QUIZ}/start/']")
    page.click("main form[method=post] button")
    for position in (1, 2):
        expect(page.locator("h1")).to_have_text(f"Question {position} of 12")
        choose_and_send(page)
        expect(page.locator(".feedback > .verdict")).to_be_visible()
        page.click("nav.prev-next .next")
    page.goto(re.sub(r"\d+/$", "finish/", page.url))
    page.click("main form[method=post] button")
    expect(page.locator(".feedback, .callout")).to_have_count(12)


def choose_and_send(page: Page) -> None:
    page.locator(".option").first.click()
    page.click("form[data-answer] button")


def shows_everything(page: Page) -> None:
    page.goto("/en/progress/")
    expect(page.locator(".figures dd")).to_have_text(["1", "1", "1"])
    expect(page.locator("section[aria-labelledby=go-on]")).to_contain_text("1 of ")


def sign_up(page: Page, name: str) -> None:
    page.locator(".who").get_by_role("link", name="Keep my work").click()
    page.fill("input[name=username]", name)
    page.fill("input[name=password1]", GOOD)
    page.fill("input[name=password2]", GOOD)
    page.click("main button[type=submit]")
    expect(page.locator(".codes li")).to_have_count(8)
    page.get_by_role("button", name="I have kept them").click()
    expect(page.locator(".who")).to_contain_text(f"You are {name}.")


def log_out_and_in_again(page: Page, name: str) -> None:
    page.locator(".who").get_by_role("link", name="Log out").click()
    page.get_by_role("button", name="Log out").click()
    page.goto("/en/progress/")
    expect(page.locator(".who")).to_have_count(0)
    expect(page.locator(".figures")).to_have_count(0)
    page.goto("/en/accounts/login/")
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", GOOD)
    page.click("main button[type=submit]")
    expect(page.locator(".who")).to_contain_text(f"You are {name}.")


# --- nothing is lost ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "place",
    [
        "timeline/?theme=diplomatic-rupture&from=2021&to=2025&q=ambassadeur",
        "search/?q=%C3%A9mir+%26+co&kind=event",
        "sources/?language=fr",
        "actors/assimi-goita/",
        "no-such-page/?a=1",
    ],
)
def test_the_language_switch_keeps_the_exact_place(tab: Page, place: str) -> None:
    tab.goto(f"/en/{place}")
    here = tab.url
    tab.get_by_role("link", name="Français").first.click()
    expect(tab).to_have_url(here.replace("/en/", "/fr/"))
    tab.get_by_role("link", name="English").first.click()
    expect(tab).to_have_url(here)


def test_the_language_switch_keeps_the_filter_that_was_just_made(page: Page) -> None:
    page.goto("/en/timeline/")
    page.fill("main input[name=q]", "Vezilier")
    page.locator("main form:has(input[name=q]) button").first.click()
    expect(page).to_have_url(re.compile(r"\?q=Vezilier$"))
    page.get_by_role("link", name="Français").first.click()
    expect(page).to_have_url(re.compile(r"/fr/timeline/\?q=Vezilier$"))


def test_the_language_switch_keeps_the_question_that_is_answered(page: Page) -> None:
    page.goto(f"/en/quizzes/{QUIZ}/start/")
    page.click("main form[method=post] button")
    page.goto(re.sub(r"\d+/$", "2/", page.url))
    here = page.url
    choose_and_send(page)
    expect(page.locator(".feedback > .verdict")).to_be_visible()
    page.get_by_role("link", name="Français").first.click()
    expect(page).to_have_url(here.replace("/en/", "/fr/"))
    expect(page.locator(".feedback > .verdict")).to_be_visible()


def test_a_token_that_changed_in_another_tab_loses_no_answer(page: Page, log_in) -> None:
    log_in(page, "awa")
    page.goto(f"/en/quizzes/{QUIZ}/start/")
    page.click("main form[method=post] button")
    page.wait_for_load_state("networkidle")
    other = page.context.new_page()
    other.goto("/en/accounts/logout/")
    other.click("main button[type=submit]")
    log_in(other, "awa")
    page.locator(".option").first.click()
    chosen = page.locator(".option input:checked").get_attribute("value")
    page.click("form[data-answer] button")
    again = page.get_by_role("button", name="Send again")
    told = page.locator(".feedback > .verdict")
    expect(again.or_(told).first).to_be_visible()
    if again.count():
        again.click()
    expect(told).to_be_visible()
    assert page.locator(f".option input[value={chosen}]").first.is_checked()
    other.close()


def test_a_token_that_changed_in_another_tab_loses_no_choice(page: Page, log_in) -> None:
    log_in(page, "awa")
    take_the_seat(page)
    page.wait_for_load_state("networkidle")
    other = page.context.new_page()
    other.goto("/en/accounts/logout/")
    other.click("main button[type=submit]")
    log_in(other, "awa")
    page.locator("button.choice:not([disabled])").first.click()
    again = page.get_by_role("button", name="Send again")
    told = page.locator("section.record")
    expect(again.or_(told).first).to_be_visible()
    if again.count():
        again.click()
    expect(told).to_be_visible()
    other.close()


# --- by keyboard, and by ear ----------------------------------------------------------------------------------------


def press_until(page: Page, wanted: str, key: str = "Tab") -> None:
    """Go on by keyboard until the focus is on what was wanted."""
    for _ in range(60):
        page.keyboard.press(key)
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    pytest.fail(f"{wanted} cannot be reached by keyboard on {page.url}")


def test_a_question_by_keyboard_alone(tab: Page) -> None:
    tab.goto(f"/en/quizzes/{QUIZ}/start/")
    press_until(tab, "main form[method=post] button")
    tab.keyboard.press("Enter")
    expect(tab.locator("h1")).to_have_text("Question 1 of 12")
    press_until(tab, ".option input")
    tab.keyboard.press("ArrowDown")
    press_until(tab, "form[data-answer] button")
    tab.keyboard.press("Enter")
    expect(tab.locator(".feedback > .verdict")).to_be_visible()
    press_until(tab, "nav.prev-next .next")
    tab.keyboard.press("Enter")
    expect(tab.locator("h1")).to_have_text("Question 2 of 12")


def test_a_decision_by_keyboard_alone(tab: Page) -> None:
    tab.goto("/en/scenarios/september-2025-from-paris/start/")
    press_until(tab, "main form[method=post] button")
    tab.keyboard.press("Enter")
    expect(tab.locator("button.choice").first).to_be_visible()
    first = tab.locator("h1").inner_text()
    press_until(tab, "button.choice")
    tab.keyboard.press("Enter")
    expect(tab.locator("section.record")).to_be_visible()
    press_until(tab, "#scene a.button")
    tab.keyboard.press("Enter")
    expect(tab.locator("section.record")).to_have_count(0)
    expect(tab.locator("h1")).not_to_have_text(first)


def test_a_word_of_the_glossary_opens_by_keyboard(tab: Page) -> None:
    tab.goto("/fr/lessons/september-2025/")
    press_until(tab, "button.term")
    word = tab.locator("button.term:focus")
    card = tab.locator(f"#{word.get_attribute('popovertarget')}")
    tab.keyboard.press("Enter")
    expect(card).to_be_visible()
    tab.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(word).to_be_focused()


def test_what_a_filter_found_is_announced_and_the_hands_stay_where_they_are(page: Page) -> None:
    page.goto("/en/timeline/")
    page.wait_for_load_state("networkidle")
    page.fill("main input[name=q]", "Vezilier")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=Vezilier$"))
    expect(page.locator("#announce")).to_have_text(re.compile(r"\d"))
    expect(page.locator("main input[name=q]")).to_be_focused()
