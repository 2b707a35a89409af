"""Pages that need an account: guests are sent to sign-up, where allauth would take them for logged in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import ResolverMatch, URLResolver, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from sahelapp.accounts.models import User

View = Callable[..., HttpResponse]


class AccountRequest(HttpRequest):
    """What a view behind `for_accounts` is given."""

    user: User


NEEDS_ACCOUNT = {"account_email", "account_change_password", "account_set_password", "account_reauthenticate"}
# The second step of a log-in comes before anybody is logged in.
_DURING_LOGIN = {"mfa_authenticate", "mfa_login_webauthn", "mfa_trust"}


def for_accounts(view: View) -> View:
    """Nobody goes to the log-in page, a guest to sign-up; both come back here afterwards."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not request.user.is_guest:
            return view(request, *args, **kwargs)
        if request.user.is_authenticated:
            messages.info(request, gettext("This page needs an account. Make one here; all you did stays yours."))
        door = reverse("account_signup" if request.user.is_authenticated else "account_login")
        return HttpResponseRedirect(f"{door}?{urlencode({'next': request.get_full_path()})}")

    return guarded


class GuardedURLs(URLResolver):
    """allauth's addresses, with those guarded that only an account can use."""

    def resolve(self, path: str) -> ResolverMatch:
        match = super().resolve(path)
        name = match.url_name or ""
        if name in NEEDS_ACCOUNT or (name.startswith("mfa_") and name not in _DURING_LOGIN):
            match.func = for_accounts(match.func)
        return match
