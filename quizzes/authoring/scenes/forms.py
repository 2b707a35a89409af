"""The forms of a scene: its texts side by side, the texts that remember, and its choices in order."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import BaseFormSet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quizzes.authoring.fields import SLUG, LinesField
from quizzes.authoring.scenes.marking import marked
from quizzes.engine.scenario import language
from quizzes.engine.scenario.proofs import LONGEST_SLUG
from quizzes.engine.scenario.story import Chance, Choice, Passage, Scene, Story
from quizzes.engine.text import LANGUAGES, Text

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
_WEIGHED = re.compile(r"(\S+)\s+(\d{1,6})", re.ASCII)


class ShortNameField(forms.CharField):
    """The name by which the story refers to something; a-z, digits and hyphens."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Short name"))
        super().__init__(max_length=LONGEST_SLUG, **kwargs)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not SLUG.fullmatch(value):
            raise ValidationError(
                gettext("“%(tag)s” is not a short name: use a-z, digits and hyphens.") % {"tag": value}
            )


class ConditionField(forms.CharField):
    """A condition that can be read; a mistake is told at its character."""

    reads: Any = staticmethod(language.condition)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"class": "vTextField", "spellcheck": "false"}), **kwargs)

    def clean(self, value: Any) -> str:
        words = super().clean(value)
        if mistakes := self.reads(words).mistakes:
            raise ValidationError([marked(words, mistake) for mistake in mistakes])
        return words


class EffectsField(ConditionField):
    """Effects that can be read."""

    reads = staticmethod(language.effects)


def prose_field(label: Any, rows: int = 4, **kwargs: Any) -> LinesField:
    """A text of several lines that may be empty while a draft is unfinished."""
    return LinesField(label=label, required=False, widget=forms.Textarea(attrs={"rows": rows, "cols": 60}), **kwargs)


class TwoLanguages(forms.Form):
    """Has fields in pairs, `text_en` and `text_fr`."""

    def both(self, name: str) -> Text:
        """What was typed under a name, in both languages."""
        return Text(*(self.cleaned_data.get(f"{name}_{one}", "").strip() for one in LANGUAGES))

    def pairs(self) -> Iterable[tuple[Any, Any]]:
        """The fields that stand side by side."""
        return [(self[name], self[name[:-3] + "_fr"]) for name in self.fields if name.endswith("_en")]


def in_fields(**texts: Text) -> dict[str, str]:
    """Texts as the initial values of paired fields."""
    return {f"{name}_{one}": getattr(text, one) for name, text in texts.items() for one in LANGUAGES}


class SceneForm(TwoLanguages):
    """All of a scene but its choices and the texts that remember. Which name it has was settled when it was added."""

    title_en = forms.CharField(label=_("Title (English)"), required=False, max_length=200)
    title_fr = forms.CharField(label=_("Title (French)"), required=False, max_length=200)
    text_en = prose_field(_("Text (English)"), 6, help_text=_("Your construction; no sources needed."))
    text_fr = prose_field(_("Text (French)"), 6)
    know_en = prose_field(
        _("What you know today (English)"), help_text=_("Shown above the choices. Markdown; each paragraph cites.")
    )
    know_fr = prose_field(_("What you know today (French)"))
    record_en = prose_field(
        _("The record (English)"),
        6,
        help_text=_(
            "What was really decided, when and by whom; then which constraints would have held anyway. Each paragraph "
            "cites."
        ),
    )
    record_fr = prose_field(_("The record (French)"), 6)
    debrief_en = prose_field(_("Debrief (English)"), 6, help_text=_("Of an ending. Each paragraph cites."))
    debrief_fr = prose_field(_("Debrief (French)"), 6)
    when = forms.CharField(
        label=_("Date"), required=False, max_length=10, help_text=_("2025-09-17, 2025-09 or 2025; empty: none.")
    )
    no_record = forms.BooleanField(label=_("There is no public record of what was decided here"), required=False)
    ending = forms.CharField(
        label=_("Ending"),
        required=False,
        max_length=LONGEST_SLUG,
        help_text=_("The kind of an ending: quiet, hard, open, broken. Empty: the play goes on from here."),
    )

    def clean_when(self) -> str:
        when = self.cleaned_data["when"].strip()
        if when and not _DATE.fullmatch(when):
            raise ValidationError(_("This is no date. Write 2025-09-17, 2025-09 or 2025."))
        return when

    def clean_ending(self) -> str:
        ending = self.cleaned_data["ending"].strip()
        if ending and not SLUG.fullmatch(ending):
            raise ValidationError(_("Write one short word: a-z, digits and hyphens."))
        return ending

    def to_scene(self, slug: str, texts: Iterable[Passage], choices: Iterable[Choice]) -> Scene:
        """The scene as it was typed."""
        data = self.cleaned_data
        names = ("title", "text", "know", "record", "debrief")
        return Scene(
            slug,
            **{name: self.both(name) for name in names},
            when=data["when"],
            texts=tuple(texts),
            no_record=data["no_record"],
            choices=tuple(choices),
            ending=data["ending"],
        )


def scene_initial(scene: Scene) -> dict[str, Any]:
    """A scene as the initial values of its form."""
    texts = in_fields(title=scene.title, text=scene.text, know=scene.know, record=scene.record, debrief=scene.debrief)
    return {**texts, "when": scene.when, "no_record": scene.no_record, "ending": scene.ending}


class PassageForm(TwoLanguages):
    """A text that is there only while its condition holds."""

    condition = ConditionField(label=_("Shown if"), max_length=language.LONGEST)
    text_en = prose_field(_("Text (English)"), 3)
    text_fr = prose_field(_("Text (French)"), 3)

    def to_passage(self) -> Passage:
        """The text as it was typed."""
        return Passage(self.cleaned_data["condition"].strip(), self.both("text"))


class ChoiceForm(TwoLanguages):
    """One way on."""

    slug = ShortNameField()
    condition = ConditionField(
        label=_("Open if"), required=False, max_length=language.LONGEST, help_text=_("tension >= 3 and not expelled")
    )
    effects = EffectsField(
        label=_("Effects"), required=False, max_length=language.LONGEST, help_text=_("trust -1; tension = 3; expelled")
    )
    goto = forms.ChoiceField(label=_("Leads to"), required=False)
    chances = LinesField(
        label=_("Or by chance to"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 40, "spellcheck": "false"}),
        help_text=_("One scene to a line, with its weight: the-reply 2"),
    )
    shows = forms.MultipleChoiceField(
        label=_("Say before choosing what it would cost in"), required=False, widget=forms.CheckboxSelectMultiple
    )
    text_en = prose_field(_("Text of the button (English)"), 2)
    text_fr = prose_field(_("Text of the button (French)"), 2)
    consequence_en = prose_field(_("Consequence (English)"))
    consequence_fr = prose_field(_("Consequence (French)"))
    feedback_en = prose_field(_("Feedback (English)"), 2)
    feedback_fr = prose_field(_("Feedback (French)"), 2)

    def __init__(self, *args: Any, story: Story, fixed: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goto, shows = str(self.initial.get("goto", "")), list(self.initial.get("shows", ()))
        scenes = {one.slug: f"{one.slug}: {one.title.raw('en')}" for one in story.scenes}
        counters = {one.slug: one.slug for one in story.counters}
        # A name that leads nowhere stays on offer, or saving would lose what the author meant by it.
        self._field("goto").choices = [("", "–"), *(scenes | ({} if goto in scenes else {goto: goto})).items()]
        self._field("shows").choices = [*(counters | {slug: slug for slug in shows if slug not in counters}).items()]
        if self.initial.get("slug") in fixed:
            self.fields["slug"].disabled = True
            self.fields["slug"].help_text = gettext("Published, so it stays.")

    def _field(self, name: str) -> Any:
        return self.fields[name]

    def clean_chances(self) -> tuple[Chance, ...]:
        found = [line.strip() for line in self.cleaned_data["chances"].splitlines() if line.strip()]
        weighed = [_WEIGHED.fullmatch(line) for line in found]
        for line, one in zip(found, weighed, strict=True):
            if one is None or int(one[2]) < 1:
                raise ValidationError(gettext("Write a scene and its weight, such as “the-reply 2”: %s") % line)
        return tuple(Chance(one[1], int(one[2])) for one in weighed if one)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("goto") and data.get("chances"):
            self.add_error("chances", _("A choice leads to one scene, or by chance to several: keep one of the two."))
        return data

    def to_choice(self) -> Choice:
        """The choice as it was typed."""
        data = self.cleaned_data
        return Choice(
            data["slug"],
            self.both("text"),
            self.both("consequence"),
            data["goto"],
            condition=data["condition"].strip(),
            effects=data["effects"].strip(),
            shows=tuple(data["shows"]),
            feedback=self.both("feedback"),
            chances=data["chances"],
        )


def choice_initial(choice: Choice) -> dict[str, Any]:
    """A choice as the initial values of its form."""
    return {
        **in_fields(text=choice.text, consequence=choice.consequence, feedback=choice.feedback),
        "slug": choice.slug,
        "condition": choice.condition,
        "effects": choice.effects,
        "goto": choice.goto,
        "chances": "\n".join(f"{one.to} {one.weight}" for one in choice.chances),
        "shows": list(choice.shows),
    }


class NamedRows(BaseFormSet):
    """Rows in an order, each with a short name of its own."""

    def clean(self) -> None:
        slugs = [row.cleaned_data.get("slug") for row in in_order(self)]
        for slug in slugs:
            if slug and slugs.count(slug) > 1:
                raise ValidationError(gettext("The name “%(slug)s” stands twice. Give each its own.") % {"slug": slug})


def in_order(rows: Any) -> list[Any]:
    """The rows that are to stay and say something, as their numbers put them; those without one at the end."""
    said = [row for row in rows.forms if getattr(row, "cleaned_data", None) and (row.initial or row.has_changed())]
    staying = [row for row in said if not row.cleaned_data["DELETE"]]
    last = len(rows.forms) + 1
    return sorted(staying, key=lambda row: row.cleaned_data.get("ORDER") or last)


ChoiceRows = forms.formset_factory(ChoiceForm, formset=NamedRows, extra=1, can_order=True, can_delete=True, max_num=50)
PassageRows = forms.formset_factory(PassageForm, extra=1, can_order=True, can_delete=True, max_num=50)


class NewSceneForm(forms.Form):
    """What a scene is called, for ever."""

    slug = ShortNameField(help_text=_("a-z, digits and hyphens. It stays: choices and runs refer to it."))
    title_en = forms.CharField(label=_("Title (English)"), max_length=200)
    title_fr = forms.CharField(label=_("Title (French)"), max_length=200)

    def __init__(self, *args: Any, taken: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken = set(taken)

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"]
        if slug in self.taken:
            raise ValidationError(_("Another scene has this name."))
        return slug

    def to_scene(self) -> Scene:
        """An empty scene of that name."""
        data: Mapping[str, Any] = self.cleaned_data
        return Scene(data["slug"], Text(data["title_en"], data["title_fr"]), Text())
