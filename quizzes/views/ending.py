"""How a sitting ends: the page that asks, and the result."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import now
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from quizzes.actions import attempts
from quizzes.models import Attempt
from quizzes.site import site
from quizzes.views import showing
from quizzes.views.play import mine, private


@require_http_methods(["GET", "HEAD", "POST"])
def finish(request: HttpRequest, token: UUID) -> HttpResponse:
    """GET says what is still open; POST ends the attempt."""
    attempt = mine(request, token)
    if request.method == "POST":
        attempts.finish(attempt.pk, now=now())
    if request.method == "POST" or attempt.is_over(now()):
        return redirect("quizzes:result", token)
    places = showing.map_of(attempt, now())
    context = {
        "attempt": attempt,
        "title": attempt.quiz_version.title.in_(get_language() or "en"),
        "places": places,
        "unanswered": [place for place in places if not place.is_answered],
    }
    return private(request, "quizzes/finish.html", context)


@require_safe
def result(request: HttpRequest, token: UUID) -> HttpResponse:
    """How it went, question by question. An attempt under way leads back to its first open question."""
    attempt = get_object_or_404(Attempt.objects.belonging_to(request.user).with_slots(), token=token)
    moment = now()
    if not attempt.is_over(moment):
        return redirect("quizzes:play", token, attempt.next_open())
    language = get_language() or "en"
    questions = showing.with_notes(
        [showing.show(attempt, slot, language, moment) for slot in attempt.slots.all()], language
    )
    context = {
        "attempt": attempt,
        "title": attempt.quiz_version.title.in_(language),
        "ended": attempt.over_since(moment),
        "questions": questions,
        "places": showing.map_of(attempt, moment),
        "read_next": site().read_next(showing.cited(questions), language),
    }
    return private(request, "quizzes/result.html", context)
