"""The desk of scenarios: the story is edited as text, and what is wrong with it is told with line numbers."""

from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quizzes import wording
from quizzes.actions import publishing
from quizzes.actions.publishing import Outcome
from quizzes.authoring import story_text
from quizzes.authoring.drafts import DraftAdmin, VersionAdmin
from quizzes.authoring.fields import TagsField
from quizzes.engine.problems import Problem
from quizzes.models import Scenario, ScenarioVersion

STORY_HELP = _(
    "Counters, the first scene, and the scenes with their choices, as YAML. Names of scenes and choices stay as they "
    "are once published. A text that can be read is saved; what is still wrong with the story is listed below."
)


class StoryField(forms.CharField):
    """A story as YAML text; its value is the mapping."""

    widget = forms.Textarea(attrs={"rows": 40, "cols": 110, "spellcheck": "false", "class": "vLargeTextField"})

    def prepare_value(self, value: Any) -> Any:
        return story_text.write(value) if isinstance(value, dict) else value

    def clean(self, value: Any) -> dict[str, Any]:
        story, problems = story_text.read(super().clean(value))
        if problems:
            raise ValidationError([_told(one) for one in problems])
        return story

    def has_changed(self, initial: Any, data: Any) -> bool:
        return story_text.read(data or "")[0] != initial


def _told(problem: Problem) -> str:
    words = wording.sentence(replace(problem, line=None))
    return words if problem.line is None else gettext("Line %(n)s: %(words)s") % {"n": problem.line, "words": words}


class ScenarioForm(forms.ModelForm):
    """Tags typed with commas, the story as text."""

    tags = TagsField(label=_("themes"))
    story = StoryField(label=capfirst(_("story")), max_length=story_text.LONGEST, help_text=STORY_HELP)

    class Meta:
        model = Scenario
        fields = [
            *("slug", "title_en", "title_fr", "summary_en", "summary_fr", "seat", "as_known_on"),
            *("tags", "briefing_en", "briefing_fr", "story", "withdrawn"),
        ]


def problems_of(scenario: Scenario) -> list[Problem]:
    """All that stands in the way of publishing, those of the story with their lines in its text."""
    return _with_lines(scenario, publishing.problems(scenario))


def _with_lines(scenario: Scenario, problems: list[Problem]) -> list[Problem]:
    return story_text.with_lines(problems, story_text.write(scenario.story)) if problems else []


@admin.register(Scenario)
class ScenarioAdmin(DraftAdmin):
    """A scenario with its story."""

    form = ScenarioForm
    list_display = ("slug", "named", "seat", "last_version", "changed_at", "withdrawn")
    list_filter = ("seat", "withdrawn", "changed_at")
    search_fields = ("slug", "title_en", "title_fr", "tags")
    readonly_fields = ("in_the_way", "changed_at")
    fieldsets = (
        (None, {"fields": ("slug", "title_en", "title_fr", "summary_en", "summary_fr", "seat", "as_known_on")}),
        (_("Briefing"), {"fields": ("briefing_en", "briefing_fr")}),
        (_("Story"), {"fields": ("in_the_way", "story")}),
        (_("Filing"), {"fields": ("tags", "withdrawn", "changed_at")}),
    )

    @admin.display(description=_("to mend before publishing"))
    def in_the_way(self, scenario: Scenario) -> str:
        if scenario.pk is None:
            return "–"
        found = problems_of(scenario)
        if not found:
            return str(_("Nothing: this may be published."))
        items = format_html_join("", "<li>{}</li>", ((wording.sentence(one),) for one in found))
        return format_html("<ul>{}</ul>", items)

    def publish(self, draft: Scenario, by: Any) -> Outcome:
        outcome = super().publish(draft, by)
        return replace(outcome, problems=tuple(_with_lines(draft, list(outcome.problems))))

    def preview_url(self, draft: Scenario) -> str:
        return reverse("quizzes:scenario", args=[draft.slug])


@admin.register(ScenarioVersion)
class ScenarioVersionAdmin(VersionAdmin):
    """Published scenarios."""

    search_fields = ("draft__slug", "draft__title_en", "draft__title_fr")
