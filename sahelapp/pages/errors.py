"""Pages for when something went wrong: what happened, what to do next, and nothing typed is lost."""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sahelapp.pages.middleware import language_for, language_in

_TOKEN = "csrfmiddlewaretoken"
_SECRET = ("password", "code", "secret")  # a field whose name holds one of these is never shown again
_LONG = 80  # characters; longer text is shown in a box


@dataclass(frozen=True, slots=True)
class Sent:
    """One field of a form that came without a valid token."""

    name: str
    value: str

    @property
    def is_secret(self) -> bool:
        return any(word in self.name.lower() for word in _SECRET)

    @property
    def is_long(self) -> bool:
        return len(self.value) > _LONG or "\n" in self.value


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that cannot be read; too much text at once is the one that people meet."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        title, text = (
            _("That was too much at once"),
            _("Nothing was kept of it. Go back, shorten it, and send it again."),
        )
    else:
        title, text = _("This could not be read"), _("The address or the form arrived damaged. Go back and try again.")
    return _said(request, 400, title, text)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Known, and not allowed."""
    text = _("This page is for other accounts. If you have one that may open it, log in with that.")
    return _said(request, 403, _("This is not open to you"), text)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Nothing stands here, or it is somebody else's."""
    text = _(
        "The address may be mistyped, or the page was taken off, or it belongs to somebody else. "
        "Search for it, or begin at the home page."
    )
    return _said(request, 404, _("Nothing stands here"), text)


def broken(request: HttpRequest) -> HttpResponse:
    """Our mistake. No database, no session, no context processor: whatever broke may be one of them."""
    languages = ("fr", "en") if language_in(request.path_info) == "fr" else ("en", "fr")
    page = {"languages": languages, "request_id": getattr(request, "id", ""), "contact": settings.CONTACT}
    html: str
    try:
        html = render_to_string("pages/500.html", page)
    except Exception:  # what broke may be the templates or the list of static files
        html = f"<!doctype html><title>500</title><p>Our mistake. / Une erreur de notre côté. {page['request_id']}</p>"
    return HttpResponse(html, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open while somebody logged in or cookies went away: show what was typed, offer to send it again.

    A form of another site gets no such offer: one careless press would do what that site wants.
    """
    if reason.startswith(("Origin", "Referer")):
        text = _("It came from another site, so nothing was done. Open the page here and fill in the form again.")
        return _said(request, 403, _("This form is not ours"), text)
    sent = [Sent(name, value) for name, values in request.POST.lists() for value in values if name != _TOKEN]
    context = {
        "kept": [one for one in sent if not one.is_secret],
        "secrets": [one for one in sent if one.is_secret],
        "title": _("Please send it again"),
    }
    return render(request, _template(request, "pages/csrf.html"), context, status=403)


def _said(request: HttpRequest, status: int, title: Promise, text: Promise) -> HttpResponse:
    # What fails before the middleware of languages ran would speak the language of the request before it.
    with translation.override(language_for(request)):
        context = {"code": status, "title": title, "text": text, "canonical_url": "", "alternates": []}
        return render(request, _template(request, "pages/error.html"), context, status=status)


def _template(request: HttpRequest, name: str) -> str:
    """htmx swaps errors in like anything else: it gets what stands inside the page, not a page."""
    return f"{name}#said" if request.headers.get("HX-Request") else name
