"""The bench in a browser: what a visitor of the timeline waits for, with few events and with many."""

import argparse
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

from bench import browser, serving
from bench.figures import Aim, at_percent, blocking, gaps

EXPLAINED = """
Starts the site as production runs it on throwaway databases, with the 130 events of the course, with 1,000 and with
10,000 invented ones, and looks at the timeline in a headless Chromium (1280 x 800; a first visit: by phone, 412 x 823):

  first visit   Lighthouse's slow 4G (150 ms there and back, 1.6 Mbps down, 750 kbps up), a processor slowed 4 times,
                nothing in the cache; median of some. The throttling leaves out the round trip that opens a connection:
                it is added to the first paint. Blocked: what long tasks took above 50 ms each, from the first paint on.
  a card        from the click or Enter, by the time stamp of the event, until the frame after the one with the card;
                median of 30 events spread over the list. The same with a processor slowed 4 times.
                Frames come as fast as the work allows, so that the beat of a screen does not count.
  a gesture     milliseconds between frames while the lanes are dragged and zoomed, processor slowed 4 times; the
                longest is looked for until the drawing of the server has taken its place.

All times are on the clock and grow with whatever else the machine does: the load is said with them.
"""

Tell = Callable[[str, str, float], None]  # the figure's name in `LIMITS`, its words, and it
CONNECTION = 150  # milliseconds that the first paint waits for a connection
NO_BEAT = ("--disable-frame-rate-limit", "--disable-gpu-vsync")
VIEWS = {"list": "", "lanes": "?view=lanes"}
# In the order in which they are told: unit by figure.
UNITS = {
    "over the wire": "KiB",
    "requests": "",
    "elements": "",
    "queries": "",
    "first paint": "ms",
    "blocked": "ms",
    "blocked before it": "ms",
}
# What must hold, by number of events and figure. The most that a first visit may cost is meant for each view.
LIMITS: dict[int, dict[str, float]] = {
    130: {"over the wire": 60, "first paint": 900, "blocked": 0, "card": 16, "card, slowed": 50},
    1000: {"card": 16, "card, slowed": 50},
    10_000: {
        "over the wire": 40,
        "elements": 1500,
        "queries": 12,
        "blocked": 50,
        "frames, 95 of 100": 50,
        "frames, longest": 150,
    },
}
# Queries of a first view by somebody whom no process has served yet.
_QUERIES = """
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
with CaptureQueriesContext(connection) as asked:
    assert Client().get({path!r}, headers={{"host": "localhost"}}).status_code == 200
print(len(asked))
"""


def main() -> None:
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="bench-", dir=asked.folder) as folder:
        environment = {
            **serving.production(Path(folder)),
            "SAHELAPP_SITE_URL": "http://localhost",
            "SAHELAPP_SSL_REDIRECT": "0",
        }
        serving.python(environment, "manage.py", "collectstatic", "--noinput", "-v0")
        for count in LIMITS:
            database = {**environment, "DATABASE_URL": f"sqlite:///{Path(folder) / f'{count}.sqlite3'}"}
            _fill(database, count)
            print(f"\n{count:,} events")
            with serving.serving(database, "sahelapp.wsgi") as server:
                _look(f"http://localhost:{server.port}", count, database, quick=asked.quick)


def _fill(environment: dict[str, str], count: int) -> None:
    serving.python(environment, "manage.py", "migrate", "-v0", "--skip-checks")
    serving.python(environment, "manage.py", "createcachetable")
    is_course = count == 130
    serving.python(environment, *(("manage.py", "load_course") if is_course else ("-m", "bench.events", str(count))))


def _look(site: str, count: int, environment: dict[str, str], *, quick: bool) -> None:
    def tell(name: str, says: str, figure: float, unit: str = "ms") -> None:
        limit = LIMITS[count].get(name)
        plain = f"  {says:<58} {figure:8.2f} {unit:<4}"
        print(Aim(says, limit).told(figure, unit) if limit is not None else plain, flush=True)

    with browser.chromium() as opened:
        for view, query in VIEWS.items():
            path = f"/en/timeline/{query}"
            figures = _first_visit(opened, f"{site}{path}", times=3 if quick else 5)
            asked = serving.python(environment, "manage.py", "shell", "-v0", "-c", _QUERIES.format(path=path))
            figures["queries"] = int(asked.split()[-1])
            print(f"  {_load()}")
            for name, unit in UNITS.items():
                tell(name, f"first visit, {view}: {name}", figures[name], unit)
        print(f"  {_load()}")
        _gestures(opened, f"{site}/en/timeline/?view=lanes", 1 if quick else 3, tell)
    with browser.chromium(*NO_BEAT) as opened:
        print(f"  {_load()}")
        for slower in (1, browser.SLOWER):
            _cards(opened, f"{site}/en/timeline/", slower, 10 if quick else 30, tell)


def _first_visit(opened: browser.Browser, url: str, *, times: int) -> dict[str, float]:
    for _ in range(serving.WORKERS):  # a page is kept once somebody has come, by each process for itself
        browser.visit(opened, url)
    visits = [browser.visit(opened, url) for _ in range(times)]
    return {
        "over the wire": median(visit.weight for visit in visits) / 1024,
        "requests": median(visit.requests for visit in visits),
        "elements": median(visit.elements for visit in visits),
        "first paint": median(visit.painted for visit in visits) + CONNECTION,
        "blocked": median(blocking(visit.tasks, since=visit.painted) for visit in visits),
        "blocked before it": median(
            blocking(visit.tasks) - blocking(visit.tasks, since=visit.painted) for visit in visits
        ),
    }


def _cards(opened: browser.Browser, url: str, slower: int, times: int, tell: Tell) -> None:
    with browser.tab(opened, browser.DESK, slower) as (page, _):
        page.goto(url, wait_until="networkidle")
        links = page.locator(".shown a[data-event]")
        browser.openings(page, links, 2, by_key=False)  # the first ones read the modules and the fonts
        for how, by_key in (("click", False), ("Enter", True)):
            waits = browser.openings(page, links, times, by_key=by_key)
            slowed = f", processor slowed {slower} times" if slower > 1 else ""
            name = "card, slowed" if slower > 1 else "card"
            tell(name, f"{how} to the card{slowed}", median(waits))
            tell("the quickest", "  the quickest", min(waits))


def _gestures(opened: browser.Browser, url: str, times: int, tell: Tell) -> None:
    moving, longest = list[float](), 0.0
    with browser.tab(opened, browser.DESK, browser.SLOWER) as (page, _):
        for _round in range(times):
            page.goto(url, wait_until="networkidle")
            for hand in browser.HANDS:
                seen = browser.gesture(page, hand)
                moving += gaps(seen.moving)
                longest = max(longest, *gaps(seen.moving + seen.settling))
    tell("frames, half", "lanes moved: half of the frames within", at_percent(moving, 50))
    tell("frames, 95 of 100", "lanes moved: 95 of 100 frames within", at_percent(moving, 95))
    tell("frames, longest while moving", "lanes moved: the longest frame", max(moving))
    tell("frames, longest", "lanes moved and drawn anew: the longest frame", longest)


def _load() -> str:
    return f"(load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors)"


def _arguments() -> argparse.Namespace:
    reading = argparse.ArgumentParser(
        prog="python -m bench.browsing", description=EXPLAINED, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    reading.add_argument("--quick", action="store_true", help="fewer visits, openings and gestures: enough for a trend")
    reading.add_argument("--folder", help="where the throwaway databases lie")
    return reading.parse_args()


if __name__ == "__main__":
    main()
