"""One site for all browser tests: gunicorn, production settings, hashed and compressed static files, the real course.

The server is a process of its own with a database of its own, so a test is a visitor like any other: it makes what it
needs by using the site. `page` fails on any console error, so every browser test is also a test of the content security
policy.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import BrowserContext, Page, Request

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
PASSWORD = "a long enough password"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """Debian's Chromium, headless, also as root in a container."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        pytest.fail("No Chromium found: run `make test`, which installs one, or set CHROMIUM=/path/to/it.")
    args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    return {**browser_type_launch_args, "executable_path": path, "args": args}


@dataclass(frozen=True)
class LiveSite:
    """A running production site."""

    url: str
    environment: dict[str, str]

    def manage(self, *arguments: str) -> str:
        """Run one management command against this site's database."""
        return _manage(self.environment, *arguments)


@pytest.fixture(scope="session")
def live_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    """The whole site as production runs it, with the course loaded and a few people in it."""
    folder = tmp_path_factory.mktemp("site")
    port = _free_port()
    url = f"http://localhost:{port}"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "SAHELAPP_"))},
        "DJANGO_SETTINGS_MODULE": "sahelapp.settings",
        "DJANGO_DEBUG": "0",
        "DJANGO_SECRET_KEY": "only for the browser tests " * 3,
        "DJANGO_ALLOWED_HOSTS": "localhost",
        "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
        "SAHELAPP_VAR": str(folder),
        "SAHELAPP_SITE_URL": url,
        "SAHELAPP_SSL_REDIRECT": "0",
        "SAHELAPP_LOG_LEVEL": "WARNING",
    }
    for command in (
        ["migrate", "-v0"],
        ["createcachetable"],
        ["collectstatic", "--noinput", "-v0"],
        ["load_course", str(ROOT / "content")],
        ["shell", "-v0", "-c", _PEOPLE],
    ):
        _manage(environment, *command)
    gunicorn = ["-m", "gunicorn", "sahelapp.wsgi", "--bind", f"127.0.0.1:{port}", "--no-control-socket"]
    threads = ["--worker-class", "gthread", "--threads", "8", "--log-level", "warning"]
    server = subprocess.Popen([sys.executable, *gunicorn, *threads], cwd=ROOT, env=environment)
    try:
        _wait_for(f"{url}/healthz")
        yield LiveSite(url, environment)
    finally:
        server.terminate()
        server.wait(timeout=20)


# The tests of the desk give boss and moussa an app, so a password alone no longer lets them in: no other test logs in
# as one of them.
_PEOPLE = f"""
from sahelapp.accounts import actions
from sahelapp.accounts.models import User
for name, kind in (
    ("awa", "learner"), ("sira", "learner"), ("oumou", "learner"),
    ("moussa", "teacher"), ("fanta", "teacher"),
):
    User.objects.create_user(name, password={PASSWORD!r}, kind=kind, is_staff=kind == "teacher")
actions.make_teacher(User.objects.create_user("modibo", password={PASSWORD!r}))
User.objects.create_superuser("boss", password={PASSWORD!r}, kind="teacher")
"""


@pytest.fixture(scope="session")
def base_url(live_site: LiveSite) -> str:
    """`page.goto("/en/")` goes to the live site."""
    return live_site.url


@pytest.fixture
def page(context: BrowserContext, base_url: str) -> Iterator[Page]:
    """A tab that fails the test on a console error, a page error, or a request that leaves the host."""
    page = context.new_page()
    watch(page, base_url)
    yield page
    assert page.faults == []  # type: ignore[attr-defined]
    page.close()


def watch(page: Page, base_url: str) -> None:
    """Collect what should not happen on `page.faults`. An answer of 4xx or 5xx is the test's own business."""
    page.faults = faults = []  # type: ignore[attr-defined]

    def left_the_host(request: Request) -> None:
        if urlsplit(request.url).scheme in ("http", "https") and not request.url.startswith(base_url):
            faults.append(f"left the host: {request.url}")

    page.on(
        "console",
        lambda message: (
            faults.append(f"{message.text} at {message.location.get('url')}")
            if message.type == "error" and "Failed to load resource" not in message.text
            else None
        ),
    )
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", left_the_host)


@pytest.fixture
def without_javascript(new_context: Callable[..., BrowserContext], base_url: str) -> Iterator[Page]:
    """A tab of a browser that runs no scripts."""
    page = new_context(java_script_enabled=False).new_page()
    watch(page, base_url)
    yield page
    assert page.faults == []  # type: ignore[attr-defined]


@pytest.fixture
def log_in() -> Callable[[Page, str], None]:
    """Log somebody in as a person would."""

    def log_in(page: Page, name: str, language: str = "en") -> None:
        page.goto(f"/{language}/accounts/login/")
        page.fill("input[name=login]", name)
        page.fill("input[name=password]", PASSWORD)
        page.click("main button[type=submit]")
        page.wait_for_url(lambda url: "/accounts/login/" not in url)  # a password takes a while to check

    return log_in


def _manage(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.fail(f"manage.py {' '.join(arguments)}\n{done.stdout}\n{done.stderr}", pytrace=False)
    return done.stdout


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def _wait_for(url: str, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urlopen(url, timeout=2):
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    pytest.fail(f"{url} did not answer within {seconds} s")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser."""
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)
