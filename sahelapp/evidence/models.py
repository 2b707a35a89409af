"""What the course rests on: sources, actors, places, terms, figures.

Live rows, not versions: a corrected source is right everywhere at once.
"""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.engine.text import Both, typeset
from sahelapp.evidence.dates import Partial


def is_partial_date(value: str) -> None:
    """A day, a month or a year, as files write them."""
    try:
        Partial.read(value)
    except ValueError as mistake:
        raise ValidationError(_("Write 2025-09-17, 2025-09 or 2025.")) from mistake


class Party(models.TextChoices):
    """The two capitals of the rupture, and everybody else. Shown with a word and a shape, never by colour alone."""

    PARIS = "paris", "Paris"
    BAMAKO = "bamako", "Bamako"
    OTHER = "other", _("others")


class EvidenceQuerySet(models.QuerySet):
    """Reads rows of this room."""

    def named(self, slugs: Iterable[str]) -> dict[str, Any]:
        """The rows with these slugs, by slug: one query."""
        return self.in_bulk(set(slugs), field_name="slug")


class Evidence(models.Model):
    """A row that comes from a file and may be edited by hand; `loaded_hash` tells which of the two came last."""

    kind_of_entry: ClassVar[str]

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    loaded_hash = models.CharField(max_length=64, blank=True, editable=False)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.slug


class Source(Evidence):
    """Who says so."""

    class Kind(models.TextChoices):
        NEWS_AGENCY = "news agency", _("news agency")
        NEWSPAPER = "newspaper", _("newspaper")
        OFFICIAL = "official", _("official")
        UN = "UN", _("UN")
        NGO = "NGO", _("NGO")
        THINK_TANK = "think tank", _("think tank")
        ENCYCLOPAEDIA = "encyclopaedia", _("encyclopaedia")
        PARTISAN = "partisan/state media", _("partisan or state media")
        BLOG = "blog", _("blog")

    class Language(models.TextChoices):
        ENGLISH = "en", _("English")
        FRENCH = "fr", _("French")
        ARABIC = "ar", _("Arabic")
        SPANISH = "es", _("Spanish")
        PORTUGUESE = "pt", _("Portuguese")

    kind_of_entry = "source"

    publisher = models.CharField(_("publisher"), max_length=200)
    title = models.CharField(_("title"), max_length=300)
    url = models.URLField(_("address"), max_length=500)
    date = models.CharField(
        _("date"),
        max_length=10,
        blank=True,
        validators=[is_partial_date],
        help_text=_("Empty where the text gave none."),
    )
    language = models.CharField(_("language"), max_length=5, choices=Language)
    kind = models.CharField(_("kind"), max_length=30, choices=Kind)
    note_en = models.TextField(_("reliability note (English)"), blank=True)
    note_fr = models.TextField(_("reliability note (French)"), blank=True)

    note = Both()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ("publisher", "date", "slug")

    def __str__(self) -> str:
        return f"{self.publisher}: {self.title}"

    @property
    def shown_title(self) -> str:
        """The title as its own language prints it."""
        return typeset(self.title, self.language)

    @property
    def when(self) -> Partial | None:
        """Its date as precise as it is known."""
        return Partial.read(self.date) if self.date else None


class Actor(Evidence):
    """A person, state, armed group, organisation or institution."""

    class Kind(models.TextChoices):
        STATE = "state", _("state")
        PERSON = "person", _("person")
        INSTITUTION = "institution", _("institution")
        ORGANISATION = "organisation", _("organisation")
        ARMED_GROUP = "armed-group", _("armed group")

    kind_of_entry = "actor"

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    party = models.CharField(_("party"), max_length=10, choices=Party, default=Party.OTHER)
    name_en = models.CharField(_("name (English)"), max_length=150)
    name_fr = models.CharField(_("name (French)"), max_length=150)
    description_en = models.TextField(_("description (English)"))
    description_fr = models.TextField(_("description (French)"))
    active_from = models.CharField(_("active from"), max_length=10, blank=True, validators=[is_partial_date])
    active_to = models.CharField(_("active to"), max_length=10, blank=True, validators=[is_partial_date])
    side_notes_en = models.TextField(_("role and side (English)"), blank=True)
    side_notes_fr = models.TextField(_("role and side (French)"), blank=True)

    name = Both()
    description = Both()
    side_notes = Both()

    class Meta:
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
        ordering = ("name_en",)

    def __str__(self) -> str:
        return self.name_en


class Place(Evidence):
    """Somewhere on the map; `approximate` ones are an area, not a pin."""

    kind_of_entry = "place"

    name_en = models.CharField(_("name (English)"), max_length=120)
    name_fr = models.CharField(_("name (French)"), max_length=120)
    lat = models.FloatField(_("latitude"), validators=[MinValueValidator(-90), MaxValueValidator(90)])
    lon = models.FloatField(_("longitude"), validators=[MinValueValidator(-180), MaxValueValidator(180)])
    country_en = models.CharField(_("country (English)"), max_length=80)
    country_fr = models.CharField(_("country (French)"), max_length=80)
    kind_en = models.CharField(_("kind (English)"), max_length=80)
    kind_fr = models.CharField(_("kind (French)"), max_length=80)
    approximate = models.BooleanField(_("approximate"), default=False)

    name = Both()
    country = Both()
    kind = Both()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ("name_en",)

    def __str__(self) -> str:
        return self.name_en


class Term(Evidence):
    """A word of the glossary. Its definition is ours, and needs no source."""

    kind_of_entry = "term"

    term_en = models.CharField(_("term (English)"), max_length=120)
    term_fr = models.CharField(_("term (French)"), max_length=120)
    definition_en = models.TextField(_("definition (English)"))
    definition_fr = models.TextField(_("definition (French)"))

    name = Both("term")
    definition = Both()

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ("term_en",)

    def __str__(self) -> str:
        return self.term_en


class Figure(Evidence):
    """A number with its date, its sources and what to know before using it."""

    kind_of_entry = "figure"

    label_en = models.CharField(_("label (English)"), max_length=150)
    label_fr = models.CharField(_("label (French)"), max_length=150)
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=4)
    unit_en = models.CharField(_("unit (English)"), max_length=60, blank=True)
    unit_fr = models.CharField(_("unit (French)"), max_length=60, blank=True)
    as_of = models.CharField(_("as of"), max_length=10, validators=[is_partial_date])
    # A list, not a relation: the order is the author's, and files name sources by their slug.
    sources = models.JSONField(_("sources"), default=list, help_text=_("The slugs of its sources, most telling first."))
    note_en = models.TextField(_("note (English)"), blank=True)
    note_fr = models.TextField(_("note (French)"), blank=True)

    name = Both("label")

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.label_en
