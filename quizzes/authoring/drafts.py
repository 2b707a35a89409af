"""The desk of all that is published: save a draft, publish it, see its versions. Lessons and events subclass it too."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models
from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from quizzes import wording
from quizzes.actions import publishing
from quizzes.actions.publishing import Outcome
from quizzes.authoring.fields import LinesField
from quizzes.models.version import Draft

PUBLISH = "_publish"


class DraftAdmin(admin.ModelAdmin):
    """Saving keeps a draft; "Save and publish" also writes the next version, or says what stands in the way.

    Subclasses set `list_display` (`slug`, `named`, `last_version` are here to be used) and may override `publish`
    and `preview_url`.
    """

    change_form_template = "admin/quizzes/draft_change_form.html"
    list_display: Any = ("slug", "named", "last_version", "changed_at", "withdrawn")
    list_filter: Any = ("withdrawn", "changed_at")
    search_fields: Any = ("slug",)
    ordering: Any = ("slug",)
    readonly_fields: Any = ("changed_at",)
    formfield_overrides: Any = {models.TextField: {"form_class": LinesField, "widget": AdminTextareaWidget}}
    actions: Any = ("publish_selected",)

    def publish(self, draft: Any, by: Any) -> Outcome:
        """Publish one draft through the admin's channel."""
        return publishing.publish(draft, now=now(), channel=publishing.ADMIN, by=by)

    def preview_url(self, draft: Any) -> str:
        """Where learners meet it; empty where it has no page of its own."""
        return ""

    @admin.display(description=_("title"))
    def named(self, draft: Draft) -> str:
        return draft.title.in_(get_language() or "en")

    @admin.display(description=_("last version"), ordering="last_number")
    def last_version(self, draft: Any) -> str:
        return str(draft.last_number or _("not published"))

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        newest = _versions_of(self.model)._default_manager.filter(draft=OuterRef("pk")).order_by("-number")
        return super().get_queryset(request).annotate(last_number=Subquery(newest.values("number")[:1]))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if "withdrawn" in form.changed_data:
            publishing.announce(form.instance)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        if PUBLISH not in request.POST:
            return super().response_add(request, obj, post_url_continue)
        self.tell(request, obj)
        opts = self.opts
        return HttpResponseRedirect(reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[obj.pk]))

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        if PUBLISH not in request.POST:
            return super().response_change(request, obj)
        self.tell(request, obj)
        return HttpResponseRedirect(request.path)

    def tell(self, request: HttpRequest, draft: Any) -> None:
        """Publish, and say what came of it."""
        outcome = self.publish(draft, request.user)
        for problem in outcome.problems:
            # In quotation marks: the desk gives every message a capital, and a short name has none.
            words = gettext("“%(draft)s”: %(words)s") % {"draft": draft, "words": wording.sentence(problem)}
            self.message_user(request, words, messages.ERROR)
        if outcome.problems:
            words = gettext(
                "“%(draft)s” is saved as a draft and not published: mend what is listed above, then publish again."
            )
            self.message_user(request, words % {"draft": draft}, messages.WARNING)
        elif outcome.version:
            new, same = (
                gettext("“%(draft)s”: version %(number)s is published."),
                gettext("“%(draft)s” says the same as version %(number)s: no new version was needed."),
            )
            words = (new if outcome.is_new else same) % {"draft": draft, "number": outcome.version.number}
            self.message_user(request, words, messages.SUCCESS)

    @admin.action(description=_("Publish the selected drafts"), permissions=["change"])
    def publish_selected(self, request: HttpRequest, queryset: QuerySet) -> None:
        for draft in queryset:
            self.tell(request, draft)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        draft = kwargs.get("obj")
        if draft is not None:
            context["versions"] = draft.versions.order_by("-number").defer("value", "rendered")
            context["preview_url"] = self.preview_url(draft) if draft.last_number else ""
        context["may_publish"] = self.has_change_permission(request, draft) or self.has_add_permission(request)
        return super().render_change_form(request, context, *args, **kwargs)


class VersionAdmin(admin.ModelAdmin):
    """What was published, to look at: versions are never added, changed or deleted by hand."""

    list_display: Any = ("draft", "number", "live_from", "published_at", "channel", "publisher_name")
    list_filter: Any = ("channel", "published_at")
    list_select_related: Any = ("draft",)
    search_fields: Any = ("draft__slug", "publisher_name")
    date_hierarchy = "published_at"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def _versions_of(draft: type[Model]) -> type[Model]:
    return draft._meta.get_field("versions").related_model  # type: ignore[return-value]
