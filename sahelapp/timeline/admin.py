"""The desk of the timeline: events with the positions of the parties and with their moves, eras, and themes."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse

from quizzes.authoring.drafts import DraftAdmin, VersionAdmin
from sahelapp.timeline.models import Era, Event, EventVersion, Move, Position, Theme


class PositionInline(admin.StackedInline):
    """What the parties say, side by side."""

    model = Position
    extra = 0
    autocomplete_fields = ("sources",)
    fields = (("party", "order"), ("holder_en", "holder_fr"), ("says_en", "says_fr"), "sources")


class MoveInline(admin.StackedInline):
    """The diplomatic moves that the event is, or that are part of it."""

    model = Move
    extra = 0
    autocomplete_fields = ("reply_source", "sources")
    fields = (
        ("slug", "row", "instrument", "size"),
        ("date", "date_latest", "announced", "effective"),
        ("mover", "mover_en", "mover_fr", "target", "confidential"),
        ("what_en", "what_fr"),
        ("reason_en", "reason_fr"),
        ("reply_to", "reply_source"),
        "sources",
        ("note_en", "note_fr"),
    )


@admin.register(Event)
class EventAdmin(DraftAdmin):
    """An event, what is disputed about it, and by whom."""

    inlines = (PositionInline, MoveInline)
    list_display = ("date", "slug", "title_en", "confidence", "place", "last_version", "changed_at", "withdrawn")
    list_display_links = ("slug",)
    list_filter = ("themes", "confidence", "withdrawn", "changed_at")
    list_select_related = ("place",)
    search_fields = ("slug", "date", "title_en", "title_fr", "summary_en", "summary_fr")
    ordering = ("date", "slug")
    autocomplete_fields = ("themes", "actors", "place", "sources")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "slug",
                    ("date", "end", "kind_of_date", "about"),
                    "title_en",
                    "title_fr",
                    "summary_en",
                    "summary_fr",
                )
            },
        ),
        (None, {"fields": ("later_en", "later_fr")}),
        (None, {"fields": ("themes", "actors", "place")}),
        (None, {"fields": ("sources", "confidence", "disputed_en", "disputed_fr")}),
        (None, {"fields": ("withdrawn", "changed_at")}),
    )

    def preview_url(self, draft: Event) -> str:
        return reverse("timeline:event", args=[draft.slug])

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A slug is an address: it is given once."""
        return (*super().get_readonly_fields(request, obj), *(["slug"] if obj else []))


@admin.register(EventVersion)
class EventVersionAdmin(VersionAdmin):
    """Published events."""

    search_fields = ("draft__slug", "draft__title_en", "draft__title_fr")


@admin.register(Era)
class EraAdmin(admin.ModelAdmin):
    """The stretches into which the story is cut."""

    list_display = ("start", "end", "slug", "name_en", "name_fr")
    list_display_links = ("slug",)
    search_fields = ("slug", "name_en", "name_fr")
    autocomplete_fields = ("sources",)
    ordering = ("start", "slug")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A slug is a name in files: it is given once."""
        return ("slug",) if obj else ()


@admin.register(Theme)
class ThemeAdmin(admin.ModelAdmin):
    """The threads of the story, in their order."""

    list_display = ("position", "slug", "name_en", "name_fr")
    list_display_links = ("slug",)
    search_fields = ("slug", "name_en", "name_fr")
    ordering = ("position", "slug")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Filters in addresses name themes by their slug."""
        return ("slug",) if obj else ()
