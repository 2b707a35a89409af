"""Chromium as a visitor: a cold visit over a slow line, an event opened by hand, the lanes pushed and pulled.

Everything is timed by the page's own clock, from the moment a pointer or a key was felt: what this program takes to ask
does not count.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, CDPSession, Locator, Page, sync_playwright

from bench.serving import ROOT

# Lighthouse's slow 4G: milliseconds there and back, and bytes a second.
SLOW_4G = {"latency": 150, "downloadThroughput": 1_638_400 / 8, "uploadThroughput": 768_000 / 8, "offline": False}
PHONE = {"viewport": {"width": 412, "height": 823}, "device_scale_factor": 1.75, "is_mobile": True, "has_touch": True}
DESK = {"viewport": {"width": 1280, "height": 800}}
SLOWER = 4  # times, for a phone's processor

_PROBES = """
window.bench = {
  tasks: [],
  frames: [],
  // From the click or the key until the frame after the one that has the card.
  arm(type) {
    const card = document.getElementById("card");
    this.shown = new Promise((done) => addEventListener(type, (event) => {
      const next = () => {
        if (card.hidden || !card.querySelector("[data-heading]")) return requestAnimationFrame(next);
        requestAnimationFrame(() => done(performance.now() - event.timeStamp));
      };
      requestAnimationFrame(next);
    }, { capture: true, once: true }));
  },
  watch() {
    this.frames = [];
    this.isWatching = true;
    const frame = () => {
      this.frames.push(performance.now());
      if (this.isWatching) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  },
};
new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) bench.tasks.push([startTime, duration]);
}).observe({ type: "longtask", buffered: true });
"""


@dataclass(frozen=True, slots=True)
class Visit:
    """A first visit: bytes and requests over the wire, elements, milliseconds to the first paint, and long tasks."""

    weight: int
    requests: int
    elements: int
    painted: float
    tasks: list[tuple[float, float]]  # when each began, and how long it took, in milliseconds


@dataclass(frozen=True, slots=True)
class Gesture:
    """When frames began while the hand moved, and from then until what the server drew had taken its place."""

    moving: list[float]
    settling: list[float]


@contextmanager
def chromium(*more: str) -> Iterator[Browser]:
    """A headless Chromium until the block ends."""
    path = os.environ.get("CHROMIUM") or subprocess.check_output([ROOT / "bin/browser"], text=True).strip()
    args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", *more]
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=path, args=args)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def tab(browser: Browser, screen: dict[str, Any], slower: int = 1) -> Iterator[tuple[Page, CDPSession]]:
    """A tab with nothing in its cache, on a processor so many times slower, and the line to its inside."""
    context = browser.new_context(**screen)
    context.add_init_script(_PROBES)
    page = context.new_page()
    inside = context.new_cdp_session(page)
    inside.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    try:
        yield page, inside
    finally:
        context.close()


def visit(browser: Browser, url: str) -> Visit:
    """Somebody comes for the first time, by phone and over slow 4G."""
    with tab(browser, PHONE, SLOWER) as (page, inside):
        weights, asked = list[float](), list[str]()
        inside.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))
        inside.on("Network.requestWillBeSent", lambda event: asked.append(event["request"]["url"]))
        inside.send("Network.enable")
        inside.send("Network.emulateNetworkConditions", SLOW_4G)
        page.goto(url, wait_until="networkidle")
        # On a busy machine the network can be quiet before anything is painted.
        page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
        painted, tasks, elements = page.evaluate(
            "[performance.getEntriesByName('first-contentful-paint')[0].startTime, bench.tasks,"
            " document.querySelectorAll('*').length]"
        )
        requests = sum(not url.startswith("data:") for url in asked)
        return Visit(int(sum(weights)), requests, elements, painted, [(begun, took) for begun, took in tasks])


def openings(page: Page, links: Locator, times: int, *, by_key: bool) -> list[float]:
    """Open so many events spread over the page, one after the other: milliseconds until each card was to be seen."""
    count, seen = links.count(), list[float]()
    for number in range(times):
        link = links.nth(number * (count - 1) // max(1, times - 1))
        link.scroll_into_view_if_needed()
        slug = link.get_attribute("data-event")
        page.evaluate("type => bench.arm(type)", "keydown" if by_key else "click")
        if by_key:
            link.focus()
            page.keyboard.press("Enter")
        else:
            link.click()
        seen.append(page.evaluate("bench.shown"))
        # The whole card has come: nothing of this event disturbs the next.
        page.locator(f"#card [data-slug='{slug}']").wait_for()
        page.keyboard.press("Escape")
        page.locator("#card").wait_for(state="hidden")
    return seen


def gesture(page: Page, hand: str) -> Gesture:
    """Move the lanes by one of `HANDS`, and wait for the drawing that comes when the hand rests."""
    scroll = page.locator(".lanes-scroll")
    scroll.scroll_into_view_if_needed()
    x, y = scroll.evaluate(
        "on => { const box = on.getBoundingClientRect(); return [box.x + box.width / 2, box.y + 60] }"
    )
    before = page.locator("#lanes").get_attribute("data-since"), page.locator("#lanes").get_attribute("data-until")
    page.mouse.move(x, y)
    page.evaluate("bench.watch()")
    HANDS[hand](page, x, y)
    moved = page.evaluate("performance.now()")
    page.wait_for_function(
        "([since, until]) => { const { dataset } = document.getElementById('lanes');"
        " return dataset.since != since || dataset.until != until }",
        arg=list(before),
    )
    frames = page.evaluate(
        "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {"
        " bench.isWatching = false; done(bench.frames) })))"
    )
    return Gesture([at for at in frames if at <= moved], [at for at in frames if at > moved])


def _drag(page: Page, x: float, y: float, by: float) -> None:
    page.mouse.down()
    page.mouse.move(x + by, y, steps=60)
    page.mouse.up()


def _wheel(page: Page, by: float) -> None:
    page.keyboard.down("Control")
    for _ in range(30):
        page.mouse.wheel(0, by)
    page.keyboard.up("Control")


HANDS = {
    "pan to earlier": lambda page, x, y: _drag(page, x, y, 400),
    "pan to later": lambda page, x, y: _drag(page, x, y, -300),
    "zoom in": lambda page, x, y: _wheel(page, -12),
    "zoom out": lambda page, x, y: _wheel(page, 10),
}
