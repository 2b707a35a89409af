"""Takes the README's screenshots of a running site: python bin/take_shots.py http://localhost:8765 (see bin/shots)."""

import os
import re
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).resolve().parents[1] / "docs/screenshots"
DESK = {"width": 1280, "height": 860}
PHONE = {"width": 390, "height": 780}

# What a reader of the README looks at before clicking away.
MOST_BYTES = 150_000

# name, path, window, colour scheme; and where the page has a button to begin: on which screen to look after it
SHOTS = [
    ("home", "/en/", DESK, "light", None),
    ("timeline", "/fr/timeline/?theme=diplomatic-rupture", DESK, "light", None),
    ("lanes", "/en/timeline/?from=2020&to=2026&view=lanes", DESK, "light", None),
    ("exchange", "/en/timeline/exchange/#move-ambassador-expelled", DESK, "light", None),
    ("lesson", "/en/lessons/september-2025/", DESK, "light", None),
    ("event-dark", "/en/timeline/vezilier-arrest-2025/", DESK, "dark", None),
    ("home-phone", "/fr/", PHONE, "dark", None),
    ("quiz", "/en/quizzes/how-sure/start/", DESK, "light", "section/1/"),
    ("quiz-phone", "/en/quizzes/moves-and-answers/start/", PHONE, "light", "9/"),
    ("quiz-order-phone", "/fr/quizzes/moves-and-answers/start/", PHONE, "dark", "6/"),
    ("scenario-phone", "/fr/scenarios/september-2025-from-paris/start/", PHONE, "light", ""),
]


def take(page: Page, site: str, name: str, path: str, begun: str | None) -> None:
    answer = page.goto(site + path)
    if answer is None or not answer.ok:
        sys.exit(f"{path} answered {answer and answer.status}")
    if begun is not None:
        page.locator("main form[method=post] button").first.click()
        page.wait_for_load_state()
    if begun:
        page.goto(re.sub(r"(attempts/[^/]+/).*", rf"\g<1>{begun}", page.url))
        page.wait_for_load_state("networkidle")
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
        for name, path, window, scheme, begun in SHOTS:
            context = browser.new_context(viewport=window, color_scheme=scheme)
            take(context.new_page(), site, name, path, begun)
            context.close()
        browser.close()


main(sys.argv[1])
