"""My progress, and what one may do with all of it: carry it over, take it along, erase it, or begin anew."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from sahelapp.accounts import guests
from sahelapp.accounts.guard import AccountRequest, for_accounts
from sahelapp.accounts.models import User
from sahelapp.accounts.views import clear_browser, next_or
from sahelapp.progress import actions, reading
from sahelapp.progress.themes import by_theme

private = cache_control(private=True, no_store=True)
form_page = require_http_methods(["GET", "HEAD", "POST"])


def _learner(request: HttpRequest) -> User | None:
    """Who is there. Without a session cookie nobody is asked for, so that none is set."""
    known = getattr(request, "has_session", False)
    return request.user if known and isinstance(request.user, User) else None


@private
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What I read, answered and decided, and where I go on. A visitor is invited to begin."""
    user = _learner(request)
    if user is None:
        return render(request, "progress/nothing.html")
    moment, language = now(), get_language() or "en"
    work = reading.work_of(user, moment, language)
    if not work:
        return render(request, "progress/nothing.html", {"waiting": guests.waiting(request)})
    read = {one.lesson.slug for one in work.read}
    context = {
        "work": work,
        "themes": by_theme(user, work.lessons, read, moment, language),
        "waiting": guests.waiting(request),
    }
    return render(request, "progress/index.html", context)


@private
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Everything that is kept about me, as a file."""
    user = _learner(request)
    if user is None:
        return redirect("progress:index")
    told = actions.export(user, now=now())
    response = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="sahelapp-{now():%Y-%m-%d}.json"'
    return response


def _has_account(request: HttpRequest) -> bool:
    user = _learner(request)
    return user is not None and not user.is_guest


@private
@form_page
@reauthentication_required(allow_get=True, enabled=_has_account)
def erase(request: HttpRequest) -> HttpResponse:
    """GET says exactly what goes; POST with the box ticked erases it. Accounts are asked for their password again."""
    user = _learner(request)
    if user is None:
        return redirect("progress:index")
    if request.method == "POST" and request.POST.get("sure") == "yes":
        actions.erase(user)
        logout(request)
        return clear_browser(redirect("progress:erased"))
    forgotten = request.method == "POST"
    context = {"kept": reading.waiting(user), "forgotten": forgotten}
    return render(request, "progress/erase.html", context, status=400 if forgotten else 200)


@private
@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """Nothing is left; the page needs no session to say so."""
    return render(request, "progress/erased.html")


@private
@form_page
def leave(request: HttpRequest) -> HttpResponse:
    """Not you? GET explains; POST begins anew in this browser and deletes nothing."""
    if _learner(request) is None:
        return redirect("pages:home")
    if request.method == "POST":
        logout(request)
        return clear_browser(redirect("pages:home"))
    return render(request, "progress/leave.html")


@private
@for_accounts
@form_page
def carry_over(request: AccountRequest) -> HttpResponse:
    """After a log-in: what was done as a guest, and whether it comes along. Twice posted is once done."""
    onward, guest = next_or(request, ""), guests.waiting(request)
    if guest is None:
        return redirect(onward or "progress:index")
    waiting = reading.waiting(guest)
    decided = request.method == "POST" and _decide(request, guest)
    if waiting and not decided:
        return render(request, "progress/carry_over.html", {"waiting": waiting, "next": onward})
    return redirect(onward or "progress:index")


def _decide(request: AccountRequest, guest: User) -> bool:
    """Do what was decided; a post that decides nothing changes nothing."""
    decision = request.POST.get("decision")
    if decision == "carry" and actions.carry_over(guest, request.user):
        messages.success(request, gettext("Your work as a guest is now in your account."))
    if decision in ("carry", "leave"):
        guests.forget(request)
    return decision in ("carry", "leave")
