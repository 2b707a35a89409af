from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Explicit label: relabelling later would silently build a second set of empty tables."""

    name = "sahelapp.accounts"
    label = "accounts"
    verbose_name = _("accounts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The admin is reached through our log-in page."""
        # Imported here: both need the models to be loaded.
        from django.contrib import admin

        from sahelapp.accounts import second_factor

        second_factor.stand_at(admin.site)
