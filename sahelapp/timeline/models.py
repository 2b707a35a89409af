"""Events, what the parties say of them, and the themes they belong to."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from quizzes.engine.text import Both, Text
from quizzes.models.version import Draft, Version, one_version_per_number
from sahelapp.evidence.dates import Partial
from sahelapp.evidence.models import Actor, Place, Source
from sahelapp.timeline.instruments import INSTRUMENT_WORDS
from sahelapp.timeline.values import Era as EraValue
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

    class KindOfDate(models.TextChoices):
        ANNOUNCED = "announced", _("announced")
        DECIDED = "decided", _("decided")
        EFFECTIVE = "effective", _("took effect")
        REPORTED = "reported", _("reported")

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
    later_en = models.TextField(
        _("what came to light later (English)"),
        blank=True,
        help_text=_("Hidden where the timeline is shown as known on an earlier day."),
    )
    later_fr = models.TextField(_("what came to light later (French)"), blank=True)
    kind_of_date = models.CharField(
        _("which date this is"),
        max_length=10,
        blank=True,
        choices=KindOfDate,
        help_text=_("Only where it makes a difference."),
    )
    about = models.BooleanField(_("the sources say “about”"), default=False)
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
    later = Both()

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
            "later": self.later,
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
            "kind_of_date": self.kind_of_date,
            "about": self.about,
            "later": self.later.write(),
            "moves": [move.to_value() for move in self.moves.all()],
        }

    def listing(self) -> dict[str, Any]:
        """How the catalogue finds it, and whom it mentions."""
        value = self.to_value()
        mentions = [("source", slug) for slug in value["sources"]] + [("actor", slug) for slug in value["actors"]]
        if value["place"]:
            mentions.append(("place", value["place"]))
        for part in (*value["positions"], *value["moves"]):
            mentions += [("source", slug) for slug in part["sources"]]
        return {
            "path": f"timeline/{self.slug}/",
            "summary": self.summary,
            "body": Text(f"{self.disputed_en} {self.later_en}".strip(), f"{self.disputed_fr} {self.later_fr}".strip()),
            "mentions": mentions,
        }


def in_order(event: models.Model, field: str) -> list[str]:
    """The slugs of a many-to-many field in the order in which they were given."""
    through = getattr(type(event), field).through
    rows = through.objects.filter(**{f"{type(event)._meta.model_name}_id": event.pk}).order_by("pk")
    target = getattr(type(event), field).rel.model._meta.model_name
    return list(rows.values_list(f"{target}__slug", flat=True))


def _is_partial(iso: str) -> bool:
    """Whether it is empty, or a day, a month or a year."""
    try:
        return not iso or bool(Partial.read(iso))
    except ValueError:
        return False


class Party(models.TextChoices):
    """Whose seat somebody speaks or acts from; content/README.md has the rule."""

    PARIS = "paris", "Paris"
    BAMAKO = "bamako", "Bamako"
    OTHER = "other", _("others")


class Position(models.Model):
    """What one party says of an event. Positions stand side by side; none is ours."""

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


class Move(models.Model):
    """A diplomatic move that is an event, or a part of one: `sahelapp.timeline.moves` says what each field means."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="moves")
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    row = models.CharField(_("number in the ladder of moves"), max_length=8, blank=True)
    date = models.CharField(_("date"), max_length=10, help_text=_("The first day on which it can have been made."))
    date_latest = models.CharField(
        _("last possible day"), max_length=10, blank=True, help_text=_("Only where the day is in doubt.")
    )
    announced = models.CharField(
        _("announced"), max_length=10, blank=True, help_text=_("When the public learned of it, if on another day.")
    )
    effective = models.CharField(_("took effect"), max_length=10, blank=True)
    mover = models.CharField(_("mover"), max_length=10, choices=Party)
    mover_en = models.CharField(_("mover in words (English)"), max_length=120, blank=True)
    mover_fr = models.CharField(_("mover in words (French)"), max_length=120, blank=True)
    target = models.CharField(_("target"), max_length=10, choices=Party)
    instrument = models.CharField(_("instrument"), max_length=30, choices=INSTRUMENT_WORDS)
    confidential = models.BooleanField(_("confidential when it was made"), default=False)
    size = models.PositiveIntegerField(_("how many it struck"), null=True, blank=True)
    what_en = models.CharField(_("what was done (English)"), max_length=200)
    what_fr = models.CharField(_("what was done (French)"), max_length=200)
    reason_en = models.CharField(_("declared reason (English)"), max_length=300, blank=True)
    reason_fr = models.CharField(_("declared reason (French)"), max_length=300, blank=True)
    reply_to = models.SlugField(
        _("replies to"), max_length=80, blank=True, db_index=False, help_text=_("The slug of the move it answers.")
    )
    reply_source = models.ForeignKey(
        Source,
        models.PROTECT,
        verbose_name=_("source that calls it a reply"),
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Without one, the link is drawn dashed: our reading."),
    )
    note_en = models.CharField(_("note (English)"), max_length=400, blank=True)
    note_fr = models.CharField(_("note (French)"), max_length=400, blank=True)
    sources = models.ManyToManyField(Source, verbose_name=_("sources"), blank=True, related_name="moves")

    what = Both()
    reason = Both()
    note = Both()

    class Meta:
        verbose_name = pgettext_lazy("diplomatic move", "move")
        verbose_name_plural = pgettext_lazy("diplomatic move", "moves")
        ordering = ("date", "pk")

    def __str__(self) -> str:
        return f"{self.date} {self.slug}"

    def clean(self) -> None:
        """Dates that cannot be read, and replies to nothing, are told beside their fields."""
        wrong = {
            name: _("Write 2025-09-17, 2025-09 or 2025.")
            for name in ("date", "date_latest", "announced", "effective")
            if not _is_partial(getattr(self, name))
        }
        if self.reply_to and not Move.objects.filter(slug=self.reply_to).exclude(pk=self.pk).exists():
            wrong["reply_to"] = _("No other move has this slug.")
        if self.reply_source and not self.reply_to:
            wrong["reply_source"] = _("Say first which move it replies to.")
        if wrong:
            raise ValidationError(wrong)

    def to_value(self) -> dict[str, Any]:
        same = ("slug", "row", "mover", "target", "instrument", "confidential", "size", "reply_to", "date")
        return {
            **{name: getattr(self, name) for name in same},
            **{name: getattr(self, name) or None for name in ("date_latest", "announced", "effective")},
            **{name: getattr(self, name).write() for name in ("what", "reason", "note")},
            "movers": {"en": self.mover_en, "fr": self.mover_fr},
            "reply_source": self.reply_source.slug if self.reply_source else "",
            "sources": in_order(self, "sources"),
        }


class Era(models.Model):
    """A stretch of the story with a name, as authors cut it."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    start = models.CharField(_("began"), max_length=10)
    end = models.CharField(_("ended"), max_length=10, blank=True, help_text=_("Empty while it goes on."))
    name_en = models.CharField(_("name (English)"), max_length=80)
    name_fr = models.CharField(_("name (French)"), max_length=80)
    summary_en = models.TextField(_("summary (English)"))
    summary_fr = models.TextField(_("summary (French)"))
    sources = models.ManyToManyField(Source, verbose_name=_("sources"), blank=True, related_name="eras")
    loaded_hash = models.CharField(max_length=64, blank=True, editable=False)

    name = Both()
    summary = Both()

    class Meta:
        verbose_name = _("era")
        verbose_name_plural = _("eras")
        ordering = ("start", "slug")

    def __str__(self) -> str:
        return self.name.in_(get_language() or "en")

    def clean(self) -> None:
        """Dates that cannot be read are told beside their fields."""
        wrong = [name for name in ("start", "end") if not _is_partial(getattr(self, name))]
        if wrong:
            raise ValidationError(dict.fromkeys(wrong, _("Write 2025-09-17, 2025-09 or 2025.")))

    def to_engine(self) -> EraValue:
        """The era as a value, with its sources in order."""
        end = Partial.read(self.end) if self.end else None
        sources = tuple(in_order(self, "sources"))
        return EraValue(self.slug, Partial.read(self.start), end, self.name, self.summary, sources)


class EventVersion(Version):
    """A published event."""

    draft = models.ForeignKey(Event, models.PROTECT, related_name="versions")

    class Meta(Version.Meta):
        verbose_name = _("version of an event")
        verbose_name_plural = _("versions of events")
        constraints = [one_version_per_number("event")]

    def to_engine(self) -> EventValue:
        return EventValue.read(self.value)
