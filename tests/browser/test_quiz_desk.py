"""The desk of quizzes in a real browser: rows are added by its scripts, and past attempts are repaired."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import LiveSite
from tests.browser.test_desk import enter as enter

KEY_MOVED = """
from quizzes.models import Question
question = Question.objects.filter(question_kind="single_choice", quizzes__slug="rupture-2021-2025").first()
options = question.body["options"]
right = [option["right"] for option in options]
for option, was in zip(options, [right[-1], *right[:-1]]):
    option["right"] = was
question.save()
print(question.pk)
"""


def test_a_teacher_makes_a_quiz_by_adding_rows(page: Page, enter) -> None:
    enter("moussa")
    page.goto("/admin/quizzes/quiz/add/")
    for name, words in (("slug", "by-hand"), ("title_en", "By hand"), ("title_fr", "À la main")):
        page.fill(f"[name={name}]", words)
    page.locator("#items-0 .select2-selection").click()
    page.keyboard.type("rupture-gossi")
    expect(page.locator(".select2-results__option[aria-selected]")).to_have_count(1)
    page.keyboard.press("Enter")
    for _row in range(2):
        page.click("#items-group .add-row a")
    expect(page.locator("[name=items-4-position]")).to_be_visible()
    page.fill("[name=items-4-position]", "2")
    page.select_option("[name=items-4-what]", "draw")
    page.fill("[name=items-4-source]", "diplomatic-rupture")
    page.fill("[name=items-4-count]", "2")
    page.click("#telling-group .add-row a")
    for name, words in (("position", "1"), ("title_en", "A part"), ("title_fr", "Une partie")):
        page.fill(f"[name=telling-1-{name}]", words)
    page.click("input[name=_publish]")
    expect(page.locator(".messagelist .success")).to_contain_text("version 1 is published")
    expect(page.locator(".field-in_order li")).to_have_text(
        [re.compile("A part"), re.compile("rupture-gossi"), re.compile("diplomatic-rupture; published with this tag: ")]
    )
    assert page.evaluate("document.querySelector('#items-group .wrapper').scrollWidth <= innerWidth")
    page.click("text=As learners see it")
    expect(page.locator("h1")).to_have_text("By hand")


def test_a_corrected_key_is_repaired_and_the_repair_undone(page: Page, live_site: LiveSite, enter) -> None:
    enter("boss")
    page.goto("/en/quizzes/rupture-2021-2025/start/")
    page.click("main form[method=post] button")
    page.wait_for_url("**/attempts/**")
    attempt = re.search(r"/en/attempts/[^/]+/", page.url).group()
    page.goto(f"{attempt}finish/")
    page.click("main form[method=post] button")
    question = live_site.manage("shell", "-v0", "-c", KEY_MOVED).split()[-1]
    page.goto(f"/admin/quizzes/question/{question}/change/")
    page.click("input[name=_publish]")
    page.click(".messagelist a >> text=Repair past attempts")
    expect(page.locator("#content h1")).to_have_text("Repair past attempts")
    page.fill("#id_why", "The key had moved.")
    page.click("text=Apply this repair")
    expect(page.locator(".messagelist .success")).to_contain_text("Repaired")
    page.fill("#undo-why", "It had not.")
    page.click("input[value=Undo]")
    expect(page.locator(".messagelist .success")).to_contain_text("Undone")
