"""The catalogue as it stands, for looking: it is written when things are published, and remade by `rebuild`."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from sahelapp.catalogue.models import Edition, Entry, Mention


class ReadOnlyAdmin(admin.ModelAdmin):
    """Shows and changes nothing."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Entry)
class EntryAdmin(ReadOnlyAdmin):
    list_display = ["kind", "slug", "language", "title", "visible", "changed_at"]
    list_display_links = ["slug"]
    list_filter = ["kind", "language", "visible"]
    search_fields = ["slug", "title", "folded"]


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    list_display = ["id", "number"]
    search_fields = ["number"]


@admin.register(Mention)
class MentionAdmin(ReadOnlyAdmin):
    list_display = ["from_entry", "to_entry"]
    list_filter = ["from_entry__kind", "to_entry__kind", "from_entry__language"]
    list_select_related = ["from_entry", "to_entry"]
    search_fields = ["from_entry__slug", "to_entry__slug"]
