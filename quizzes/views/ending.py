"""How a sitting ends: the page that asks, the result, and going over what was not right."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import now
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quizzes import charts
from quizzes.actions import attempts
from quizzes.engine.behaviours.certain import level_of
from quizzes.engine.calibration import Sureness, calibration
from quizzes.models import Attempt
from quizzes.site import site
from quizzes.views import showing
from quizzes.views.screens import acting, frame, private, resume_url, screen_url
from quizzes.views.sitting import Sitting, sitting_of


@require_http_methods(["GET", "HEAD", "POST"])
def finish(request: HttpRequest, token: UUID) -> HttpResponse:
    """GET says what is still open; POST ends the attempt."""
    sitting = sitting_of(request, token, now())
    if request.method == "POST":
        attempts.finish(sitting.attempt.pk, now=sitting.now)
    if request.method == "POST" or sitting.is_over:
        return redirect("quizzes:result", token)
    context = frame(sitting)
    unanswered = [
        {"place": place, "url": screen_url(sitting.attempt, place.position, after_pages=True)}
        for place in context["places"]
        if not place.is_answered
    ]
    back = unanswered[0]["url"] if unanswered else screen_url(sitting.attempt, sitting.plan.length, after_pages=True)
    return private(request, "quizzes/finish.html", {**context, "unanswered": unanswered, "back_url": back})


@require_safe
def result(request: HttpRequest, token: UUID) -> HttpResponse:
    """How it went, question by question. An attempt under way leads back to its first open question."""
    sitting = sitting_of(request, token, now())
    if not sitting.is_over:
        return redirect(resume_url(sitting))
    language = get_language() or "en"
    shown = [showing.show(sitting, slot, language) for slot in sitting.slots]
    questions = showing.with_notes(shown, language)
    attempt = sitting.attempt
    ended = attempt.over_since(sitting.now) or sitting.now
    context = {
        **frame(sitting),
        "ended": ended,
        "taken": in_words(ended - attempt.started_at),
        "questions": questions,
        "shows_marks": attempt.shows_marks(sitting.now),
        "read_next": site().read_next(showing.cited(questions), language),
        "calibration": _calibration(sitting),
        "history": _history(attempt, sitting.now),
        "pass_percent": attempt.kept_rules.pass_percent,
        "missed": _missed(sitting),
    }
    return private(request, "quizzes/result.html", context)


def _missed(sitting: Sitting) -> int:
    """How many questions may be gone over again; none where the learner may not know which they are."""
    known = [slot for slot in sitting.slots if sitting.may(slot).correctness]
    return sum(slot.part() < 1 for slot in known)


def _calibration(sitting: Sitting) -> Sequence[Sureness]:
    """How sure this learner was, and how often right; nothing where certainty was not asked or correctness not told."""
    if not sitting.attempt.behaviour.asks_certainty or not all(sitting.may(slot).correctness for slot in sitting.slots):
        return ()
    last = [history[-1] for slot in sitting.slots if (history := slot.history())]
    return calibration((level_of(step.posted), step.grade) for step in last if step.grade)


def _history(attempt: Attempt, moment: datetime) -> list[charts.Score]:
    """The scores of all this learner's attempts at the quiz; nothing where there is one, or marks are not told."""
    if attempt.again_of_id or not attempt.shows_marks(moment):
        return []
    mine = Attempt.objects.counting().over_at(moment).with_quiz()
    past = mine.filter(learner=attempt.learner_id, quiz_version__draft=attempt.quiz_version.draft_id)
    scores = [charts.Score(one.started_at, one.percent) for one in past if one.shows_marks(moment)]
    return scores if len(scores) > 1 else []


def in_words(time: timedelta) -> str:
    """How long something took: hours and minutes, or minutes and seconds."""
    seconds = max(0, int(time.total_seconds()))
    units = [
        (seconds // 3600, ngettext("%(n)s hour", "%(n)s hours", seconds // 3600)),
        (seconds // 60 % 60, ngettext("%(n)s minute", "%(n)s minutes", seconds // 60 % 60)),
        (seconds % 60, ngettext("%(n)s second", "%(n)s seconds", seconds % 60)),
    ]
    told = [words % {"n": n} for n, words in units if n]
    return " ".join(told[:2]) or units[2][1] % {"n": 0}


@require_POST
def again(request: HttpRequest, token: UUID) -> HttpResponse:
    """Go over the questions that were not right, in an attempt that does not count."""
    attempt = get_object_or_404(Attempt.objects.belonging_to(request.user), token=token)
    acting(request)
    started = attempts.again(attempt, now=now())
    if started.attempt is None:
        return redirect("quizzes:result", token)
    return redirect("quizzes:play", started.attempt.token, 1)
