"""The desk of questions: first the kind, then the fields of that kind."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from quizzes.authoring import repair
from quizzes.authoring.bodies import form_for
from quizzes.authoring.drafts import DraftAdmin, VersionAdmin
from quizzes.authoring.forms.question import HINTS, QuestionForm
from quizzes.models import Question, QuestionVersion, Quiz, Slot

TEXTS = ["stem_en", "stem_fr"]
EXPLANATIONS = ["explanation_en", "explanation_fr"]
HINT_FIELDS = [(f"hint_{number}_en", f"hint_{number}_fr") for number in HINTS]


@admin.register(Question)
class QuestionAdmin(DraftAdmin):
    """A new question asks for its kind; once saved, the kind stays and its own fields appear."""

    change_form_template = "admin/quizzes/question_change_form.html"
    list_display = ("slug", "stem", "question_kind", "last_version", "changed_at", "withdrawn")
    list_filter = ("question_kind", "withdrawn", "changed_at")
    search_fields = ("slug", "stem_en", "stem_fr", "tags")

    @admin.display(description=_("question"))
    def stem(self, question: Question) -> str:
        return Truncator(question.title.in_(get_language() or "en")).words(14)

    def tell(self, request: HttpRequest, draft: Question) -> None:
        """Quizzes and past attempts go on with the versions that they have: say which, and how many."""
        before = draft.latest()
        super().tell(request, draft)
        if before != draft.latest() and (words := repair.invitation(draft)):
            self.message_user(request, words, messages.WARNING)
        behind = Quiz.objects.asking_an_older(draft)
        if behind:
            words = gettext("Still asked in its older version, until the quiz is published again: %(quizzes)s.")
            titles = ", ".join(quiz.title.in_(get_language() or "en") for quiz in behind)
            self.message_user(request, words % {"quizzes": titles}, messages.WARNING)

    def get_urls(self) -> list[Any]:
        return [*repair.urls(self), *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        question = kwargs.get("obj")
        if question is not None and self.has_change_permission(request, question):
            asked = Slot.objects.filter(question_version__draft=question).exists()
            context["repair_url"] = repair.address(question) if asked else ""
        return super().render_change_form(request, context, *args, **kwargs)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = form_for(obj.question_kind, obj.body) if obj else QuestionForm
        names = [name for _title, options in self.get_fieldsets(request, obj) for name in _flat(options["fields"])]
        kwargs["fields"] = [name for name in names if name not in self.get_readonly_fields(request, obj)]
        return super().get_form(request, obj, change, **{**kwargs, "form": form})

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return [(None, {"fields": ["slug", "question_kind", *TEXTS, "tags"]})]
        hints = _("Told one after the other, between tries. A quiz with several tries shows them; others do not.")
        return [
            (None, {"fields": ["slug", "question_kind", *TEXTS]}),
            *form_for(obj.question_kind, obj.body).fieldsets,
            (_("Hints"), {"fields": HINT_FIELDS, "description": hints}),
            (_("Explanation"), {"fields": EXPLANATIONS, "description": _("States facts, so every paragraph cites.")}),
            (_("Filing"), {"fields": ["tags", "withdrawn", "changed_at"]}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (*self.readonly_fields, *(["question_kind"] if obj else []))


def _flat(fields: Any) -> list[str]:
    return [name for field in fields for name in (field if isinstance(field, tuple) else (field,))]


@admin.register(QuestionVersion)
class QuestionVersionAdmin(VersionAdmin):
    """Published questions."""

    search_fields = ("draft__slug", "draft__stem_en", "draft__stem_fr")
