"""Every kind of question: by mouse, by keyboard, and without scripts."""

from collections.abc import Callable
from functools import partial

import pytest
from playwright.sync_api import Page, expect

from tests.browser.sitting import KINDS, check, go_to, start

Answer = Callable[[Page], None]
VERDICT = ":is(.feedback, .callout) > .verdict"


def click_first(page: Page, selector: str) -> None:
    page.locator(selector).first.click()


def fill_first(page: Page, selector: str, words: str) -> None:
    page.locator(selector).first.fill(words)


def choose_everywhere(page: Page) -> None:
    for select in page.locator(".question select").all():
        select.select_option(index=1)


def place_in_turn(page: Page) -> None:
    for place, select in enumerate(page.locator(".ordering select").all(), 1):
        select.select_option(str(place))


def name_the_first_everywhere(page: Page) -> None:
    for row in page.locator("fieldset.answer-row").all():
        row.locator("label").first.click()


def fill_the_gaps(page: Page) -> None:
    fill_first(page, "input.gap:not([inputmode])", "grata")
    fill_first(page, "input.gap[inputmode]", "72")
    page.locator("select.gap").select_option(index=1)


# For each kind the position of a question, and what is done there.
ANSWERS: dict[str, tuple[int, Answer]] = {
    "choice": (1, partial(click_first, selector=".option")),
    "true or false": (2, partial(click_first, selector=".option")),
    "text": (3, partial(fill_first, selector=".field input", words="peace")),
    "year": (4, partial(fill_first, selector=".field input", words="1999")),
    "number": (5, partial(fill_first, selector=".field input", words="7")),
    "ordering": (6, place_in_turn),
    "matching": (7, choose_everywhere),
    "gaps": (8, fill_the_gaps),
    "who says": (9, name_the_first_everywhere),
    "choices": (11, partial(click_first, selector=".option")),
}


@pytest.mark.parametrize(("position", "answer"), ANSWERS.values(), ids=ANSWERS)
def test_by_mouse_an_answer_is_checked_and_told(page: Page, position: int, answer: Answer) -> None:
    start(page, KINDS)
    go_to(page, f"{position}/")
    answer(page)
    check(page)
    expect(page.locator(VERDICT)).to_be_focused()
    expect(page.locator("[data-saved].saved, article[data-state=right]").first).to_be_visible()


@pytest.mark.parametrize(("position", "answer"), ANSWERS.values(), ids=ANSWERS)
def test_without_scripts_an_answer_is_checked_and_told(without_javascript: Page, position: int, answer: Answer) -> None:
    page = without_javascript
    start(page, KINDS)
    go_to(page, f"{position}/")
    answer(page)
    check(page)
    expect(page.locator(VERDICT)).to_be_visible()


@pytest.mark.parametrize(
    ("position", "selector", "keys"),
    [
        (1, ".option input", ["ArrowDown"]),
        (2, ".option input", ["Space"]),
        (3, ".field input", ["p", "e", "a"]),
        (4, ".field input", ["7"]),
        (6, "button.step:last-child", ["Space"]),
        (7, "select", ["ArrowDown"]),
        (8, ".gapped input", ["g", "r"]),
        (9, ".chip input", ["Space"]),
        (11, ".option input", ["Space"]),
    ],
)
def test_by_keyboard_an_answer_is_given_and_sent(page: Page, position: int, selector: str, keys: list[str]) -> None:
    start(page, KINDS)
    go_to(page, f"{position}/")
    page.locator(f".question {selector}").first.focus()
    for key in keys:
        page.keyboard.press(key)
    page.locator(".answer-foot button").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(VERDICT)).to_be_focused()


def test_the_buttons_of_an_ordering_keep_the_places_in_step(page: Page) -> None:
    start(page, KINDS)
    go_to(page, "6/")
    rows = page.locator(".ordering > li")
    first = rows.first.locator(".row-words").inner_text()
    page.get_by_role("button", name=f"Move down: {first}").click()
    expect(rows.nth(1).locator(".row-words")).to_have_text(first)
    expect(page.get_by_role("button", name=f"Move down: {first}")).to_be_focused()
    expect(page.locator("#announce")).to_have_text(f"{first}: now at place 2")
    places = [select.input_value() for select in page.locator(".ordering select").all()]
    assert places == [str(place) for place in range(1, rows.count() + 1)]


def test_a_click_on_the_words_of_an_ordering_answers_nothing(page: Page) -> None:
    start(page, KINDS)
    go_to(page, "6/")
    selects = page.locator(".ordering[data-ordering=ready] select")
    page.locator(".ordering[data-ordering=ready] .row-words").nth(1).click()
    assert {select.input_value() for select in selects.all()} == {""}


def test_a_row_pulled_by_its_words_takes_its_new_place(page: Page) -> None:
    start(page, KINDS)
    go_to(page, "6/")
    words = page.locator(".ordering[data-ordering=ready] .row-words")
    first = words.first.inner_text()
    words.first.drag_to(words.nth(1))
    expect(words.nth(1)).to_have_text(first)
    assert page.locator(".ordering select").nth(1).input_value() == "2"


def test_a_place_taken_back_is_told_as_a_change(page: Page) -> None:
    start(page, KINDS)
    go_to(page, "6/")
    page.locator(".ordering select").first.select_option("1")
    page.evaluate("document.addEventListener('ordered', () => (document.title = 'changed'))")
    page.locator(".ordering select").first.select_option("")
    expect(page).to_have_title("changed")


def test_a_chosen_place_moves_the_row_there(page: Page) -> None:
    start(page, KINDS)
    go_to(page, "6/")
    rows = page.locator(".ordering > li")
    last = rows.last.locator(".row-words").inner_text()
    rows.last.locator("select").select_option("1")
    expect(rows.first.locator(".row-words")).to_have_text(last)


def test_number_keys_choose_and_can_be_turned_off(page: Page) -> None:
    start(page, KINDS)
    page.keyboard.press("2")
    expect(page.locator(".option input").nth(1)).to_be_checked()
    page.get_by_role("button", name="Turn these keys off").click()
    page.keyboard.press("3")
    expect(page.locator(".option input").nth(1)).to_be_checked()
    page.get_by_role("button", name="Turn these keys on").click()
    page.keyboard.press("1")
    expect(page.locator(".option input").first).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.locator(VERDICT)).to_be_focused()


def test_a_digit_typed_in_a_field_chooses_nothing(page: Page) -> None:
    start(page, KINDS)
    go_to(page, "5/")
    page.locator(".field input").focus()
    page.keyboard.press("4")
    expect(page.locator(".field input")).to_have_value("4")


def test_a_wrong_try_brings_a_hint_and_the_next_try(page: Page) -> None:
    start(page, KINDS)
    go_to(page, "4/")
    for left in ("2 tries left", "1 try left"):
        page.locator(".field input").fill("1999" if left.startswith("2") else "1998")
        check(page)
        expect(page.get_by_text(left)).to_be_visible()
    expect(page.locator(".hint").first).to_be_visible()
    page.locator(".field input").fill("1997")
    check(page)
    expect(page.locator(".question input")).to_have_count(0)
    expect(page.locator(".feedback .prose")).to_be_visible()


def test_a_paper_is_for_everybody_and_its_key_is_not(page: Page) -> None:
    page.goto(f"/en/quizzes/{KINDS}/print/")
    expect(page.locator(".paper > li")).to_have_count(14)
    expect(page.locator("#key")).to_have_count(0)
    assert page.request.get(f"/en/quizzes/{KINDS}/print/?key=1").status == 404


def test_a_teacher_prints_the_key(page: Page, log_in: Callable[[Page, str], None]) -> None:
    log_in(page, "modibo")
    page.goto(f"/en/quizzes/{KINDS}/print/?key=1")
    expect(page.locator(".paper-key li")).to_have_count(14)


def test_the_kinds_fit_a_small_phone(page: Page) -> None:
    start(page, KINDS)
    page.set_viewport_size({"width": 320, "height": 640})
    for position in range(1, 15):
        go_to(page, f"{position}/")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, position
        targets = page.locator(
            ".option, .chip, .step, .question select, .question input:not([type=radio], [type=checkbox])"
        )
        boxes = [box for box in (one.bounding_box() for one in targets.all()) if box]
        assert all(box["height"] >= 44 for box in boxes), position
