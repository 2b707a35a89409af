"""A quiz on paper: its questions drawn as for a sitting, to print with or without the key."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import now
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from quizzes.actions import drawing
from quizzes.engine.terms import Terms
from quizzes.models import Attempt, QuizVersion, Slot
from quizzes.views import showing
from quizzes.views.quizzes import shown
from quizzes.views.showing import Shown
from quizzes.views.sitting import Sitting

VIEW = "quizzes.view_question"
LARGEST_SEED = 10**6


@dataclass(frozen=True, slots=True)
class Answer:
    """A line of the key: the question's number, its answer in words, and why."""

    position: int
    key: str
    explanation: Any


@require_safe
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole quiz for printing. `?seed=` draws another paper; `?key=1` adds the key, for those who may see it."""
    version = get_object_or_404(QuizVersion.objects.live(now()).select_related("draft"), draft__slug=slug)
    with_key = request.GET.get("key") == "1"
    is_staff = getattr(request, "has_session", False) and request.user.has_perm(VIEW)
    # What is limited in time or tries is not handed out before it is sat.
    if (with_key or version.terms != Terms()) and not is_staff:
        raise Http404
    seed = _seed(request.GET.get("seed", ""))
    drawn = drawing.draw(version, seed=seed, now=now(), seen={})
    sitting = Sitting(_unsaved(version, drawn.slots), drawn.slots, now())
    language = get_language() or "en"
    questions = [showing.show(sitting, slot, language) for slot in drawn.slots]
    context = {
        "quiz": shown(version),
        "questions": questions,
        "seed": seed,
        "with_key": with_key,
        "key": [_answer(slot, question, language) for slot, question in zip(drawn.slots, questions, strict=True)]
        if with_key
        else [],
    }
    response = render(request, "quizzes/paper.html", context)
    if with_key:
        response["Cache-Control"] = "private, no-store"
    return response


def _unsaved(version: QuizVersion, slots: Sequence[Slot]) -> Attempt:
    """An attempt that nobody makes, so that a question on paper is shown as one on a screen."""
    attempt = Attempt(quiz_version=version, rules=version.rules.write(), started_at=now())
    for slot in slots:
        slot.attempt = attempt
    return attempt


def _answer(slot: Slot, question: Shown, language: str) -> Answer:
    body = slot.to_engine()
    key = body.key_response()
    words = body.summarise(key).in_(language) if key is not None else ""
    return Answer(question.position, words, slot.version.block("explanation", language))


def _seed(written: str) -> int:
    return int(written) % LARGEST_SEED if written.isascii() and written.isdecimal() and len(written) < 10 else 1
