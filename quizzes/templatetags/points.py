"""Points as people write them: as many decimals as there are, and a minus sign that is one."""

from decimal import Decimal

from django import template
from django.template.defaultfilters import floatformat

register = template.Library()


@register.filter
def points(value: Decimal) -> str:
    """At most two decimals, none where it is whole; certainty can make it less than nothing."""
    return floatformat(value, "-2").replace("-", "−")
