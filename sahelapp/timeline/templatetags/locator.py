"""The locator map in templates: `{% load locator %}`, `{% locator_map places %}`.

`places` are `PlaceOnMap`s, each with the address that its point leads to. The page also needs `css/timeline.css`.
"""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext

from sahelapp.timeline.locator.layout import lay_out
from sahelapp.timeline.locator.marks import NARROW, WIDE, Mark, PlaceOnMap

register = template.Library()
_ARROW = '<path class="map-arrow" transform="rotate({}) translate({})" d="M4-4l7 4-7 4z"/>'
_NUMBER = '<text class="map-number" dy="4" font-size="10.5" text-anchor="middle">{}</text>'
_NAME = '<text class="map-name" x="{}" y="{}" text-anchor="{}">{}</text>'


@register.inclusion_tag("timeline/map.html")
def locator_map(
    places: Sequence[PlaceOnMap], highlighted: str = "", size: str = "", name: str = "map"
) -> dict[str, Any]:
    """The map and its list, for wide pages and for phones. `highlighted` is the slug of the chosen place, or empty.

    With size="small" one little map without a list. `name` begins the ids and is unique on the page.
    """
    language = get_language() or "en"
    sizes = {"narrow": NARROW} if size == "small" else {"wide": WIDE, "narrow": NARROW}
    maps = {label: lay_out(tuple(places), language, highlighted, each) for label, each in sizes.items()}
    marks = [mark for each in maps.values() for mark in each.marks]
    return {
        "maps": maps,
        "groups": maps["narrow"].groups,
        "total": len(places),
        "highlighted": highlighted,
        "is_small": size == "small",
        "is_counted": any(place.events for place in places),
        "has_areas": any(mark.is_approximate for mark in marks),
        "has_arrows": any(mark.toward is not None for mark in marks),
        "has_shared": any(mark.more for mark in marks),
        "has_numbers": any(mark.is_numbered for mark in marks),
        "name": name,
    }


@register.simple_tag
def map_mark(mark: Mark, name: str) -> SafeString:
    """One point as a link, with its name, its number or its arrow. A tag, not a template: a map has dozens of them."""
    classes = "map-mark map-chosen" if mark.is_highlighted else "map-mark"
    return format_html(
        '<a class="{}" href="{}"{}><title>{}</title><g transform="translate({} {})">{}</g>{}</a>',
        f"{classes} map-area" if mark.is_approximate else classes,
        mark.address or f"#{name}-{mark.slug}",
        format_html(' aria-current="{}"', "true") if mark.is_highlighted else "",
        told(mark),
        mark.x,
        mark.y,
        _drawn(mark),
        format_html(_NAME, mark.label.x, mark.label.y, mark.label.anchor, mark.label.words) if mark.label else "",
    )


def _drawn(mark: Mark) -> SafeString:
    """The point itself, about its middle, and the circle around it that fingers and mice may hit."""
    circles = [("hit", mark.reach), ("dot", mark.radius), *([("ring", mark.outer)] if mark.is_highlighted else [])]
    return format_html(
        "{}{}{}",
        format_html_join("", '<circle class="map-{}" r="{}"/>', circles),
        format_html(_ARROW, mark.toward, mark.outer) if mark.toward is not None else "",
        format_html(_NUMBER, mark.number) if mark.is_numbered else "",
    )


@register.filter
def told(mark: Mark) -> str:
    """“Bamako, Kati: 60 events”; without a number where none was counted."""
    names = ", ".join(place.names.in_(get_language() or "en") for place in mark.places)
    if not mark.events:
        return names
    words = ngettext("%(places)s: %(n)s event", "%(places)s: %(n)s events", mark.events)
    return words % {"places": names, "n": mark.events}
