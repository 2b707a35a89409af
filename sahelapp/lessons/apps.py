from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LessonsConfig(AppConfig):
    """Explicit label: relabelling later would silently build a second set of empty tables."""

    name = "sahelapp.lessons"
    label = "lessons"
    verbose_name = _("lessons")
    default_auto_field = "django.db.models.BigAutoField"
