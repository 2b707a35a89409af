"""The desk of scenarios: settings, what is to mend, the scenes each on a page of its own, and a map of them."""

from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from quizzes.actions import publishing
from quizzes.actions.publishing import Outcome
from quizzes.authoring import story_text
from quizzes.authoring.drafts import DraftAdmin, VersionAdmin
from quizzes.authoring.fields import TagsField
from quizzes.authoring.scenes import pages
from quizzes.authoring.scenes.drawing import story_map
from quizzes.authoring.scenes.placing import Placed, placed, scene_url
from quizzes.engine.problems import Problem
from quizzes.engine.scenario.reading import read
from quizzes.engine.scenario.story import Scene
from quizzes.models import Scenario, ScenarioVersion


class ScenarioForm(forms.ModelForm):
    """The settings, with tags typed with commas. The story has pages of its own."""

    tags = TagsField(label=_("themes"))

    class Meta:
        model = Scenario
        fields = [
            *("slug", "title_en", "title_fr", "summary_en", "summary_fr", "seat", "pair", "undo", "as_known_on"),
            *("tags", "briefing_en", "briefing_fr", "withdrawn"),
        ]


def problems_of(scenario: Scenario) -> list[Problem]:
    """All that stands in the way of publishing, those of the story with their lines in its text."""
    return _with_lines(scenario, publishing.problems(scenario))


def _with_lines(scenario: Scenario, problems: list[Problem]) -> list[Problem]:
    return story_text.with_lines(problems, story_text.write(scenario.story)) if problems else []


@dataclass(frozen=True, slots=True)
class Row:
    """A scene in the list of its scenario."""

    slug: str
    url: str
    title: str
    when: str
    choices: int
    ending: str
    problems: int
    begins: bool


def _rows(scenario: Scenario, found: list[Placed]) -> list[Row]:
    story = read(scenario.story)[0]
    return [
        Row(
            one.slug,
            scene_url(scenario, one.slug),
            _title(one),
            one.when,
            len(one.choices),
            one.ending,
            sum(problem.scene == one.slug for problem in found),
            one.slug == story.begins,
        )
        for one in story.scenes
    ]


def _title(scene: Scene) -> str:
    return scene.title.in_(get_language() or "en") or scene.slug


@admin.register(Scenario)
class ScenarioAdmin(DraftAdmin):
    """A scenario: its settings here, its story scene by scene."""

    change_form_template = "admin/quizzes/scenario_change_form.html"
    form = ScenarioForm
    list_display = ("slug", "named", "seat", "last_version", "changed_at", "withdrawn")
    list_filter = ("seat", "withdrawn", "changed_at")
    search_fields = ("slug", "title_en", "title_fr", "tags")
    fieldsets = (
        (None, {"fields": ("slug", ("title_en", "title_fr"), "summary_en", "summary_fr")}),
        (_("Rules"), {"fields": ("seat", "pair", "undo", "as_known_on")}),
        (_("Briefing"), {"fields": ("briefing_en", "briefing_fr")}),
        (_("Filing"), {"fields": ("tags", "withdrawn", "changed_at")}),
    )

    def get_urls(self) -> list[Any]:
        return [*pages.urls(self), *super().get_urls()]

    def publish(self, draft: Scenario, by: Any) -> Outcome:
        outcome = super().publish(draft, by)
        return replace(outcome, problems=tuple(_with_lines(draft, list(outcome.problems))))

    def tell(self, request: HttpRequest, draft: Scenario) -> None:
        """Publish, or say in the words of the desk what stands in the way; the page lists it with its links."""
        found = placed(draft, problems_of(draft))
        if not found:
            super().tell(request, draft)
            return
        for one in found:
            words = f"“{draft}”, {one.place}: {one.words}" if one.place else f"“{draft}”: {one.words}"
            self.message_user(request, words, messages.ERROR)
        words = gettext(
            "“%(draft)s” is saved as a draft and not published: mend what is listed above, then publish again."
        )
        self.message_user(request, words % {"draft": draft}, messages.WARNING)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        scenario = kwargs.get("obj")
        if scenario is not None:
            found = placed(scenario, problems_of(scenario))
            story = read(scenario.story)[0]
            context |= {
                "problems": found,
                "notices": placed(scenario, scenario.notices()) if not found else [],
                "scenes": _rows(scenario, found),
                "counters": story.counters,
                "flags": story.flags,
                "map": story_map(scenario, {one.scene for one in found}) if story.scenes else None,
                "may_edit": self.has_change_permission(request, scenario),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def preview_url(self, draft: Scenario) -> str:
        return reverse("quizzes:scenario", args=[draft.slug])


@admin.register(ScenarioVersion)
class ScenarioVersionAdmin(VersionAdmin):
    """Published scenarios."""

    search_fields = ("draft__slug", "draft__title_en", "draft__title_fr")
