"""The server is killed in the middle of two hundred answers, started again, and sent what it had not acknowledged."""

import json
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from quizzes.models import Attempt
from sahelapp import plug
from tests.quizzes.conftest import choice, mapping

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parents[2]
LEARNERS, QUESTIONS, ROUNDS = 4, 10, 5  # two hundred answers
TOKEN = "t" * 32


@dataclass(slots=True)
class Site:
    """A production server on a database file, to be killed and started again."""

    environment: dict[str, str]
    port: int
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        served = ["--bind", f"127.0.0.1:{self.port}", "--workers", "2", "--worker-class", "gthread", "--threads", "4"]
        command = [sys.executable, "-m", "gunicorn", "sahelapp.wsgi", "--no-control-socket", "--log-level", "error"]
        log = Path(self.environment["SAHELAPP_VAR"]) / "log"
        with log.open("ab") as out:
            self.process = subprocess.Popen(
                [*command, *served], cwd=ROOT, env=self.environment, stdout=out, stderr=out, start_new_session=True
            )
        end = time.monotonic() + 30
        while not self._answers():
            assert time.monotonic() < end, log.read_text()
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            with closing(HTTPConnection("127.0.0.1", self.port, timeout=5)) as client:
                client.request("GET", "/token/", headers={"Host": "localhost"})
                return client.getresponse().status < 500
        except (OSError, HTTPException):
            return False

    def kill(self) -> None:
        """As when the power goes: no process of it lives on to tidy up."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(timeout=10)
            self.process = None


@dataclass(slots=True)
class Sender:
    """One learner's queue: what is to be sent, in order, each under a number of its own."""

    session: str
    token: UUID
    answers: list[tuple[UUID, int, str]]
    seen: Counter[int] = field(default_factory=Counter)
    acknowledged: dict[UUID, tuple[int, str]] = field(default_factory=dict)

    def send(self, port: int) -> None:
        """Everything not acknowledged, until the server is gone."""
        try:
            with closing(HTTPConnection("127.0.0.1", port, timeout=15)) as client:
                for sent_as, position, value in self.answers:
                    if sent_as not in self.acknowledged:
                        reply = self.post(client, sent_as, position, value)
                        self.seen[position] = reply["seen"]
                        self.acknowledged[sent_as] = (position, value)
        except (OSError, HTTPException):
            return

    def post(self, client: HTTPConnection, sent_as: UUID, position: int, value: str) -> dict[str, Any]:
        form = {"response": value, "sent_as": sent_as, "seen": self.seen[position]}
        status, body = self.ask(client, f"{position}/", form)
        assert status == 200, body
        return json.loads(body)

    def ask(self, client: HTTPConnection, path: str, form: dict[str, Any]) -> tuple[int, bytes]:
        headers = {
            "Host": "localhost",
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={self.session}; {settings.CSRF_COOKIE_NAME}={TOKEN}",
            "X-CSRFToken": TOKEN,
        }
        client.request("POST", f"/en/attempts/{self.token}/{path}", urlencode(form), headers)
        response = client.getresponse()
        return response.status, response.read()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """Not started yet; whatever is left of it at the end is killed."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "SAHELAPP_"))},
        "DJANGO_SETTINGS_MODULE": "sahelapp.settings",
        "DJANGO_DEBUG": "0",
        "DJANGO_SECRET_KEY": settings.SECRET_KEY,
        "DJANGO_ALLOWED_HOSTS": "localhost",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'site.sqlite3'}",
        "SAHELAPP_VAR": str(tmp_path),
        "SAHELAPP_SITE_URL": "http://localhost",
        "SAHELAPP_SSL_REDIRECT": "0",
        "SAHELAPP_LOG_LEVEL": "ERROR",
    }
    site = Site(environment, port)
    yield site
    site.kill()


@pytest.fixture
def senders(publish, begin, make_user) -> list[Sender]:
    """Learners in the middle of a quiz, each with fifty answers to send: five rounds through ten questions."""
    questions = [choice(f"kill-{number}") for number in range(QUESTIONS)]
    version = publish(mapping("kill", "deferred", questions=questions))
    return [_sender(begin(make_user(f"learner-{number}"), version), number) for number in range(LEARNERS)]


def _sender(attempt: Attempt, number: int) -> Sender:
    client = Client()
    client.force_login(attempt.learner)
    answers = [
        (uuid4(), position, "abcd"[(number + round_ + position) % 4])
        for round_ in range(ROUNDS)
        for position in range(1, QUESTIONS + 1)
    ]
    return Sender(client.cookies[settings.SESSION_COOKIE_NAME].value, attempt.token, answers)


def copy_to(path: Path) -> None:
    """The test's database lives in memory: as a file a server can open it."""
    plug.rebuild_catalogue()
    connection.ensure_connection()
    connection.connection.execute("VACUUM INTO ?", [str(path)])


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite's file")
def test_no_acknowledged_answer_is_lost_when_the_server_is_killed(site, senders, tmp_path):
    path, after = tmp_path / "site.sqlite3", random.randint(30, 150)
    copy_to(path)
    site.start()
    with ThreadPoolExecutor(LEARNERS) as pool:
        sending = [pool.submit(one.send, site.port) for one in senders]
        while sum(len(one.acknowledged) for one in senders) < after and not all(s.done() for s in sending):
            time.sleep(0.001)
        site.kill()
        assert [one.result() for one in sending] == [None] * LEARNERS
    before = {sent_as: said for one in senders for sent_as, said in one.acknowledged.items()}
    assert after <= len(before) < 200, "the kill came too late to prove anything"
    assert before.items() <= kept(path).items()

    site.start()
    with ThreadPoolExecutor(LEARNERS) as pool:
        assert list(pool.map(lambda one: send_the_rest(one, site.port), senders)) == [302] * LEARNERS
    site.kill()

    sent = {sent_as: (position, value) for one in senders for sent_as, position, value in one.answers}
    assert kept(path) == sent
    last = {one.token: [value for _, _, value in one.answers[-QUESTIONS:]] for one in senders}
    assert scores(path) == {token: values.count("b") for token, values in last.items()}
    check = [sys.executable, "manage.py", "rebuild", "--check"]
    told = subprocess.run(check, cwd=ROOT, env=site.environment, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stdout) == (0, "Nothing differs.\n"), told.stderr


def send_the_rest(one: Sender, port: int) -> int:
    """A queue that was not told in time sends again, which is nothing new; then the learner finishes."""
    one.send(port)
    with closing(HTTPConnection("127.0.0.1", port, timeout=15)) as client:
        for sent_as, position, value in random.sample(one.answers, 5):
            assert one.post(client, sent_as, position, value)["reply"] == "same"
        return one.ask(client, "finish/", {})[0]


def rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as file:
        return file.execute(query).fetchall()


def kept(path: Path) -> dict[UUID, tuple[int, str]]:
    """Every answer in the file, each there once."""
    found = rows(
        path, "SELECT sent_as, position, posted FROM quizzes_step JOIN quizzes_slot ON slot_id = quizzes_slot.id"
    )
    answers = {UUID(bytes=sent_as): (position, json.loads(posted)["values"][0]) for sent_as, position, posted in found}
    assert len(answers) == len(found)
    return answers


def scores(path: Path) -> dict[UUID, float]:
    return {UUID(hex=token): score for token, score in rows(path, "SELECT token, score FROM quizzes_attempt")}
