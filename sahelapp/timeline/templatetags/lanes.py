"""Marks of the lanes in templates: `{% load lanes %}`, `{% marks lane %}`. Written in Python, for speed."""

from django import template
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from sahelapp.timeline.lanes.layout import Lane
from sahelapp.timeline.lanes.marks import DOT, PITCH, Bar, Cluster, Mark, Point

register = template.Library()

_SLUG = "-slug-"


@register.simple_tag
def marks(lane: Lane, query: str = "") -> SafeString:
    """All marks of a lane as links, in the order of time. `data-event` says of which event, where it is one.

    `query` is what the links to events keep of the selection.
    """
    pattern = reverse("timeline:event", args=[_SLUG]) + query  # once, not for every mark
    return mark_safe("".join(_link(mark, pattern) for mark in lane.marks))


def _link(mark: Mark, pattern: str) -> str:
    if isinstance(mark, Cluster):
        begins = f'<a class="mark" href="{escape(mark.url)}" data-shape="cluster"'
        name, drawn = _count(mark), _badge(mark)
    else:
        slug, contested = mark.event.slug, ' data-status="contested"' if mark.event.status == "contested" else ""
        address = escape(pattern.replace(_SLUG, slug))
        begins = f'<a class="mark" href="{address}" data-event="{slug}" data-shape="{mark.shape}"{contested}'
        name, drawn = f"{mark.date}, {mark.title}", _drawing(mark)
    return f'{begins} transform="translate({mark.x} {mark.y})"><title>{escape(name)}</title>{drawn}</a>\n'


def _count(mark: Cluster) -> str:
    words = ngettext("%(dates)s: list of %(n)s event", "%(dates)s: list of %(n)s events", mark.count)
    return words % {"dates": mark.words, "n": mark.count}


def _badge(mark: Cluster) -> str:
    return (
        f'<rect class="badge" y="-11" width="{mark.width}" height="22" rx="11"/>'
        f'<text x="{mark.middle}" y="4.5">{mark.count}</text>'
    )


def _drawing(mark: Point | Bar) -> str:
    reach, label = mark.reach, mark.label
    anchor = ' text-anchor="end"' if label.is_before else ""
    return (
        f'<rect class="reach" x="{reach.x}" y="{-PITCH / 2:g}" width="{reach.width}" height="{PITCH}" rx="3"/>'
        f"{_shape(mark)}"
        f'<text x="{label.x}" y="{label.y}"{anchor}>{escape(label.words)}</text>'
    )


def _shape(mark: Point | Bar) -> str:
    if isinstance(mark, Point):
        return f'<circle r="{DOT}"/>'
    doubt = f'<path class="doubt" d="{mark.doubt}"/>' if mark.doubt else ""
    return doubt + (f'<path class="core" d="{mark.core}"/>' if mark.core else "")
