from django.apps import AppConfig


class CourseConfig(AppConfig):
    """Management commands, and one table that remembers which files were loaded."""

    name = "sahelapp.course"
    label = "course"
    default_auto_field = "django.db.models.BigAutoField"
