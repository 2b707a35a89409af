"""Charts in templates: `{% load charts %}`, `{% calibration_chart rows %}`, `{% history_chart scores pass_percent %}`.

Geometry comes from quizzes/charts.py; here it gets its words, in the reader's language, in the picture and its table.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import template
from django.template.defaultfilters import floatformat
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from quizzes import charts
from quizzes.engine.calibration import Fit, Range, Sureness

register = template.Library()

HOW_SURE: Mapping[int, Promise] = {
    1: gettext_lazy("not sure"),
    2: gettext_lazy("fairly sure"),
    3: gettext_lazy("very sure"),
}
LESSON: Mapping[Fit, Promise] = {
    Fit.BELOW: gettext_lazy("Below that, a less certain answer costs less."),
    Fit.WITHIN: gettext_lazy("That fits."),
    Fit.ABOVE: gettext_lazy("Above that, a more certain answer brings more."),
}
FEW = 10  # answers; with fewer, one more or less right moves the share by more than ten percent


@dataclass(frozen=True, slots=True)
class BandInWords:
    """A band and what is said of it."""

    band: charts.Band
    name: str
    right: str
    share: str
    pays: str
    reading: str


@register.inclusion_tag("quizzes/charts/calibration.html")
def calibration_chart(rows: Iterable[Sureness], name: str = "calibration") -> dict[str, Any]:
    """How often answers of each level were right. `name` begins the ids and is unique on the page."""
    chart = charts.calibration(rows)
    bands = [_band_in_words(band) for band in chart.bands]
    is_few = any(0 < band.row.answers < FEW for band in chart.bands)
    return {"chart": chart, "bands": bands, "name": name, "is_few": is_few}


@register.inclusion_tag("quizzes/charts/history.html")
def history_chart(
    scores: Iterable[charts.Score], pass_percent: int | None = None, name: str = "history"
) -> dict[str, Any]:
    """What the attempts came to, one after the other. `name` begins the ids and is unique on the page."""
    return {"chart": charts.history(scores, pass_percent), "name": name}


@register.filter
def percent(number: Decimal | int) -> str:
    """A percentage without decimals, as the language writes it."""
    # A minus, not a hyphen: scores may fall below nothing.
    return _("%(percent)s%%") % {"percent": floatformat(number, 0).replace("-", "\N{MINUS SIGN}")}


def _band_in_words(band: charts.Band) -> BandInWords:
    row, name = band.row, str(HOW_SURE[band.row.level])
    pays = _range_in_words(row.pays)
    if row.share is None or row.fit is None:
        reading = _("You have not said “%(level)s” yet. It %(pays)s.") % {"level": name, "pays": pays}
        return BandInWords(band, name, _("no answers"), "", pays, reading)
    right = _("%(right)s of %(answers)s") % {"right": _part(row.right), "answers": number_format(row.answers)}
    share = percent(_decimal(row.share * 100))
    return BandInWords(band, name, right, share, pays, " ".join((_fact(row, name, right), _rule(row.fit, pays))))


def _fact(row: Sureness, name: str, right: str) -> str:
    words = ngettext(
        "When you said “%(level)s”, %(share)s was right.",
        "When you said “%(level)s”, %(share)s were right.",
        row.answers,
    )
    return words % {"level": name, "share": right}


def _rule(fit: Fit, pays: str) -> str:
    return _("It %(pays)s. %(lesson)s") % {"pays": pays, "lesson": LESSON[fit]}


def _range_in_words(pays: Range) -> str:
    words = {"low": _one_in(pays.low), "high": _one_in(pays.high)}
    if pays.low == 0:
        return _("pays up to %(high)s") % words
    return _("pays from %(low)s") % words if pays.high == 1 else _("pays from %(low)s to %(high)s") % words


def _one_in(share: Fraction) -> str:
    return _("%(part)d in %(whole)d") % {"part": share.numerator, "whole": share.denominator}


def _part(right: Fraction) -> str:
    """A sum of grades; partial ones may leave a part, told to one decimal."""
    return floatformat(_decimal(right), -1)


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)
