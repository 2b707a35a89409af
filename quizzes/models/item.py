"""What stands in a quiz draft, in order: questions, what is drawn or made at the start, sections, pages."""

from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quizzes import choices
from quizzes.engine.problems import Problem
from quizzes.engine.text import Both
from quizzes.models.question import Question, QuestionVersion

ASKING = ("question", "draw", "timeline")  # entries that ask something; sections and pages tell


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
    """One entry of a quiz draft, in order: a question, questions drawn or made at the start, a section, a page."""

    quiz = models.ForeignKey("quizzes.Quiz", models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    what = models.CharField(_("what"), max_length=10, choices=choices.items, default="question")
    question = models.ForeignKey(
        Question, models.PROTECT, related_name="items", verbose_name=_("question"), null=True, blank=True
    )
    source = models.CharField(
        _("from"),
        max_length=200,
        blank=True,
        help_text=_("The tag to draw from, or the filter of the timeline to make questions from."),
    )
    count = models.PositiveSmallIntegerField(
        _("how many"), default=1, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    mark = models.DecimalField(
        _("mark"), max_digits=5, decimal_places=2, default=1, validators=[MinValueValidator(0)], help_text=_("Points.")
    )
    title_en = models.CharField(_("title (English)"), max_length=200, blank=True)
    title_fr = models.CharField(_("title (French)"), max_length=200, blank=True)
    text_en = models.TextField(_("text (English)"), blank=True)
    text_fr = models.TextField(_("text (French)"), blank=True)
    last_number: Any  # read by `in_order`; None for a question never published

    title = Both()
    text = Both()

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("question in the quiz")
        verbose_name_plural = _("questions in the quiz")
        ordering = ("position", "pk")
        constraints = [
            models.UniqueConstraint(fields=["quiz", "question"], name="item_asks_a_question_once"),
            models.CheckConstraint(
                condition=Q(what="question", question__isnull=False) | ~Q(what="question") & Q(question=None),
                name="item_has_a_question_if_it_is_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.question.slug if self.question else self.what}"

    @property
    def asks(self) -> bool:
        """Whether learners are asked anything here."""
        return self.what in ASKING

    def to_value(self) -> dict[str, Any]:
        """As a quiz version lists it; a section's or page's text is among the version's rendered blocks."""
        mark = f"{self.mark.normalize():f}"
        if self.what == "question" and self.question:
            return {"what": self.what, "slug": self.question.slug, "number": self.last_number, "mark": mark}
        if self.asks:
            return {"what": self.what, "source": self.source, "count": self.count, "mark": mark}
        return {"what": self.what, "title": self.title.write()}

    def problems(self) -> list[Problem]:
        """What keeps its quiz from being published."""
        place = f"{self.what} {self.position}"
        if self.what == "draw" and not self.source:
            return [Problem("empty", f"{place}: tag", place)]
        if self.asks:
            return []
        missing = [Problem("empty", f"{place}: title", place)] if not self.title else []
        return missing + [
            Problem("language-missing", f"title ({language})", place) for language in self.title.missing()
        ]
