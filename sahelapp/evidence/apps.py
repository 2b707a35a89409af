from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvidenceConfig(AppConfig):
    """Explicit label: relabelling later would silently build a second set of empty tables."""

    name = "sahelapp.evidence"
    label = "evidence"
    verbose_name = _("sources, people and places")
    default_auto_field = "django.db.models.BigAutoField"
