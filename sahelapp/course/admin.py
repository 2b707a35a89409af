"""Which files were loaded and when: what a conflict between the files and the desk is told against."""

from django.contrib import admin

from sahelapp.catalogue.admin import ReadOnlyAdmin
from sahelapp.course.models import LoadedFile


@admin.register(LoadedFile)
class LoadedFileAdmin(ReadOnlyAdmin):
    list_display = ["path", "loaded_at", "checksum"]
    list_filter = ["loaded_at"]
    search_fields = ["path"]
