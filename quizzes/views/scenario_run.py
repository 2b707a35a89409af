"""A run: one scene per page, after each choice its consequence and the record. What follows its end is in debrief.py.

Private: somebody else's run is a 404. One address shows where the run stands; `?after=3` what came of the third choice.
"""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from quizzes.actions import runs
from quizzes.actions.runs import Outcome, Refusal, Sent
from quizzes.models import Run
from quizzes.site import site
from quizzes.views import scenario_showing as showing
from quizzes.views.posting import logged_out

REFUSALS: dict[Refusal, Promise] = {
    Refusal.OTHER_CONTENT: _("This form had already been sent with another choice. The first one stands."),
    Refusal.FINISHED: _("This run is over, so the choice was not taken."),
    Refusal.MOVED_ON: _(
        "You have gone on in the meantime, in another tab or on another device. The choice was not taken; "
        "this is where your run stands now."
    ),
    Refusal.NOT_OFFERED: _("This choice does not exist in this scene. Choose one of those below."),
    Refusal.NOT_AVAILABLE: _("This choice is not open to you as things stand. Choose another one."),
}
FAULTY = _("The form did not arrive complete, so nothing was decided. Please choose once more.")
# What was sent makes no sense here (422), or it was overtaken by another choice (409).
SENSELESS = frozenset({Refusal.NOT_OFFERED, Refusal.NOT_AVAILABLE})


class ChoiceForm(forms.Form):
    """What a scene's page sends."""

    choice = forms.CharField(max_length=80)
    sent_as = forms.UUIDField()
    seen = forms.IntegerField(min_value=0)


def _mine(request: HttpRequest, token: UUID) -> Run:
    return get_object_or_404(Run.objects.belonging_to(request.user).whole(), token=token)


@require_http_methods(["GET", "HEAD", "POST"])
def run(request: HttpRequest, token: UUID) -> HttpResponse:
    """GET shows the scene, or with `?after` what came of a choice; POST chooses."""
    if request.method == "POST" and not request.user.is_authenticated:
        return logged_out(request, "choice")
    mine = _mine(request, token)
    if request.method == "POST":
        return _choose(request, mine)
    if "after" in request.GET:
        return _after(request, mine, request.GET["after"])
    if mine.is_finished:
        return _elsewhere(request, reverse("quizzes:run_result", args=[token]))
    return _scene(request, mine)


def _choose(request: HttpRequest, mine: Run) -> HttpResponse:
    form = ChoiceForm(request.POST)
    if not form.is_valid():
        return _scene(request, mine, FAULTY, status=422)
    sent = Sent(form.cleaned_data["choice"], form.cleaned_data["sent_as"], form.cleaned_data["seen"])
    site().learner_for(request)  # who acts stays known for another year
    outcome = runs.move(mine.pk, sent, now=now())
    if outcome.refusal or outcome.move is None:
        return _refused(request, mine.token, outcome)
    number = str(outcome.move.number)
    after = f"{reverse('quizzes:run', args=[mine.token])}?after={number}"
    if not _is_partial(request):
        return redirect(after)
    response = _after(request, _mine(request, mine.token), number)
    response["HX-Push-Url"] = after
    return response


def _refused(request: HttpRequest, token: UUID, outcome: Outcome) -> HttpResponse:
    refusal = outcome.refusal or Refusal.NOT_OFFERED
    status = 422 if refusal in SENSELESS else 409
    return _scene(request, _mine(request, token), REFUSALS[refusal], status=status)


def _is_partial(request: HttpRequest) -> bool:
    # Going back in the browser, htmx asks for the whole page.
    return bool(request.htmx) and not request.htmx.history_restore_request  # type: ignore[attr-defined]


def _elsewhere(request: HttpRequest, url: str) -> HttpResponse:
    return HttpResponse(headers={"HX-Redirect": url}) if _is_partial(request) else redirect(url)


def _scene(request: HttpRequest, mine: Run, problem: Promise | None = None, *, status: int = 200) -> HttpResponse:
    """Where the run stands, with the choices there."""
    language = get_language() or "en"
    state, history = mine.state(), mine.history()
    context = {
        "scene": showing.scene_of(mine, state, language),
        "gauges": showing.gauges(mine.scenario_version.to_engine(), state, language),
        "past": [showing.decision(mine, move, language) for move in history],
        "problem": problem,
        "seen": mine.seen,
        "sent_as": uuid4(),
    }
    return _page(request, mine, context, status)


def _after(request: HttpRequest, mine: Run, number: str) -> HttpResponse:
    """What came of one choice: first in the game, then, set apart, what was really decided."""
    language, history = get_language() or "en", mine.history()
    at = next((place for place, move in enumerate(history) if str(move.number) == number), None)
    if at is None:
        raise Http404
    story = mine.scenario_version.to_engine()
    before, after = mine.state(history[:at]), mine.state(history[: at + 1])
    decision = showing.decision(mine, history[at], language)
    [record] = showing.with_notes([decision.record], language)
    context = {
        "decision": decision,
        "record": record,
        "gauges": showing.gauges(story, after, language, before),
        "is_last": at == len(history) - 1,
    }
    return _page(request, mine, context)


def _page(request: HttpRequest, mine: Run, context: dict[str, Any], status: int = 200) -> HttpResponse:
    version = mine.scenario_version
    context |= {
        "run": mine,
        "version": version,
        "title": version.title.in_(get_language() or "en"),
        "is_partial": _is_partial(request),
    }
    name = "quizzes/run.html#scene" if context["is_partial"] else "quizzes/run.html"
    response = render(request, name, context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response
