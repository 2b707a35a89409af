"""Quizzes: a draft with its list of questions, and versions that pin the versions of those questions."""

from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes import choices
from quizzes.engine.problems import Problem
from quizzes.engine.text import Both, Text
from quizzes.models.question import Question, QuestionVersion
from quizzes.models.version import Draft, Version, VersionQuerySet, one_version_per_number


class QuizQuerySet(models.QuerySet):
    """Reads quizzes."""

    def asking_an_older(self, question: Question) -> Self:
        """Those whose newest version asks another version of `question` than the newest."""
        newest = QuizVersion.objects.filter(draft=models.OuterRef("quiz_version__draft")).order_by("-number")
        asked = Pinned.objects.filter(
            question_version__draft=question, quiz_version__number=models.Subquery(newest.values("number")[:1])
        )
        last = question.versions.order_by("-number").values_list("number", flat=True).first()
        return self.filter(pk__in=asked.exclude(question_version__number=last).values("quiz_version__draft"))


class Quiz(Draft):
    """Several questions in order, and when feedback comes."""

    kind = "quiz"

    title_en = models.CharField(_("title (English)"), max_length=200, blank=True)
    title_fr = models.CharField(_("title (French)"), max_length=200, blank=True)
    intro_en = models.TextField(_("introduction (English)"), blank=True)
    intro_fr = models.TextField(_("introduction (French)"), blank=True)
    behaviour = models.CharField(_("feedback"), max_length=30, choices=choices.behaviours, default="immediate")
    listed = models.BooleanField(
        _("listed"), default=True, help_text=_("Shown among the quizzes. The check quiz of a lesson is not listed.")
    )
    tags = models.JSONField(_("tags"), default=list, blank=True)
    pass_percent = models.PositiveSmallIntegerField(
        _("pass mark in percent"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    questions = models.ManyToManyField(Question, through="Item", related_name="quizzes")

    title = Both()
    intro = Both()

    objects = QuizQuerySet.as_manager()

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")
        ordering = ("slug",)

    def to_value(self) -> dict[str, Any]:
        """Names each question with the number of its last version: a new one makes a new version of the quiz."""
        return {
            "version": 1,
            "title": self.title.write(),
            "intro": self.intro.write(),
            "behaviour": self.behaviour,
            "listed": self.listed,
            "tags": list(self.tags),
            "pass_percent": self.pass_percent,
            "questions": [
                {"slug": item.question.slug, "number": item.last_number, "mark": f"{item.mark.normalize():f}"}
                for item in self.items.in_order()
            ],
        }

    def prose(self) -> dict[str, Text]:
        return {"intro": self.intro}

    def problems(self) -> list[Problem]:
        found = [Problem("language-missing", f"title ({language})") for language in self.title.missing()]
        if not self.title:
            found.append(Problem("empty", "title"))
        return found if self.items.exists() else [*found, Problem("quiz-empty")]

    def listing(self) -> dict[str, Any]:
        """How the catalogue finds it: by its title, its introduction and what it asks."""
        asked = [item.question.title for item in self.items.select_related("question")]
        return {
            "path": f"quizzes/{self.slug}/",
            "summary": self.intro,
            "body": Text(*(" ".join(text.raw(language) for text in asked) for language in ("en", "fr"))),
            "mentions": [],
            "visible": self.listed and not self.withdrawn,
        }


class ItemQuerySet(models.QuerySet):
    """Reads items."""

    def in_order(self) -> Self:
        """As learners meet them, each with its question and the number of the question's last version."""
        newest = QuestionVersion.objects.filter(draft=models.OuterRef("question")).order_by("-number")
        return (
            self.select_related("question")
            .order_by("position", "pk")
            .annotate(last_number=models.Subquery(newest.values("number")[:1]))
        )


class Item(models.Model):
    """A question in a quiz draft: where it stands and what it is worth."""

    quiz = models.ForeignKey(Quiz, models.CASCADE, related_name="items")
    question = models.ForeignKey(Question, models.PROTECT, related_name="items", verbose_name=_("question"))
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    last_number: Any  # read by `in_order`; None for a question never published
    mark = models.DecimalField(
        _("mark"), max_digits=5, decimal_places=2, default=1, validators=[MinValueValidator(0)], help_text=_("Points.")
    )

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("question in the quiz")
        verbose_name_plural = _("questions in the quiz")
        ordering = ("position", "pk")
        constraints = [models.UniqueConstraint(fields=["quiz", "question"], name="item_asks_a_question_once")]

    def __str__(self) -> str:
        return f"{self.position}. {self.question.slug}"


class QuizVersionQuerySet(VersionQuerySet):
    """Reads quiz versions."""

    def listed(self) -> Self:
        """Those that the list of quizzes shows."""
        return self.filter(value__listed=True)


class QuizVersion(Version):
    """A quiz as learners meet it; `pinned` holds its questions."""

    draft = models.ForeignKey(Quiz, models.PROTECT, related_name="versions", verbose_name=_("quiz"))

    objects = QuizVersionQuerySet.as_manager()

    class Meta(Version.Meta):
        verbose_name = _("quiz version")
        verbose_name_plural = _("quiz versions")
        constraints = [one_version_per_number("quiz_version")]

    @property
    def title(self) -> Text:
        """What it was called then."""
        return Text.read(self.value["title"])

    @property
    def length(self) -> int:
        """How many questions it asks."""
        return len(self.value["questions"])


class Pinned(models.Model):
    """A question version in a quiz version. Written once, with the quiz version."""

    quiz_version = models.ForeignKey(QuizVersion, models.CASCADE, related_name="pinned")
    position = models.PositiveSmallIntegerField(_("position"))
    question_version = models.ForeignKey(QuestionVersion, models.PROTECT, related_name="+")
    mark = models.DecimalField(_("mark"), max_digits=5, decimal_places=2)

    class Meta:
        verbose_name = _("pinned question")
        verbose_name_plural = _("pinned questions")
        ordering = ("position",)
        constraints = [models.UniqueConstraint(fields=["quiz_version", "position"], name="pinned_position_is_unique")]

    def __str__(self) -> str:
        return f"{self.quiz_version} {self.position}"
