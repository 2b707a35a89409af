"""Lessons: the draft that authors edit, the versions learners read, and the marks of what was read."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.engine.problems import Problem
from quizzes.engine.text import LANGUAGES, Both, Text
from quizzes.models import Quiz
from quizzes.models.version import Draft, Version, VersionQuerySet, one_version_per_number
from sahelapp.lessons.blocks import differences, questions
from sahelapp.lessons.values import LessonValue
from sahelapp.timeline.models import Event, Theme

_ONE_A_LINE = _("One on each line.")


class Lesson(Draft):
    """The draft of a lesson."""

    kind: ClassVar[str] = "lesson"
    must_cite: ClassVar[bool] = True

    order = models.PositiveSmallIntegerField(_("order"), default=1)
    title_en = models.CharField(_("title (English)"), max_length=200)
    title_fr = models.CharField(_("title (French)"), max_length=200)
    summary_en = models.TextField(_("summary (English)"), max_length=600)
    summary_fr = models.TextField(_("summary (French)"), max_length=600)
    objectives_en = models.TextField(_("objectives (English)"), blank=True, help_text=_ONE_A_LINE)
    objectives_fr = models.TextField(_("objectives (French)"), blank=True, help_text=_ONE_A_LINE)
    body_en = models.TextField(_("text (English)"), help_text=_("Markdown; each paragraph cites its sources."))
    body_fr = models.TextField(_("text (French)"), help_text=_("Markdown; each paragraph cites its sources."))
    themes = models.JSONField(_("themes"), default=list, blank=True)
    events = models.JSONField(_("events"), default=list, blank=True)
    check_quiz = models.SlugField(
        _("check quiz"), max_length=80, blank=True, help_text=_("The quiz that holds the questions in the text.")
    )

    title = Both()
    body = Both()
    summary = Both()

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        ordering = ("order", "slug")

    @property
    def objectives(self) -> dict[str, list[str]]:
        """What one can do afterwards, by language."""
        return {language: _lines(getattr(self, f"objectives_{language}")) for language in LANGUAGES}

    def to_value(self) -> dict[str, Any]:
        return {
            "version": 1,
            "slug": self.slug,
            "order": self.order,
            "title": self.title.write(),
            "summary": self.summary.write(),
            "objectives": self.objectives,
            "themes": list(self.themes),
            "events": list(self.events),
            "check": self.check_quiz,
            "body": self.body.write(),
        }

    def prose(self) -> dict[str, Text]:
        return {"body": self.body}

    def problems(self) -> list[Problem]:
        return [*self.problems_of_its_own(), *self._dangling()]

    def problems_of_its_own(self) -> list[Problem]:
        """What can be said without asking what else there is."""
        named = {"title": self.title, "summary": self.summary, "body": self.body}
        found = [Problem("empty", name, name) for name, text in named.items() if not text]
        found += [
            Problem("language-missing", f"{name} ({language})", name)
            for name in ("title", "summary")
            for language in named[name].missing()
        ]
        if len({len(lines) for lines in self.objectives.values()}) > 1:
            found.append(Problem("pair-fact", "objectives"))
        return found if self.body.missing() or not self.body else [*found, *differences(self.body)]

    def _dangling(self) -> list[Problem]:
        """Themes, events and questions that the lesson names and nobody has."""
        found = [Problem("reference-unknown", f"themes: {slug}") for slug in _unknown(Theme, self.themes)]
        found += [Problem("reference-unknown", f"events: {slug}") for slug in _unknown(Event, self.events)]
        quiz = Quiz.objects.filter(slug=self.check_quiz).first()
        if self.check_quiz and quiz is None:
            found.append(Problem("reference-unknown", f"check: {self.check_quiz}"))
        held = set(quiz.questions.values_list("slug", flat=True)) if quiz else set()
        return found + [Problem("question-elsewhere", slug) for slug in questions(self.body_en) if slug not in held]

    def listing(self) -> dict[str, Any]:
        """How the catalogue finds it: by its title, its summary and all its words."""
        return {
            "path": f"lessons/{self.slug}/",
            "summary": self.summary,
            "mentions": [("event", slug) for slug in self.events],
            "visible": not self.withdrawn,
        }


def _lines(words: str) -> list[str]:
    return [line.strip() for line in words.splitlines() if line.strip()]


def _unknown(model: type[models.Model], slugs: list[str]) -> list[str]:
    there = set(model._default_manager.filter(slug__in=slugs).values_list("slug", flat=True))
    return [slug for slug in slugs if slug not in there]


class LessonVersionQuerySet(VersionQuerySet):
    """Reads lesson versions."""

    def for_lists(self, now: datetime) -> list[LessonValue]:
        """Every lesson a learner may read, in the order of the course, without its rendered text."""
        values = map(LessonValue.read, self.live(now).values_list("value", flat=True))
        return sorted(values, key=lambda lesson: (lesson.order, lesson.slug))


class LessonVersion(Version):
    """A lesson as learners read it."""

    draft = models.ForeignKey(Lesson, models.PROTECT, related_name="versions", verbose_name=_("lesson"))

    objects = LessonVersionQuerySet.as_manager()

    class Meta(Version.Meta):
        verbose_name = _("lesson version")
        verbose_name_plural = _("lesson versions")
        constraints = [one_version_per_number("lesson_version")]

    def to_engine(self) -> LessonValue:
        """What was published, as a value."""
        return LessonValue.read(self.value)


class ReadingMarkQuerySet(models.QuerySet):
    """Reads marks."""

    def belonging_to(self, user: Any) -> Self:
        """Those of `user`; none for somebody who is nobody."""
        return self.filter(learner=user) if user.is_authenticated else self.none()

    def first_of_each(self) -> dict[str, datetime]:
        """When each lesson was read, by its slug: the first mark counts."""
        rows = self.order_by("-at", "-pk").values_list("lesson_version__draft__slug", "at")
        return dict(rows)


class MarksNeverChange(TypeError):
    """Our own mistake: code tried to change a mark that was made."""


class ReadingMark(models.Model):
    """Somebody read a version of a lesson. Append-only; of several marks for one lesson the first counts."""

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="reading_marks", verbose_name=_("learner")
    )
    lesson_version = models.ForeignKey(
        LessonVersion, models.PROTECT, related_name="marks", verbose_name=_("lesson version")
    )
    sent_as = models.UUIDField(editable=False)
    at = models.DateTimeField(_("read"))

    objects = ReadingMarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading mark")
        verbose_name_plural = _("reading marks")
        ordering = ("at", "pk")
        constraints = [models.UniqueConstraint(fields=["learner", "sent_as"], name="reading_mark_is_sent_once")]

    def __str__(self) -> str:
        return f"{self.learner}: {self.lesson_version}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only."""
        if not self._state.adding:
            raise MarksNeverChange(str(self))
        super().save(*args, **kwargs)
