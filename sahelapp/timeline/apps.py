from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TimelineConfig(AppConfig):
    """Explicit label: relabelling later would silently build a second set of empty tables."""

    name = "sahelapp.timeline"
    label = "timeline"
    verbose_name = _("timeline")
    default_auto_field = "django.db.models.BigAutoField"
