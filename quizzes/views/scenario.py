"""The public pages of scenarios: the list, one scenario, and the page on which one takes the seat."""

import secrets
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from quizzes.actions import runs
from quizzes.models import Run, ScenarioVersion
from quizzes.site import site
from quizzes.views import scenario_showing as showing
from quizzes.views.scenario_showing import Cited


@dataclass(frozen=True, slots=True)
class ScenarioShown:
    """A scenario before it is played: nothing of what happens in it."""

    slug: str
    title: str
    summary: str
    seat: str
    as_known_on: date
    decisions: int
    endings: int


def shown(version: ScenarioVersion) -> ScenarioShown:
    """A version in the language of the page."""
    language = get_language() or "en"
    return ScenarioShown(
        version.slug,
        version.title.in_(language),
        version.summary.in_(language),
        version.seat,
        date.fromisoformat(version.as_known_on),
        version.decisions,
        version.endings,
    )


@require_safe
def scenarios(request: HttpRequest) -> HttpResponse:
    """The scenarios one can play."""
    versions = ScenarioVersion.objects.live(now()).select_related("draft").defer("rendered").order_by("draft__slug")
    return render(request, "quizzes/scenarios.html", {"scenarios": [shown(version) for version in versions]})


@require_safe
def scenario(request: HttpRequest, slug: str) -> HttpResponse:
    """What it is about and what is known at the start; and, for those who have begun, where they are."""
    version = _live(slug)
    mine = _runs_of(request, version)
    context = {
        "scenario": shown(version),
        "briefing": _briefing(version),
        "under_way": [run for run in mine if not run.is_finished],
        "past": [run for run in mine if run.is_finished],
    }
    return render(request, "quizzes/scenario.html", context)


def _live(slug: str) -> ScenarioVersion:
    return get_object_or_404(ScenarioVersion.objects.live(now()).select_related("draft"), draft__slug=slug)


def _briefing(version: ScenarioVersion) -> Cited:
    language = get_language() or "en"
    [briefing] = showing.with_notes([showing.cited(version, "briefing", language)], language)
    return briefing


def _runs_of(request: HttpRequest, version: ScenarioVersion) -> list[Run]:
    # Without a session cookie nobody is asked who they are: the page stays the same for all, and may be cached.
    if not getattr(request, "has_session", False):
        return []
    return list(Run.objects.belonging_to(request.user).filter(scenario_version__draft=version.draft_id))


@require_http_methods(["GET", "HEAD", "POST"])
def scenario_start(request: HttpRequest, slug: str) -> HttpResponse:
    """One button. The POST is a visitor's first recorded act: it makes the guest."""
    version = _live(slug)
    if request.method == "POST":
        learner = site().learner_for(request)
        run = runs.start(learner, version, token=_token(request), seed=secrets.randbits(31), now=now())
        return redirect("quizzes:run", run.token)
    response = render(request, "quizzes/scenario_start.html", {"scenario": shown(version), "token": uuid4()})
    response["Cache-Control"] = "private, no-store"
    return response


def _token(request: HttpRequest) -> UUID:
    """The token that the form made; a broken one only loses the guard against double clicks."""
    try:
        return UUID(request.POST.get("token", ""))
    except ValueError:
        return uuid4()
