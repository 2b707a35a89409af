"""What every test of a sitting does: begin one, go to a question, wait until an answer has arrived."""

import re

from playwright.sync_api import Page, expect

KINDS = "moves-and-answers"  # every kind of question, three tries each
SURE = "how-sure"  # feedback at the end, with certainty, in two sections


def start(page: Page, quiz: str, language: str = "en") -> None:
    """Begin a quiz, and wait until its scripts run."""
    page.goto(f"/{language}/quizzes/{quiz}/start/")
    page.click("main form[method=post] button")
    expect(page).to_have_url(re.compile(r"/attempts/"))
    page.wait_for_load_state("networkidle")


def go_to(page: Page, rest: str) -> None:
    """Another page of the same attempt: `3/`, `section/2/`, `finish/`."""
    page.goto(re.sub(r"(/attempts/[^/]+/).*", rf"\g<1>{rest}", page.url))


def check(page: Page) -> None:
    """Send the answer."""
    page.locator(".answer-foot button").first.click()


def without_failed_requests(page: Page) -> None:
    """Forget what the browser itself tells the console of requests that we made fail."""
    told = ("Failed to fetch", "net::ERR")
    page.faults[:] = [fault for fault in page.faults if not any(one in fault for one in told)]  # type: ignore[attr-defined]
