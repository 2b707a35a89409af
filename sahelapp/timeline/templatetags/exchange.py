"""How the page of the exchange says what moves are, when they were made, and how long replies took."""

from collections.abc import Mapping
from fractions import Fraction

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from sahelapp.evidence.dates import Partial
from sahelapp.timeline.figures import Bin
from sahelapp.timeline.instruments import INSTRUMENT_WORDS
from sahelapp.timeline.moves import Lag, Move
from sahelapp.timeline.values import When

register = template.Library()

GROUP_WORDS: Mapping[str, Promise] = {
    "words": pgettext_lazy("kind of move", "Words"),
    "people": pgettext_lazy("kind of move", "People"),
    "power": gettext_lazy("Troops and power"),
    "rules": gettext_lazy("Decrees and treaties"),
    "suspensions": gettext_lazy("Suspensions"),
}
MINUS = "\N{MINUS SIGN}"


@register.filter
def instrument(slug: str) -> str:
    """“persona non grata”."""
    return str(INSTRUMENT_WORDS[slug])


@register.filter
def group_name(slug: str) -> str:
    """“Decrees and treaties”."""
    return str(GROUP_WORDS[slug])


@register.filter
def party_name(party: str) -> str:
    """“Paris”, “Bamako”, “others”."""
    return {"paris": "Paris", "bamako": "Bamako"}.get(party) or _("others")


@register.filter
def target_name(party: str) -> str:
    """After “to”: “Paris”, “Bamako”, “others”."""
    return pgettext("after “to”", "others") if party == "other" else party_name(party)


@register.filter
def mover(move: Move) -> str:
    """Who moved, as exactly as it is known: “ECOWAS”, or the capital."""
    return move.movers.in_(get_language()) or party_name(move.mover)


@register.filter
def has_other_target(move: Move) -> bool:
    """Whether it struck somebody else: a coup at home is no word to another capital."""
    return move.mover != move.target or move.mover == "other"


@register.filter
def day(partial: Partial) -> str:
    """A `<time>` as precise as the date."""
    return format_html('<time datetime="{}">{}</time>', partial.iso(), partial.in_words(get_language()))


@register.filter
def made(move: Move) -> str:
    """When a move was made; a doubt is told as one: “between 15 and 17 September 2025”."""
    ends = When(move.made, move.made_latest).ends(get_language())
    if len(ends) == 1:
        return day(move.made)
    return format_html(_("between {} and {}"), *(_limit(one, words) for one, words in ends))


@register.filter
def days(lag: Lag) -> str:
    """“4 days”, “0–2 days”, “same day”; “−2 to 5 days” where the order is uncertain."""
    if lag.is_exact:
        return ngettext("%(n)d day", "%(n)d days", lag.most) % {"n": lag.most} if lag.most else _("same day")
    numbers = {"least": _number(lag.least), "most": _number(lag.most)}
    return (_("%(least)s to %(most)s days") if lag.least < 0 else _("%(least)s–%(most)s days")) % numbers


@register.filter
def days_in_short(lag: Lag) -> str:
    """The same where there is hardly room: “4 d”."""
    between = "/" if lag.least < 0 else "–"
    numbers = str(lag.most) if lag.is_exact else f"{_number(lag.least)}{between}{_number(lag.most)}"
    return _("%(n)s d") % {"n": numbers}


@register.filter
def replies_after(lag: Lag) -> str:
    """The beginning of a sentence that ends with the move replied to."""
    if lag.is_uncertain_in_order:
        return _("Replies (%(days)s, order uncertain) to:") % {"days": days(lag)}
    if lag.is_exact and not lag.most:
        return _("Replies the same day to:")
    return _("Replies after %(days)s to:") % {"days": days(lag)}


@register.filter
def later(gap: Lag) -> str:
    """How long after the move before: “4 days later”, “0–30 days later”."""
    if gap.is_exact and not gap.most:
        return _("the same day")
    if gap.least < 0:
        return _("at most %(days)s apart") % {"days": days(Lag(max(gap.most, -gap.least), max(gap.most, -gap.least)))}
    return _("%(days)s later") % {"days": days(gap)}


@register.filter
def bin_words(one: Bin) -> str:
    """“same day”, “1–3 days”, “more than 30 days”."""
    if one.most is None:
        return _("more than %(days)s") % {"days": days(Lag(one.least - 1, one.least - 1))}
    return days(Lag(one.least, one.most))


@register.filter
def bin_count(one: Bin) -> str:
    """“5”, or “5–7” where dates leave it open."""
    return f"{one.sure}–{one.at_most}" if one.perhaps else str(one.sure)


@register.filter
def hundred(share: Fraction | None) -> int | None:
    """A share in whole percent."""
    return None if share is None else round(share * 100)


def _limit(partial: Partial, words: str) -> str:
    """A date after “between”: French puts an article before a day."""
    time = format_html('<time datetime="{}">{}</time>', partial.iso(), words)
    return format_html(pgettext("a day after “between”", "{}"), time) if partial.day else time


def _number(number: int) -> str:
    return f"{MINUS}{-number}" if number < 0 else str(number)
