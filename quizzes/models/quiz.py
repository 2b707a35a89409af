"""Quizzes: a draft with its list of questions, and versions that pin the versions of those questions."""

from datetime import datetime
from fractions import Fraction
from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes import choices
from quizzes.engine.problems import Problem
from quizzes.engine.rules import MOMENTS, PARTS, Rules
from quizzes.engine.terms import Terms
from quizzes.engine.text import Both, Text
from quizzes.models.item import ASKING
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
    certainty = models.BooleanField(
        _("certainty"),
        default=False,
        help_text=_("Each answer says how sure it is; who is sure and wrong loses points."),
    )
    tries_each = models.PositiveSmallIntegerField(
        _("tries for each question"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(9)],
        help_text=_("Only where several tries are given."),
    )
    penalty = models.CharField(
        _("penalty for each further try"), max_length=10, choices=choices.penalties, default="1/3"
    )
    layout = models.CharField(_("screens"), max_length=10, choices=choices.layouts, default="one")
    shuffle_questions = models.BooleanField(_("shuffle the questions"), default=False)
    shuffle_options = models.BooleanField(_("shuffle the options"), default=True)
    opens = models.DateTimeField(_("opens"), null=True, blank=True)
    closes = models.DateTimeField(_("closes"), null=True, blank=True)
    seconds = models.PositiveIntegerField(_("time limit in seconds"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(
        _("attempts allowed"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    grading = models.CharField(_("which attempt counts"), max_length=10, choices=choices.gradings, default="best")
    review = models.JSONField(
        _("what may be seen"), default=choices.everything, help_text=_("During an attempt, after it, and once closed.")
    )
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

    def to_rules(self) -> Rules:
        """How it is sat and counted."""
        return Rules(
            behaviour=self.behaviour,
            certainty=self.certainty,
            tries_each=self.tries_each,
            penalty=Fraction(self.penalty),
            grading=self.grading,
            pass_percent=self.pass_percent,
            review={moment: frozenset(self.review.get(moment, PARTS)) for moment in MOMENTS},
            closes=self.closes,
            seconds=self.seconds,
        )

    def to_value(self) -> dict[str, Any]:
        """Names each question with the number of its last version: a new one makes a new version of the quiz."""
        return {
            **self.to_rules().write(),
            "version": 2,
            "title": self.title.write(),
            "intro": self.intro.write(),
            "layout": self.layout,
            "shuffle": {"questions": self.shuffle_questions, "options": self.shuffle_options},
            "opens": self.opens.isoformat() if self.opens else None,
            "attempts": self.attempts,
            "listed": self.listed,
            "tags": list(self.tags),
            "items": [item.to_value() for item in self.items.in_order()],
        }

    def prose(self) -> dict[str, Text]:
        texts = ((number, item.text) for number, item in enumerate(self.items.in_order(), 1))
        return {"intro": self.intro} | {f"item-{number}": text for number, text in texts if text}

    def problems(self) -> list[Problem]:
        found = [Problem("language-missing", f"title ({language})") for language in self.title.missing()]
        if not self.title:
            found.append(Problem("empty", "title"))
        items = list(self.items.all())
        found += [problem for item in items for problem in item.problems()]
        return found if any(item.asks for item in items) else [*found, Problem("quiz-empty")]

    def listing(self) -> dict[str, Any]:
        """How the catalogue finds it: by its title, its introduction and what it asks."""
        asked = [item.question.title for item in self.items.select_related("question") if item.question]
        return {
            "path": f"quizzes/{self.slug}/",
            "summary": self.intro,
            "body": Text(*(" ".join(text.raw(language) for text in asked) for language in ("en", "fr"))),
            "mentions": [],
            "visible": self.listed and not self.withdrawn,
        }


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
    def items(self) -> list[dict[str, Any]]:
        """Its entries in order, as `Item.to_value` wrote them. Version 1 knew questions only."""
        if self.value["version"] == 1:
            return [{"what": "question", **question} for question in self.value["questions"]]
        return self.value["items"]

    @property
    def makes(self) -> bool:
        """Whether any of its questions are made for each attempt."""
        return any(item["what"] == "timeline" for item in self.items)

    @property
    def length(self) -> int:
        """How many questions it asks, if there are as many to draw from as it wants."""
        return sum(item.get("count", 1) for item in self.items if item["what"] in ASKING)

    @property
    def rules(self) -> Rules:
        """How it is sat and counted."""
        return Rules.read(self.value)

    @property
    def terms(self) -> Terms:
        """On which terms anybody may start it."""
        opens = self.value.get("opens")
        return Terms(
            opens=datetime.fromisoformat(opens) if opens else None,
            closes=self.rules.closes,
            tries=self.value.get("attempts"),
            seconds=self.rules.seconds,
        )

    def shuffles(self, what: str) -> bool:
        """Whether `questions` or `options` come in a drawn order."""
        return self.value.get("shuffle", {"options": True}).get(what, False)


class Pinned(models.Model):
    """A question version in a quiz version; `position` is that of its entry. Written once, with the quiz version."""

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
