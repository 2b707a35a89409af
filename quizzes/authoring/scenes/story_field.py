"""The whole story of a scenario as one field: YAML that a person can read, a mapping that is kept."""

from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quizzes import wording
from quizzes.authoring import story_text
from quizzes.engine.problems import Problem

STORY_HELP = _(
    "Counters, flags, the first scene, and the scenes with their choices, as YAML. Names of scenes and choices stay as "
    "they are once published. A text that can be read is saved; what is still wrong with the story is listed on the "
    "page of the scenario."
)


class StoryField(forms.CharField):
    """A story as YAML text; its value is the mapping."""

    widget = forms.Textarea(attrs={"rows": 40, "cols": 110, "spellcheck": "false", "class": "vLargeTextField"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=story_text.LONGEST, help_text=STORY_HELP, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return story_text.write(value) if isinstance(value, dict) else value

    def clean(self, value: Any) -> dict[str, Any]:
        story, problems = story_text.read(super().clean(value))
        if problems:
            raise ValidationError([_told(one) for one in problems])
        return story


def _told(problem: Problem) -> str:
    words = wording.sentence(replace(problem, line=None))
    return words if problem.line is None else gettext("Line %(n)s: %(words)s") % {"n": problem.line, "words": words}
