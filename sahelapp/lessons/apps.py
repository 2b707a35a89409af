from django.apps import AppConfig


class LessonsConfig(AppConfig):
    """Explicit label: relabelling later would silently build a second set of empty tables."""

    name = "sahelapp.lessons"
    label = "lessons"
    default_auto_field = "django.db.models.BigAutoField"
