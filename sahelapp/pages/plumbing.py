"""What browsers and machines ask for: the way in, a token, health, robots, the sitemap."""

from itertools import groupby

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from sahelapp.catalogue.models import Entry
from sahelapp.pages import health
from sahelapp.pages.middleware import language_for

NO_STORE = "private, no-store"
# Public pages that are no entries of the catalogue.
PLACES = (
    "",
    "lessons/",
    "timeline/",
    "quizzes/",
    "scenarios/",
    "sources/",
    "actors/",
    "terms/",
    "places/",
    "about/",
    "privacy/",
    "legal/",
)
PRIVATE = ("accounts", "attempts", "progress", "runs", "search")


@require_safe
def front_door(request: HttpRequest) -> HttpResponse:
    """The only address that guesses a language: that of the person, else that of the browser."""
    language = language_for(request)
    if request.has_session and request.user.is_authenticated:  # type: ignore[attr-defined]
        language = request.user.language
    response = redirect(f"/{language}/")
    response["Cache-Control"] = NO_STORE
    patch_vary_headers(response, ("Accept-Language",))
    return response


@require_safe
def token(request: HttpRequest) -> HttpResponse:
    """A fresh CSRF token for a page that was cached and holds none."""
    return JsonResponse({"token": get_token(request)}, headers={"Cache-Control": NO_STORE})


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the site can do its work, and how the database is kept: 200, or 503 when it cannot be reached."""
    status, state = 200, {"version": health.version(), "database": "ok"}
    try:
        state |= health.database()
    except Error as fault:
        # The name alone: the message may hold host and user.
        status, state = 503, state | {"database": "unreachable", "fault": type(fault).__name__}
    return JsonResponse(state, status=status, headers={"Cache-Control": NO_STORE})


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Where browsers look for the icon of what is no page of ours: a feed, a file."""
    return redirect(static("favicon.svg"))


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be found; what belongs to one person may not."""
    private = [f"Disallow: /*/{place}/" for place in PRIVATE]
    lines = ["User-agent: *", "Disallow: /admin/", *private, "", f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page in both languages, each naming its twin."""
    entries = Entry.objects.visible().order_by("kind", "slug", "language")
    rows = entries.values_list("kind", "slug", "language", "url", "changed_at")
    things = [[row[2:] for row in same] for _, same in groupby(rows, lambda row: row[:2])]
    places = [[(code, f"/{code}/{place}", None) for code, _ in settings.LANGUAGES] for place in PLACES]
    context = {"pages": places + things, "site_url": settings.SITE_URL}
    return render(request, "pages/sitemap.xml", context, content_type="application/xml; charset=utf-8")
