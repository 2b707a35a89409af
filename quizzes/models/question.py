"""Questions: the draft a teacher edits, and the versions learners meet."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes import choices
from quizzes.engine import kinds
from quizzes.engine.problems import Problem
from quizzes.engine.question import Kind
from quizzes.engine.question import Question as QuestionValue
from quizzes.engine.text import Both, Text
from quizzes.models import plain
from quizzes.models.version import Draft, Version, VersionQuerySet, one_version_per_number


class Question(Draft):
    """One question of one kind. What is particular to the kind stands in `body`, as its own JSON."""

    kind = "question"

    question_kind = models.CharField(_("kind"), max_length=30, choices=choices.kinds)
    stem_en = models.TextField(_("question (English)"), blank=True)
    stem_fr = models.TextField(_("question (French)"), blank=True)
    explanation_en = models.TextField(_("explanation (English)"), blank=True)
    explanation_fr = models.TextField(_("explanation (French)"), blank=True)
    body = models.JSONField(_("body"), default=dict, blank=True)
    hints = models.JSONField(_("hints"), default=list, blank=True)
    tags = models.JSONField(_("tags"), default=list, blank=True)

    title = Both("stem")
    explanation = Both()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ("slug",)

    def to_engine(self) -> QuestionValue:
        """The draft as a value: for checking and for files. What learners meet is `QuestionVersion.to_engine`."""
        body = kinds.from_value(self.question_kind, self.body)
        hints = tuple(Text.read(hint) for hint in self.hints)
        return QuestionValue(self.slug, self.title, body, self.explanation, tuple(self.tags), hints)

    def to_value(self) -> dict[str, Any]:
        return value_of(self.to_engine(), self.question_kind)

    def prose(self) -> dict[str, Text]:
        return prose_of(self.to_engine())

    def claims(self) -> Collection[str]:
        """A question asks; its explanation states."""
        return ("explanation",)

    def problems(self) -> list[Problem]:
        return self.to_engine().problems()

    def listing(self) -> None:
        """A question has no page of its own."""
        return None


def value_of(question: QuestionValue, kind: str) -> dict[str, Any]:
    """A question as versions and slots store it: `{version, kind, stem, explanation, tags, body}`, and hints if any."""
    value = {
        "version": 1,
        "kind": kind,
        "stem": question.stem.write(),
        "explanation": question.explanation.write(),
        "tags": list(question.tags),
        "body": question.body.to_value(),
    }
    return {**value, "hints": [hint.write() for hint in question.hints]} if question.hints else value


def prose_of(question: QuestionValue) -> dict[str, Text]:
    """The Markdown texts of a question by block name."""
    hints = {f"hint-{number}": hint for number, hint in enumerate(question.hints, 1)}
    return {"stem": question.stem, "explanation": question.explanation, **hints}


class QuestionVersionQuerySet(VersionQuerySet):
    """Reads question versions."""

    def tagged(self, tag: str) -> Self:
        """Those filed under a tag."""
        return self.filter(value__tags__icontains=f'"{tag}"')

    def any_since(self, moment: datetime, drafts: Sequence[int]) -> bool:
        """Whether anything was published after `moment` for one of these drafts, be it live or not."""
        if not drafts:
            return False
        newer = f"draft_id IN ({plain.among(drafts)}) AND published_at > %(published_at)s LIMIT 1"
        return any(plain.rows(QuestionVersion, newer, published_at=moment))


class QuestionVersion(Version):
    """A question as learners meet it."""

    draft = models.ForeignKey(Question, models.PROTECT, related_name="versions", verbose_name=_("question"))

    objects = QuestionVersionQuerySet.as_manager()

    class Meta(Version.Meta):
        verbose_name = _("question version")
        verbose_name_plural = _("question versions")
        constraints = [one_version_per_number("question_version")]

    def to_engine(self) -> Kind:
        """What can be answered, and what that is worth."""
        return kinds.from_value(self.value["kind"], self.value["body"])

    @property
    def stem(self) -> Text:
        """The question in plain words, as lists and titles need it."""
        return Text.read(self.value["stem"])
