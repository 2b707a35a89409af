"""What follows the end of a run: the ending, then a debrief in four steps, each a page, and all of it as one sheet.

Private: somebody else's run is a 404. A run under way leads back to its scene. Nothing here is scored.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from quizzes.actions import runs
from quizzes.engine.scenario.layout import Trails
from quizzes.models import Run, ScenarioVersion
from quizzes.site import site
from quizzes.views import debrief_showing as looking_back
from quizzes.views import scenario_showing as showing
from quizzes.views.debrief_showing import STEPS
from quizzes.views.scenario import shown


def _mine(request: HttpRequest, token: UUID) -> Run:
    return get_object_or_404(Run.objects.belonging_to(request.user).whole(), token=token)


@require_safe
def run_result(request: HttpRequest, token: UUID) -> HttpResponse:
    """The ending and what it gives to think about; the way into the debrief, and what may come after it."""
    mine, language = _mine(request, token), get_language() or "en"
    if not mine.is_finished:
        return redirect("quizzes:run", token)
    version = mine.scenario_version
    [debrief] = showing.with_notes([showing.debrief(mine, language)], language)
    context = {
        "scene": showing.scene_of(mine, mine.state(), language),
        "gauges": showing.gauges(version.to_engine(), mine.state(), language),
        "debrief": debrief,
        "steps": STEPS,
        "minutes": sum(step.minutes for step in STEPS),
        "answered": len(mine.answers),
        "read_next": site().read_next(version.sources(), language),
        **_what_next(request, version, language),
    }
    return _page(request, "quizzes/run_result.html", mine, context)


def _what_next(request: HttpRequest, version: ScenarioVersion, language: str) -> dict[str, Any]:
    """The endings found so far, the other seat, and the other scenarios."""
    finished = Run.objects.belonging_to(request.user).finished()
    own = finished.filter(scenario_version__draft__slug__in=[version.slug, version.pair])
    reached = list(own.order_by().values_list("scenario_version__draft__slug", "ending").distinct())
    live = ScenarioVersion.objects.live(now()).exclude(draft=version.draft_id).select_related("draft")
    others = list(live.defer("rendered").order_by("draft__slug"))
    return {
        "endings": looking_back.endings(version, (end for slug, end in reached if slug == version.slug), language),
        "pair": next((shown(one) for one in others if one.slug == version.pair), None),
        "is_pair_played": any(slug == version.pair for slug, _ending in reached),
        "others": [(one.slug, one.title.in_(language)) for one in others if one.slug != version.pair],
    }


@require_http_methods(["GET", "HEAD", "POST"])
def run_debrief(request: HttpRequest, token: UUID, number: int) -> HttpResponse:
    """One step of the four. The last two ask; a POST keeps what was written and goes on."""
    if number not in range(1, len(STEPS) + 1):
        raise Http404
    if request.method == "POST" and not request.user.is_authenticated:
        return _logged_out(request, number)
    mine = _mine(request, token)
    if not mine.is_finished:
        return redirect("quizzes:run", token)
    if request.method == "POST":
        return _keep(request, mine, number)
    context: dict[str, Any] = {
        "step": STEPS[number - 1],
        "steps": STEPS,
        "before": STEPS[number - 2] if number > 1 else None,
        "after": STEPS[number] if number < len(STEPS) else None,
        "template": f"quizzes/debrief_{number}.html",
        "longest": runs.LONGEST_ANSWER,
        **_of_step(mine, number),
    }
    return _page(request, "quizzes/debrief.html", mine, context)


def _of_step(mine: Run, number: int) -> dict[str, Any]:
    language = get_language() or "en"
    if number == 1:
        return _happened(mine, language)
    if number == 2:
        passed = looking_back.that_stand(looking_back.choices(mine, language))
        return {"decided": looking_back.with_records(passed, language)}
    return {"questions": looking_back.questions(mine, number)}


def _happened(mine: Run, language: str) -> dict[str, Any]:
    story = mine.scenario_version.to_engine()
    ending = story.scene(mine.ending)
    choices = looking_back.choices(mine, language)
    return {
        "choices": choices,
        "taken_back": sum(one.is_taken_back for one in choices),
        "ending": ending.title.in_(language) if ending else mine.ending,
        "story": story,
        "states": looking_back.states(mine),
        "trails": Trails(own=looking_back.legs(mine)),
        "named": dict.fromkeys(looking_back.met(mine), ""),
    }


def _keep(request: HttpRequest, mine: Run, number: int) -> HttpResponse:
    """Each answer that was changed; the latest counts."""
    site().learner_for(request)  # who acts stays known for another year
    written = looking_back.changed(looking_back.questions(mine, number), request.POST)
    for name, words in written.items():
        runs.answer_debrief(mine.pk, name, words, now=now())
    if written:
        messages.success(request, gettext("What you wrote is kept."))
    if number < len(STEPS):
        return redirect("quizzes:run_debrief", mine.token, number + 1)
    return redirect(f"{reverse('quizzes:run_result', args=[mine.token])}#next")


def _logged_out(request: HttpRequest, number: int) -> HttpResponse:
    """The session ended while somebody wrote: the words stay on the page, and whether the run exists stays unsaid."""
    asked = [one for one in looking_back.QUESTIONS if one.step == number]
    written = [(one, request.POST.get(one.name, "")) for one in asked]
    context = {"written": written, "longest": runs.LONGEST_ANSWER}
    response = render(request, "quizzes/debrief_logged_out.html", context, status=403)
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def run_sheet(request: HttpRequest, token: UUID) -> HttpResponse:
    """The whole debrief on one page, to read again, to print and to take to class."""
    mine, language = _mine(request, token), get_language() or "en"
    if not mine.is_finished:
        return redirect("quizzes:run", token)
    happened = _happened(mine, language)
    context = {
        "steps": STEPS,
        "decided": looking_back.with_records(looking_back.that_stand(happened["choices"]), language),
        "held": looking_back.questions(mine, 3),
        "ask": looking_back.questions(mine, 4),
        **happened,
    }
    return _page(request, "quizzes/debrief_sheet.html", mine, context)


def _page(request: HttpRequest, template: str, mine: Run, context: dict[str, Any]) -> HttpResponse:
    version = mine.scenario_version
    context |= {"run": mine, "version": version, "title": version.title.in_(get_language() or "en")}
    response = render(request, template, context)
    response["Cache-Control"] = "private, no-store"
    return response
