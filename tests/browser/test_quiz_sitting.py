"""A sitting in a real browser: whole sections, flags, certainty, the clock, the end and the round after it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import LiveSite
from tests.browser.sitting import SURE, go_to, start

LIMITED = """
from datetime import timedelta
from django.utils.timezone import now
from quizzes.models import Attempt
attempt = Attempt.objects.get(token="{token}")
attempt.deadline = now() + timedelta(seconds={seconds})
attempt.started_at = now() - timedelta(seconds={gone})
attempt.save(update_fields=["deadline", "started_at"])
"""

# The same quiz, one question to a screen.
ONE_BY_ONE = """
from quizzes.models import Quiz, QuizVersion
version = QuizVersion.objects.filter(draft__slug="how-sure").latest("number")
pinned = list(version.pinned.all())
draft = Quiz.objects.get(pk=version.draft_id)
draft.pk, draft.slug, draft._state.adding = None, "one-by-one", True
draft.save()
version.pk, version.draft, version.number, version._state.adding = None, draft, 1, True
version.value = {**version.value, "layout": "one"}
version.save(force_insert=True)
for pin in pinned:
    version.pinned.create(position=pin.position, mark=pin.mark, question_version_id=pin.question_version_id)
"""


@pytest.fixture
def section(page: Page) -> Page:
    """A visitor in the first section of a quiz that saves by itself."""
    start(page, SURE)
    return page


def limit(live_site: LiveSite, page: Page, *, seconds: int, gone: int) -> None:
    """Give an attempt under way a time limit, of which a part is gone."""
    token = re.search(r"/attempts/([^/]+)/", page.url)
    assert token
    live_site.manage("shell", "-v0", "-c", LIMITED.format(token=token[1], seconds=seconds, gone=gone))


def answer_all(page: Page) -> None:
    """Something in every question of the section."""
    for article in page.locator("article.answer").all():
        for group in (".options", ".chips", ".levels"):
            for one in article.locator(group).all():
                one.locator("label").first.click()
        for select in article.locator("select").all():
            select.select_option(index=1)
        for field in article.locator(".field input").all():
            field.fill("7")


def test_a_whole_section_saves_each_answer_and_leads_on(section: Page) -> None:
    answer_all(section)
    expect(section.locator("label[for=progress]")).to_have_text("5 of 10 answered")
    expect(section.locator(".question-map [data-state=answered]")).to_have_count(5)
    section.locator(".prev-next .next").click()
    expect(section).to_have_url(re.compile(r"/section/2/$|/page/"))


def test_a_section_works_without_scripts(without_javascript: Page) -> None:
    page = without_javascript
    start(page, SURE)
    article = page.locator("article.answer:has(.options)").first
    position = article.get_attribute("data-position")
    article.locator(".option input").first.check()
    article.get_by_role("button", name="Save this answer").click()
    expect(page).to_have_url(re.compile(rf"#question-{position}$"))
    expect(page.locator(f"#question-{position} .state.saved")).to_be_visible()


def test_how_sure_one_is_is_kept_with_the_answer(section: Page) -> None:
    article = section.locator("article.answer:has(.options)").first
    article.locator(".option").first.click()
    article.get_by_text("Fairly sure").click()
    expect(article.locator("[data-saved]")).to_have_text(re.compile("Saved at"))
    section.reload()
    expect(article.locator("input[name=certainty][value='2']")).to_be_checked()


def test_a_flag_is_set_and_taken_off_without_leaving(section: Page) -> None:
    section.get_by_role("button", name="Flag for later").first.click()
    place = section.locator(".question-map a").first
    expect(place).to_have_attribute("data-flagged", "")
    expect(place).to_contain_text("flagged")
    expect(section.locator("#announce")).to_have_text("Flagged")
    section.reload()
    section.get_by_role("button", name="Take the flag off").click()
    expect(section.locator("[data-map] [data-flagged]")).to_have_count(0)


def test_a_flag_works_without_scripts(without_javascript: Page) -> None:
    start(without_javascript, SURE)
    without_javascript.get_by_role("button", name="Flag for later").first.click()
    expect(without_javascript.locator("[data-map] [data-flagged]")).to_have_count(1)


def test_the_end_of_time_sends_what_waits_and_shows_the_result(section: Page, live_site: LiveSite) -> None:
    limit(live_site, section, seconds=6, gone=60)
    section.reload()
    expect(section.locator(".clock")).to_contain_text("left")
    section.locator("article.answer:has(.options) .option").first.click()
    expect(section).to_have_url(re.compile(r"/attempts/[^/]+/$"), timeout=15_000)


def test_the_last_fifth_of_the_time_is_told_once(section: Page, live_site: LiveSite) -> None:
    limit(live_site, section, seconds=63, gone=237)
    section.reload()
    expect(section.locator("#announce")).to_contain_text("left. What is saved by then counts.", timeout=8000)
    expect(section.locator(".clock")).to_have_class(re.compile("waiting"))


def test_without_scripts_the_clock_says_when_time_ends(without_javascript: Page, live_site: LiveSite) -> None:
    start(without_javascript, SURE)
    limit(live_site, without_javascript, seconds=600, gone=60)
    without_javascript.reload()
    expect(without_javascript.locator(".clock")).to_have_text(re.compile(r"Time ends at \d"))


def test_finishing_waits_for_the_last_answer_and_mistakes_can_be_gone_over(section: Page) -> None:
    answer_all(section)
    go_to(section, "finish/")
    section.get_by_role("button", name="Finish now").click()
    expect(section.locator("h1")).to_have_text("Your result")
    expect(section.locator("figure.chart")).to_have_count(1)
    section.get_by_role("button", name=re.compile("Go over the")).click()
    expect(section).to_have_url(re.compile(r"/attempts/[^/]+/1/$"))


def test_one_question_to_a_screen_saves_by_itself_and_goes_on(page: Page, live_site: LiveSite) -> None:
    live_site.manage("shell", "-v0", "-c", ONE_BY_ONE)
    start(page, "one-by-one")
    answer_all(page)
    page.get_by_role("button", name="Save and go on").click()
    expect(page.locator("h1")).to_have_text("Question 2 of 10")
    expect(page.locator("h1")).to_be_focused()
    expect(page).to_have_url(re.compile("/2/$"))
    expect(page.locator("label[for=progress]")).to_have_text("1 of 10 answered")


def test_on_a_phone_each_question_of_a_section_fills_a_screen(section: Page) -> None:
    section.set_viewport_size({"width": 360, "height": 640})
    heights = [box["height"] for box in (one.bounding_box() for one in section.locator(".sheet").all()) if box]
    assert min(heights) >= 640
    section.locator(".to-next a").first.click()
    expect(section).to_have_url(re.compile("#question-2$"))


def test_the_result_prints_without_buttons_and_with_its_sources(section: Page) -> None:
    go_to(section, "finish/")
    section.get_by_role("button", name="Finish now").click()
    section.emulate_media(media="print")
    expect(section.locator("main .button:visible")).to_have_count(0)
    expect(section.locator(".sources .notes").first).to_be_visible()


def test_a_log_in_in_between_keeps_the_sitting(
    page: Page, context: BrowserContext, log_in: Callable[[Page, str], None]
) -> None:
    log_in(page, "awa")
    start(page, SURE)
    other = context.new_page()
    log_in(other, "awa")
    other.close()
    page.locator("article.answer:has(.options) .option").first.click()
    expect(page.locator("article:has(.options)").first.locator("[data-saved]")).to_have_text(re.compile("Saved at"))
