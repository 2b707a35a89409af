"""The public pages of quizzes: the list, one quiz, and the page that starts it."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.timezone import now
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from quizzes import choices
from quizzes.actions import attempts
from quizzes.engine.rules import of_several
from quizzes.engine.terms import Terms
from quizzes.models import Attempt, QuizVersion
from quizzes.site import site
from quizzes.views.screens import resume_url
from quizzes.views.sitting import sitting_of

SLUG_LENGTH = 80
LONGEST_KEY = 500  # of what questions are made from

REFUSALS: dict[str, Promise] = {
    "not-open-yet": gettext_lazy("This quiz is not open yet."),
    "closed": gettext_lazy("This quiz is closed."),
    "nothing-to-ask": gettext_lazy("Too few events with exact dates were chosen to make a question from."),
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
    terms: Terms
    certainty: bool
    grading: Promise | str
    pass_percent: int | None
    has_paper: bool


def shown(version: QuizVersion) -> QuizShown:
    """A quiz version in the language of the page."""
    language = get_language() or "en"
    return QuizShown(
        slug=version.draft.slug,
        title=version.title.in_(language),
        intro=version.block("intro", language),
        length=version.length,
        expectation=choices.EXPECTATIONS.get(version.value["behaviour"], ""),
        terms=version.terms,
        certainty=version.rules.certainty,
        grading=choices.GRADING_NAMES.get(version.rules.grading, ""),
        pass_percent=version.rules.pass_percent,
        has_paper=version.terms == Terms(),
    )


@dataclass(frozen=True, slots=True)
class Past:
    """An attempt that is over, with the points that its learner may know of."""

    attempt: Attempt
    points: Decimal | None


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The quizzes one can take."""
    versions = QuizVersion.objects.live(now()).listed().select_related("draft").order_by("draft__slug")
    return render(request, "quizzes/index.html", {"quizzes": [shown(version) for version in versions]})


@require_safe
def quiz(request: HttpRequest, slug: str) -> HttpResponse:
    """What to expect of one quiz; and, for those who have begun, where they are."""
    version = get_object_or_404(QuizVersion.objects.live(now()).select_related("draft"), draft__slug=slug)
    moment = now()
    mine = _attempts_of(request, version)
    past = [attempt for attempt in mine if attempt.is_over(moment)]
    counting = [attempt for attempt in past if attempt.again_of_id is None]
    context = {
        "quiz": shown(version),
        "under_way": next((attempt for attempt in mine if not attempt.is_over(moment)), None),
        "past": [Past(attempt, attempt.points_shown(moment)) for attempt in past],
        "counts": _counting(version, counting, moment),
        "refused": REFUSALS.get(version.terms.refusal(moment, len(counting)) or "", ""),
        "tries_left": version.terms.tries - len(counting) if version.terms.tries is not None else None,
    }
    return render(request, "quizzes/quiz.html", context)


def _counting(version: QuizVersion, past: Sequence[Attempt], moment: datetime) -> Decimal | None:
    """The percentage that counts of several attempts; nothing while there is one, or where marks are not told."""
    if len(past) < 2 or not all(attempt.shows_marks(moment) for attempt in past):
        return None
    return of_several(
        version.rules.grading,
        [attempt.percent for attempt in sorted(past, key=lambda attempt: attempt.started_at)],
    )


def _attempts_of(request: HttpRequest, version: QuizVersion) -> list[Attempt]:
    # Without a session cookie nobody is asked who they are: the page stays the same for all, and may be cached.
    if not getattr(request, "has_session", False):
        return []
    mine = Attempt.objects.belonging_to(request.user).filter(quiz_version__draft=version.draft_id)
    return list(mine.defer("plan"))


def _made_from(query: QueryDict, version: QuizVersion) -> str:
    """What the questions are to be made from; nothing in a quiz that makes none."""
    return query.get("made-from", "").replace("\0", "")[:LONGEST_KEY] if version.makes else ""


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """One button. The POST is a visitor's first recorded act: it makes the guest."""
    version = get_object_or_404(QuizVersion.objects.live(now()).select_related("draft"), draft__slug=slug)
    refused = ""
    if request.method == "POST":
        learner = site().learner_for(request)
        made_from = _made_from(request.POST, version)
        started = attempts.start(learner, version, seed=secrets.randbits(62), now=now(), made_from=made_from)
        if (attempt := started.attempt) is not None:
            if asked := attempt.position_of(request.POST.get("question", "")):
                return redirect("quizzes:play", attempt.token, asked)
            return redirect(resume_url(sitting_of(request, attempt.token, now())))
        refused = started.refused
    context = {
        "quiz": shown(version),
        "refused": REFUSALS.get(refused, refused),
        # A lesson sends its reader to one question of its check quiz.
        "question": request.GET.get("question", "")[:SLUG_LENGTH],
        # The timeline sends its reader to questions made from what they chose there.
        "made_from": _made_from(request.GET, version),
    }
    response = render(request, "quizzes/start.html", context, status=403 if refused else 200)
    response["Cache-Control"] = "private, no-store"
    return response
