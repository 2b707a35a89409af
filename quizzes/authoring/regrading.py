"""Repair at the desk: what a corrected or a void question would change, said before it is done, logged, undone."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import BigIntegerField, Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from quizzes.actions import regrading
from quizzes.actions.regrading import Change, Preview
from quizzes.authoring.attempt import ReadOnly
from quizzes.engine.grade import Grade
from quizzes.models import Attempt, Question, QuestionVersion, Regrade, Regrading, Slot

TEACHERS_OWN = (Regrading.Kind.CORRECT, Regrading.Kind.VOID, Regrading.Kind.UNDO)
VOID = "void"
MINUS = "−"  # the sign of print, not a hyphen


def behind(question: Question, now: datetime) -> int:
    """How many ended attempts are graded by an older version than the last. Nothing is replayed for it."""
    newest = question.latest()
    last = Regrade.objects.filter(slot=OuterRef("pk")).order_by("-pk")
    slots = Slot.objects.filter(question_version__draft=question, attempt__in=Attempt.objects.over_at(now)).annotate(
        counts=Coalesce(Subquery(last.values("to_version")[:1]), "question_version", output_field=BigIntegerField()),
        void=Coalesce(Subquery(last.values("voids")[:1]), False),
    )
    older = slots.filter(void=False).exclude(counts=newest.pk if newest else None)
    return older.values("attempt").distinct().count()


class WhyForm(forms.Form):
    """Why something is repaired: every repair says so."""

    why = forms.CharField(
        label=_("Why"),
        max_length=Regrading._meta.get_field("why").max_length,
        help_text=_("For those who come after you, such as: the key named the wrong month."),
        error_messages={"required": _("Say in a few words why.")},
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


@dataclass(frozen=True, slots=True)
class Group:
    """Slots that a repair would change in the same way."""

    before: str
    after: str
    marks: str
    count: int


def groups(found: Preview) -> list[Group]:
    """What would change, the most frequent first. Nobody is named."""
    same = Counter((change.old, change.new, change.marks) for change in found.changes if _differs(change))
    return [Group(_graded(old), _graded(new), _signed(marks), n) for (old, new, marks), n in same.most_common()]


def _differs(change: Change) -> bool:
    return change.old != change.new or bool(change.marks)


def would_write(found: Preview) -> bool:
    """Whether anything would be different afterwards: a grade, or which version counts."""
    return any(
        _differs(change) or change.voids != change.slot.is_void or change.to_version != _counted(change.slot)
        for change in found.changes
    )


def _counted(slot: Slot) -> QuestionVersion | None:
    return slot.version if slot.version.pk else None


def _graded(grade: str) -> str:
    if not grade:
        return gettext("no answer")
    words = {"right": gettext("right"), "wrong": gettext("wrong"), "partly": gettext("partly right, %(grade)s")}
    return words[Grade.read(grade).verdict] % {"grade": grade}


def _signed(marks: Fraction) -> str:
    return f"{MINUS if marks < 0 else '+'}{abs(marks)}" if marks else "0"


def sentence(found: Preview) -> str:
    """How far a repair reaches, in one sentence."""
    attempts = ngettext("%(n)s attempt", "%(n)s attempts", found.attempts) % {"n": found.attempts}
    changed = found.up + found.down
    if not changed:
        return gettext("%(attempts)s, no mark would change.") % {"attempts": attempts}
    ways = ", ".join(f"{sign}{n}" for sign, n in (("+", found.up), (MINUS, found.down)) if n)
    words = ngettext(
        "%(attempts)s, %(n)s mark would change: %(ways)s.",
        "%(attempts)s, %(n)s marks would change: %(ways)s.",
        changed,
    )
    return words % {"attempts": attempts, "n": changed, "ways": ways}


def past(question: Question) -> tuple[Sequence[Regrading], Regrading | None]:
    """The repairs that teachers made of a question, the last first, and the one that may be undone."""
    made = question.regradings.filter(kind__in=TEACHERS_OWN).annotate(slots=Count("regrades"))
    repairs = list(made.select_related("undoes").order_by("-pk"))
    undone = {repair.undoes_id for repair in repairs}
    standing = (one for one in repairs if one.kind != Regrading.Kind.UNDO and one.pk not in undone)
    last = next(standing, None)
    return repairs, last if last and regrading.may_undo(last) else None


def _by_learners(user: Any, prefix: str = "") -> Q:
    """What those may not see who may not see attempts: which learner took a corrected question."""
    return Q() if user.has_perm("quizzes.view_attempt") else Q(**{f"{prefix}kind__in": TEACHERS_OWN})


@admin.register(Regrading)
class RegradingAdmin(ReadOnly, admin.ModelAdmin):
    """Repairs, to look at: made and undone on the page of their question."""

    list_display = ("question", "kind", "at", "by_name", "why", "reach")
    list_filter = ("kind", "at")
    list_select_related = ("question",)
    search_fields = ("question__slug", "why", "by_name")
    date_hierarchy = "at"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).filter(_by_learners(request.user)).annotate(slots=Count("regrades"))

    @admin.display(description=_("answers"), ordering="slots")
    def reach(self, repair: Any) -> int:
        return int(repair.slots)


@admin.register(Regrade)
class RegradeAdmin(ReadOnly, admin.ModelAdmin):
    """What a repair did to each answer, to look at."""

    list_display = ("regrading", "slot", "from_version", "to_version", "voids", "old", "new")
    list_filter = ("voids", "regrading__kind", "regrading__at")
    list_select_related = ("regrading__question", "slot", "from_version__draft", "to_version__draft")
    search_fields = ("regrading__question__slug", "regrading__why")
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).filter(_by_learners(request.user, "regrading__"))
