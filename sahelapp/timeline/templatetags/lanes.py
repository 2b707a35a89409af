"""Marks of the lanes in templates: `{% load lanes %}`, `{% marks lane %}`. Written in Python, for speed."""

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
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
    return format_html_join("", "{}", ((_link(mark, pattern),) for mark in lane.marks))


def _link(mark: Mark, pattern: str) -> SafeString:
    if isinstance(mark, Cluster):
        kind = format_html('href="{}" data-shape="cluster"', mark.url)
        name, drawn = _count(mark), _badge(mark)
    else:
        slug = mark.event.slug
        kind = format_html(
            'href="{}" data-event="{}" data-shape="{}" data-status="{}"',
            pattern.replace(_SLUG, slug),
            slug,
            mark.shape,
            mark.event.status,
        )
        name, drawn = f"{mark.date}, {mark.title}", _drawing(mark)
    return format_html(
        '<a class="mark" {} transform="translate({} {})"><title>{}</title>{}</a>\n', kind, mark.x, mark.y, name, drawn
    )


def _count(mark: Cluster) -> str:
    words = ngettext("%(dates)s: list of %(n)s event", "%(dates)s: list of %(n)s events", mark.count)
    return words % {"dates": mark.words, "n": mark.count}


def _badge(mark: Cluster) -> SafeString:
    return format_html(
        '<rect class="badge" y="-11" width="{}" height="22" rx="11"/><text x="{}" y="4.5">{}</text>',
        mark.width,
        mark.middle,
        mark.count,
    )


def _drawing(mark: Point | Bar) -> SafeString:
    reach, label = mark.reach, mark.label
    return format_html(
        '<rect class="reach" x="{}" y="{}" width="{}" height="{}" rx="3"/>{}<text x="{}" y="{}"{}>{}</text>',
        reach.x,
        f"{-PITCH / 2:g}",
        reach.width,
        PITCH,
        _shape(mark),
        label.x,
        label.y,
        format_html(' text-anchor="{}"', "end") if label.is_before else "",
        label.words,
    )


def _shape(mark: Point | Bar) -> SafeString:
    if isinstance(mark, Point):
        return format_html('<circle r="{}"/>', DOT)
    paths = (("doubt", mark.doubt), ("core", mark.core))
    return format_html_join("", '<path class="{}" d="{}"/>', (path for path in paths if path[1]))
