"""What the site holds, by name: one entry per thing and language, and who mentions whom; and which edition stands.

Search, backlinks and the sitemap read only entries and mentions, so they cost the same however many rooms there are.
"""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.engine.text import fold


class EntryQuerySet(models.QuerySet):
    """Reads entries."""

    def visible(self) -> Self:
        """Those a visitor may be shown."""
        return self.filter(visible=True)

    def matching(self, words: str) -> Self:
        """Those whose folded text holds every word, accents and ligatures aside."""
        found = self
        for word in fold(words).split():
            found = found.filter(folded__contains=word)
        return found

    def mentioning(self, kind: str, slug: str) -> Self:
        """Those that cite or link to the thing: its backlinks."""
        return self.filter(mentions__to_entry__kind=kind, mentions__to_entry__slug=slug).distinct()


class Entry(models.Model):
    """One thing in one language: a lesson, an event, a source, an actor, a term, a quiz, a scenario."""

    kind = models.CharField(_("kind"), max_length=20)
    slug = models.SlugField(_("slug"), max_length=80)
    language = models.CharField(_("language"), max_length=2)
    title = models.CharField(_("title"), max_length=300)
    summary = models.TextField(_("summary"), blank=True)
    folded = models.TextField(_("folded text"), help_text=_("Title, summary and body, folded for finding."))
    url = models.CharField(_("address"), max_length=300)
    visible = models.BooleanField(_("visible"), default=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering = ("kind", "slug", "language")
        constraints = [models.UniqueConstraint(fields=["kind", "slug", "language"], name="entry_is_unique")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.slug} ({self.language})"


class Mention(models.Model):
    """One entry cites or links to another of the same language."""

    from_entry = models.ForeignKey(Entry, models.CASCADE, related_name="mentions", verbose_name=_("who mentions"))
    to_entry = models.ForeignKey(Entry, models.CASCADE, related_name="mentioned_by", verbose_name=_("who is mentioned"))

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints = [models.UniqueConstraint(fields=["from_entry", "to_entry"], name="mention_is_unique")]

    def __str__(self) -> str:
        return f"{self.from_entry_id} -> {self.to_entry_id}"


class Edition(models.Model):
    """The number of the edition that stands: one row. Whatever changes what the public sees makes a new one."""

    number = models.PositiveBigIntegerField(_("number"))

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="edition_is_one_row")]

    def __str__(self) -> str:
        return str(self.number)
