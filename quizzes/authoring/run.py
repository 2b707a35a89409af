"""Runs, to look at. Nothing here is added, changed or deleted by hand: moves are the truth."""

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from quizzes.authoring.attempt import ReadOnly
from quizzes.models import Move, Run


class MoveInline(ReadOnly, admin.TabularInline):
    """The moves of a run in order."""

    model = Move
    extra = 0
    fields = readonly_fields = ("number", "scene", "choice", "at")


@admin.register(Run)
class RunAdmin(ReadOnly, admin.ModelAdmin):
    """Runs with their moves."""

    list_display = ("token", "learner", "scenario", "moves_made", "started_at", "finished_at", "ending")
    list_filter = ("ending", "started_at", "finished_at")
    list_select_related = ("learner", "scenario_version__draft")
    search_fields = ("token", "learner__username", "scenario_version__draft__slug", "ending")
    date_hierarchy = "started_at"
    inlines = (MoveInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(made=Count("moves")).defer("scenario_version__rendered")

    @admin.display(description=_("scenario"), ordering="scenario_version__draft__slug")
    def scenario(self, run: Run) -> str:
        return str(run.scenario_version)

    @admin.display(description=_("moves"), ordering="made")
    def moves_made(self, run: Run) -> int:
        return int(run.made)  # type: ignore[attr-defined]


@admin.register(Move)
class MoveAdmin(ReadOnly, admin.ModelAdmin):
    """Moves."""

    list_display = ("run", "number", "scene", "choice", "at")
    list_filter = ("at",)
    list_select_related = ("run__scenario_version__draft",)
    search_fields = ("sent_as", "run__token", "scene", "choice")
    show_full_result_count = False
