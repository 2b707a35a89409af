from django.apps import AppConfig


class TimelineConfig(AppConfig):
    """Explicit label: relabelling later would silently build a second set of empty tables."""

    name = "sahelapp.timeline"
    label = "timeline"
    default_auto_field = "django.db.models.BigAutoField"
