"""What is asked of the servers, byte for byte as a browser asks it behind a proxy that speaks https."""

import itertools
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode
from uuid import uuid4

from bench.events import THEMES, WORDS
from bench.load import Request, request
from bench.prepare import QUESTIONS

_BROWSER = {
    "Host": "localhost",
    "X-Forwarded-Proto": "https",
    "User-Agent": "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile",
    "Accept-Encoding": "gzip, deflate, br",
    "Accept-Language": "fr-ML,fr;q=0.9,en;q=0.8",
}
_FORM = {"Content-Type": "application/x-www-form-urlencoded", "Origin": "https://localhost"}


@dataclass(slots=True)
class Sitting:
    """One learner in the quiz: their cookies, and how often each question was answered."""

    session: str
    token: str
    csrf: str = field(default_factory=lambda: secrets.token_hex(16))
    seen: list[int] = field(default_factory=lambda: [0] * (QUESTIONS + 1))

    def headers(self) -> dict[str, str]:
        return {**_BROWSER, "Cookie": f"sessionid={self.session}; csrftoken={self.csrf}"}


class Sittings:
    """All learners. Each answers every question once before the next one comes; then all change their answers."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        self.all = [Sitting(*pair) for pair in pairs]
        self._visitors = itertools.cycle(self.all)
        self._answers = self._answering()

    def _answering(self) -> Iterator[bytes]:
        for round_, sitting in ((n, sitting) for n in itertools.count() for sitting in self.all):
            for position in range(1, QUESTIONS + 1):
                yield self._answer(sitting, position, "abcd"[round_ % 4])

    def _answer(self, sitting: Sitting, position: int, option: str) -> bytes:
        form = {"response": option, "sent_as": str(uuid4()), "seen": str(sitting.seen[position])}
        sitting.seen[position] += 1
        headers = {**sitting.headers(), **_FORM, "Accept": "application/json", "X-CSRFToken": sitting.csrf}
        return request("POST", f"/en/attempts/{sitting.token}/{position}/", headers, urlencode(form).encode())

    def save(self) -> Request:
        """One answer saved, as the page's script sends it."""
        return Request(lambda: next(self._answers), good=(200, 302))

    def page(self, path: str) -> Request:
        """A page of the sitting, as its learner opens it."""

        def write() -> bytes:
            sitting = next(self._visitors)
            return request("GET", f"/en/attempts/{sitting.token}/{path}", sitting.headers())

        return Request(write, good=(200,))


def bare(sessions: list[str]) -> Request:
    """A row written by the bare view."""
    people = itertools.cycle(sessions)

    def write() -> bytes:
        headers = {**_BROWSER, **_FORM, "Cookie": f"sessionid={next(people)}"}
        return request("POST", "/write/", headers, urlencode({"words": str(uuid4())}).encode())

    return Request(write, good=(200,))


def timeline() -> Request:
    """The timeline whole, for somebody who comes without a cookie."""
    return Request(lambda: request("GET", "/en/timeline/", _BROWSER), good=(200,))


def timeline_filtered() -> Request:
    """The timeline by theme and words, each time by others: no page of it can have been made before."""
    words = WORDS["en"].split()
    picked = (
        {"theme": theme, "q": " ".join(some)}
        for length in range(1, len(words))
        for some in itertools.combinations(words, length)
        for theme in THEMES
    )
    return Request(lambda: request("GET", f"/en/timeline/?{urlencode(next(picked))}", _BROWSER), good=(200,))
