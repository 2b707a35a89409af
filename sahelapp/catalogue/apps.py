from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    """Explicit label: relabelling later would silently build a second set of empty tables."""

    name = "sahelapp.catalogue"
    label = "catalogue"
    verbose_name = _("catalogue")
    default_auto_field = "django.db.models.BigAutoField"
