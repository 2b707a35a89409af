"""The door of the admin: our own log-in page, and for staff a second factor where the settings ask for one."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, resolve_url
from django.utils.http import urlencode
from django.utils.translation import gettext

_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def stand_at(door: AdminSite) -> None:
    """Let this admin site be entered through us only."""
    may_enter, log_in = door.has_permission, door.login

    def has_permission(request: HttpRequest) -> bool:
        return may_enter(request) and not _factor_is_missing(request)

    def login(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not request.user.is_authenticated or request.user.is_guest:
            query = urlencode({"next": request.GET.get("next", request.path)})
            return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{query}")
        if not may_enter(request):
            raise PermissionDenied
        if _factor_is_missing(request):
            messages.warning(request, gettext("The admin needs a second step at log-in. Set up one of these first."))
            return redirect("mfa_index")
        return log_in(request, extra_context)

    door.has_permission, door.login = has_permission, login  # type: ignore[method-assign]


def _factor_is_missing(request: HttpRequest) -> bool:
    # Who has set up a factor was asked for it at log-in.
    return settings.MFA_REQUIRED_FOR_STAFF and not is_mfa_enabled(request.user, _FACTORS)
