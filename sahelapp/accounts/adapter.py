"""What we tell allauth: about guests, about the sheet of codes, and that there may be no e-mail at all."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.forms import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import now
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from sahelapp.accounts import actions, guests, sheet
from sahelapp.accounts.models import User


class Adapter(DefaultAccountAdapter):
    """Sign-up upgrades the guest's own row; logging in to another account keeps the guest known."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": gettext_lazy("The user name or the password is not right. Check both."),
    }

    def new_user(self, request: HttpRequest) -> User:
        """The guest's row, if a guest signs up: all they did stays theirs, nothing is copied."""
        if request.user.is_authenticated and request.user.is_guest:
            return User.objects.get(pk=request.user.pk)
        return User()

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.kind, user.language = User.Kind.LEARNER, get_language() or "en"
        return super().save_user(request, user, form, commit)

    def clean_username(self, username: str, shallow: bool = False) -> str:
        """Names that look like our guests' are ours."""
        if username.lower().startswith(actions.GUEST_PREFIX):
            raise ValidationError(_("Names that begin with “guest-” are kept for visitors without an account."))
        return super().clean_username(username, shallow)

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        refused = super().pre_login(request, user, **kwargs)
        visitor = request.user
        if refused is None and visitor.is_authenticated and visitor.is_guest and visitor.pk != user.pk:
            guests.step_aside(request)
        return refused

    def post_login(self, request: HttpRequest, user: Any, *, signup: bool, **kwargs: Any) -> HttpResponse:
        """After sign-up comes the sheet of codes; after a log-in as guest, the question what becomes of the work."""
        response = super().post_login(request, user, signup=signup, **kwargs)
        if signup:
            sheet.lay_out(request, actions.make_recovery_codes(user, now=now()), now())
            return _by_way_of("account_recovery_codes", response)
        return _by_way_of("progress:carry_over", response) if guests.waiting(request) else response

    @property
    def has_mail(self) -> bool:
        """Whether this installation can send e-mail. Schools may have none: nothing depends on it."""
        return bool(getattr(settings, "MAILERS", None))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        if self.has_mail:
            super().send_mail(template_prefix, email, context)

    def should_send_confirmation_mail(self, request: HttpRequest, email_address: Any, signup: bool) -> bool:
        return self.has_mail


def _by_way_of(name: str, response: HttpResponse) -> HttpResponse:
    """A stop on the way to where allauth leads."""
    return HttpResponseRedirect(f"{reverse(name)}?{urlencode({'next': response['Location']})}")
