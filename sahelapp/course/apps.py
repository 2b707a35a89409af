from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CourseConfig(AppConfig):
    """Management commands, and one table that remembers which files were loaded."""

    name = "sahelapp.course"
    label = "course"
    verbose_name = _("course files")
    default_auto_field = "django.db.models.BigAutoField"
