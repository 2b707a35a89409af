"""The front door: request ids, the language of the path, what may be cached, and brotli."""

import contextvars
import logging
import re
import uuid
from collections.abc import Callable

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

Next = Callable[[HttpRequest], HttpResponse]

_request_id: contextvars.ContextVar[str] = contextvars.ContextVar("request_id", default="-")


class RequestId(logging.Filter):
    """Puts the id of the request under way on every log line."""

    def filter(self, record: logging.LogRecord) -> bool:
        # Django tells of a 404 when the middleware is through: then only the record itself knows its request.
        record.request_id = getattr(getattr(record, "request", None), "id", _request_id.get())
        return True


def request_id(get_response: Next) -> Next:
    """Give each request an id, in the log and in the answer, so that a person can quote it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.id = uuid.uuid4().hex[:12]  # type: ignore[attr-defined]
        token = _request_id.set(request.id)  # type: ignore[attr-defined]
        try:
            response = get_response(request)
        finally:
            _request_id.reset(token)
        response["X-Request-Id"] = request.id  # type: ignore[attr-defined]
        return response

    return middleware


def language_of_path(get_response: Next) -> Next:
    """The first part of the path decides the language, and nothing else does: links can be shared and pages cached."""

    def middleware(request: HttpRequest) -> HttpResponse:
        code = language_for(request)
        translation.activate(code)
        request.LANGUAGE_CODE = code
        response = get_response(request)
        response.headers.setdefault("Content-Language", code)
        return response

    return middleware


def only_utf8(get_response: Next) -> Next:
    """What arrives is UTF-8, whatever it says of itself: other alphabets can hold what no database keeps."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if (request.encoding or "utf-8").lower() != "utf-8":
            request.encoding = "utf-8"
        return get_response(request)

    return middleware


def language_in(path: str) -> str:
    """The language that a path names; empty where it names none (the admin, errors)."""
    first = path.removeprefix("/").partition("/")[0]
    return first if first in dict(settings.LANGUAGES) else ""


def language_for(request: HttpRequest) -> str:
    """The language of the path; outside /en/ and /fr/ what the browser asks for."""
    wish = translation.get_language_from_request(request)
    return language_in(request.path_info) or ("fr" if wish.startswith("fr") else "en")


def cache_policy(get_response: Next) -> Next:
    """Without a session cookie a page may be shared by everybody; with one it is for one person and never stored."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\0" in request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""):
            del request.COOKIES[settings.SESSION_COOKIE_NAME]  # not one of ours, and PostgreSQL does not look for it
        request.has_session = settings.SESSION_COOKIE_NAME in request.COOKIES  # type: ignore[attr-defined]
        response = get_response(request)
        patch_vary_headers(response, ("Cookie", "HX-Request"))
        if "Cache-Control" not in response.headers:
            response["Cache-Control"] = (
                "public, max-age=300" if _may_be_shared(request, response) else "private, no-store"
            )
        return response

    return middleware


def _may_be_shared(request: HttpRequest, response: HttpResponse) -> bool:
    return (
        request.method in ("GET", "HEAD")
        and response.status_code in (200, 304)
        and not request.has_session  # type: ignore[attr-defined]
        and not response.cookies
    )


_ACCEPTS_BROTLI = re.compile(r"(?:^|,)\s*br\s*(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))(?:[;,]|$)")
_TEXT = ("text/", "application/json", "application/xml", "application/atom+xml", "image/svg+xml")


def compress(get_response: Next) -> Next:
    """Brotli for pages. Quality 5: a tenth of a second less for the learner costs 3 ms here.

    Secrets in a page (the CSRF token) are masked anew in each answer, so their length tells nothing (BREACH).
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not _is_worth_it(response):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        if not accepts_brotli(request):
            return response
        response.content = brotli.compress(response.content, mode=brotli.MODE_TEXT, quality=5)
        response["Content-Encoding"] = "br"
        response["Content-Length"] = str(len(response.content))
        if (etag := response.get("ETag", "")) and not etag.startswith("W/"):
            response["ETag"] = f"W/{etag}"
        return response

    return middleware


def accepts_brotli(request: HttpRequest) -> bool:
    """Whether the browser reads brotli."""
    return _ACCEPTS_BROTLI.search(request.META.get("HTTP_ACCEPT_ENCODING", "")) is not None


def _is_worth_it(response: HttpResponse) -> bool:
    """Whole texts of some length that nobody compressed yet."""
    return (
        not response.streaming
        and not response.has_header("Content-Encoding")
        and response.get("Content-Type", "").startswith(_TEXT)
        and len(response.content) >= 500
    )
