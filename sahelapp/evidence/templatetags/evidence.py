"""How templates say dates and positions on the globe."""

from django import template
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sahelapp.evidence.dates import Partial

register = template.Library()


@register.filter
def date_in_words(partial: Partial) -> str:
    """A date as precise as it is known."""
    return partial.in_words(get_language() or "en")


@register.filter
def degrees(value: float, signs: str) -> str:
    """12.64 with "NS" is “12.64° N”, in French “12,64° N”; west is “O” there."""
    names = {"N": _("N"), "S": _("S"), "E": _("E"), "W": _("W")}
    return f"{number_format(abs(value), decimal_pos=2)}°\u00a0{names[signs[value < 0]]}"
