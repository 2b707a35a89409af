"""The form of a quiz: what a course file says in seconds and lists, asked for in minutes and ticks."""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quizzes.authoring.fields import TagsField
from quizzes.authoring.review import ReviewField
from quizzes.models import Quiz

SHORTEST, LONGEST = Decimal("0.5"), Decimal(100_000)  # minutes; ten weeks, beyond which `closes` is what is meant


class MinutesField(forms.DecimalField):
    """Typed in minutes, kept in whole seconds. Two decimals name every second."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, min_value=SHORTEST, max_value=LONGEST, decimal_places=2, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        # What was typed comes back as words, what is kept as a number.
        return f"{Decimal(value) / 60:.2f}".rstrip("0").rstrip(".") if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        minutes = super().clean(value)
        return None if minutes is None else round(minutes * 60)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial) and Decimal(self.prepare_value(initial)), data)


class QuizForm(forms.ModelForm):
    """Helps whoever writes a quiz for the first time."""

    tags = TagsField(label=_("tags"))
    seconds = MinutesField(
        label=_("Time limit in minutes"),
        help_text=_(
            "Empty: no limit. The clock runs from the start, also while the learner is away; what is saved counts."
        ),
    )
    review = ReviewField(
        label=_("Learners may see"),
        help_text=_(
            "Of each of their answers, once feedback is due: its marks; whether it was right; what you wrote about it; "
            "the right answer with the explanation. The last row matters only where the quiz closes."
        ),
    )

    class Meta:
        model = Quiz
        fields: ClassVar[list[str]] = [
            *("slug", "title_en", "title_fr", "intro_en", "intro_fr"),
            *("behaviour", "certainty", "tries_each", "penalty"),
            *("layout", "shuffle_questions", "shuffle_options"),
            *("opens", "closes", "seconds", "attempts", "grading", "pass_percent"),
            *("review", "listed", "tags", "withdrawn"),
        ]
        widgets: ClassVar[dict[str, Any]] = {
            name: forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}) for name in ("intro_en", "intro_fr")
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "certainty": _(
                "With each answer learners say how sure they are. Right: 1, 2 or 3 marks; wrong: 0, -2 or -6."
            ),
            "tries_each": _("Counts only with several tries; each wrong try costs the penalty and may show a hint."),
            "penalty": _("What share of the mark each wrong try costs. Counts only with several tries."),
            "layout": _("On a phone a whole section is one long page: short sections, then."),
            "shuffle_questions": _("Between two sections or pages, never across them."),
            "attempts": _("Empty: as many as they like."),
            "grading": _("Where somebody made several attempts."),
            "pass_percent": _("Empty: nobody passes or fails."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        helps = {
            "opens": gettext("Empty: open from the day it is published. Time zone: %(zone)s."),
            "closes": gettext("Empty: never. Attempts still under way end then. Time zone: %(zone)s."),
        }
        for name, words in helps.items():
            if name in self.fields:  # whoever may only look has no fields
                self.fields[name].help_text = words % {"zone": get_current_timezone_name()}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        opens, closes = data.get("opens"), data.get("closes")
        if opens and closes and closes <= opens:
            self.add_error("closes", ValidationError(_("It closes before it opens. Change one of the two.")))
        return data
