from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Explicit label: relabelling later would silently build a second set of empty tables."""

    name = "sahelapp.evidence"
    label = "evidence"
    default_auto_field = "django.db.models.BigAutoField"
