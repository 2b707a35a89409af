from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Explicit label: relabelling later would silently build a second set of empty tables."""

    name = "sahelapp.pages"
    label = "pages"
    default_auto_field = "django.db.models.BigAutoField"
