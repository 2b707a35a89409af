"""A run: one scene per page, after each choice its consequence and the record. What follows its end is in debrief.py.

Private: somebody else's run is a 404. One address shows where the run stands; `?after=3` what came of the third choice.
"""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from quizzes.actions import runs
from quizzes.actions.runs import Refusal, Sent
from quizzes.models import Move, Run, ScenarioVersion, shelf
from quizzes.models.run import LONGEST_WHY
from quizzes.site import site
from quizzes.views import scenario_showing as showing
from quizzes.views.posting import logged_out
from quizzes.views.scenario_players import FEWEST, players

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
NOT_TAKEN_BACK: dict[Refusal, Promise] = {
    Refusal.OTHER_CONTENT: REFUSALS[Refusal.OTHER_CONTENT],
    Refusal.FINISHED: _("This run is over, so nothing in it can be taken back any more."),
    Refusal.MOVED_ON: _(
        "You have gone on in the meantime, in another tab or on another device. Nothing was taken back; "
        "this is where your run stands now."
    ),
    Refusal.NO_UNDO: _("In this scenario no choice can be taken back."),
    Refusal.NOTHING_TO_UNDO: _("There is no choice to take back."),
}
FAULTY = _("The form did not arrive complete, so nothing was decided. Please choose once more.")


class SentForm(forms.Form):
    """What every form of a run sends. Names that begin with `choice` outlive a session that has ended."""

    sent_as = forms.UUIDField()
    seen = forms.IntegerField(min_value=0)


class ChoiceForm(SentForm):
    """What a scene's page sends: the choice, and if one likes why."""

    choice = forms.CharField(max_length=80)
    choice_why = forms.CharField(required=False)


def _mine(request: HttpRequest, token: UUID) -> Run:
    """The run with its moves. Its version, which never changes, is mostly at hand; what may change is asked anew."""
    own = Run.objects.belonging_to(request.user).annotate(is_withdrawn=F("scenario_version__draft__withdrawn"))
    mine = get_object_or_404(own.prefetch_related("moves"), token=token)
    mine.scenario_version = shelf.fetch(ScenarioVersion, [mine.scenario_version_id])[mine.scenario_version_id]
    return mine


@require_http_methods(["GET", "HEAD", "POST"])
def run(request: HttpRequest, token: UUID) -> HttpResponse:
    """GET shows the scene, or with `?after` what came of a choice; POST chooses, or takes the last choice back."""
    if request.method == "POST":
        return _send(request, token)
    mine = _mine(request, token)
    if "after" in request.GET:
        return _after(request, mine, request.GET["after"])
    if mine.is_finished:
        return _elsewhere(request, reverse("quizzes:run_result", args=[token]))
    return _scene(request, mine)


def _send(request: HttpRequest, token: UUID) -> HttpResponse:
    if not request.user.is_authenticated:
        return logged_out(request, "choice")
    mine = get_object_or_404(Run.objects.belonging_to(request.user).only("pk"), token=token)
    is_undo = "choice_undo" in request.POST
    form = SentForm(request.POST) if is_undo else ChoiceForm(request.POST)
    if not form.is_valid():
        return _scene(request, _mine(request, token), FAULTY, status=422)
    site().learner_for(request)  # who acts stays known for another year
    sent = form.cleaned_data
    if is_undo:
        outcome = runs.undo(mine.pk, sent_as=sent["sent_as"], seen=sent["seen"], now=now())
    else:
        made = Sent(sent["choice"], sent["sent_as"], sent["seen"], sent["choice_why"])
        outcome = runs.move(mine.pk, made, now=now())
    if outcome.refusal is not None or outcome.move is None:
        says = (NOT_TAKEN_BACK if is_undo else REFUSALS)[outcome.refusal or Refusal.NOT_OFFERED]
        return _scene(request, _mine(request, token), says, status=409)
    # A script that sends follows this too, and is given the part of the page that changes.
    return redirect(reverse("quizzes:run", args=[token]) + ("" if is_undo else f"?after={outcome.move.number}"))


def _is_partial(request: HttpRequest) -> bool:
    # Going back in the browser, htmx asks for the whole page.
    return bool(request.htmx) and not request.htmx.history_restore_request  # type: ignore[attr-defined]


def _elsewhere(request: HttpRequest, url: str) -> HttpResponse:
    return HttpResponse(headers={"HX-Redirect": url}) if _is_partial(request) else redirect(url)


def _scene(request: HttpRequest, mine: Run, problem: Promise | None = None, *, status: int = 200) -> HttpResponse:
    """Where the run stands, with the choices there and what was decided so far."""
    language = get_language() or "en"
    state, log = mine.state(), mine.log()
    scene = showing.scene_of(mine, state, language)
    back = mine.taken_back()
    [know] = showing.with_notes([scene.know], language)
    context = {
        "scene": scene,
        "know": know,
        "gauges": showing.gauges(mine.scenario_version.to_engine(), state, language),
        "past": [(showing.decision(mine, move, language), move in back) for move in log if move.undoes is None],
        "undone": _undone(log, back, mine, language),
        "may_undo": _may_undo(mine),
        "problem": problem,
        # What was written to a choice that was refused is still worth keeping.
        "why": request.POST.get("choice_why", "") if problem else "",
        "longest_why": LONGEST_WHY,
        "sent_as": uuid4(),
        "undo_as": uuid4(),
    }
    return _page(request, mine, context, status)


def _undone(log: list[Move], back: list[Move], mine: Run, language: str) -> str:
    """What was chosen and has just been taken back, in the words of the button."""
    just = bool(log) and log[-1].undoes is not None
    return showing.decision(mine, back[-1], language).chosen if just and back else ""


def _may_undo(mine: Run) -> bool:
    return mine.scenario_version.may_undo and not mine.is_finished and bool(mine.history())


def _after(request: HttpRequest, mine: Run, number: str) -> HttpResponse:
    """What came of one choice: first in the game, then, set apart, what was really decided and what others chose."""
    language, history = get_language() or "en", mine.history()
    at = next((place for place, move in enumerate(history) if str(move.number) == number), None)
    if at is None:
        if any(str(move.number) == number for move in mine.taken_back()):
            return redirect("quizzes:run", mine.token)
        raise Http404
    story = mine.scenario_version.to_engine()
    before, after = mine.state(history[:at]), mine.state(history[: at + 1])
    decision = showing.decision(mine, history[at], language)
    [record] = showing.with_notes([decision.record], language)
    is_last = at == len(history) - 1
    context = {
        "decision": decision,
        "record": record,
        "players": players(mine, history[at], language),
        "fewest": FEWEST,
        "gauges": showing.gauges(story, after, language, before),
        "is_last": is_last,
        "may_undo": is_last and _may_undo(mine),
        "sent_as": uuid4(),
    }
    return _page(request, mine, context)


def _page(request: HttpRequest, mine: Run, context: dict[str, Any], status: int = 200) -> HttpResponse:
    version = mine.scenario_version
    context |= {
        "run": mine,
        "version": version,
        "title": version.title.in_(get_language() or "en"),
        "seen": mine.seen,
        "is_partial": _is_partial(request),
    }
    name = "quizzes/run.html#scene" if context["is_partial"] else "quizzes/run.html"
    response = render(request, name, context, status=status)
    response["Cache-Control"] = "private, no-store"
    if context["is_partial"] and request.method == "GET":
        response["HX-Push-Url"] = request.get_full_path()
    return response
