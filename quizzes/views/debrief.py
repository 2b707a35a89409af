"""What follows the end of a run. Private: somebody else's run is a 404."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from quizzes.models import Run, ScenarioVersion
from quizzes.site import site
from quizzes.views import scenario_showing as showing


def _mine(request: HttpRequest, token: UUID) -> Run:
    return get_object_or_404(Run.objects.belonging_to(request.user).whole(), token=token)


@require_safe
def run_result(request: HttpRequest, token: UUID) -> HttpResponse:
    """The ending, the debrief, and the path beside the record. A run under way leads back to its scene."""
    mine, language = _mine(request, token), get_language() or "en"
    if not mine.is_finished:
        return redirect("quizzes:run", token)
    version = mine.scenario_version
    decisions = [showing.decision(mine, move, language) for move in mine.history()]
    # A scene that was passed twice has one record: its ids stand once on the page.
    first = {one.record.name: one for one in reversed(decisions)}
    debrief, *records = showing.with_notes(
        [showing.debrief(mine, language), *(one.record for one in first.values())], language
    )
    told = dict(zip((one.number for one in first.values()), records, strict=True))
    context = {
        "run": mine,
        "version": version,
        "title": version.title.in_(language),
        "scene": showing.scene_of(mine, mine.state(), language),
        "gauges": showing.gauges(version.to_engine(), mine.state(), language),
        "debrief": debrief,
        "path": [(one, told.get(one.number)) for one in decisions],
        "read_next": site().read_next(version.sources(), language),
        "others": _others(version, language),
    }
    response = render(request, "quizzes/run_result.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def _others(version: ScenarioVersion, language: str) -> list[tuple[str, str]]:
    """The other scenarios as (slug, title)."""
    live = ScenarioVersion.objects.live(now()).exclude(draft=version.draft_id).select_related("draft")
    return [(other.slug, other.title.in_(language)) for other in live.defer("rendered")]
