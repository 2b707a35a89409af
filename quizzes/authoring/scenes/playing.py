"""The page on which an author plays a draft, from any scene and with any state. It only ever reads."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from quizzes.authoring.scenes import preview as trial
from quizzes.authoring.scenes.placing import scene_url
from quizzes.engine.scenario.reading import read
from quizzes.engine.scenario.state import State
from quizzes.engine.scenario.story import Story
from quizzes.models import Scenario

UNREADABLE = _("This address belongs to no preview of this scenario. Begin anew from a scene.")
NOWHERE = _("The draft has no scene called “%(scene)s”. Correct the choice that leads there, or begin elsewhere.")
NOT_OPEN = _("This choice is not open here, or the draft no longer has it.")


def preview(desk: ModelAdmin, request: HttpRequest, scenario: Scenario) -> HttpResponse:
    """`?scene=` sets out the form of a beginning, `?at=` shows where the play stands, `&choice=` what came of one."""
    story = read(scenario.story)[0]
    if "at" in request.GET:
        state = trial.unsigned(scenario.pk, request.GET["at"])
        return _at(request, scenario, story, state) if state else _start(request, scenario, story, str(UNREADABLE), 400)
    return _start(request, scenario, story)


def _start(
    request: HttpRequest, scenario: Scenario, story: Story, problem: str = "", status: int = 200
) -> HttpResponse:
    is_sent = "seed" in request.GET
    first = request.GET.get("scene", story.begins)
    form = trial.StateForm(request.GET if is_sent else None, story=story, initial={"scene": first})
    if is_sent and form.is_valid():
        return redirect(_address(scenario, form.to_state()))
    status = 422 if is_sent else status
    return _page(request, scenario, {"form": form, "problem": problem, "has_scenes": bool(story.scenes)}, status)


def _at(request: HttpRequest, scenario: Scenario, story: Story, state: State) -> HttpResponse:
    language = get_language() or "en"
    slug = request.GET.get("choice", "")
    after = trial.taken(story, state, slug) if slug else None
    scene = trial.shown(story, state, language)
    if scene is None:
        return _start(request, scenario, story, str(NOWHERE) % {"scene": state.scene}, 409)
    now = after or state
    context: dict[str, Any] = {
        "scene": scene,
        "scene_url": scene_url(scenario, scene.slug),
        "problem": NOT_OPEN if slug and after is None else "",
        "told": trial.told(story, state, slug, language) if after else None,
        "on_url": _address(scenario, after) if after else "",
        "gauges": trial.gauges(story, now, language, state if after else None),
        "flags": trial.flags_up(story, now, language),
        "at": request.GET["at"],
        "path": now.path,
    }
    return _page(request, scenario, context, 409 if context["problem"] else 200)


def _address(scenario: Scenario, state: State) -> str:
    here = reverse("admin:quizzes_scenario_preview", args=[scenario.pk])
    return f"{here}?{urlencode({'at': trial.signed(scenario.pk, state)})}"


def _page(request: HttpRequest, scenario: Scenario, context: Mapping[str, Any], status: int) -> HttpResponse:
    whole = {
        **context,
        "scenario": scenario,
        "title": gettext("Preview: %(title)s") % {"title": scenario.title.in_(get_language() or "en")},
        "restart_url": reverse("admin:quizzes_scenario_preview", args=[scenario.pk]),
        "scenario_url": reverse("admin:quizzes_scenario_change", args=[scenario.pk]),
    }
    response = render(request, "admin/quizzes/scenario_preview.html", whole, status=status)
    response["Cache-Control"] = "private, no-store"
    return response
