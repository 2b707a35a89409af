"""Choices as their buttons tell them: the words, what the author shows of the price, and why one is not open.

What a choice does beyond that, where it leads and what flags and scenes are called inside stays here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quizzes.engine.scenario.expression import All, Compare, Either, Expression, IsSet, Not
from quizzes.engine.scenario.play import Option, View
from quizzes.engine.scenario.state import State
from quizzes.engine.scenario.story import Story

AT_LEAST = _("Needs “%(counter)s” at %(bound)s or more; it stands at %(number)s.")
AT_MOST = _("Needs “%(counter)s” at %(bound)s or less; it stands at %(number)s.")
EXACTLY = _("Needs “%(counter)s” at exactly %(bound)s; it stands at %(number)s.")
ANYTHING_BUT = _("Needs “%(counter)s” at anything but %(bound)s.")
SO = _("Needs that this is so: “%(flag)s”")
NOT_SO = _("Needs that this is not so: “%(flag)s”")
BOTH = _("%(one)s And: %(other)s")
OR_ELSE = _("%(one)s Or: %(other)s")
CLOSED = _("What happened before closes this way.")

RISES = _("%(counter)s: rises by %(by)s (+%(by)s)")
FALLS = _("%(counter)s: falls by %(by)s (−%(by)s)")
STAYS = _("%(counter)s: stays as it is (0)")

_OPPOSITE = {">=": "<", "<": ">=", ">": "<=", "<=": ">", "=": "!=", "!=": "="}
_BOUNDS = {
    ">=": (AT_LEAST, 0),
    ">": (AT_LEAST, 1),
    "<=": (AT_MOST, 0),
    "<": (AT_MOST, -1),
    "=": (EXACTLY, 0),
    "!=": (ANYTHING_BUT, 0),
}


@dataclass(frozen=True, slots=True)
class Offered:
    """A choice on its button: what the author says it costs, or the reasons why it cannot be taken now."""

    slug: str
    words: str
    costs: Sequence[str]
    reasons: Sequence[str]


def offered(story: Story, state: State, view: View, language: str) -> list[Offered]:
    """The choices of a scene, in the author's order."""
    return [
        Offered(one.slug, one.text.in_(language), _costs(story, one, language), _reasons(story, state, one, language))
        for one in view.options
    ]


def _costs(story: Story, option: Option, language: str) -> list[str]:
    # Of a way that is closed there is nothing to pay.
    shown = option.shows if option.is_available else ()
    return [_cost(story, counter, by, language) for counter, by in shown]


def _cost(story: Story, slug: str, by: int, language: str) -> str:
    counter = story.counter(slug)
    words = STAYS if by == 0 else RISES if by > 0 else FALLS
    return str(words) % {"counter": counter.name.in_(language) if counter else slug, "by": abs(by)}


def _reasons(story: Story, state: State, option: Option, language: str) -> list[str]:
    return list(dict.fromkeys(_reason(story, state, one, language) for one in option.unmet))


def _reason(story: Story, state: State, unmet: Expression, language: str) -> str:
    match unmet:
        case Compare():
            return _of_a_counter(story, state, unmet, language)
        case Not(Compare(counter, sign, number)):
            return _of_a_counter(story, state, Compare(counter, _OPPOSITE[sign], number), language)
        case IsSet(flag):
            return _of_a_flag(story, SO, flag, language)
        case Not(IsSet(flag)):
            return _of_a_flag(story, NOT_SO, flag, language)
        case Either(parts):
            return _joined(OR_ELSE, [_reason(story, state, part, language) for part in parts])
        case All(parts):
            return _joined(BOTH, [_reason(story, state, part, language) for part in parts])
    # The names of scenes and of choices would tell of ways that this player has not gone.
    return str(CLOSED)


def _of_a_counter(story: Story, state: State, unmet: Compare, language: str) -> str:
    counter = story.counter(unmet.counter)
    if counter is None:
        return str(CLOSED)
    words, further = _BOUNDS[unmet.sign]
    bound, number = unmet.number + further, state.counter(counter.slug)
    return str(words) % {"counter": counter.name.in_(language), "bound": bound, "number": number}


def _of_a_flag(story: Story, words: Promise, slug: str, language: str) -> str:
    flag = story.flag(slug)
    return str(words) % {"flag": flag.says.in_(language)} if flag else str(CLOSED)


def _joined(words: Promise, parts: Sequence[str]) -> str:
    *_others, whole = accumulate(dict.fromkeys(parts), lambda one, other: str(words) % {"one": one, "other": other})
    return whole
