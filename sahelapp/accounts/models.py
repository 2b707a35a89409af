"""Who is there: guests, learners, teachers; and the codes that let them back in without e-mail."""

from typing import Self

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A person at the site. A guest has a row but no way to log in; signing up turns the same row into a learner."""

    class Kind(models.TextChoices):
        GUEST = "guest", _("guest")
        LEARNER = "learner", _("learner")
        TEACHER = "teacher", _("teacher")

    class Language(models.TextChoices):
        ENGLISH = "en", "English"
        FRENCH = "fr", "Français"

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.LEARNER)
    language = models.CharField(_("preferred language"), max_length=2, choices=Language, default=Language.ENGLISH)

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")  # type: ignore[assignment]
        verbose_name_plural = _("users")  # type: ignore[assignment]

    @property
    def is_guest(self) -> bool:
        """Whether this row was made by a visitor's first recorded act and has no password yet."""
        return self.kind == self.Kind.GUEST

    @property
    def shown_name(self) -> str:
        """What "You are ..." says: guests have no name worth showing."""
        return "" if self.is_guest else (self.get_full_name() or self.username)


class RecoveryCodeQuerySet(models.QuerySet):
    """Reads recovery codes."""

    def unused(self) -> Self:
        """Those that still open the door."""
        return self.filter(used_at=None)


class RecoveryCode(models.Model):
    """One of the eight codes on the printed sheet. Only its fingerprint is kept."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="recovery_codes", verbose_name=_("user")
    )
    fingerprint = models.CharField(max_length=64, editable=False)
    made_at = models.DateTimeField(_("made"))
    used_at = models.DateTimeField(_("used"), null=True, blank=True)

    objects = RecoveryCodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("recovery code")
        verbose_name_plural = _("recovery codes")
        ordering = ("user_id", "pk")
        constraints = [models.UniqueConstraint(fields=["user", "fingerprint"], name="recovery_code_is_unique")]

    def __str__(self) -> str:
        return f"{self.user_id}/{self.pk}"
