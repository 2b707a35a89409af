"""What was loaded last, so that a second run sees at a glance that nothing is new."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LoadedFile(models.Model):
    """A course file as it was when it was loaded."""

    path = models.CharField(_("path"), max_length=200, unique=True)
    checksum = models.CharField(_("checksum"), max_length=64)
    loaded_at = models.DateTimeField(_("loaded"))
    # What stands in course.yaml has no table of its own: it is kept here, to be written back.
    said = models.JSONField(_("contents"), null=True, blank=True)

    class Meta:
        verbose_name = _("loaded file")
        verbose_name_plural = _("loaded files")
        ordering = ("path",)

    def __str__(self) -> str:
        return self.path
