"""The screens of a sitting: one question, a whole section, a page to read. Private: somebody else's is a 404."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import now
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quizzes.actions import attempts, regrading
from quizzes.models import Slot
from quizzes.views.posting import respond
from quizzes.views.screens import (
    Asked,
    asked,
    frame,
    page_read,
    page_url,
    private,
    question_page,
    screen_url,
    section_shown,
)
from quizzes.views.sitting import sitting_of


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in a section, in order: a question, or a page to read."""

    asked: Asked | None = None
    page: Mapping[str, Any] | None = None


@require_http_methods(["GET", "HEAD", "POST"])
def play(request: HttpRequest, token: UUID, position: int) -> HttpResponse:
    """One question: GET shows it, POST answers it."""
    if request.method == "POST":
        return respond(request, token, position)
    sitting = sitting_of(request, token, now())
    if sitting.is_over:
        return redirect("quizzes:result", token)
    return question_page(request, sitting, position)


@require_safe
def section(request: HttpRequest, token: UUID, number: int) -> HttpResponse:
    """All questions of one section, and the pages between them."""
    sitting = sitting_of(request, token, now())
    if sitting.is_over:
        return redirect("quizzes:result", token)
    sections = sitting.plan.sections()
    if not 1 <= number <= len(sections):
        raise Http404
    here = sections[number - 1]
    language = get_language() or "en"
    entries: list[Entry] = []
    for one in asked(request, sitting, sitting.slots[here.first - 1 : here.last], language):
        pages = sitting.plan.pages_before(one.position)
        entries += [Entry(page=page_read(sitting.attempt, item, language)) for item in pages]
        entries.append(Entry(asked=one))
    around = frame(sitting)
    places = around["places"][here.first - 1 : here.last]
    context = {
        **around,
        "entries": entries,
        "places_here": places,
        # All that the map of a section shows, and nobody's own: it is made once for all who stand where this one does.
        "states": " ".join(f"{place.position} {place.state} {place.flagged}" for place in places),
        "section": section_shown(sitting, here.first, language),
        "end_url": screen_url(sitting.attempt, sitting.plan.length + 1),
    }
    return private(request, "quizzes/section.html", context)


@require_safe
def page(request: HttpRequest, token: UUID, item: int) -> HttpResponse:
    """A page to read between two questions."""
    sitting = sitting_of(request, token, now())
    stands = next((at for at, entry in sitting.plan.pages if entry == item), None)
    if stands is None:
        raise Http404
    pages = sitting.plan.pages_before(stands)
    following = pages[pages.index(item) + 1 :]
    attempt = sitting.attempt
    context = {
        "page": page_read(attempt, item, get_language() or "en"),
        "next_url": page_url(attempt, following[0]) if following else screen_url(attempt, stands, after_pages=True),
        "previous_url": screen_url(attempt, stands - 1, after_pages=True) if stands > 1 else "",
        **frame(sitting),
    }
    return private(request, "quizzes/page.html", context)


def _slot(request: HttpRequest, token: UUID, position: int) -> Slot:
    mine = Slot.objects.belonging_to(request.user).select_related("attempt")
    return get_object_or_404(mine, attempt__token=token, position=position)


@require_POST
def flag(request: HttpRequest, token: UUID, position: int) -> HttpResponse:
    """Mark a question to come back to, or take the mark off."""
    slot = _slot(request, token, position)
    attempts.flag(slot.pk, flagged=request.POST.get("flagged") == "1")
    if "application/json" in request.headers.get("Accept", ""):
        return HttpResponse(status=204)
    return redirect(screen_url(slot.attempt, position, after_pages=True))


@require_POST
def corrected(request: HttpRequest, token: UUID, position: int) -> HttpResponse:
    """Take the corrected question that was offered, or stay with the one met at the start."""
    slot = _slot(request, token, position)
    regrading.answer_offer(slot.pk, take=request.POST.get("take") == "yes", by=request.user, now=now())
    return redirect(screen_url(slot.attempt, position, after_pages=True))
