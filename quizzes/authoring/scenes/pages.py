"""The pages of one scenario's scenes, counters and flags, and of its whole story as text.

Each form carries the seal of what it shows. Where somebody has changed that meanwhile nothing is kept, and it is said.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from quizzes.actions import publishing
from quizzes.authoring.scenes import counters, editing, playing
from quizzes.authoring.scenes.forms import (
    ChoiceRows,
    NewSceneForm,
    PassageRows,
    SceneForm,
    choice_initial,
    in_fields,
    in_order,
    scene_initial,
)
from quizzes.authoring.scenes.placing import counters_url, placed, scene_url
from quizzes.authoring.scenes.story_field import StoryField
from quizzes.engine.scenario.reading import read
from quizzes.engine.scenario.story import Scene
from quizzes.models import Scenario

MOVED_ON = _(
    "This was changed elsewhere since you opened the page, and nothing of yours is kept yet. What you typed still "
    "stands below: look at the current state in another tab, then save here to put yours in its place."
)
CHOICES_OF_AN_ENDING = _("An ending has no choices: delete them below, or empty this.")
DEBRIEF_OF_NONE = _("Only an ending has a debrief: say of which kind it is, or empty this.")

type Page = Callable[..., HttpResponse]


def urls(desk: ModelAdmin) -> list[URLPattern]:
    """The pages, beside those of the scenarios' desk."""

    def page(show: Page, *, may: str = "change") -> Page:
        @require_http_methods(["GET", "HEAD", "POST"])
        def view(request: HttpRequest, pk: int, **names: str) -> HttpResponse:
            return show(desk, request, _allowed(desk, request, pk, may), **names)

        return desk.admin_site.admin_view(view)

    return [
        path("<int:pk>/text/", page(text), name="quizzes_scenario_text"),
        path("<int:pk>/counters/", page(counters_and_flags), name="quizzes_scenario_counters"),
        path("<int:pk>/scene/add/", page(add), name="quizzes_scenario_scene_add"),
        path("<int:pk>/scene/<slug:slug>/change/", page(scene), name="quizzes_scenario_scene"),
        path("<int:pk>/scene/<slug:slug>/delete/", page(delete), name="quizzes_scenario_scene_delete"),
        path("<int:pk>/preview/", page(playing.preview, may="view"), name="quizzes_scenario_preview"),
    ]


def _allowed(desk: ModelAdmin, request: HttpRequest, pk: int, may: str) -> Scenario:
    scenario = get_object_or_404(Scenario, pk=pk)
    ask = desk.has_change_permission if may == "change" else desk.has_view_permission
    if not ask(request, scenario):
        raise PermissionDenied
    return scenario


def scenario_url(scenario: Scenario) -> str:
    """The page of the scenario itself."""
    return reverse("admin:quizzes_scenario_change", args=[scenario.pk])


class TextForm(forms.Form):
    """The whole story as text."""

    story = StoryField(label=_("Story"))


def text(desk: ModelAdmin, request: HttpRequest, scenario: Scenario) -> HttpResponse:
    """The whole story as YAML: what can be read is kept, however unfinished."""
    form = TextForm(request.POST or None, initial={"story": scenario.story})
    seal = editing.seal(scenario.story)
    is_stale = request.method == "POST" and request.POST.get("seen") != seal
    if form.is_valid() and not is_stale:
        if kept := _keep(desk, request, scenario, form.cleaned_data["story"], gettext("the story as text")):
            return kept
        is_stale = True
    context = {"form": form, "title": gettext("The whole story as text"), "seal": seal, "is_stale": is_stale}
    return _show(desk, request, scenario, "text", context)


def counters_and_flags(desk: ModelAdmin, request: HttpRequest, scenario: Scenario) -> HttpResponse:
    """What choices move and turn."""
    story, fixed = read(scenario.story)[0], editing.published(scenario)
    data = request.POST or None
    rows = counters.CounterRows(
        data,
        prefix="counters",
        initial=[counters.counter_initial(one) for one in story.counters],
        form_kwargs={"fixed": fixed.counters},
    )
    flags = counters.FlagRows(
        data,
        prefix="flags",
        initial=[counters.flag_initial(one) for one in story.flags],
        form_kwargs={"fixed": fixed.flags},
    )
    seal = editing.seal([counter.write() for counter in story.counters] + [flag.write() for flag in story.flags])
    is_stale = request.method == "POST" and request.POST.get("seen") != seal
    if data and rows.is_valid() and flags.is_valid() and not is_stale:
        whole = scenario.story if isinstance(scenario.story, Mapping) else {}
        changed = {**whole, **counters.typed(rows, flags)}
        if kept := _keep(desk, request, scenario, changed, gettext("counters and flags")):
            return kept
        is_stale = True
    context = {
        **{"counters": rows, "flags": flags, "seal": seal, "is_stale": is_stale},
        "title": gettext("Counters and flags"),
        "problems": [
            one for one in placed(scenario, publishing.problems(scenario)) if one.url == counters_url(scenario)
        ],
    }
    return _show(desk, request, scenario, "counters", context)


def add(desk: ModelAdmin, request: HttpRequest, scenario: Scenario) -> HttpResponse:
    """A new scene: its name, which stays, and its title."""
    taken = {scene.slug for scene in read(scenario.story)[0].scenes}
    form = NewSceneForm(request.POST or None, taken=taken)
    is_stale = False
    if form.is_valid():
        made = form.to_scene()
        changed = editing.with_new_scene(scenario.story, made)
        if kept := _keep(desk, request, scenario, changed, made.slug, scene_url(scenario, made.slug)):
            return kept
        is_stale = True
    context = {"form": form, "title": gettext("Add a scene"), "seal": "", "is_stale": is_stale}
    return _show(desk, request, scenario, "scene_add", context)


def delete(desk: ModelAdmin, request: HttpRequest, scenario: Scenario, slug: str) -> HttpResponse:
    """Taking a scene away, after telling which choices lead to it. Published versions keep it."""
    kept_scene = _kept(scenario, slug)
    seal = editing.seal(kept_scene)
    is_stale = request.method == "POST" and request.POST.get("seen") != seal
    if request.method == "POST" and not is_stale:
        changed = editing.without_scene(scenario.story, slug)
        if kept := _keep(desk, request, scenario, changed, gettext("removed: %(scene)s") % {"scene": slug}):
            return kept
        is_stale = True
    context = {
        **{"slug": slug, "seal": seal, "is_stale": is_stale},
        "leading": [
            (one, choice, scene_url(scenario, one)) for one, choice in editing.leading_to(scenario.story, slug)
        ],
        "is_published": slug in editing.published(scenario).scenes,
        "title": gettext("Remove the scene “%(scene)s”") % {"scene": slug},
    }
    return _show(desk, request, scenario, "scene_delete", context)


def scene(desk: ModelAdmin, request: HttpRequest, scenario: Scenario, slug: str) -> HttpResponse:
    """All of one scene: texts in both languages, choices in order, and what is wrong with it."""
    kept_scene = _kept(scenario, slug)
    here, slips = editing.read_scene(kept_scene)
    form, texts, choices = _scene_forms(request, scenario, here)
    seal = editing.seal(kept_scene)
    is_stale = request.method == "POST" and request.POST.get("seen") != seal
    if request.method == "POST" and _is_sound(form, texts, choices) and not is_stale:
        typed = form.to_scene(
            slug, [row.to_passage() for row in in_order(texts)], [row.to_choice() for row in in_order(choices)]
        )
        to = request.path if "_continue" in request.POST else scenario_url(scenario)
        if kept := _keep(desk, request, scenario, editing.with_scene(scenario.story, slug, typed), slug, to):
            return kept
        is_stale = True
    context = {
        **{"slug": slug, "form": form, "texts": texts, "choices": choices, "seal": seal, "is_stale": is_stale},
        "title": gettext("Scene “%(scene)s”") % {"scene": slug},
        "problems": [one for one in placed(scenario, publishing.problems(scenario)) if one.scene == slug],
        # Saving writes what could be read: whoever has slips of form in the text should know beforehand.
        "has_slips": any(one.says.startswith("shape-") for one in slips),
        "begins_here": read(scenario.story)[0].begins == slug,
        "preview_url": reverse("admin:quizzes_scenario_preview", args=[scenario.pk]) + f"?scene={slug}",
    }
    return _show(desk, request, scenario, "scene", context)


def _scene_forms(request: HttpRequest, scenario: Scenario, here: Scene) -> tuple[Any, Any, Any]:
    data = request.POST if request.method == "POST" else None
    fixed = frozenset(choice for one, choice in editing.published(scenario).choices if one == here.slug)
    texts = [{"condition": one.condition, **in_fields(text=one.text)} for one in here.texts]
    return (
        SceneForm(data, initial=scene_initial(here)),
        PassageRows(data, prefix="texts", initial=texts),
        ChoiceRows(
            data,
            prefix="choices",
            initial=[choice_initial(one) for one in here.choices],
            form_kwargs={"story": read(scenario.story)[0], "fixed": fixed},
        ),
    )


def _is_sound(form: SceneForm, texts: Any, choices: Any) -> bool:
    """Whether all three can be kept without losing anything of what was typed."""
    valid = [form.is_valid(), texts.is_valid(), choices.is_valid()]
    if not all(valid):
        return False
    is_ending = bool(form.cleaned_data["ending"])
    if is_ending and in_order(choices):
        form.add_error("ending", CHOICES_OF_AN_ENDING)
    if not is_ending and form.both("debrief"):
        form.add_error("debrief_en", DEBRIEF_OF_NONE)
    return form.is_valid()


def _kept(scenario: Scenario, slug: str) -> Any:
    found = editing.kept_scene(scenario.story, slug)
    if found is None:
        raise Http404
    return found


def _keep(
    desk: ModelAdmin, request: HttpRequest, scenario: Scenario, story: Mapping[str, Any], what: str, to: str = ""
) -> HttpResponse | None:
    """Keep the story, say so and go on; None where somebody was quicker."""
    if not editing.keep(scenario, story, scenario.story):
        return None
    desk.log_change(request, scenario, what)
    words = gettext("Saved in the draft: %(what)s. Learners go on with the published version until you publish again.")
    desk.message_user(request, words % {"what": what}, messages.SUCCESS)
    return redirect(to or scenario_url(scenario))


def _show(
    desk: ModelAdmin,
    request: HttpRequest,
    scenario: Scenario,
    name: str,
    context: Mapping[str, Any],
) -> HttpResponse:
    whole = {
        **desk.admin_site.each_context(request),
        **{"opts": desk.opts, "scenario": scenario, "scenario_url": scenario_url(scenario)},
        **context,
        "stale": MOVED_ON if context["is_stale"] else "",
    }
    status = 409 if context["is_stale"] else 422 if request.method == "POST" else 200
    return TemplateResponse(request, f"admin/quizzes/scenario_{name}.html", whole, status=status)
