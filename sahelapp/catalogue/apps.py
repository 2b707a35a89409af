from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Explicit label: relabelling later would silently build a second set of empty tables."""

    name = "sahelapp.catalogue"
    label = "catalogue"
    default_auto_field = "django.db.models.BigAutoField"
