"""Pages of our own about accounts: preferences, the sheet of recovery codes, the way back with one of them, log-out."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.views import LogoutView as AllauthLogoutView
from allauth.core.internal import ratelimit
from allauth.mfa.totp.views import activate_totp as allauth_activate_totp
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.csp import CSP
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import now
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csp import csp_override
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sahelapp.accounts import actions, guests, sheet
from sahelapp.accounts.adapter import Adapter
from sahelapp.accounts.forms import RecoverForm, SettingsForm
from sahelapp.accounts.guard import AccountRequest, for_accounts

# A school shares one address: what guards an account counts per name, what guards the site per address.
_RECOVERY_RATES = {"recover": "60/m/ip,5/300s/key"}


def clear_browser(response: HttpResponse, *, keeps_answers: bool = False) -> HttpResponse:
    """Ask the browser to forget what it kept of this site: pages and stored answers. Our cookies we end ourselves.

    `keeps_answers`: some have not arrived yet, and wait for the next log-in of whoever gave them.
    """
    response["Clear-Site-Data"] = '"cache"' if keeps_answers else '"cache", "storage"'
    return response


def next_or(request: HttpRequest, fallback: str) -> str:
    """Where to go on: the `next` that came along, if it stays on this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    # A path: what is none would be taken for the name of a view.
    return wanted if safe and wanted.startswith("/") else fallback


class LogoutView(AllauthLogoutView):
    """Logging out. A guest cannot log in again, so they are told first what leaving means."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and request.user.is_guest:
            return redirect("progress:leave")
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        was_account = request.user.is_authenticated and not request.user.is_guest
        response = super().post(request, *args, **kwargs)
        keeps_answers = request.POST.get("waiting") == "keep"
        return clear_browser(response, keeps_answers=keeps_answers) if was_account else response

    def logout(self) -> None:
        """Giving up a log-in half-way also comes here: the guest who began it gets their work back."""
        if self.request.user.is_authenticated and self.request.user.is_guest:
            return
        super().logout()
        if guests.waiting(self.request):
            actions.guest_for(self.request)


logout = LogoutView.as_view()

# The picture to scan is a data: address. Only this page may show one.
activate_totp = csp_override({**settings.SECURE_CSP, "img-src": [CSP.SELF, "data:"]})(
    for_accounts(allauth_activate_totp)
)


@never_cache
@for_accounts
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: AccountRequest) -> HttpResponse:
    """Name and language, and the ways to everything else about one's account."""
    form = SettingsForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, gettext("Saved."))
        return redirect("account_settings")
    context = {
        "form": form,
        "codes_left": request.user.recovery_codes.unused().count(),
        "has_mail": Adapter(request).has_mail,
    }
    return render(request, "accounts/settings.html", context)


@never_cache
@for_accounts
@require_safe
def recovery_codes(request: AccountRequest) -> HttpResponse:
    """The sheet to print, while it may be shown; afterwards how many codes are left."""
    context = {
        "codes": sheet.codes(request, now()),
        "left": request.user.recovery_codes.unused().count(),
        "next": next_or(request, ""),
    }
    return render(request, "accounts/recovery_codes.html", context)


@for_accounts
@require_POST
def recovery_codes_kept(request: HttpRequest) -> HttpResponse:
    """The person has printed or copied them."""
    sheet.put_away(request)
    return redirect(next_or(request, "account_settings"))


@for_accounts
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def new_recovery_codes(request: AccountRequest) -> HttpResponse:
    """A new sheet instead of the old one, after the password was asked for once more. GET leads back to the button."""
    if request.method == "POST":
        sheet.lay_out(request, actions.make_recovery_codes(request.user, now=now()), now())
    return redirect("account_recovery_codes")


@never_cache
@sensitive_post_parameters("password1", "password2", "code")
@require_http_methods(["GET", "HEAD", "POST"])
def recover(request: HttpRequest) -> HttpResponse:
    """Forgotten the password: a user name, a recovery code, and a new password."""
    form = RecoverForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["username"]
        if not _may_try(request, name):
            form.add_error(None, gettext("Too many attempts. Wait five minutes and try again; your codes stay valid."))
            status = 429
        elif _recovered(form):
            messages.success(request, gettext("Your new password is set. Log in with it."))
            return redirect("account_login")
        else:
            form.add_error(
                None,
                gettext("This user name and this code do not belong together, or the code was used already."),
            )
    context = {"form": form, "has_mail": Adapter(request).has_mail}
    return render(request, "accounts/recover.html", context, status=status)


def _may_try(request: HttpRequest, name: str) -> bool:
    usage = ratelimit.consume(request, app="accounts", action="recover", config=_RECOVERY_RATES, key=name.lower())
    return usage is not None


def _recovered(form: RecoverForm) -> bool:
    data = form.cleaned_data
    return actions.recover(data["username"], data["code"], data["password1"], now=now())
