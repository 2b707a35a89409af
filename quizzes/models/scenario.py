"""Scenarios: the draft that authors edit and the versions that learners play."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.engine.problems import Problem
from quizzes.engine.scenario.lint import examine, lint
from quizzes.engine.scenario.reading import read
from quizzes.engine.scenario.story import Story
from quizzes.engine.text import LANGUAGES, Both, Text
from quizzes.models.version import Draft, Version, one_version_per_number


class Scenario(Draft):
    """A branching scenario: from whose seat, what is known, and the story."""

    kind = "scenario"
    must_cite = True

    title_en = models.CharField(_("title (English)"), max_length=200)
    title_fr = models.CharField(_("title (French)"), max_length=200)
    summary_en = models.TextField(_("summary (English)"), max_length=1000)
    summary_fr = models.TextField(_("summary (French)"), max_length=1000)
    seat = models.SlugField(_("seat"), max_length=30, help_text=_("From which party's chair one decides."))
    as_known_on = models.DateField(_("as known on"), help_text=_("What came to light later is not told."))
    tags = models.JSONField(_("themes"), default=list, blank=True)
    pair = models.SlugField(
        _("the other seat"),
        max_length=80,
        blank=True,
        help_text=_("The scenario that plays the same facts from there."),
    )
    undo = models.BooleanField(
        _("choices may be taken back"), default=False, help_text=_("The debrief tells where the player did.")
    )
    briefing_en = models.TextField(_("briefing (English)"), help_text=_("Markdown; each paragraph cites its sources."))
    briefing_fr = models.TextField(_("briefing (French)"), help_text=_("Markdown; each paragraph cites its sources."))
    story = models.JSONField(_("story"), default=dict)

    title = Both()
    summary = Both()
    briefing = Both()

    class Meta:
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")
        ordering = ("slug",)

    def to_value(self) -> dict[str, Any]:
        return {
            "version": 2,
            "title": self.title.write(),
            "summary": self.summary.write(),
            "seat": self.seat,
            "as_known_on": str(self.as_known_on),
            "tags": list(self.tags),
            "pair": self.pair,
            "undo": self.undo,
            "briefing": self.briefing.write(),
            "story": read(self.story)[0].write(),
        }

    def prose(self) -> dict[str, Text]:
        """The briefing, and of each scene what is known, its record, its debrief. All else is construction."""
        blocks = {"briefing": self.briefing}
        for scene in read(self.story)[0].scenes:
            blocks[know_block(scene.slug)] = scene.know
            blocks[record_block(scene.slug)] = scene.record
            blocks[debrief_block(scene.slug)] = scene.debrief
        return {name: text for name, text in blocks.items() if text or name == "briefing"}

    def problems(self) -> list[Problem]:
        return [*self._own_problems(), *story_problems(self.story)]

    def notices(self) -> list[Problem]:
        """What its author should know of the story, and what yet stops nothing; nothing while it has problems."""
        story, problems = read(self.story)
        return [] if problems else list(examine(story).notices)

    def listing(self) -> dict[str, Any]:
        """How the catalogue finds it: by what is told before one plays, so that search gives nothing away."""
        return {
            "path": f"scenarios/{self.slug}/",
            "summary": self.summary,
            "body": self.briefing,
            "mentions": [],
            "visible": not self.withdrawn,
        }

    def _own_problems(self) -> list[Problem]:
        seats = getattr(settings, "QUIZZES_SEATS", ())
        unknown = [Problem("seat-unknown", self.seat, "seat")] if seats and self.seat not in seats else []
        itself = [Problem("pair-self", self.pair, "pair")] if self.pair and self.pair == self.slug else []
        texts = {"title": self.title, "summary": self.summary, "briefing": self.briefing}
        empty = [Problem("empty", name, name) for name, text in texts.items() if not text]
        # The briefing is prose: the site tells of its missing language.
        missing = [
            Problem("language-missing", f"{name} ({language})", name)
            for name in ("title", "summary")
            for language in texts[name].missing()
        ]
        return unknown + itself + empty + missing


class ScenarioVersion(Version):
    """A scenario as it was published; runs are pinned to it."""

    draft = models.ForeignKey(Scenario, models.PROTECT, related_name="versions", verbose_name=_("scenario"))

    class Meta(Version.Meta):
        verbose_name = _("published scenario")
        verbose_name_plural = _("published scenarios")
        constraints = [one_version_per_number("scenario")]

    def to_engine(self) -> Story:
        """The story that is played."""
        return self._story

    @cached_property
    def _story(self) -> Story:
        return read(self.value["story"])[0]

    @property
    def slug(self) -> str:
        return self.draft.slug

    @property
    def title(self) -> Text:
        return Text.read(self.value["title"])

    @property
    def summary(self) -> Text:
        return Text.read(self.value["summary"])

    @property
    def seat(self) -> str:
        return self.value["seat"]

    @property
    def as_known_on(self) -> str:
        """ISO date."""
        return self.value["as_known_on"]

    @property
    def pair(self) -> str:
        """The slug of the scenario that plays the same facts from the other seat; empty where there is none."""
        return str(self.value.get("pair", ""))

    @property
    def may_undo(self) -> bool:
        """Whether the player may take choices back."""
        return bool(self.value.get("undo"))

    @property
    def decisions(self) -> int:
        """In how many scenes one may decide; a single play meets fewer."""
        return sum(1 for scene in self.value["story"]["scenes"] if scene.get("choices"))

    @property
    def endings(self) -> int:
        return sum(1 for scene in self.value["story"]["scenes"] if scene.get("ending"))

    def sources(self) -> list[str]:
        """Everything its texts cite, once each."""
        blocks = (self.block(name, language) for name in self.rendered for language in LANGUAGES)
        return list(dict.fromkeys(source for block in blocks for source in block["sources"]))


def know_block(scene: str) -> str:
    """The name of the rendered block that tells what is known on the day of a scene."""
    return f"know-{scene}"


def record_block(scene: str) -> str:
    """The name of the rendered block that tells what was really decided in a scene."""
    return f"record-{scene}"


def debrief_block(scene: str) -> str:
    """The name of the rendered block that looks back from an ending."""
    return f"debrief-{scene}"


def story_problems(value: Any) -> list[Problem]:
    """What is wrong with a story's form, and once the form is right with the story."""
    story, problems = read(value)
    return problems or lint(story)
