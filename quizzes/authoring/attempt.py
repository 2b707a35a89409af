"""What learners did, to look at. Nothing here is added, changed or deleted by hand: steps are the truth."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from quizzes.models import Attempt, Slot, Step


class ReadOnly:
    """Look, and leave it as it is."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class SlotInline(ReadOnly, admin.TabularInline):
    """The questions of an attempt and what was last said to each."""

    model = Slot
    extra = 0
    fields = readonly_fields = ("position", "question_version", "mark", "answer", "grade")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("question_version__draft").prefetch_related("steps")

    @admin.display(description=_("answer"))
    def answer(self, slot: Slot) -> str:
        current = slot.current()
        return ", ".join(current[-1].to_engine().posted.values)[:200] if current else "–"

    @admin.display(description=_("grade"))
    def grade(self, slot: Slot) -> str:
        current = slot.current()
        return current[-1].grade if current else "–"


@admin.register(Attempt)
class AttemptAdmin(ReadOnly, admin.ModelAdmin):
    """Attempts."""

    list_display = ("token", "learner", "quiz", "started_at", "finished_at", "score", "out_of")
    list_filter = ("started_at", "finished_at")
    list_select_related = ("learner", "quiz_version__draft")
    search_fields = ("token", "learner__username", "quiz_version__draft__slug")
    date_hierarchy = "started_at"
    inlines = (SlotInline,)

    @admin.display(description=_("quiz"), ordering="quiz_version__draft__slug")
    def quiz(self, attempt: Attempt) -> str:
        return str(attempt.quiz_version)


@admin.register(Step)
class StepAdmin(ReadOnly, admin.ModelAdmin):
    """Steps, also those that never became current."""

    list_display = ("slot", "number", "at", "status", "grade", "current")
    list_filter = ("status", "current", "at")
    list_select_related = ("slot",)
    search_fields = ("sent_as", "slot__attempt__token")
    show_full_result_count = False
