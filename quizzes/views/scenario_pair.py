"""Both seats of a pair of scenarios, once both were played: one's own latest runs, day by day, side by side."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import now
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from quizzes.models import Run, ScenarioVersion
from quizzes.views import debrief_showing as looking_back
from quizzes.views.debrief_showing import Passed
from quizzes.views.scenario_showing import Day

type Dated = list[tuple[Day | None, Passed]]


@dataclass(frozen=True, slots=True)
class Side:
    """One seat: its scenario, and one's own latest finished run there, if there is one."""

    slug: str
    title: str
    seat: str
    run: Run | None
    ending: str = ""


@dataclass(frozen=True, slots=True)
class Both:
    """What was decided on one day, seat by seat; `day` is None before the first date of either story."""

    day: Day | None
    sides: Sequence[tuple[Side, Sequence[Passed]]]


@require_safe
def pair(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of this scenario and the one it names as the other seat; each has such a page, its own seat first."""
    live = ScenarioVersion.objects.live(now()).select_related("draft")
    version = get_object_or_404(live, draft__slug=slug)
    other = get_object_or_404(live, draft__slug=version.pair) if version.pair else None
    if other is None:
        raise Http404
    language = get_language() or "en"
    latest = _latest(request, [slug, other.slug])
    sides = [_side(one, latest.get(one.slug), language) for one in (version, other)]
    context = {
        "version": version,
        "title": version.title.in_(language),
        "sides": sides,
        "is_whole": all(side.run for side in sides),
        "days": _days(sides, language) if all(side.run for side in sides) else (),
    }
    response = render(request, "quizzes/pair.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def _latest(request: HttpRequest, slugs: Iterable[str]) -> dict[str, Run]:
    finished = Run.objects.belonging_to(request.user).finished().filter(scenario_version__draft__slug__in=slugs)
    rows = finished.order_by("finished_at", "pk").values_list("scenario_version__draft__slug", "pk")
    runs = Run.objects.whole().filter(pk__in=dict(rows).values())  # of each the last
    return {run.scenario_version.slug: run for run in runs}


def _side(version: ScenarioVersion, run: Run | None, language: str) -> Side:
    scene = run.scenario_version.to_engine().scene(run.ending) if run else None
    ending = scene.title.in_(language) if scene else ""
    return Side(version.slug, version.title.in_(language), version.seat, run, ending)


def _days(sides: Sequence[Side], language: str) -> list[Both]:
    """Every day on which either seat decided something, in the order of time."""
    walks = [looking_back.that_stand(looking_back.choices(side.run, language)) for side in sides if side.run]
    noted = iter(looking_back.with_records([one for walk in walks for one in walk], language))
    dated = [_dated([next(noted) for _one in walk]) for walk in walks]
    days = {day.iso: day for walk in dated for day, _one in walk if day}
    return [
        Both(days.get(iso), [(side, _on(iso, walk)) for side, walk in zip(sides, dated, strict=True)])
        for iso in sorted({_iso(day) for walk in dated for day, _one in walk})
    ]


def _on(iso: str, walk: Dated) -> list[Passed]:
    return [one for day, one in walk if _iso(day) == iso]


def _dated(walk: Iterable[Passed]) -> Dated:
    """Each choice with its day; a scene without a date stands on the day of the one before."""
    dated: Dated = []
    for one in walk:
        dated.append((one.decision.day or (dated[-1][0] if dated else None), one))
    return dated


def _iso(day: Day | None) -> str:
    return day.iso if day else ""
