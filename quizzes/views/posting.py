"""An answer arrives: kept, or refused with a reason; told as a page, as a part of one, or as JSON for the queue."""

import re
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import get_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from quizzes.actions import attempts
from quizzes.actions.attempts import Reply, Submitted
from quizzes.engine.behaviours.telling import Telling
from quizzes.engine.steps import Posted, Status
from quizzes.models import Slot
from quizzes.views import showing
from quizzes.views.answers import Answer
from quizzes.views.screens import acting, is_partial, private, question_context, question_page, screen_url
from quizzes.views.sitting import Sitting, sitting_of

NOTHING_CHOSEN = _("There is no answer yet. Answer the question, or go on and come back later.")
NOT_OFFERED = _("This answer is not among those on offer. Choose one of them.")
NO_NUMBER = _(
    "What you wrote is kept, but we cannot read one number in it. "
    "Use digits only, with “%(sign)s” for decimals, as in %(example)s."
)
NOT_WHOLE = _("What you gave is kept, but it is no answer yet: give every item a place of its own, each number once.")
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
    certainty: int | None
    may_be_used: bool


def respond(request: HttpRequest, token: UUID, position: int) -> HttpResponse:
    """Keep the answer in a post, and say what became of it."""
    if not request.user.is_authenticated:
        return logged_out(request, "response")
    mine = Slot.objects.belonging_to(acting(request)).filter(attempt__token=token, position=position)
    sign = str(get_format("DECIMAL_SEPARATOR", get_language(), use_l10n=True))
    answer = Answer.read(request.POST, sign)
    if answer.problem is not None or answer.sent_as is None or answer.seen is None:
        return _refused(request, get_object_or_404(mine.select_related("attempt")), answer)
    moment = timezone.now()
    try:
        submitted = attempts.submit(mine, answer.posted, sent_as=answer.sent_as, seen=answer.seen, now=moment)
    except Slot.DoesNotExist as missing:
        raise Http404 from missing
    if _wants_json(request):
        return _as_json(submitted, answer.posted)
    if _goes_elsewhere(request, submitted, answer.posted):
        return redirect(_following(request, submitted.slot))
    return _answered(request, sitting_of(request, token, moment), submitted, answer.posted)


def _goes_elsewhere(request: HttpRequest, submitted: Submitted, posted: Posted) -> bool:
    """Whether all is well and a whole page comes next: then nothing of this one need be read."""
    told = submitted.reply.is_conflict or submitted.status == Status.UNREADABLE
    return not (told or is_partial(request) or (posted.is_blank and not submitted.slot.attempt.behaviour.moves_on))


def _following(request: HttpRequest, slot: Slot) -> str:
    moves_on = slot.attempt.behaviour.moves_on and not _in_section(request)
    return screen_url(slot.attempt, slot.position + moves_on, after_pages=not moves_on)


def _wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _refused(request: HttpRequest, slot: Slot, answer: Answer) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"reply": "invalid", "words": str(answer.problem)}, status=422)
    sitting = sitting_of(request, slot.attempt.token, timezone.now())
    return _again(request, sitting, slot.position, sent=answer.posted, problem=answer.problem, status=422)


def _as_json(submitted: Submitted, posted: Posted) -> JsonResponse:
    """What the queue in the page needs: what became of the answer, in a code and in words."""
    slot, reply, step = submitted.slot, submitted.reply, submitted.step
    is_unreadable = not reply.is_conflict and submitted.status == Status.UNREADABLE
    told = slot.attempt.behaviour.tells(slot.history()) > Telling.NOTHING
    body = {
        "reply": "unreadable" if is_unreadable else str(reply),
        "seen": step.number if step else 0,
        "state": "answered" if slot.is_answered() else "unreadable" if is_unreadable else "open",
        "words": str(CONFLICTS[reply]) if reply.is_conflict else _saved(submitted, posted, is_unreadable=is_unreadable),
        "told": told,
    }
    response = JsonResponse(body, status=409 if reply.is_conflict else 422 if is_unreadable else 200)
    response["Cache-Control"] = "private, no-store"
    return response


def _saved(submitted: Submitted, posted: Posted, *, is_unreadable: bool) -> str:
    if is_unreadable:
        return str(_unreadable(submitted.slot, posted.decimal_sign))
    if submitted.step is None:
        return ""
    return gettext("Saved at %(time)s") % {"time": showing.time_of(submitted.step.at)}


def _answered(request: HttpRequest, sitting: Sitting, submitted: Submitted, posted: Posted) -> HttpResponse:
    slot, position = sitting.slot(submitted.slot.position), submitted.slot.position
    if submitted.reply.is_conflict:
        conflict = _conflict(sitting, slot, submitted.reply, posted)
        return _again(request, sitting, position, conflict=conflict, status=409)
    if submitted.status == Status.UNREADABLE:
        return _again(request, sitting, position, problem=_unreadable(slot, posted.decimal_sign), status=422)
    if posted.is_blank and not sitting.attempt.behaviour.moves_on:
        return _again(request, sitting, position, problem=NOTHING_CHOSEN, status=422)
    return _onward(request, sitting, slot)


def _unreadable(slot: Slot, sign: str) -> Promise | str:
    face = slot.to_engine().face()
    if face.rows and not any(row.takes == "number" for row in face.rows):
        return NOT_WHOLE
    return NOT_OFFERED if face.options else str(NO_NUMBER) % {"sign": sign, "example": f"1312{sign}5"}


def _again(request: HttpRequest, sitting: Sitting, position: int, **told: object) -> HttpResponse:
    """The same question once more, with what is to be said about what was just sent."""
    if _in_section(request) and is_partial(request):
        status = int(str(told.pop("status", 200)))
        context = question_context(request, sitting, position, in_section=True, **told)  # type: ignore[arg-type]
        return private(request, "quizzes/answer.html", context, status)
    return question_page(request, sitting, position, **told)


def _in_section(request: HttpRequest) -> bool:
    return request.POST.get("from") == "section"


def _onward(request: HttpRequest, sitting: Sitting, slot: Slot) -> HttpResponse:
    """With htmx, what comes now: the same question with its feedback, the next one, or another address."""
    if _in_section(request) or not sitting.attempt.behaviour.moves_on:
        return _again(request, sitting, slot.position)
    url = _following(request, slot)
    if url != reverse("quizzes:play", args=[sitting.attempt.token, slot.position + 1]):
        return HttpResponse(headers={"HX-Redirect": url})
    response = question_page(request, sitting, slot.position + 1)
    response["HX-Push-Url"] = url
    return response


def _conflict(sitting: Sitting, slot: Slot, reply: Reply, sent: Posted) -> Conflict:
    words = showing.in_words(slot.to_engine(), sent, get_language() or "en")
    settled = sitting.is_over or sitting.attempt.behaviour.is_settled(slot.history())
    return Conflict(CONFLICTS[reply], words, sent.values, sent.certainty, not settled)


def logged_out(request: HttpRequest, field: str) -> HttpResponse:
    """The session ended in the middle: whether the attempt or run exists stays unsaid, what was sent stays here."""
    if _wants_json(request):
        words = gettext("You are no longer logged in here. Log in again, and your answer is sent.")
        return JsonResponse({"reply": "logged-out", "words": words, "login": reverse("account_login")}, status=403)
    fields = [(name, value) for name in request.POST if name.startswith(field) for value in request.POST.getlist(name)]
    context = {
        "field": field,
        "fields": fields,
        # A number is shown as it was typed. An option has only its short name here, which means nothing to a reader.
        "typed": [value for _name, value in fields if re.fullmatch(r"[\d\s.,+\-−]{1,40}", value)],
        "sent_as": request.POST.get("sent_as", ""),
        "seen": request.POST.get("seen", ""),
        "certainty": request.POST.get("certainty", ""),
    }
    return private(request, "quizzes/logged_out.html", context, 403)
