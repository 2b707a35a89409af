"""The path map of a scenario for one who has played it: own runs, and all runs where there are enough players.

A scene that was not met in a finished run of one's own has neither a name nor an address here.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import now
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from quizzes.engine.scenario.layout import Trails
from quizzes.engine.scenario.paths import FEWEST_TO_SHOW, travelled
from quizzes.models import Run, ScenarioVersion
from quizzes.views import debrief_showing as looking_back
from quizzes.views import scenario_showing as showing
from quizzes.views.scenario import shown
from quizzes.views.scenario_showing import Scene


@dataclass(frozen=True, slots=True)
class Met:
    """A scene as it was when one first met it, and what one chose there, in whichever finished run."""

    scene: Scene
    chosen: list[str]


@require_safe
def paths(request: HttpRequest, slug: str) -> HttpResponse:
    """The map and its table; `?run` looks at another of one's own runs, `?scene` opens the text of a scene one met."""
    version = get_object_or_404(ScenarioVersion.objects.live(now()).select_related("draft"), draft__slug=slug)
    language = get_language() or "en"
    finished = Run.objects.belonging_to(request.user).finished().whole()
    mine = list(finished.filter(scenario_version__draft=version.draft_id).order_by("-finished_at", "-pk"))
    context = {"scenario": shown(version), "runs": [(run, _ending(run, language)) for run in mine]}
    if "scene" in request.GET:
        context["met"] = _met(mine, request.GET["scene"], language)
    if mine:
        at = _looked_at(mine, request.GET.get("run"))
        travels = travelled(Run.objects.paths(version))
        context |= {
            "at": at,
            "story": version.to_engine(),
            "trails": _trails(at, mine, travels),
            "addresses": _addresses(mine, at if at != mine[0] else None),
            "is_shared": bool(travels),
            "fewest": FEWEST_TO_SHOW,
        }
    response = render(request, "quizzes/paths.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def _looked_at(mine: list[Run], token: str | None) -> Run:
    """The run that was asked for, or else the latest."""
    if token is None:
        return mine[0]
    at = next((run for run in mine if str(run.token) == token), None)
    if at is None:
        raise Http404
    return at


def _trails(at: Run, mine: list[Run], travels: dict[tuple[str, str, str], int]) -> Trails:
    others = tuple(looking_back.legs(run) for run in mine if run != at)
    # No story marks what was really decided as a path of its own, so none is drawn.
    return Trails(own=looking_back.legs(at), others=others, players=travels or None)


def _addresses(mine: list[Run], at: Run | None) -> dict[str, str]:
    """Where each scene that was met is read."""
    chosen = {"run": str(at.token)} if at else {}
    scenes = sorted(set().union(*(looking_back.met(run) for run in mine)))
    return {slug: f"?{urlencode({**chosen, 'scene': slug})}#scene" for slug in scenes}


def _ending(run: Run, language: str) -> str:
    scene = run.scenario_version.to_engine().scene(run.ending)
    return scene.title.in_(language) if scene else run.ending


def _met(mine: list[Run], slug: str, language: str) -> Met:
    """The scene as the latest of these runs met it."""
    for run in mine:
        if (state := looking_back.stood(run, slug)) is not None:
            return Met(showing.scene_of(run, state, language), _chosen(mine, slug, language))
    raise Http404


def _chosen(mine: list[Run], slug: str, language: str) -> list[str]:
    moves = ((run, move) for run in reversed(mine) for move in run.history() if move.scene == slug)
    return list(dict.fromkeys(showing.decision(run, move, language).chosen for run, move in moves))
