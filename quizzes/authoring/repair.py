"""The page on which past attempts at a question are repaired: choose, look at what would change, say why, apply."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.timezone import now
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from quizzes.actions import regrading
from quizzes.authoring.regrading import VOID, WhyForm, behind, groups, past, sentence, would_write
from quizzes.models import Question, QuestionVersion, Regrading

NAME, UNDO_NAME = "quizzes_question_repair", "quizzes_question_undo_repair"
MOVED_ON = _("A newer version was published meanwhile. Look again at what would change, then apply.")


def urls(desk: ModelAdmin) -> list[URLPattern]:
    """The pages of repair, beside those of the questions' desk."""

    @require_http_methods(["GET", "POST"])
    def page(request: HttpRequest, pk: int) -> HttpResponse:
        return _page(desk, request, _allowed(desk, request, pk))

    @require_POST
    def undo(request: HttpRequest, pk: int, repair: int) -> HttpResponse:
        return _undo(desk, request, _allowed(desk, request, pk), repair)

    return [
        path("<int:pk>/repair/", desk.admin_site.admin_view(page), name=NAME),
        path("<int:pk>/repair/<int:repair>/undo/", desk.admin_site.admin_view(undo), name=UNDO_NAME),
    ]


def address(question: Question) -> str:
    """Where past attempts at this question are repaired."""
    return reverse(f"admin:{NAME}", args=[question.pk])


def invitation(question: Question) -> str:
    """How many ended attempts an older version still grades, and where to repair them; empty where there are none."""
    n = behind(question, now())
    if not n:
        return ""
    words = ngettext(
        "%(n)s ended attempt is still graded by an older version.",
        "%(n)s ended attempts are still graded by an older version.",
        n,
    )
    return format_html('{} <a href="{}">{}</a>', words % {"n": n}, address(question), gettext("Repair past attempts"))


def _allowed(desk: ModelAdmin, request: HttpRequest, pk: int) -> Question:
    question = get_object_or_404(Question, pk=pk)
    if not desk.has_change_permission(request, question):
        raise PermissionDenied
    return question


def _page(desk: ModelAdmin, request: HttpRequest, question: Question) -> HttpResponse:
    newest: Any = question.latest()
    if newest is None:
        raise Http404
    sent = request.POST.get("to", "")
    form = WhyForm(request.POST or None)
    if request.method == "POST" and sent not in (VOID, str(newest.pk)):
        form.add_error(None, MOVED_ON)
    if request.method == "POST" and form.is_valid():
        return _apply(desk, request, question, None if sent == VOID else newest)
    return _show(desk, request, question, newest, form)


def _show(
    desk: ModelAdmin, request: HttpRequest, question: Question, newest: QuestionVersion, form: WhyForm
) -> HttpResponse:
    to = VOID if VOID in (request.GET.get("to"), request.POST.get("to")) else str(newest.pk)
    found = regrading.preview(question, None if to == VOID else newest, now())
    repairs, undoable = past(question)
    context = {
        **desk.admin_site.each_context(request),
        **{"opts": desk.opts, "question": question, "newest": newest, "form": form, "to": to, "void": VOID},
        "title": gettext("Repair past attempts"),
        "stem": question.title.in_(get_language() or "en"),
        "sentence": sentence(found),
        "groups": groups(found),
        "may_apply": would_write(found),
        "repairs": repairs,
        "undoable": undoable,
    }
    return TemplateResponse(request, "admin/quizzes/repair.html", context, status=422 if form.errors else 200)


def _apply(
    desk: ModelAdmin, request: HttpRequest, question: Question, to_version: QuestionVersion | None
) -> HttpResponse:
    why = request.POST["why"].strip()
    repair, found = regrading.apply(question, to_version, by=request.user, why=why, now=now())
    changed = found.up + found.down
    words = ngettext("Repaired: %(n)s mark changed.", "Repaired: %(n)s marks changed.", changed) % {"n": changed}
    desk.log_change(request, question, f"{repair.get_kind_display()}: {why}")
    desk.message_user(request, words, messages.SUCCESS)
    return redirect(address(question))


def _undo(desk: ModelAdmin, request: HttpRequest, question: Question, repair: int) -> HttpResponse:
    form = WhyForm(request.POST)
    made = get_object_or_404(Regrading, pk=repair, question=question)
    if not form.is_valid():
        desk.message_user(request, gettext("Not undone: say in a few words why."), messages.ERROR)
    elif regrading.undo(made, by=request.user, why=form.cleaned_data["why"], now=now()) is None:
        desk.message_user(request, gettext("Not undone: only the last repair that stands can be."), messages.ERROR)
    else:
        desk.log_change(request, question, gettext("undone: %(why)s") % form.cleaned_data)
        desk.message_user(request, gettext("Undone: what stood before counts again."), messages.SUCCESS)
    return redirect(address(question))
