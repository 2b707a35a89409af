"""The list of lessons, one page for each, and the mark of having read it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from quizzes.models import QuizVersion
from quizzes.site import site
from sahelapp.catalogue.models import Entry
from sahelapp.evidence.reading import terms_on
from sahelapp.lessons import actions, reading
from sahelapp.lessons.models import LessonVersion, ReadingMark
from sahelapp.timeline.models import Theme


def _reader(request: HttpRequest) -> Any | None:
    """Who reads, where that may be asked: without a session cookie the page is the same for all, and may be cached."""
    return request.user if getattr(request, "has_session", False) and request.user.is_authenticated else None


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The lessons in the order of the course."""
    cards = reading.cards(now(), get_language() or "en", _reader(request))
    return render(request, "lessons/index.html", {"cards": cards, "read": sum(bool(card.read_at) for card in cards)})


@require_safe
def lesson(request: HttpRequest, slug: str) -> HttpResponse:
    """One lesson: what it is for, its text with its questions, who says so, where to go on."""
    language, at = get_language() or "en", now()
    version = get_object_or_404(LessonVersion.objects.live(at), draft__slug=slug)
    value, body = version.to_engine(), version.block("body", language)
    pieces = reading.pieces(body, language, at)
    stems = [piece.stem for piece in pieces if isinstance(piece, reading.Asked)]
    number, before, after = reading.neighbours(slug, at)
    context = {
        "lesson": value,
        "aims": value.aims(language),
        "minutes": value.minutes(language),
        "number": number,
        "pieces": pieces,
        "check_is_open": QuizVersion.objects.live(at).filter(draft__slug=value.check_quiz).exists(),
        "name": f"{slug}-body",
        "notes": site().notes(body["sources"], language),
        "term_cards": terms_on([body, *stems], language),
        "themes": Theme.objects.filter(slug__in=value.themes),
        "events": _events(value.events, language),
        "before": before,
        "after": after,
        **_mark(request, slug),
    }
    return render(request, "lessons/lesson.html", context)


def _events(slugs: Sequence[str], language: str) -> list[Entry]:
    """The events a lesson names, in the order in which it names them."""
    found = Entry.objects.visible().filter(kind="event", slug__in=slugs, language=language)
    return sorted(found, key=lambda entry: slugs.index(entry.slug))


def _mark(request: HttpRequest, slug: str) -> dict[str, Any]:
    """When the reader read it; else, for those we know, what the button in the page sends."""
    reader = _reader(request)
    if reader is None:
        return {}
    read_at = ReadingMark.objects.belonging_to(reader).first_of_each().get(slug)
    return {"read_at": read_at} if read_at else {"sent_as": uuid4()}


@require_http_methods(["GET", "HEAD", "POST"])
def mark_read(request: HttpRequest, slug: str) -> HttpResponse:
    """One button. The POST may be a visitor's first recorded act: it makes the guest."""
    version = get_object_or_404(LessonVersion.objects.live(now()).defer("rendered"), draft__slug=slug)
    sent_as = _uuid(request.POST.get("sent_as", ""))
    is_broken = request.method == "POST" and sent_as is None
    if request.method == "POST" and sent_as is not None:
        if actions.mark_read(site().learner_for(request), slug, sent_as=sent_as, now=now()) is None:
            raise Http404
        messages.success(request, gettext("Marked as read."))
        return redirect(reverse("lessons:lesson", args=[slug]) + "#read")
    context = {"lesson": version.to_engine(), "sent_as": uuid4(), "is_broken": is_broken, **_mark(request, slug)}
    response = render(request, "lessons/mark_read.html", context, status=400 if is_broken else 200)
    response["Cache-Control"] = "private, no-store"
    return response


def _uuid(words: str) -> UUID | None:
    try:
        return UUID(words)
    except ValueError:
        return None
