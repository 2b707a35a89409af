"""Events, what the parties say of them, and the themes they belong to."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from quizzes.engine.text import Both, Text
from quizzes.models.version import Draft, Version, one_version_per_number
from sahelapp.evidence.models import Actor, Place, Source
from sahelapp.timeline.values import EventValue, When


class Theme(models.Model):
    """One thread through the story."""

    slug = models.SlugField(_("slug"), unique=True)
    name_en = models.CharField(_("name (English)"), max_length=80)
    name_fr = models.CharField(_("name (French)"), max_length=80)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    loaded_hash = models.CharField(max_length=64, blank=True, editable=False)

    name = Both()

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ("position", "slug")

    def __str__(self) -> str:
        return self.name.in_(get_language() or "en")


class Event(Draft):
    """The draft of an event."""

    kind: ClassVar[str] = "event"

    class Confidence(models.TextChoices):
        HIGH = "high", _("high")
        MEDIUM = "medium", _("medium")
        LOW = "low", _("low")

    date = models.CharField(
        _("date"), max_length=10, help_text=_("2025-09-17, 2025-09 or 2025: as precise as the sources.")
    )
    end = models.CharField(
        _("last day"), max_length=10, blank=True, help_text=_("Only where it lasted longer than a day.")
    )
    title_en = models.CharField(_("title (English)"), max_length=90)
    title_fr = models.CharField(_("title (French)"), max_length=90)
    summary_en = models.TextField(_("summary (English)"))
    summary_fr = models.TextField(_("summary (French)"))
    disputed_en = models.TextField(_("what is disputed (English)"), blank=True)
    disputed_fr = models.TextField(_("what is disputed (French)"), blank=True)
    confidence = models.CharField(_("confidence"), max_length=10, choices=Confidence, default=Confidence.MEDIUM)
    themes = models.ManyToManyField(Theme, verbose_name=_("themes"), blank=True, related_name="events")
    actors = models.ManyToManyField(Actor, verbose_name=_("actors"), blank=True, related_name="events")
    place = models.ForeignKey(
        Place, models.PROTECT, verbose_name=_("place"), null=True, blank=True, related_name="events"
    )
    sources = models.ManyToManyField(Source, verbose_name=_("sources"), blank=True, related_name="events")

    title = Both()
    summary = Both()
    disputed = Both()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ("date", "slug")

    def __str__(self) -> str:
        return f"{self.date} {self.title.in_(get_language() or 'en')}"

    def clean(self) -> None:
        """A date that cannot be read is told beside its field."""
        try:
            When.read(self.date, self.end)
        except ValueError as mistake:
            raise ValidationError(
                {"date": _("Write 2025-09-17, 2025-09 or 2025; the end not before the start.")}
            ) from mistake

    def prose(self) -> dict[str, Text]:
        return {
            "summary": self.summary,
            "disputed": self.disputed,
        }

    def to_value(self) -> dict[str, Any]:
        return {
            "version": 1,
            "slug": self.slug,
            "date": self.date,
            "end": self.end or None,
            "title": self.title.write(),
            "summary": self.summary.write(),
            "disputed": self.disputed.write(),
            "confidence": self.confidence,
            "themes": in_order(self, "themes"),
            "actors": in_order(self, "actors"),
            "place": self.place.slug if self.place else None,
            "sources": in_order(self, "sources"),
            "positions": [position.to_value() for position in self.positions.all()],
        }

    def listing(self) -> dict[str, Any]:
        """How the catalogue finds it, and whom it mentions."""
        value = self.to_value()
        mentions = [("source", slug) for slug in value["sources"]] + [("actor", slug) for slug in value["actors"]]
        if value["place"]:
            mentions.append(("place", value["place"]))
        for position in value["positions"]:
            mentions += [("source", slug) for slug in position["sources"]]
        return {
            "path": f"timeline/{self.slug}/",
            "summary": self.summary,
            "body": Text(f"{self.disputed_en}", f"{self.disputed_fr}"),
            "mentions": mentions,
        }


def in_order(event: models.Model, field: str) -> list[str]:
    """The slugs of a many-to-many field in the order in which they were given."""
    through = getattr(type(event), field).through
    rows = through.objects.filter(**{f"{type(event)._meta.model_name}_id": event.pk}).order_by("pk")
    target = getattr(type(event), field).rel.model._meta.model_name
    return list(rows.values_list(f"{target}__slug", flat=True))


class Position(models.Model):
    """What one party says of an event. Positions stand side by side; none is ours."""

    class Party(models.TextChoices):
        PARIS = "paris", "Paris"
        BAMAKO = "bamako", "Bamako"
        OTHER = "other", _("others")

    event = models.ForeignKey(Event, models.CASCADE, related_name="positions")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    party = models.CharField(_("party"), max_length=10, choices=Party)
    holder_en = models.CharField(_("who says it (English)"), max_length=120)
    holder_fr = models.CharField(_("who says it (French)"), max_length=120)
    says_en = models.TextField(_("what they say (English)"))
    says_fr = models.TextField(_("what they say (French)"))
    sources = models.ManyToManyField(Source, verbose_name=_("sources"), blank=True, related_name="positions")

    holder = Both()
    says = Both()

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return f"{self.holder_en}: {self.says_en[:60]}"

    def to_value(self) -> dict[str, Any]:
        return {
            "party": self.party,
            "holder": self.holder.write(),
            "says": self.says.write(),
            "sources": in_order(self, "sources"),
        }


class EventVersion(Version):
    """A published event."""

    draft = models.ForeignKey(Event, models.PROTECT, related_name="versions")

    class Meta(Version.Meta):
        verbose_name = _("version of an event")
        verbose_name_plural = _("versions of events")
        constraints = [one_version_per_number("event")]

    def to_engine(self) -> EventValue:
        return EventValue.read(self.value)
