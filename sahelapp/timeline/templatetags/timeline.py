"""How templates say dates and texts in the reader's language."""

from datetime import date

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, gettext, ngettext

from quizzes.engine.text import Text
from sahelapp.evidence.dates import MONTHS, Partial
from sahelapp.timeline.moves import Link
from sahelapp.timeline.values import When

register = template.Library()
_TIME = '<time datetime="{}">{}</time>'


@register.filter
def time(when: When) -> str:
    """A `<time>` whose words are as precise as the date. A span is two of them."""
    ends = ((partial.iso(), words) for partial, words in when.ends(get_language()))
    return format_html("{}{}", when.about_words(get_language()), format_html_join(when.dash, _TIME, ends))


@register.filter
def in_words(day: date) -> str:
    """“15 January 2022”, « 1er mars 2022 »."""
    return Partial(day.year, day.month, day.day).in_words(get_language() or "en")


@register.filter
def month_name(number: int | None) -> str:
    """“September”; empty for events of which only the year is known."""
    return MONTHS[get_language()][number - 1].capitalize() if number else ""


@register.filter
def words(text: Text) -> str:
    """A text in the reader's language, typeset."""
    return text.in_(get_language())


@register.filter
def lag(link: Link) -> str:
    """“after 4 days”, “the same day”, “after 0 to 2 days”, “the order is uncertain”."""
    least, most = link.lag.least, link.lag.most
    if link.lag.is_uncertain_in_order:
        return gettext("the order is uncertain")
    if most == 0:
        return gettext("the same day")
    if link.lag.is_exact:
        return ngettext("after %(days)s day", "after %(days)s days", most) % {"days": most}
    return ngettext("after %(least)s to %(most)s day", "after %(least)s to %(most)s days", most) % {
        "least": least,
        "most": most,
    }
