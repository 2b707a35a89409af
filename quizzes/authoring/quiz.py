"""The desk of quizzes: publishing one publishes its questions first."""

from typing import Any

from django import forms
from django.contrib import admin
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from quizzes.actions import publishing, quizzes
from quizzes.actions.publishing import Outcome
from quizzes.authoring.drafts import DraftAdmin, VersionAdmin
from quizzes.authoring.fields import TagsField
from quizzes.models import Item, Pinned, Quiz, QuizVersion


class QuizForm(forms.ModelForm):
    """Tags typed with commas."""

    tags = TagsField(label=_("tags"))

    class Meta:
        model = Quiz
        fields = [
            *("slug", "title_en", "title_fr", "intro_en", "intro_fr"),
            *("behaviour", "pass_percent", "listed", "tags", "withdrawn"),
        ]


class ItemInline(admin.TabularInline):
    """The questions in order."""

    model = Item
    extra = 3
    autocomplete_fields = ("question",)
    fields = ("position", "question", "mark")


@admin.register(Quiz)
class QuizAdmin(DraftAdmin):
    """A quiz and its questions."""

    form = QuizForm
    inlines = (ItemInline,)
    list_display = ("slug", "named", "behaviour", "listed", "last_version", "changed_at", "withdrawn")
    list_filter = ("behaviour", "listed", "withdrawn", "changed_at")
    search_fields = ("slug", "title_en", "title_fr", "tags")
    fieldsets = (
        (None, {"fields": ("slug", "title_en", "title_fr", "intro_en", "intro_fr")}),
        (_("Rules"), {"fields": ("behaviour", "pass_percent", "listed")}),
        (_("Filing"), {"fields": ("tags", "withdrawn", "changed_at")}),
    )

    def publish(self, draft: Quiz, by: Any) -> Outcome:
        return quizzes.publish_quiz(draft, now=now(), channel=publishing.ADMIN, by=by)

    def preview_url(self, draft: Quiz) -> str:
        return reverse("quizzes:quiz", args=[draft.slug])


class PinnedInline(admin.TabularInline):
    """The question versions that a quiz version holds."""

    model = Pinned
    extra = 0
    can_delete = False
    fields = readonly_fields = ("position", "question_version", "mark")

    def has_add_permission(self, request: Any, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).select_related("question_version__draft")


@admin.register(QuizVersion)
class QuizVersionAdmin(VersionAdmin):
    """Published quizzes."""

    inlines = (PinnedInline,)
    search_fields = ("draft__slug", "draft__title_en", "draft__title_fr")
