"""An attempt with all that its pages show, read at once; and the one place that says what of it may be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quizzes.engine.behaviours.telling import Telling
from quizzes.engine.plan import Plan
from quizzes.engine.steps import Status
from quizzes.models import Attempt, QuizVersion, Slot, shelf

STATES: dict[str, Promise] = {
    "open": _("not answered yet"),
    "unanswered": _("not answered"),
    "unreadable": _("saved, but not readable as an answer"),
    "answered": _("answered"),
    "tried": _("tried, not settled yet"),
    "right": _("right"),
    "partly": _("partly right"),
    "wrong": _("wrong"),
}


@dataclass(frozen=True, slots=True)
class May:
    """What may leave the server about one question, now."""

    correctness: bool = False
    feedback: bool = False
    answer: bool = False
    marks: bool = False

    @property
    def tell(self) -> bool:
        """Whether anything at all may be said about the answer."""
        return self.correctness or self.feedback or self.answer or self.marks


@dataclass(frozen=True, slots=True)
class Place:
    """One question in the map of an attempt."""

    position: int
    state: str
    at: datetime | None
    flagged: bool
    url: str = ""

    @property
    def words(self) -> Promise:
        """The state in words."""
        return STATES[self.state]

    @property
    def is_answered(self) -> bool:
        """Whether there is a response that counts."""
        return self.state not in ("open", "unanswered", "unreadable")


@dataclass(frozen=True, slots=True)
class Sitting:
    """An attempt and its slots, with their steps and versions, at one moment."""

    attempt: Attempt
    slots: Sequence[Slot]
    now: datetime

    @property
    def is_over(self) -> bool:
        """Whether answers are no longer taken."""
        return self.attempt.is_over(self.now)

    def slot(self, position: int) -> Slot:
        """The question at a position; else 404."""
        if not 1 <= position <= len(self.slots):
            raise Http404
        return self.slots[position - 1]

    def may(self, slot: Slot) -> May:
        """What may be told of a question: as much as both the behaviour and the author's review options allow."""
        telling = Telling.ALL if self.is_over else self.attempt.behaviour.tells(slot.history())
        parts = self.attempt.kept_rules.may_see(self.now, is_over=self.is_over)
        return May(
            correctness=telling >= Telling.THIS_TRY and "correctness" in parts,
            feedback=telling >= Telling.THIS_TRY and "feedback" in parts,
            answer=telling is Telling.ALL and "answer" in parts,
            marks=telling is Telling.ALL and "marks" in parts,
        )

    def state(self, slot: Slot) -> str:
        """The state of a question for its learner: right or wrong only where that may be told."""
        history = slot.history()
        if not history or history[-1].status is Status.BLANK:
            return "unanswered" if self.is_over else "open"
        if history[-1].status is Status.UNREADABLE:
            return "unreadable"
        if history[-1].status is Status.TRIED and not self.is_over:
            return "tried"
        grade = history[-1].grade
        return grade.verdict if grade and self.may(slot).correctness else "answered"

    def places(self) -> list[Place]:
        """Every question with its state, in order."""
        # One address is worked out, and the others follow from it: a map may have forty.
        first = reverse("quizzes:play", args=[self.attempt.token, 1])
        return [self._place(slot, f"{first[:-2]}{slot.position}/") for slot in self.slots]

    def _place(self, slot: Slot, url: str) -> Place:
        steps = slot.current()
        return Place(slot.position, self.state(slot), steps[-1].at if steps else None, slot.flagged, url)

    @property
    def plan(self) -> Plan:
        """How its screens follow each other."""
        return self.attempt.kept_plan


def sitting_of(request: HttpRequest, token: UUID, now: datetime) -> Sitting:
    """The attempt of the person who asks; somebody else's is a 404."""
    attempt = Attempt.objects.with_token(token, request.user)
    if attempt is None:
        raise Http404
    attempt.quiz_version = shelf.fetch(QuizVersion, [attempt.quiz_version_id])[attempt.quiz_version_id]
    return Sitting(attempt, Slot.objects.in_full([attempt]), now)
