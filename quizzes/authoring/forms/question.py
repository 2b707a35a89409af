"""What every question has; the form of a kind adds the sections of its body."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Self

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from quizzes.authoring.fields import LinesField, TagsField
from quizzes.authoring.forms.rows import Body, Fieldset, Section
from quizzes.engine.text import LANGUAGES
from quizzes.models import Question

HINTS = (1, 2, 3)


def _hint(label: Any) -> LinesField:
    return LinesField(label=label, required=False, widget=forms.Textarea(attrs={"rows": 2, "cols": 45}))


class QuestionForm(forms.ModelForm):
    """Reads `instance.body` into its fields and writes it back when all of them are valid.

    A draft may be unfinished; what must be mended before publishing is said by the kind's own `problems`.
    """

    fieldsets: ClassVar[list[Fieldset]] = []

    tags = TagsField(label=_("tags"))
    hint_1_en = _hint(_("first hint (English)"))
    hint_1_fr = _hint(_("first hint (French)"))
    hint_2_en = _hint(_("second hint (English)"))
    hint_2_fr = _hint(_("second hint (French)"))
    hint_3_en = _hint(_("third hint (English)"))
    hint_3_fr = _hint(_("third hint (French)"))

    class Meta:
        model = Question
        fields = ["slug", "stem_en", "stem_fr", "explanation_en", "explanation_fr", "tags", "withdrawn"]

    @classmethod
    def sections(cls, sheet: Body) -> Sequence[Section]:
        """How the kind's own fields are laid out."""
        return ()

    @classmethod
    def spread(cls, body: Body) -> dict[str, Any]:
        """The body as its sections show it."""
        return dict(body)

    def gather(self, sheet: Body) -> dict[str, Any]:
        """The body that a filled-in sheet means."""
        return dict(sheet)

    @classmethod
    def for_body(cls, body: Body) -> type[Self]:
        """This form with the fields that this body needs."""
        sheet = cls.spread(body)
        sections = cls.sections(sheet)
        fields = {name: field for section in sections for name, field in section.fields(sheet).items()}
        fieldsets = [fieldset for section in sections for fieldset in section.fieldsets(sheet)]
        return type(cls.__name__, (cls,), {**fields, "fieldsets": fieldsets, "Meta": cls.Meta})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.label = capfirst(field.label)  # as the labels of the model's own fields are
        sheet = self.spread(self.instance.body)
        for section in self.sections(sheet):
            for name, value in section.read(sheet):
                self.initial.setdefault(name, value)
        for number, hint in zip(HINTS, self.instance.hints, strict=False):
            for language, words in hint.items():
                self.initial.setdefault(f"hint_{number}_{language}", words)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors:
            self.instance.body = self.write_body(data)
            self.instance.hints = self.write_hints(data)
        return data

    def write_body(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """The body that the fields say."""
        sheet = before = self.spread(self.instance.body)
        for section in self.sections(before):
            sheet = section.write(data, sheet)
        return {"version": 1, **self.gather(sheet)} if self.sections(before) else sheet

    def write_hints(self, data: Mapping[str, Any]) -> list[dict[str, str]]:
        """The hints that have words, and those of a course file beyond the fields there are."""
        hints = [{language: data[f"hint_{number}_{language}"] for language in LANGUAGES} for number in HINTS]
        return [hint for hint in hints if any(hint.values())] + self.instance.hints[len(HINTS) :]
