"""What strategies are called, what they do, and how points are said."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True, slots=True)
class Words:
    """A strategy's name, and its rule in a sentence."""

    name: Promise
    rule: Promise


STRATEGY_WORDS: Mapping[str, Words] = {
    "always-cooperate": Words(_("always cooperate"), _("It cooperates in every round, whatever happens.")),
    "always-defect": Words(_("always defect"), _("It defects in every round, whatever happens.")),
    "tit-for-tat": Words(
        _("tit for tat"), _("It begins by cooperating, and then does what the other did in the round before.")
    ),
    "generous-tit-for-tat": Words(
        _("generous tit for tat"), _("Like tit for tat, but now and then it lets a defection pass, at random.")
    ),
    "suspicious-tit-for-tat": Words(_("suspicious tit for tat"), _("Like tit for tat, but it begins by defecting.")),
    "two-tits-for-tat": Words(
        _("two tits for tat"), _("It begins by cooperating, and answers each defection with two of its own.")
    ),
    "tit-for-two-tats": Words(
        _("tit for two tats"), _("It begins by cooperating, and defects only after two defections in a row.")
    ),
    "grim": Words(_("grim trigger"), _("It cooperates until the other defects once; then it defects for ever.")),
    "win-stay-lose-shift": Words(
        _("win-stay, lose-shift"),
        _("It begins by cooperating. It keeps its move if the other cooperated, and changes it if the other defected."),
    ),
    "random": Words(_("random"), _("In each round it tosses a coin.")),
    "record-paris": Words(
        _("the coded record of Paris"), _("It repeats what the coded record says of Paris, whatever the other does.")
    ),
    "record-bamako": Words(
        _("the coded record of Bamako"), _("It repeats what the coded record says of Bamako, whatever the other does.")
    ),
}


def name_of(slug: str) -> str:
    """“tit for tat”."""
    return str(STRATEGY_WORDS[slug].name)


def points(value: Fraction | float, decimals: int = 2) -> str:
    """“2.69”, in French “2,69”; a minus, not a hyphen."""
    return number_format(float(value), decimals).replace("-", MINUS)
