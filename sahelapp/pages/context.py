"""What every page needs to know about itself."""

from datetime import date

from django.conf import settings
from django.http import HttpRequest
from django.utils.encoding import escape_uri_path
from django.utils.translation import get_language

from sahelapp.pages.middleware import language_in


def page(request: HttpRequest) -> dict[str, object]:
    """Where this page stands in both languages, and who reads it (only when a session cookie came)."""
    # A request can be refused before anybody was asked who sent it: then there is no `user`.
    has_session = getattr(request, "has_session", False) and hasattr(request, "user")
    return {
        "site_url": settings.SITE_URL,
        "contact": settings.CONTACT,
        "publisher": settings.PUBLISHER,
        "as_known_on": date.fromisoformat(settings.AS_KNOWN_ON),
        **_addresses(request),
        "has_session": has_session,
        "learner": request.user if has_session and request.user.is_authenticated else None,
    }


def _addresses(request: HttpRequest) -> dict[str, object]:
    """The one address of the page without its query, its twins, and the way to the other language with it."""
    language = language_in(request.path_info)
    rest = escape_uri_path(request.path_info.removeprefix(f"/{language}/")) if language else ""
    other = "en" if (language or get_language()) == "fr" else "fr"
    query = request.META.get("QUERY_STRING", "") if language else ""
    codes = [code for code, _ in settings.LANGUAGES] if language else []
    return {
        "canonical_url": f"{settings.SITE_URL}/{language}/{rest}" if language else "",
        "alternates": [(code, f"{settings.SITE_URL}/{code}/{rest}") for code in codes],
        "other_language": other,
        "other_language_url": f"/{other}/{rest}" + (f"?{query}" if query else ""),
    }
