"""Every page is for everybody: no axe violation (WCAG 2.2 AA), both languages, light and dark, down to 320 px."""

import re
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser import sitting
from tests.browser.pages import LANGUAGES, SAMPLE

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
axe = Axe()


def violations(page: Page, **options: object) -> list[str]:
    """What axe finds, a line each: the rule and the first places."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe.axe_script)
    found = page.evaluate(
        "options => axe.run(document, options).then(found => found.violations)",
        {"resultTypes": ["violations"], **options},
    )
    return [f"{one['id']}: {[node['html'][:150] for node in one['nodes'][:3]]}" for one in found]


def check(page: Page, address: str) -> None:
    """One page in light, its colours in dark, and its width at 320 px."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.goto(address)
    check_as_it_stands(page)


def check_as_it_stands(page: Page) -> None:
    """The same for what is on the screen now, without loading it again."""
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    assert violations(page, runOnly=WCAG) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, runOnly={"type": "rule", "values": ["color-contrast"]}) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, "scrolls sideways at 320 px"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", SAMPLE)
def test_a_page_is_accessible(page: Page, language: str, path: str) -> None:
    check(page, f"/{language}/{path}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_question_is_accessible_before_and_after_it_is_told(page: Page, language: str) -> None:
    sitting.start(page, sitting.KINDS, language)
    for position in (1, 3, 5, 6, 7, 8, 9, 11):
        sitting.go_to(page, f"{position}/")
        check(page, page.url)
        for field in page.locator(".field input").all():
            field.fill("2020")
        for group in page.locator(".options, .chips, .ordering button.step:last-child").all():
            group.locator("label").first.click() if group.locator("label").count() else group.click()
        for select in page.locator(".gapped select, ul.rows select").all():
            select.select_option(index=1)
        sitting.check(page)
        page.locator(".verdict").first.wait_for()
        check_as_it_stands(page)
    sitting.go_to(page, "finish/")
    check(page, page.url)
    page.locator("form[data-finish] button").click()
    page.locator("h1").wait_for()
    check(page, page.url)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_section_with_certainty_and_its_result_are_accessible(page: Page, language: str) -> None:
    sitting.start(page, sitting.SURE, language)
    page.locator(".options .option").first.click()
    page.locator(".levels .option").first.click()
    check(page, page.url)
    sitting.go_to(page, "finish/")
    page.locator("form[data-finish] button").click()
    page.locator("figure.chart, .section").first.wait_for()
    check(page, page.url)


@pytest.mark.everypage
def test_every_page_of_the_sitemap_is_accessible(page: Page, base_url: str) -> None:
    with urlopen(f"{base_url}/sitemap.xml") as answer:
        addresses = re.findall(r"<loc>([^<]+)</loc>", answer.read().decode())
    assert len(addresses) > 1000, "336 sources, 130 events, 80 actors, 60 terms and 42 places in two languages"
    faults = {}
    for address in addresses:
        page.set_viewport_size({"width": 1280, "height": 800})
        try:
            check(page, address)
        except AssertionError as fault:
            faults[address] = str(fault)[:300]
    assert faults == {}


def test_the_skip_link_comes_first_and_leads_to_the_content(page: Page) -> None:
    page.goto("/en/timeline/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_what_has_the_focus_is_visible(page: Page) -> None:
    page.goto("/en/")
    for _ in range(6):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline not in ("none", ""), page.evaluate("document.activeElement.outerHTML")
