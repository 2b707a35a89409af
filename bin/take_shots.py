"""Takes the README's screenshots of a running site: python bin/take_shots.py http://localhost:8765 (see bin/shots)."""

import os
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).resolve().parents[1] / "docs/screenshots"
DESK = {"width": 1280, "height": 860}
PHONE = {"width": 390, "height": 780}

# What a reader of the README looks at before clicking away.
MOST_BYTES = 150_000

# name, path, window, colour scheme, whether to press the page's one button first
SHOTS = [
    ("home", "/en/", DESK, "light", False),
    ("timeline", "/fr/timeline/?theme=diplomatic-rupture", DESK, "light", False),
    ("lesson", "/en/lessons/september-2025/", DESK, "light", False),
    ("event-dark", "/en/timeline/vezilier-arrest-2025/", DESK, "dark", False),
    ("home-phone", "/fr/", PHONE, "dark", False),
    ("quiz-phone", "/en/quizzes/rupture-2021-2025/start/", PHONE, "light", True),
    ("scenario-phone", "/fr/scenarios/september-2025-from-paris/start/", PHONE, "light", True),
]


def take(page: Page, site: str, name: str, path: str, press: bool) -> None:
    answer = page.goto(site + path)
    if answer is None or not answer.ok:
        sys.exit(f"{path} answered {answer and answer.status}")
    if press:
        page.locator("main form[method=post] button").first.click()
        page.wait_for_load_state()
    weight = len(page.screenshot(path=FOLDER / f"{name}.png", animations="disabled"))
    if weight > MOST_BYTES:
        sys.exit(f"{name}.png weighs {weight // 1000} kB; show less of the page.")
    print(f"  docs/screenshots/{name}.png, {weight // 1000} kB")


def main(site: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as player:
        browser = player.chromium.launch(
            executable_path=os.environ["CHROMIUM"], args=["--no-sandbox", "--disable-background-networking"]
        )
        for name, path, window, scheme, press in SHOTS:
            context = browser.new_context(viewport=window, color_scheme=scheme)
            take(context.new_page(), site, name, path, press)
            context.close()
        browser.close()


main(sys.argv[1])
