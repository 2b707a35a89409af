"""A sitting: one question per page. Private: somebody else's attempt is a 404."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import get_format
from django.utils.functional import Promise
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from quizzes.actions import attempts
from quizzes.actions.attempts import Reply, Submitted
from quizzes.engine.steps import Posted, Status
from quizzes.models import Attempt, QuestionVersion, Slot
from quizzes.site import site
from quizzes.views import showing
from quizzes.views.answers import Answer

NOTHING_CHOSEN = _("There is no answer yet. Answer the question, or go on and come back later.")
NOT_OFFERED = _("This answer is not among those on offer. Choose one of them.")
NO_NUMBER = _(
    "What you wrote is kept, but we cannot read one number in it. "
    "Use digits only, with “%(sign)s” for decimals, as in %(example)s."
)
CONFLICTS: dict[Reply, Promise] = {
    Reply.STALE: _(
        "Another answer was saved in the meantime, in another tab or on another device. "
        "It counts; what you just sent is kept, and does not count."
    ),
    Reply.CLASH: _("This form had already been sent with another answer. The first one counts."),
    Reply.STANDS: _("You have already answered this question. Your first answer stands."),
    Reply.OVER: _("This attempt is over, so this answer was not taken."),
}


@dataclass(frozen=True, slots=True)
class Conflict:
    """What was just sent and does not count, beside what does; `values` to send it again where that is possible."""

    says: Promise
    sent: str
    values: tuple[str, ...]
    may_be_used: bool


def mine(request: HttpRequest, token: UUID) -> Attempt:
    """The attempt of the person who asks, with its answers; else 404."""
    return get_object_or_404(Attempt.objects.belonging_to(request.user).with_answers(), token=token)


def _slot(attempt: Attempt, position: int) -> Slot:
    """One slot of an attempt that is loaded already; only this one with its question, the others need theirs not."""
    slot = next((slot for slot in attempt.slots.all() if slot.position == position), None)
    if slot is None:
        raise Http404
    slot.question_version = QuestionVersion.objects.select_related("draft").get(pk=slot.question_version_id)
    return slot


@require_http_methods(["GET", "HEAD", "POST"])
def play(request: HttpRequest, token: UUID, position: int) -> HttpResponse:
    """One question: GET shows it, POST answers it."""
    if request.method == "POST":
        return _respond(request, token, position)
    attempt = mine(request, token)
    if attempt.is_over(now()):
        return redirect("quizzes:result", token)
    return _page(request, attempt, position)


def _respond(request: HttpRequest, token: UUID, position: int) -> HttpResponse:
    if not request.user.is_authenticated:
        return logged_out(request, "response")
    learner = site().learner_for(request)  # who acts stays known for another year
    slot = get_object_or_404(Slot.objects.belonging_to(learner), attempt__token=token, position=position)
    sign = str(get_format("DECIMAL_SEPARATOR", get_language(), use_l10n=True))
    answer = Answer.read(request.POST, sign)
    if answer.problem is not None or answer.sent_as is None or answer.seen is None:
        return _page(request, mine(request, token), position, sent=answer.posted, problem=answer.problem)
    submitted = attempts.submit(slot.pk, answer.posted, sent_as=answer.sent_as, seen=answer.seen, now=now())
    return _answered(request, mine(request, token), submitted, answer.posted)


def logged_out(request: HttpRequest, field: str) -> HttpResponse:
    """The session ended in the middle: whether the attempt or run exists stays unsaid, what was sent stays here."""
    values = request.POST.getlist(field)
    context = {
        "field": field,
        "values": values,
        # A number is shown as it was typed. An option has only its short name here, which means nothing to a reader.
        "typed": [value for value in values if re.fullmatch(r"[\d\s.,+\-−]{1,40}", value)],
        "sent_as": request.POST.get("sent_as", ""),
        "seen": request.POST.get("seen", ""),
    }
    return private(request, "quizzes/logged_out.html", context, 403)


def _answered(request: HttpRequest, attempt: Attempt, submitted: Submitted, posted: Posted) -> HttpResponse:
    slot, position = submitted.slot, submitted.slot.position
    if submitted.reply.is_conflict:
        return _page(request, attempt, position, sent=posted, conflict=submitted.reply)
    if submitted.status == Status.UNREADABLE:
        problem = NOT_OFFERED if slot.to_engine().face().options else _no_number(posted.decimal_sign)
        return _page(request, attempt, position, problem=problem)
    if posted.is_blank and not attempt.behaviour.moves_on:
        return _page(request, attempt, position, problem=NOTHING_CHOSEN)
    return _onward(request, attempt, position)


def _onward(request: HttpRequest, attempt: Attempt, position: int) -> HttpResponse:
    """To the page that comes now: the same one with its feedback, the next question, or the end."""
    if attempt.behaviour.moves_on:
        position += 1
    if position > len(attempt.slots.all()):
        return _elsewhere(request, reverse("quizzes:finish", args=[attempt.token]))
    if not _is_partial(request):
        return redirect("quizzes:play", attempt.token, position)
    response = _page(request, attempt, position)
    if attempt.behaviour.moves_on:  # else the address stays, and "back" would lead to the same page
        response["HX-Push-Url"] = reverse("quizzes:play", args=[attempt.token, position])
    return response


def _elsewhere(request: HttpRequest, url: str) -> HttpResponse:
    return HttpResponse(headers={"HX-Redirect": url}) if _is_partial(request) else redirect(url)


def _is_partial(request: HttpRequest) -> bool:
    # Going back in the browser, htmx asks for the whole page.
    return bool(request.htmx) and not request.htmx.history_restore_request  # type: ignore[attr-defined]


def _no_number(sign: str) -> str:
    return str(NO_NUMBER) % {"sign": sign, "example": f"1312{sign}5"}


def _page(
    request: HttpRequest,
    attempt: Attempt,
    position: int,
    *,
    sent: Posted | None = None,
    problem: Promise | str | None = None,
    conflict: Reply | None = None,
) -> HttpResponse:
    """The page of one question, or with htmx the part of it that changes."""
    moment = now()
    slot = _slot(attempt, position)
    places = showing.map_of(attempt, moment)
    language = get_language() or "en"
    # A refused answer is shown beside the one that counts; a faulty one stands in the field again.
    question = showing.show(attempt, slot, language, moment, None if conflict else sent)
    [question] = showing.with_notes([question], language)
    context: dict[str, Any] = {
        "attempt": attempt,
        "title": attempt.quiz_version.title.in_(language),
        "question": question,
        "places": places,
        "answered": sum(place.is_answered for place in places),
        "last_saved": showing.last_saved(places),
        "sent_as": uuid4(),
        "problem": problem,
        "conflict": _conflict(slot, conflict, sent, attempt, moment) if conflict and sent else None,
        "moves_on": attempt.behaviour.moves_on,
        "is_partial": _is_partial(request),
    }
    name = "quizzes/play.html#question" if context["is_partial"] else "quizzes/play.html"
    return private(request, name, context, 409 if conflict else 422 if problem else 200)


def _conflict(slot: Slot, reply: Reply, sent: Posted, attempt: Attempt, moment: datetime) -> Conflict:
    words = showing.in_words(slot.to_engine(), sent, get_language() or "en")
    settled = attempt.is_over(moment) or attempt.behaviour.is_settled(slot.history())
    return Conflict(CONFLICTS[reply], words, sent.values, not settled)


def private(request: HttpRequest, name: str, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """A page for one person, stored nowhere."""
    response = render(request, name, dict(context), status=status)
    response["Cache-Control"] = "private, no-store"
    return response
