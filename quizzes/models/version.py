"""Drafts and versions: what a teacher edits, and what a learner meets.

A draft is an ordinary row. Publishing (`actions.publishing`) writes an immutable, numbered version of it; learners only
ever meet versions, and an attempt, a run or a reading mark pins the one it met. Nothing here knows what is published.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any, ClassVar, NoReturn, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from quizzes.engine.problems import Problem
from quizzes.engine.text import Text


class VersionsNeverChange(TypeError):
    """Our own mistake: code tried to change a published version. Publish a new one instead."""


class Draft(models.Model):
    """What an author edits. Subclasses say what they publish: `to_value`, `title`, `prose`."""

    kind: ClassVar[str]
    must_cite: ClassVar[bool] = False

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    withdrawn = models.BooleanField(
        _("withdrawn"), default=False, help_text=_("Taken off the site; past attempts keep it.")
    )
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    loaded_hash = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.slug

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Browsers end lines with two characters, files with one: an unchanged save must not look like an edit."""
        for field in self._meta.concrete_fields:
            if isinstance(value := getattr(self, field.attname), str):
                setattr(self, field.attname, value.replace("\r\n", "\n"))
        super().save(*args, **kwargs)

    @property
    def title(self) -> Text:
        """What it is called, in both languages."""
        raise NotImplementedError

    def to_value(self) -> dict[str, Any]:
        """The JSON that the next version will hold, with its own `version` key."""
        raise NotImplementedError

    def prose(self) -> dict[str, Text]:
        """The Markdown texts of this draft by block name: checked, rendered and stored when published."""
        return {}

    def claims(self) -> Collection[str]:
        """The texts in `prose` whose paragraphs must say who says so: all or none, unless a room differs."""
        return self.prose() if self.must_cite else ()

    def problems(self) -> list[Problem]:
        """What the room itself finds wrong; citations and languages are checked by the site."""
        return []

    def latest(self) -> "Version | None":
        """The version published last, visible or not."""
        return self.versions.order_by("-number").first()  # type: ignore[attr-defined]


class VersionQuerySet(models.QuerySet):
    """Reads versions."""

    def update(self, **values: Any) -> NoReturn:
        """Refused: versions never change."""
        raise VersionsNeverChange(self.model.__name__)

    def live(self, now: datetime) -> Self:
        """Of each draft the version that learners meet at `now`: the last whose time has come, unless withdrawn."""
        newest = (
            self.model._default_manager.filter(draft=OuterRef("draft"), live_from__lte=now)
            .order_by("-number")
            .values("pk")[:1]
        )
        return self.filter(pk=Subquery(newest), draft__withdrawn=False)


class Version(models.Model):
    """One published state. Concrete versions add `draft = ForeignKey(..., related_name="versions")`."""

    number = models.PositiveIntegerField(_("version"))
    value = models.JSONField(_("value"), encoder=DjangoJSONEncoder)
    rendered = models.JSONField(_("rendered"), default=dict, editable=False)
    live_from = models.DateTimeField(_("live from"))
    published_at = models.DateTimeField(_("published"))
    channel = models.CharField(_("channel"), max_length=20)
    publisher_name = models.CharField(_("published by"), max_length=150, blank=True)
    # Nullable and exempt from the write-once trigger: erasing a teacher must not rewrite history.
    publisher = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    objects = VersionQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("draft_id", "-number")

    def __str__(self) -> str:
        return f"{self.draft.slug} v{self.number}"  # type: ignore[attr-defined]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only."""
        if not self._state.adding:
            raise VersionsNeverChange(str(self))
        super().save(*args, **kwargs)

    def block(self, name: str, language: str) -> dict[str, Any]:
        """One rendered text: `{html, sources, mentions}`; empty where the version has none."""
        return self.rendered.get(name, {}).get(language) or {"html": "", "sources": [], "mentions": []}


def one_version_per_number(name: str) -> models.UniqueConstraint:
    """The constraint every concrete version carries."""
    return models.UniqueConstraint(fields=["draft", "number"], name=f"{name}_number_is_unique")
