"""Pages for everybody, kept as they were sent: who comes without a session is answered without a page being made.

A stored page is given away while the edition of the site stands (`catalogue.editions`), and for a minute at
most: a version may wait for its hour (`live_from`), and when that comes nothing in the database says so.

What one person alone may see is never stored, in three ways that do not rest on each other: only a request without
any cookie fills the store, only an answer that is `public` and sets no cookie is taken, and none for which a token or
a message was made.
"""

from dataclasses import dataclass
from time import time

from django.conf import settings
from django.contrib.messages import get_messages
from django.core.exceptions import DisallowedHost
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from quizzes.models.shelf import Lately
from sahelapp.catalogue import editions
from sahelapp.pages.middleware import Next, accepts_brotli, language_in

LONGEST = 60  # seconds
ROOM = 32 * 1024 * 1024  # bytes, in each process
LARGEST = 1024 * 1024  # bytes of one page
_BESIDE = 3000  # bytes that a page takes besides its body: headers, address, bookkeeping

# What htmx says of a request and a view may look at. A view that looks at more must name it in `Vary`.
_HTMX = ("HTTP_HX_REQUEST", "HTTP_HX_BOOSTED", "HTTP_HX_TARGET", "HTTP_HX_HISTORY_RESTORE_REQUEST")
_IN_KEY = {"cookie", "accept-encoding", "hx-request", "hx-boosted", "hx-target", "hx-history-restore-request"}
_OF_THE_BODY = {"Content-Encoding", "Content-Length", "Content-Type"}

Key = tuple[str | bool | tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One answer, of one edition; `varies` holds what the request said in those headers of `Vary` that no key has."""

    edition: int
    made_at: float
    body: bytes
    headers: dict[str, str]
    varies: tuple[tuple[str, str], ...] = ()

    @property
    def size(self) -> int:
        """The memory it takes, in bytes, roughly."""
        return len(self.body) + _BESIDE

    def is_for(self, request: HttpRequest, edition: int, now: float) -> bool:
        """Whether it is what this request would get if it were made now. A clock that was put back makes it old."""
        return (
            self.edition == edition
            and 0 <= now - self.made_at < LONGEST
            and all(request.META.get(name, "") == said for name, said in self.varies)
        )

    def answer(self) -> HttpResponse:
        """It once more: whoever gets it may change its headers."""
        return HttpResponse(self.body, headers=self.headers)


class Pages(Lately[Key, Page]):
    """Pages asked lately, at most so many bytes of them."""

    def __init__(self, room: int) -> None:
        super().__init__(room // _BESIDE)
        self._room = room
        self.size = 0

    def keep(self, key: Key, page: Page) -> None:
        """Have a page at hand; those not asked for longest go until there is room."""
        with self._lock:
            self._drop(key)
            self._kept[key] = page
            self.size += page.size
            while self.size > self._room:
                self._drop(next(iter(self._kept)))

    def _drop(self, key: Key) -> None:
        if dropped := self._kept.pop(key, None):
            self.size -= dropped.size

    def clear(self) -> None:
        """Keep nothing."""
        with self._lock:
            self._kept.clear()
            self.size = 0


_pages = Pages(ROOM)


def stored_pages(get_response: Next) -> Next:
    """Answer from the store where that is right, and store what may be. In development nothing is: templates change."""

    def middleware(request: HttpRequest) -> HttpResponse:
        key = _key(request) if _is_open(request) else None
        # Before the page is made: what is made while somebody publishes may be of either edition, and counts as old.
        edition = _edition() if key else None
        if key is None or edition is None:
            return get_response(request)
        page = _pages.get(key)
        if page is not None and page.is_for(request, edition, time()):
            return _unless_known(request, page.answer())
        return _filled(request, get_response, key, edition)

    return middleware


def _is_open(request: HttpRequest) -> bool:
    """Whether the answer may be one that others get too."""
    return (
        request.method in ("GET", "HEAD")
        and not settings.DEBUG
        and language_in(request.path_info) != ""
        and not (request.META.get("HTTP_COOKIE") and settings.SESSION_COOKIE_NAME in request.COOKIES)
    )


def _edition() -> int | None:
    """None where the database does not answer: some pages can be made without it."""
    try:
        return editions.edition()
    except Error:
        return None


def _key(request: HttpRequest) -> Key | None:
    """What the answer depends on. None for a host that we do not serve: it is refused further in."""
    said = request.META
    try:
        address = (str(request.scheme), request.get_host(), request.path, said.get("QUERY_STRING", ""))
    except DisallowedHost:
        return None
    # django-htmx takes no other word than `true` for a yes.
    htmx = tuple(said.get(name, "") for name in _HTMX) if said.get("HTTP_HX_REQUEST") == "true" else ()
    return (*address, accepts_brotli(request), htmx)


def _filled(request: HttpRequest, get_response: Next, key: Key, edition: int) -> HttpResponse:
    """A page made anew: whole, even for a browser that may have it already, so that it can be stored."""
    if request.method != "GET" or request.META.get("HTTP_COOKIE"):
        return get_response(request)
    made_at, known = time(), request.META.pop("HTTP_IF_NONE_MATCH", None)
    response = get_response(request)
    if _is_for_everybody(request, response):
        varies = tuple((name, request.META.get(name, "")) for name in _other_headers(response))
        _pages.keep(key, Page(edition, made_at, response.content, dict(response.items()), varies))
    if known is not None:
        request.META["HTTP_IF_NONE_MATCH"] = known
    return _unless_known(request, response)


def _is_for_everybody(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether anybody without a session may be given this answer."""
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and _words(response, "Cache-Control") >= {"public"}
        and not _words(response, "Cache-Control") & {"private", "no-store", "no-cache"}
        and "*" not in _words(response, "Vary")
        and "CSRF_COOKIE" not in request.META  # set by whoever makes a token
        and not getattr(get_messages(request), "added_new", False)
        and "'nonce-" not in response.get("Content-Security-Policy", "")
        and len(response.content) <= LARGEST
    )


def _words(response: HttpResponse, name: str) -> set[str]:
    return {word.strip().lower() for word in response.get(name, "").split(",")}


def _other_headers(response: HttpResponse) -> list[str]:
    """The headers on which the answer depends besides those in every key, as `META` names them."""
    return [f"HTTP_{name.replace('-', '_').upper()}" for name in sorted(_words(response, "Vary") - _IN_KEY - {""})]


def _unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer, or 304 with the same headers where the browser has it already."""
    if "HTTP_IF_NONE_MATCH" not in request.META:
        return response
    answer: HttpResponse = get_conditional_response(request, etag=response.get("ETag"), response=response) or response
    if answer is not response:
        for name in response.headers.keys() - _OF_THE_BODY:
            answer.headers.setdefault(name, response[name])
    return answer
