from typing import Any

from django.apps import AppConfig, apps
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _

from sahelapp.catalogue import editions


class CatalogueConfig(AppConfig):
    """Explicit label: relabelling later would silently build a second set of empty tables."""

    name = "sahelapp.catalogue"
    label = "catalogue"
    verbose_name = _("catalogue")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Whoever saves what the public may see makes a new edition: the desk, a file, a room that is yet to come."""
        # Each by name: a listener for all would make every deletion of anything fetch its rows first.
        for model in filter(is_for_the_public, apps.get_models()):
            post_save.connect(_changed, sender=model)
            post_delete.connect(_changed, sender=model)


def is_for_the_public(model: type[Model]) -> bool:
    """Rows that come from course files remember what was loaded, versions from when on they are live; no others do."""
    return not {"loaded_hash", "live_from"}.isdisjoint(field.name for field in model._meta.get_fields())


def _changed(**_signal: Any) -> None:
    editions.begin()
