"""Forms about accounts. allauth's say everything twice, as label and as placeholder: ours say it once, as label."""

from typing import Any

from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from sahelapp.accounts.models import User

LONGEST_LOGIN = 254


class _LabelsOnly:
    """No placeholders; `labels` and `helps` replace allauth's words."""

    labels: dict[str, Any] = {}
    helps: dict[str, Any] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.helps.get(name, field.help_text)


class LoginForm(_LabelsOnly, allauth.LoginForm):
    labels = {"login": _("User name or e-mail"), "remember": _("Stay logged in on this device")}
    helps = {"password": ""}  # the page has its own way to a new password

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # No name and no address is longer; a database refuses to look for a megabyte.
        self.fields["login"].validators.append(MaxLengthValidator(LONGEST_LOGIN))
        self.fields["login"].widget.attrs.update(autocomplete="username", autocapitalize="none", spellcheck="false")


class SignupForm(_LabelsOnly, allauth.SignupForm):
    labels = {
        "username": _("User name"),
        "email": _("E-mail (you may leave this empty)"),
        "password1": _("Password"),
        "password2": _("The same password again"),
    }
    helps = {
        "username": _("Your teacher sees it. Letters, digits and @ . + - _ only."),
        "email": _("Only to give you a new password when you forgot yours."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].widget.attrs.update(autocapitalize="none", spellcheck="false")
        if not get_adapter().has_mail:
            self.fields["email"].help_text = _("You can log in with it too. This site sends no e-mail.")


class ChangePasswordForm(_LabelsOnly, allauth.ChangePasswordForm):
    helps = {"oldpassword": ""}


class SetPasswordForm(_LabelsOnly, allauth.SetPasswordForm):
    pass


class ResetPasswordForm(_LabelsOnly, allauth.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(_LabelsOnly, allauth.ResetPasswordKeyForm):
    pass


class ReauthenticateForm(_LabelsOnly, allauth.ReauthenticateForm):
    helps = {"password": ""}


class AddEmailForm(_LabelsOnly, allauth.AddEmailForm):
    pass


class RecoverForm(forms.Form):
    """A user name, a code from the printed sheet, and the new password."""

    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    code = forms.CharField(
        label=_("One of your recovery codes"),
        max_length=40,
        help_text=_("Small or capital letters, with or without dashes."),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    password1 = forms.CharField(
        label=_("New password"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_validators_help_text_html(),
    )
    password2 = forms.CharField(
        label=_("The same password again"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, second = data.get("password1"), data.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("You must type the same password each time."))
        if first:
            try:
                validate_password(first, User(username=data.get("username", "")))
            except forms.ValidationError as weak:
                self.add_error("password1", weak)
        return data


class SettingsForm(forms.ModelForm):
    """How one is named and spoken to."""

    class Meta:
        model = User
        fields = ("first_name", "language")
        labels = {"first_name": _("Name shown on the site"), "language": _("Preferred language")}
        help_texts = {
            "first_name": _("If it is empty, your user name is shown."),
            "language": _("The language in which the site opens. Every page has the link to the other one."),
        }
