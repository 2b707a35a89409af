"""The entries of a quiz as its desk lists them: those that ask and those that tell, in one common numbering."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from quizzes import choices
from quizzes.actions.quizzes import pool
from quizzes.authoring.fields import LinesField
from quizzes.engine.text import Text
from quizzes.models import Item, Quiz
from quizzes.models.item import ASKING
from quizzes.site import site

TELLING = ("section", "page")
# Short ones: a row has to fit on a screen.
SOURCES = {"question": _("a question"), "draw": _("drawn by tag"), "timeline": _("from the timeline")}
TWICE = _("This question stands twice in the quiz. Take one of the two away.")


class ItemForm(forms.ModelForm):
    """A row to add counts once something is written in it; the number that it is offered says nothing."""

    offered: ClassVar[tuple[str, ...]] = ("position",)

    def has_changed(self) -> bool:
        if not super().has_changed():
            return False
        return not self.instance._state.adding or bool(set(self.changed_data) - set(self.offered))


class AskingForm(ItemForm):
    """A question, or where questions come from: never both."""

    class Meta:
        model = Item
        fields = ("position", "what", "question", "source", "count", "mark")
        widgets: ClassVar[dict[str, Any]] = {
            "source": forms.TextInput(attrs={"size": 12}),
            **{name: forms.TextInput(attrs={"size": 2, "inputmode": "numeric"}) for name in ("position", "count")},
            "mark": forms.TextInput(attrs={"size": 3, "inputmode": "decimal"}),
        }
        error_messages: ClassVar[dict[str, Any]] = {NON_FIELD_ERRORS: {"unique_together": TWICE}}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for field, words in _faults(data):
            self.add_error(field, ValidationError(words))
        return data

    def clean_source(self) -> str:
        """Of a pasted address of a page of the timeline, its filter."""
        source = self.cleaned_data["source"].strip()
        return (
            source.partition("?")[2]
            if self.data.get(self.add_prefix("what")) == "timeline" and "?" in source
            else source
        )


def _faults(data: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    what, question, source = data.get("what"), data.get("question"), data.get("source")
    if what == "question" and source:
        yield "source", _("A question that you choose yourself is not drawn: empty this, or draw by tag at the left.")
    if what == "question" and question is None and "question" in data:
        yield "question", _("Choose the question, or have questions drawn by tag.")
    if what in ("draw", "timeline") and question is not None:
        yield "question", _("Questions are found here when an attempt starts: take this one away, or give it a row.")
    if what == "draw" and "source" in data and not source:
        yield "source", _("Write the tag from which to draw.")
    if what == "draw" and source and site().unknown_tags([source]):
        yield "source", _("There is no such tag here. Write one of those that your questions carry.")


class TellingForm(ItemForm):
    """A section or a page: its title and its words."""

    offered = ("position", "what")

    class Meta:
        model = Item
        fields = ("position", "what", "title_en", "title_fr", "text_en", "text_fr")
        widgets: ClassVar[dict[str, Any]] = {
            name: forms.Textarea(attrs={"rows": 4, "cols": 42}) for name in ("text_en", "text_fr")
        }


class ItemFormSet(BaseInlineFormSet):
    """Rows to add are offered the numbers after the last one."""

    first_choice = ASKING[0]

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        kwargs = super().get_form_kwargs(index)
        known = self.initial_form_count()
        if index is not None and index < known:
            return kwargs
        after = self.extra if index is None else index - known
        return {**kwargs, "initial": {"position": self.last + 1 + after, "what": self.first_choice}}

    @property
    def last(self) -> int:
        """The last number in use."""
        if not hasattr(self, "_last"):
            items = self.instance.items if self.instance.pk else Item.objects.none()
            self._last = items.aggregate(last=models.Max("position"))["last"] or 0
        return self._last

    def get_unique_error_message(self, unique_check: Any) -> Any:
        return TWICE


class TellingFormSet(ItemFormSet):
    """Offers a section first; stands on one page with the other list, so its fields have names of their own."""

    first_choice = TELLING[0]

    @classmethod
    def get_default_prefix(cls) -> str:
        return "telling"


class ItemInline(admin.options.InlineModelAdmin):
    """The entries of a quiz that are one of `whats`."""

    model = Item
    whats: ClassVar[tuple[str, ...]] = ()
    formset = ItemFormSet
    formfield_overrides: Any = {models.TextField: {"form_class": LinesField, "widget": AdminTextareaWidget}}

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).filter(what__in=self.whats).select_related("question")

    def formfield_for_choice_field(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "what":
            kwargs["choices"] = [(what, (choices.ITEM_NAMES | SOURCES)[what]) for what in self.whats]
        return super().formfield_for_choice_field(db_field, request, **kwargs)


class AskingInline(ItemInline, admin.TabularInline):
    """Questions, and where questions are drawn from."""

    whats = ASKING
    form = AskingForm
    extra = 3
    autocomplete_fields = ("question",)
    fields = AskingForm.Meta.fields
    verbose_name_plural = _("questions and draws")

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "question":
            field.widget.can_delete_related = False  # the cross beside a question would be taken for that of its row
        return field


class TellingInline(ItemInline, admin.StackedInline):
    """Sections and pages to read."""

    whats = TELLING
    form = TellingForm
    formset = TellingFormSet
    extra = 1
    fields = (("position", "what"), ("title_en", "title_fr"), ("text_en", "text_fr"))
    verbose_name = _("section or page")
    verbose_name_plural = _("sections and pages")


def renumber(quiz: Quiz, formsets: Iterable[Any]) -> None:
    """Number the entries 1, 2, 3: whatever was given a number takes it, and the others make room."""
    ranks = {row.instance.pk: 0 for formset in formsets for row in formset.extra_forms}
    ranks |= {row.instance.pk: _moved(row) for formset in formsets for row in formset.initial_forms}
    items = sorted(
        quiz.items.all(),
        key=lambda item: (item.position, ranks.get(item.pk, 1), item.what not in TELLING, item.pk),
    )
    for position, item in enumerate(items, 1):
        item.position = position
    Item.objects.bulk_update(items, ["position"])


def _moved(row: Any) -> int:
    """Before what has this number already if it came up, after it if it went down."""
    old, new = row.initial.get("position", row.instance.position), row.instance.position
    return 1 + (new > old) - (new < old)


def in_words(entry: Mapping[str, Any]) -> str:
    """An entry, as `Item.to_value` says it, in a line for authors."""
    what = str(choices.ITEM_NAMES[entry["what"]])
    if "title" in entry:
        return f"{what}: {Text.read(entry['title']).in_(get_language() or 'en') or '–'}"
    if "slug" in entry:
        return gettext("%(slug)s (mark %(mark)s)") % {"slug": entry["slug"], "mark": entry["mark"]}
    words = gettext("%(what)s, %(count)s (mark %(mark)s each)") % {**entry, "what": what}
    return f"{words}: {entry['source']}" if entry["source"] else words


def with_pool(entry: Mapping[str, Any], now: Any) -> str:
    """The same, and of a draw how many questions it draws from today."""
    words = in_words(entry)
    if entry["what"] != "draw":
        return words
    return gettext("%(words)s; published with this tag: %(n)s") % {"words": words, "n": len(pool(entry["source"], now))}
