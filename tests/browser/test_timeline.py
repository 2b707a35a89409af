"""The timeline by mouse, keyboard and without scripts: cards beside it, its lanes, and the exchange step by step."""

import re

import pytest
from playwright.sync_api import Page, expect

EXPELLED = "ambassador-expelled-2022"


def card_of(page: Page, slug: str) -> None:
    """The whole card has come from the server."""
    expect(page.locator(f"#card [data-slug={slug}]")).to_be_visible()


def test_a_click_opens_the_card_and_back_comes_back(page: Page) -> None:
    page.goto("/en/timeline/?actor=france")
    link = page.locator(f".shown [data-event={EXPELLED}]")
    link.click()
    expect(page.locator("#card h2")).to_have_text("Mali expels the French ambassador")
    expect(page.locator("#card h2")).to_be_focused()
    card_of(page, EXPELLED)
    expect(page).to_have_url(re.compile(f"/en/timeline/{EXPELLED}/\\?actor=france$"))
    expect(page.locator("#announce")).to_have_text(re.compile(r"^event \d+ of \d+, 31\sJanuary – 3\sFebruary 2022$"))
    page.go_back()
    expect(page.locator("#card")).to_be_hidden()
    expect(page).to_have_url(re.compile(r"/en/timeline/\?actor=france$"))
    page.go_forward()
    card_of(page, EXPELLED)


def test_what_the_page_holds_of_an_event_is_shown_before_the_server_answers(page: Page) -> None:
    page.goto("/en/timeline/")
    page.route(f"**/timeline/{EXPELLED}/", lambda route: route.abort())
    page.locator(f".shown [data-event={EXPELLED}]").click()
    expect(page.locator("#card")).to_contain_text("Joël Meyer was told to leave within 72 hours")
    expect(page.locator("#card").get_by_text("did not arrive")).to_be_visible()


def test_the_timeline_by_keyboard_alone(page: Page) -> None:
    page.goto("/en/timeline/?from=2022&to=2022")
    links = page.locator(".shown a[data-event]")
    links.first.focus()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("End")
    expect(links.last).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowUp")
    expect(links.first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#card h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#card")).to_be_hidden()
    expect(links.first).to_be_focused()


def test_the_next_event_of_the_card_is_the_next_of_the_selection(page: Page) -> None:
    page.goto("/en/timeline/?theme=russia")
    links = page.locator(".shown a[data-event]")
    links.first.click()
    second = links.nth(1).get_attribute("data-event")
    page.locator("#card a[rel=next]").click()
    card_of(page, second or "")
    expect(page.locator("#announce")).to_have_text(re.compile("^event 2 of"))
    page.get_by_role("button", name="Close").click()
    expect(links.nth(1)).to_be_focused()


def test_a_filter_changes_the_results_and_the_address_without_a_new_page(page: Page) -> None:
    page.goto("/en/timeline/?view=table")
    page.evaluate("window.same = true")
    page.select_option("#id_theme", "russia")
    expect(page.locator("#found")).to_have_text(re.compile(r"^\d+ events of 130$"))
    expect(page).to_have_url(re.compile(r"\?theme=russia&view=table$"))
    assert page.evaluate("window.same")
    page.locator(".shown a[data-event]").first.click()
    expect(page.locator("#card h2")).to_be_focused()


def test_the_lanes_zoom_by_key_and_by_tool_and_say_where_one_is(page: Page) -> None:
    page.goto("/en/timeline/?view=lanes&from=2020&to=2026")
    before = page.locator("#lanes").get_attribute("data-since")
    page.locator(".lanes .mark").first.focus()
    page.keyboard.press("+")
    expect(page).to_have_url(re.compile(r"from=20\d\d-\d\d-\d\d&to=20\d\d-\d\d-\d\d"))
    expect(page.locator("#lanes")).not_to_have_attribute("data-since", before or "")
    page.get_by_role("link", name="Whole").click()
    expect(page.locator("#lanes")).to_have_attribute("data-since", "1960-01-01")


def test_every_event_of_the_lanes_is_reached_by_the_arrow_keys(page: Page) -> None:
    page.goto("/en/timeline/?view=lanes&theme=russia")
    focused = "document.activeElement.getAttribute('href')"
    marks, met = page.locator(".lanes .mark"), []
    marks.first.focus()
    for _lane in range(page.locator(".lane").count()):
        page.keyboard.press("Home")
        while page.evaluate(focused) not in met:
            met.append(page.evaluate(focused))
            page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowDown")
    assert len(met) == marks.count()
    page.keyboard.press("Enter")
    expect(page.locator("#card h2")).to_be_focused()


def test_the_timeline_works_without_scripts(without_javascript: Page) -> None:
    page = without_javascript
    page.goto("/en/timeline/")
    page.select_option("#id_theme", "russia")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page).to_have_url(re.compile(r"\?theme=russia$"))
    page.get_by_role("link", name="Lanes", exact=True).click()
    page.get_by_role("link", name="Zoom in").click()
    expect(page.locator(".lanes .mark").first).to_be_visible()
    page.locator(".lanes .mark[data-event]").first.click()
    expect(page.locator("h1")).to_be_visible()
    page.goto("/en/timeline/exchange/")
    page.get_by_role("link", name="From the first move").click()
    expect(page.locator("[data-step]:visible")).to_have_count(1)
    page.get_by_role("link", name="Next move").click()
    expect(page.locator("[data-step]:visible")).to_have_count(2)


def test_the_exchange_goes_step_by_step_and_says_so(page: Page) -> None:
    page.goto("/en/timeline/exchange/")
    total = page.locator("[data-step]").count()
    assert total == 65
    page.get_by_role("link", name="From the first move").click()
    for step in (2, 3):
        page.get_by_role("link", name="Next move").click()
        expect(page.locator("[data-step]:visible")).to_have_count(step)
        expect(page).to_have_url(re.compile(f"step={step}"))
    expect(page.locator("[data-progress]")).to_have_text(f"move 3 of {total}")
    page.get_by_role("link", name="Previous move").click()
    expect(page.locator("[data-step]:visible")).to_have_count(2)
    page.get_by_role("link", name="All moves").click()
    expect(page.locator("[data-step]:visible")).to_have_count(total)


def test_five_questions_are_made_from_what_was_chosen(page: Page) -> None:
    page.goto("/en/timeline/?from=2022&to=2022")
    page.get_by_role("link", name="Test me on these").click()
    page.get_by_role("button", name="Start the quiz").click()
    expect(page.locator(".question-map li")).to_have_count(5)


@pytest.mark.parametrize("path", ["?view=lanes", "?view=table", "?view=map", "exchange/", f"{EXPELLED}/"])
def test_the_timeline_fits_a_small_phone(page: Page, path: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"/fr/timeline/{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
