"""One author form per question kind: what is particular to the kind, as fields a teacher can fill.

A form reads `instance.body` into its fields and writes it back when it is valid. A draft may be unfinished; what must
be mended before publishing is said by the kind's own `problems`.
"""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from quizzes.authoring.fields import TagsField
from quizzes.engine.numbers import read_number
from quizzes.models import Question

SPARE_ROWS = 2
LEAST_ROWS = 4

Fieldset = tuple[Promise | str, list[Any]]


class QuestionForm(forms.ModelForm):
    """What every question has. Subclasses add the fields of their kind."""

    fieldsets: ClassVar[list[Fieldset]] = []

    tags = TagsField(label=_("tags"))

    class Meta:
        model = Question
        fields = ["slug", "stem_en", "stem_fr", "explanation_en", "explanation_fr", "tags", "withdrawn"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, value in self.read_body(self.instance.body):
            self.initial.setdefault(name, value)

    def read_body(self, body: dict[str, Any]) -> Iterable[tuple[str, Any]]:
        """The initial values of the kind's own fields."""
        return ()

    def write_body(self, data: dict[str, Any]) -> dict[str, Any]:
        """The body that these fields say."""
        return self.instance.body

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors:
            self.instance.body = self.write_body(data)
        return data


def _words(label: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": 2, "cols": 45}))


class ChoiceForm(QuestionForm):
    """The options of single and multiple choice, a fieldset each. An option whose texts are emptied is taken out."""

    rows: ClassVar[int] = 0

    def read_body(self, body: dict[str, Any]) -> Iterable[tuple[str, Any]]:
        for row, option in enumerate(body.get("options", []), 1):
            yield f"right_{row}", option.get("right") is True
            for part in ("text", "feedback"):
                for language, words in (option.get(part) or {}).items():
                    yield f"{part}_{row}_{language}", words

    def write_body(self, data: dict[str, Any]) -> dict[str, Any]:
        before = self.instance.body.get("options", [])
        options = [self._option(data, row, before) for row in range(1, self.rows + 1)]
        return {"version": 1, "options": _named_apart([option for option in options if option])}

    def _option(self, data: dict[str, Any], row: int, before: list[dict[str, Any]]) -> dict[str, Any] | None:
        text = {language: data[f"text_{row}_{language}"] for language in ("en", "fr")}
        if not any(text.values()):
            return None
        # An option keeps its name for ever: attempts point at it.
        slug = before[row - 1]["slug"] if row <= len(before) else slugify(text["en"] or text["fr"])[:40].strip("-")
        feedback = {language: data[f"feedback_{row}_{language}"] for language in ("en", "fr")}
        return {"slug": slug, "text": text, "right": data[f"right_{row}"], "feedback": feedback}


def _named_apart(options: list[dict[str, Any]]) -> list[dict[str, Any]]:
    taken: set[str] = set()
    for number, option in enumerate(options, 1):
        if not option["slug"] or option["slug"] in taken:
            option["slug"] = f"{option['slug']}-{number}".strip("-")
        taken.add(option["slug"])
    return options


def choice_form(body: dict[str, Any]) -> type[ChoiceForm]:
    """The form with a row for each option there is, and some to spare."""
    rows = max(len(body.get("options", [])) + SPARE_ROWS, LEAST_ROWS)
    fields: dict[str, Any] = {"rows": rows, "fieldsets": []}
    for row in range(1, rows + 1):
        own: dict[str, Any] = {
            f"text_{row}_en": _words(_("text (English)")),
            f"text_{row}_fr": _words(_("text (French)")),
            f"right_{row}": forms.BooleanField(label=_("right"), required=False),
            f"feedback_{row}_en": _words(_("feedback (English)")),
            f"feedback_{row}_fr": _words(_("feedback (French)")),
        }
        fields.update(own)
        text_en, text_fr, right, *feedback = own
        rows_shown = [(text_en, text_fr), right, tuple(feedback)]
        fields["fieldsets"].append((_("Option %(number)s") % {"number": row}, rows_shown))
    return type("ChoiceForm", (ChoiceForm,), fields)


class NumericalForm(QuestionForm):
    """The number, how far off is still right, and what it counts."""

    fieldsets: ClassVar[list[Fieldset]] = [(_("Answer"), ["key", "tolerance", ("unit_en", "unit_fr")])]

    key = forms.CharField(label=_("right number"), help_text=_("Digits, with a point for decimals."))
    tolerance = forms.CharField(
        label=_("tolerance"), initial="0", help_text=_("How far off is still right; 0 for exactly.")
    )
    unit_en = forms.CharField(label=_("unit (English)"), required=False)
    unit_fr = forms.CharField(label=_("unit (French)"), required=False)

    def read_body(self, body: dict[str, Any]) -> Iterable[tuple[str, Any]]:
        yield "key", body.get("key", "")
        yield "tolerance", body.get("tolerance", "0")
        for language, words in (body.get("unit") or {}).items():
            yield f"unit_{language}", words

    def write_body(self, data: dict[str, Any]) -> dict[str, Any]:
        unit = {"en": data["unit_en"], "fr": data["unit_fr"]}
        return {
            "version": 1,
            "key": str(data["key"]),
            "tolerance": str(data["tolerance"]),
            "unit": unit if any(unit.values()) else None,
        }

    def clean_key(self) -> Any:
        return _number(self.cleaned_data["key"])

    def clean_tolerance(self) -> Any:
        return _number(self.cleaned_data["tolerance"])


def _number(typed: str) -> Any:
    if (number := read_number(typed, ".")) is None:
        raise ValidationError(_("This is not a number. Write digits, with a point for decimals."))
    return number


def numerical_form(body: dict[str, Any]) -> type[NumericalForm]:
    """Always the same fields."""
    return NumericalForm


AUTHOR_FORMS = {"single_choice": choice_form, "multiple_choice": choice_form, "numerical": numerical_form}


def form_for(kind: str, body: dict[str, Any]) -> type[QuestionForm]:
    """The author form of a kind; of an unknown one, only what every question has."""
    return AUTHOR_FORMS[kind](body) if kind in AUTHOR_FORMS else QuestionForm
