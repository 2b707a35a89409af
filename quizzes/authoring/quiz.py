"""The desk of quizzes: publishing one publishes its questions first."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from quizzes.actions import publishing, quizzes
from quizzes.actions.publishing import Outcome
from quizzes.authoring import items, repair
from quizzes.authoring.drafts import DraftAdmin, VersionAdmin
from quizzes.authoring.quiz_form import QuizForm
from quizzes.models import Pinned, Question, Quiz, QuizVersion

IN_ORDER = _(
    "Everything below has a number. To move an entry, type the number that it should have; the others make room. "
    "A section lasts until the next one begins. Delete an entry with the box in its row."
)


def _listed(lines: Iterable[str]) -> str:
    found = format_html_join("", "<li>{}</li>", ((line,) for line in lines))
    return format_html("<ol>{}</ol>", found) if found else "–"


@admin.register(Quiz)
class QuizAdmin(DraftAdmin):
    """A quiz: its rules, and its entries in order."""

    change_form_template = "admin/quizzes/quiz_change_form.html"
    form = QuizForm
    inlines = (items.AskingInline, items.TellingInline)
    list_display = ("slug", "named", "behaviour", "listed", "last_version", "changed_at", "withdrawn")
    list_filter = ("behaviour", "listed", "withdrawn", "changed_at")
    search_fields = ("slug", "title_en", "title_fr", "tags")
    readonly_fields = ("in_order", "changed_at")
    fieldsets = (
        (None, {"fields": ("slug", ("title_en", "title_fr"), "intro_en", "intro_fr")}),
        (_("Feedback"), {"fields": ("behaviour", ("tries_each", "penalty"), "certainty")}),
        (_("Presentation"), {"fields": ("layout", "shuffle_questions", "shuffle_options"), "classes": ("collapse",)}),
        (
            _("Limits"),
            {
                "fields": ("opens", "closes", "seconds", ("attempts", "grading"), "pass_percent"),
                "classes": ("collapse",),
            },
        ),
        (_("Review"), {"fields": ("review",), "classes": ("collapse",)}),
        (_("Filing"), {"fields": ("listed", "tags", "withdrawn", "changed_at")}),
        (_("Contents"), {"fields": ("in_order",), "description": IN_ORDER}),
    )

    @admin.display(description=_("in order"))
    def in_order(self, quiz: Quiz) -> str:
        entries = quiz.items.in_order() if quiz.pk else ()
        return _listed(items.with_pool(entry.to_value(), now()) for entry in entries)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        items.renumber(form.instance, formsets)

    def publish(self, draft: Quiz, by: Any) -> Outcome:
        return quizzes.publish_quiz(draft, now=now(), channel=publishing.ADMIN, by=by)

    def tell(self, request: HttpRequest, draft: Quiz) -> None:
        """With the quiz go its questions: say of which past attempts are still graded by an older version."""
        before = now()
        super().tell(request, draft)
        for question in Question.objects.filter(quizzes=draft, versions__published_at__gte=before):
            if words := repair.invitation(question):
                self.message_user(request, format_html("“{}”: {}", question, words), messages.WARNING)

    def preview_url(self, draft: Quiz) -> str:
        return "" if draft.withdrawn else reverse("quizzes:quiz", args=[draft.slug])


class PinnedInline(admin.TabularInline):
    """The question versions that a quiz version holds."""

    model = Pinned
    extra = 0
    can_delete = False
    fields = readonly_fields = ("position", "question_version", "mark")

    def has_add_permission(self, request: Any, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).select_related("question_version__draft")


@admin.register(QuizVersion)
class QuizVersionAdmin(VersionAdmin):
    """Published quizzes."""

    inlines = (PinnedInline,)
    search_fields = ("draft__slug", "draft__title_en", "draft__title_fr")
    readonly_fields = ("entries",)

    @admin.display(description=_("entries"))
    def entries(self, version: QuizVersion) -> str:
        return _listed(items.in_words(entry) for entry in version.items)
