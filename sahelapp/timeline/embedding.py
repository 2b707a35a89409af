"""The timeline inside other people's pages: who may frame it, and what oEmbed says of it."""

from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from sahelapp.timeline.selection import Selection

WIDTH, HEIGHT = 800, 600


def is_allowed() -> bool:
    """Whether this site lets anybody frame its timeline."""
    return bool(settings.EMBED_ANCESTORS)


def framed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The response, allowed into the frames that the settings name. Without any it stays as strict as the others."""
    if not is_allowed():
        return response
    response.xframe_options_exempt = True
    policy: dict[str, list[Any]] = {**settings.SECURE_CSP, "frame-ancestors": settings.EMBED_ANCESTORS}
    return csp_override(policy)(lambda _request: response)(request)


def oembed_url(asked: Selection) -> str:
    """Where oEmbed is told how to embed this selection; nothing where nobody may."""
    if not is_allowed():
        return ""
    page = f"{settings.SITE_URL}{reverse('timeline:index')}{asked.query(embed=False)}"
    return f"{settings.SITE_URL}{reverse('timeline:oembed')}?{urlencode({'url': page})}"


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """What oEmbed (https://oembed.com) asks: how to embed the timeline page at `url`. JSON alone: 501 for XML."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse(status=501)
    address = urlsplit(request.GET.get("url", ""))
    try:
        name = resolve(address.path).view_name
    except Resolver404 as nowhere:
        raise Http404 from nowhere
    is_ours = f"{address.scheme}://{address.netloc}" == settings.SITE_URL
    if not (is_allowed() and is_ours and name in ("timeline:index", "timeline:event", "timeline:exchange")):
        raise Http404
    query = "&".join(filter(None, [address.query, "embed=1"]))
    source = f"{settings.SITE_URL}{address.path}?{query}"
    width, height = _at_most(request, "maxwidth", WIDTH), _at_most(request, "maxheight", HEIGHT)
    answer: dict[str, Any] = {
        "version": "1.0",
        "type": "rich",
        "provider_name": "Sahelapp",
        "provider_url": settings.SITE_URL,
        "title": _("Timeline"),
        "width": width,
        "height": height,
        "html": format_html(
            '<iframe src="{}" width="{}" height="{}" title="{}" loading="lazy"></iframe>',
            source,
            width,
            height,
            _("Timeline"),
        ),
    }
    return JsonResponse(answer)


def _at_most(request: HttpRequest, name: str, usual: int) -> int:
    asked = request.GET.get(name, "")
    return min(usual, max(200, int(asked))) if asked.isdecimal() and len(asked) < 6 else usual
