"""The public pages of quizzes: the list, one quiz, and the page that starts it."""

import secrets
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.timezone import now
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from quizzes import choices
from quizzes.actions import attempts
from quizzes.models import Attempt, QuizVersion
from quizzes.site import site

SLUG_LENGTH = 80
REFUSALS: dict[str, Promise] = {
    "not-open-yet": gettext_lazy("This quiz is not open yet."),
    "closed": gettext_lazy("This quiz is closed."),
    "no-tries-left": gettext_lazy("You have used all the attempts that this quiz allows."),
}


@dataclass(frozen=True, slots=True)
class QuizShown:
    """A quiz before it is started."""

    slug: str
    title: str
    intro: dict[str, Any]
    length: int
    expectation: Promise | str


def shown(version: QuizVersion) -> QuizShown:
    """A quiz version in the language of the page."""
    language = get_language() or "en"
    return QuizShown(
        slug=version.draft.slug,
        title=version.title.in_(language),
        intro=version.block("intro", language),
        length=version.length,
        expectation=choices.EXPECTATIONS.get(version.value["behaviour"], ""),
    )


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The quizzes one can take."""
    versions = QuizVersion.objects.live(now()).listed().select_related("draft").order_by("draft__slug")
    return render(request, "quizzes/index.html", {"quizzes": [shown(version) for version in versions]})


@require_safe
def quiz(request: HttpRequest, slug: str) -> HttpResponse:
    """What to expect of one quiz; and, for those who have begun, where they are."""
    version = get_object_or_404(QuizVersion.objects.live(now()).select_related("draft"), draft__slug=slug)
    mine = _attempts_of(request, version)
    under_way = [attempt for attempt in mine if not attempt.is_over(now())]
    context = {
        "quiz": shown(version),
        "under_way": under_way[0] if under_way else None,
        "past": [attempt for attempt in mine if attempt.is_over(now())],
    }
    return render(request, "quizzes/quiz.html", context)


def _attempts_of(request: HttpRequest, version: QuizVersion) -> list[Attempt]:
    # Without a session cookie nobody is asked who they are: the page stays the same for all, and may be cached.
    if not getattr(request, "has_session", False):
        return []
    return list(Attempt.objects.belonging_to(request.user).filter(quiz_version__draft=version.draft_id))


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """One button. The POST is a visitor's first recorded act: it makes the guest."""
    version = get_object_or_404(QuizVersion.objects.live(now()).select_related("draft"), draft__slug=slug)
    refused = ""
    if request.method == "POST":
        learner = site().learner_for(request)
        started = attempts.start(learner, version, seed=secrets.randbits(62), now=now())
        if (attempt := started.attempt) is not None:
            position = attempt.position_of(request.POST.get("question", "")) or attempt.next_open()
            return redirect("quizzes:play", attempt.token, position)
        refused = started.refused
    context = {
        "quiz": shown(version),
        "refused": REFUSALS.get(refused, refused),
        # A lesson sends its reader to one question of its check quiz.
        "question": request.GET.get("question", "")[:SLUG_LENGTH],
    }
    response = render(request, "quizzes/start.html", context, status=403 if refused else 200)
    response["Cache-Control"] = "private, no-store"
    return response
