"""How the laboratory's pages say strategies, moves and points, and draw matches: `{% load lab %}`."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sahelapp.lab import drawing, words
from sahelapp.lab.game import DEFECT, Match, Payoffs, Strategy
from sahelapp.lab.spells import DEADLOCK, Spell, spells

register = template.Library()


@dataclass(frozen=True, slots=True)
class Round:
    """One round as a row of a table. `misread`: whether the move of the first, and of the second, was."""

    number: int
    moves: tuple[str, str]
    misread: tuple[bool, bool]
    points: tuple[int, int]
    totals: tuple[int, int]


@register.filter
def strategy_name(strategy: Strategy) -> str:
    """“tit for tat”."""
    return words.name_of(strategy.slug)


@register.filter
def strategy_rule(strategy: Strategy) -> str:
    """What it does, in a sentence."""
    return str(words.STRATEGY_WORDS[strategy.slug].rule)


@register.filter
def per_round(value: Fraction | float) -> str:
    """Points with two decimals."""
    return words.points(value)


@register.filter
def decimal(value: Fraction | float) -> str:
    """For attributes: with a dot, whatever the language."""
    return f"{float(value):.3f}"


@register.filter
def whole(value: int) -> str:
    """Points without decimals; a minus, not a hyphen."""
    return words.points(value, 0)


@register.filter
def move(letter: str) -> str:
    """The name of a move, with its shape: “cooperation”."""
    word = pgettext("a move", "defection") if letter == DEFECT else pgettext("a move", "cooperation")
    return format_html('<span class="act" data-move="{}"><span>{}</span></span>', letter, word)


@register.filter
def spell_name(kind: str) -> str:
    """“echo feud”."""
    return _("deadlock") if kind == DEADLOCK else _("echo feud")


@register.simple_tag
def spell_words(spell: Spell, names: tuple[str, str], yours: bool) -> str:
    """“Echo feud, rounds 6 to 14: the two defect in turns. It began when A misread a move.”"""
    sentences = [
        (
            _("Deadlock, rounds %(first)s to %(last)s: both defect.")
            if spell.kind == DEADLOCK
            else _("Echo feud, rounds %(first)s to %(last)s: the two defect in turns.")
        )
        % {"first": spell.first, "last": spell.last}
    ]
    if spell.begun_by is not None:
        sentences.append(_who_misread(names[spell.begun_by], spell.begun_by, yours))
    if spell.lasts:
        sentences.append(_("It lasts until the end."))
    return " ".join(sentences)


def _who_misread(name: str, side: int, yours: bool) -> str:
    if not yours:
        return _("Just before, %(side)s misread a move.") % {"side": name}
    return _("Just before, the other side misread a move.") if side else _("Just before, you misread a move.")


@register.inclusion_tag("lab/ribbon.html")
def ribbon(match: Match, first: str, second: str, yours: bool = False) -> dict[str, Any]:
    """The moves of a whole match, its misunderstandings and its feuds. `yours`: the first side is the reader."""
    found = spells(match)
    # Drawn where the misread move stands: that is the other side's.
    misread = (match.misread(1), match.misread(0))
    lines = drawing.ribbon(match.letters, misread, found)
    any_misread = any(misread)
    return {"lines": lines, "names": (first, second), "spells": found, "misread": any_misread, "yours": yours}


@register.inclusion_tag("lab/ribbon.html")
def ribbon_of(moves: Iterable[str], first: str, second: str) -> dict[str, Any]:
    """Moves alone, as letters of both sides."""
    ours, theirs = moves
    return {"lines": drawing.ribbon((ours, theirs)), "names": (first, second), "spells": (), "misread": 0}


@register.inclusion_tag("lab/ribbon.html")
def ribbon_of_capitals(moves: Iterable[str]) -> dict[str, Any]:
    """The same, of Paris and Bamako, in the colours that they have everywhere."""
    return ribbon_of(moves, "Paris", "Bamako") | {"parties": ("paris", "bamako")}


@register.inclusion_tag("lab/running.html")
def running_chart(match: Match, payoffs: Payoffs, first: str, second: str) -> dict[str, Any]:
    """The running score of both sides."""
    chart = drawing.running(match.running(payoffs))
    return {"chart": chart, "sides": zip((first, second), chart.curves, strict=True), "names": (first, second)}


@register.inclusion_tag("lab/rounds.html")
def rounds_table(match: Match, payoffs: Payoffs, first: str, second: str) -> dict[str, Any]:
    """Every round in numbers."""
    return {"rounds": list(_rounds(match, payoffs)), "names": (first, second)}


def _rounds(match: Match, payoffs: Payoffs) -> Iterable[Round]:
    first, second = set(match.misread(1)), set(match.misread(0))
    before = (0, 0)
    for number, (moves, totals) in enumerate(
        zip(zip(*match.letters, strict=True), match.running(payoffs), strict=True), 1
    ):
        points = (totals[0] - before[0], totals[1] - before[1])
        yield Round(number, moves, (number in first, number in second), points, totals)
        before = totals
