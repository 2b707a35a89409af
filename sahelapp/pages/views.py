"""Home, about, privacy, legal notice, and in development the style page."""

from collections import Counter

from django.conf import settings
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from sahelapp.evidence.models import Source
from sahelapp.pages import home as homepage
from sahelapp.timeline import reading as timeline


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Three doors: read, explore, decide; and where to go on for those who have begun."""
    moment, language = now(), get_language() or "en"
    user = request.user if request.has_session else None  # type: ignore[attr-defined]
    begun = homepage.begun(user, moment, language) if user and user.is_authenticated else []
    return render(request, "pages/home.html", {"doors": homepage.doors(moment), "begun": begun})


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Who says so: how many sources of which kinds, what is disputed, and where the limits are."""
    events = timeline.live(now())
    kinds = Source.objects.values_list("kind").annotate(count=Count("pk")).order_by("-count", "kind")
    levels = Counter(event.confidence for event in events)
    context = {
        "kinds": [(kind, Source.Kind(kind).label, count) for kind, count in kinds],
        "sources": sum(count for _, count in kinds),
        "events": len(events),
        "disputed": sum(bool(event.disputes) for event in events),
        "confidence": [(level, levels[level]) for level in ("high", "medium", "low")],
    }
    return render(request, "pages/about.html", context)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, why, how long, and how to get rid of it."""
    return render(request, "pages/privacy.html")


@require_safe
def legal(request: HttpRequest) -> HttpResponse:
    """Who publishes the site and how to reach them."""
    return render(request, "pages/legal.html")


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Every component of the design, in development only."""
    if not settings.DEBUG:
        raise Http404
    return render(request, "pages/style.html")
