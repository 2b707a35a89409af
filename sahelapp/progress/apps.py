from django.apps import AppConfig


class ProgressConfig(AppConfig):
    """Explicit label: relabelling later would silently build a second set of empty tables."""

    name = "sahelapp.progress"
    label = "progress"
    default_auto_field = "django.db.models.BigAutoField"
