"""The desk for what the course rests on. Saving goes through the actions, which keep the catalogue in step."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext as _

from sahelapp.catalogue.models import Entry
from sahelapp.evidence import actions
from sahelapp.evidence.models import Actor, Evidence, Figure, Place, Source, Term


class EvidenceAdmin(admin.ModelAdmin):
    """A slug is an address and a citation: it is given once. What is cited is not deleted."""

    list_per_page = 50
    ordering = ("slug",)

    def get_readonly_fields(self, request: HttpRequest, obj: Evidence | None = None) -> tuple[str, ...]:
        return ("slug", "changed_at") if obj else ("changed_at",)

    def has_delete_permission(self, request: HttpRequest, obj: Evidence | None = None) -> bool:
        if not super().has_delete_permission(request, obj):
            return False
        return obj is None or not Entry.objects.mentioning(obj.kind_of_entry, obj.slug).exists()

    def save_model(self, request: HttpRequest, obj: Evidence, form: ModelForm, change: bool) -> None:
        actions.keep(obj)

    def delete_model(self, request: HttpRequest, obj: Evidence) -> None:
        actions.remove(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        for thing in queryset:
            actions.remove(thing)


@admin.register(Source)
class SourceAdmin(EvidenceAdmin):
    list_display = ["slug", "publisher", "title", "date", "language", "kind"]
    list_filter = ["kind", "language"]
    search_fields = ["slug", "publisher", "title", "note_en", "note_fr"]


@admin.register(Actor)
class ActorAdmin(EvidenceAdmin):
    list_display = ["slug", "name_en", "name_fr", "kind", "party", "active_from", "active_to"]
    list_filter = ["party", "kind"]
    search_fields = ["slug", "name_en", "name_fr"]


@admin.register(Place)
class PlaceAdmin(EvidenceAdmin):
    list_display = ["slug", "name_en", "name_fr", "country_en", "kind_en", "approximate"]
    list_filter = ["country_en", "approximate"]
    search_fields = ["slug", "name_en", "name_fr"]


@admin.register(Term)
class TermAdmin(EvidenceAdmin):
    list_display = ["slug", "term_en", "term_fr"]
    search_fields = ["slug", "term_en", "term_fr", "definition_en", "definition_fr"]


class FigureForm(ModelForm):
    """Names sources by their slugs."""

    def clean_sources(self) -> list[str]:
        slugs = self.cleaned_data["sources"]
        is_list = isinstance(slugs, list) and all(isinstance(slug, str) for slug in slugs)
        if not is_list or set(slugs) - Source.objects.named(slugs).keys():
            raise ValidationError(_('Write the slugs of sources that exist, as a list: ["one", "two"].'))
        return slugs


@admin.register(Figure)
class FigureAdmin(EvidenceAdmin):
    list_display = ["slug", "label_en", "value", "unit_en", "as_of"]
    search_fields = ["slug", "label_en", "label_fr"]
    form = FigureForm
