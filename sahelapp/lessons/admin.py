"""The desk of lessons: drafts to edit and publish, what was published, and who read what."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quizzes.authoring.drafts import DraftAdmin, VersionAdmin
from quizzes.authoring.fields import TagsField
from sahelapp.lessons.models import Lesson, LessonVersion, ReadingMark

_BOTH = ("en", "fr")


class LessonForm(forms.ModelForm):
    """Themes and events typed with commas."""

    themes = TagsField(label=_("themes"))
    events = TagsField(label=_("events"), help_text=_("Short names of events with commas between them."))

    class Meta:
        model = Lesson
        widgets = {
            f"body_{language}": forms.Textarea(attrs={"rows": 32, "class": "vLargeTextField"}) for language in _BOTH
        }
        fields = [
            *("slug", "order", "themes", "events", "check_quiz", "withdrawn"),
            *(f"{name}_{language}" for name in ("title", "summary", "objectives", "body") for language in _BOTH),
        ]


@admin.register(Lesson)
class LessonAdmin(DraftAdmin):
    """A lesson in both languages, side by side with what it rests on."""

    form = LessonForm
    list_display = ("order", "slug", "named", "check_quiz", "last_version", "changed_at", "withdrawn")
    list_display_links = ("slug",)
    search_fields = ("slug", "title_en", "title_fr", "body_en", "body_fr")
    ordering = ("order", "slug")
    fieldsets = (
        (None, {"fields": ("slug", "order")}),
        (_("English"), {"fields": ("title_en", "summary_en", "objectives_en", "body_en")}),
        (_("French"), {"fields": ("title_fr", "summary_fr", "objectives_fr", "body_fr")}),
        (_("What it is about"), {"fields": ("themes", "events", "check_quiz")}),
        (_("Filing"), {"fields": ("withdrawn", "changed_at")}),
    )

    def preview_url(self, draft: Lesson) -> str:
        return reverse("lessons:lesson", args=[draft.slug])

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A slug is an address: it is given once."""
        return (*super().get_readonly_fields(request, obj), *(["slug"] if obj else []))


@admin.register(LessonVersion)
class LessonVersionAdmin(VersionAdmin):
    """Published lessons."""

    search_fields = ("draft__slug", "draft__title_en", "draft__title_fr")


@admin.register(ReadingMark)
class ReadingMarkAdmin(admin.ModelAdmin):
    """Who read what and when, to look at: marks are made by readers."""

    list_display = ("learner", "lesson_version", "at")
    list_filter = ("at",)
    list_select_related = ("learner", "lesson_version__draft")
    search_fields = ("learner__username", "lesson_version__draft__slug")
    date_hierarchy = "at"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
