"""What learners did, to look at. Nothing here is added, changed or deleted by hand: steps are the truth."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import floatformat
from django.utils.html import format_html_join
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quizzes import choices
from quizzes.engine.rules import Rules
from quizzes.engine.steps import Status
from quizzes.models import Attempt, Slot, Step


class ReadOnly:
    """Look, and leave it as it is."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class SlotInline(ReadOnly, admin.TabularInline):
    """The questions of an attempt: what was last said to each, what came too late, what was repaired."""

    model = Slot
    extra = 0
    fields = readonly_fields = ("position", "question_version", "mark", "answer", "grade", "late", "repaired")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        slots = super().get_queryset(request).select_related("question_version__draft")
        return slots.prefetch_related("steps", "regrades__regrading", "regrades__to_version__draft")

    @admin.display(description=_("answer"))
    def answer(self, slot: Slot) -> str:
        current = slot.current()
        return _posted(current[-1]) if current else "–"

    @admin.display(description=_("grade"))
    def grade(self, slot: Slot) -> str:
        current = slot.current()
        return current[-1].grade if current else "–"

    @admin.display(description=_("came too late"))
    def late(self, slot: Slot) -> str:
        late = [step for step in slot.kept() if step.status == Status.LATE]
        return _lines(f"{localtime(step.at):%H:%M:%S}: {_posted(step)}" for step in late)

    @admin.display(description=_("repaired"))
    def repaired(self, slot: Slot) -> str:
        repairs = sorted(slot.regrades.all(), key=lambda regrade: regrade.pk)
        return _lines(
            f"{one.regrading.get_kind_display()}: {one.old or '–'} → {one.new or '–'} {one.regrading.why}".strip()
            for one in repairs
        )


def _posted(step: Step) -> str:
    posted = step.to_engine().posted
    words = ", ".join(posted.values)[:200]
    if posted.certainty is None:
        return words
    return gettext("%(answer)s (sure: %(level)s of 3)") % {"answer": words, "level": posted.certainty}


def _lines(lines: Iterable[str]) -> str:
    return format_html_join("", "<div>{}</div>", ((line,) for line in lines)) or "–"


def in_words(rules: Rules) -> Iterator[str]:
    """The rules that an attempt keeps, a line each; what limits nothing is not named."""
    yield str(choices.BEHAVIOUR_NAMES.get(rules.behaviour, rules.behaviour))
    if rules.behaviour == "tries":
        penalty = choices.PENALTY_NAMES.get(str(rules.penalty), rules.penalty)
        yield gettext("tries for each question: %(n)s; penalty: %(penalty)s") % {
            "n": rules.tries_each,
            "penalty": penalty,
        }
    if rules.certainty:
        yield gettext("certainty asked")
    yield gettext("which attempt counts: %(which)s") % {"which": choices.GRADING_NAMES[rules.grading]}
    if rules.seconds:
        yield gettext("time limit: %(n)s s") % {"n": rules.seconds}
    if rules.pass_percent:
        yield gettext("pass mark: %(n)s%%") % {"n": rules.pass_percent}


@admin.register(Attempt)
class AttemptAdmin(ReadOnly, admin.ModelAdmin):
    """Attempts."""

    list_display = ("token", "learner", "quiz", "started_at", "finished_at", "score", "out_of")
    list_filter = ("started_at", "finished_at")
    list_select_related = ("learner", "quiz_version__draft")
    search_fields = ("token", "learner__username", "quiz_version__draft__slug")
    date_hierarchy = "started_at"
    inlines = (SlotInline,)
    fields = readonly_fields = (
        *("learner", "quiz_version", "again_of", "rules_kept"),
        *("started_at", "deadline", "finished_at", "regraded_at", "scored"),
    )

    @admin.display(description=_("quiz"), ordering="quiz_version__draft__slug")
    def quiz(self, attempt: Attempt) -> str:
        return str(attempt.quiz_version)

    @admin.display(description=_("score"))
    def scored(self, attempt: Attempt) -> str:
        """In figures as they are read, not as they are kept."""
        if attempt.score is None:
            return "–"
        return " / ".join(floatformat(n, -2) for n in (attempt.score, attempt.out_of))

    @admin.display(description=_("rules"))
    def rules_kept(self, attempt: Attempt) -> str:
        return _lines(in_words(attempt.kept_rules))


@admin.register(Step)
class StepAdmin(ReadOnly, admin.ModelAdmin):
    """Steps, also those that never became current."""

    list_display = ("slot", "number", "at", "status", "grade", "current")
    list_filter = ("status", "current", "at")
    list_select_related = ("slot",)
    search_fields = ("sent_as", "slot__attempt__token")
    show_full_result_count = False
