"""What an address may ask of the laboratory. What it leaves out has a default, so that links can be short."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sahelapp.lab.game import LARGEST_PAYOFF, MOST_ROUNDS, Payoffs, Strategy
from sahelapp.lab.hidden import MOST_MISREADS
from sahelapp.lab.strategies import GENEROSITY, STRATEGIES, with_generosity
from sahelapp.lab.tournament import LARGEST_SEED, MOST_REPEATS, Terms
from sahelapp.lab.words import name_of

FEWEST_IN_A_TOURNAMENT = 2
LARGEST_MATCH_SEED = 10_000 * (LARGEST_SEED + 1)  # a match of a tournament has a longer one

_NO_DILEMMA: Mapping[str, Promise] = {
    "order": _(
        "These payoffs make no dilemma: it needs T > R > P > S. Otherwise one move is simply the better one for both."
    ),
    "turns": _(
        "These payoffs make another game: it needs 2 × R > T + S. Otherwise taking turns at defecting pays both "
        "more than cooperating."
    ),
}


class WholeNumber(forms.IntegerField):
    """Between two limits, which every message names: whatever is wrong, it says what would be right."""

    widget = forms.TextInput  # a field for numbers would drop what is none, and with it what was typed

    def clean(self, value: Any) -> int:
        """The number."""
        try:
            return int(super().clean(value))
        except forms.ValidationError:
            limits = {"low": self.min_value, "high": self.max_value}
            raise forms.ValidationError(
                _("Please give a whole number from %(low)s to %(high)s."), params=limits
            ) from None


def _number(label: Any, low: int, high: int, default: int, help_text: Any = "") -> WholeNumber:
    return WholeNumber(label=label, min_value=low, max_value=high, initial=default, help_text=help_text)


class Asked(forms.Form):
    """The payoffs and the rate of misunderstandings, which every game has."""

    order: tuple[str, ...] = ("misreads",)

    t = _number(_("T: to defect alone"), -LARGEST_PAYOFF, LARGEST_PAYOFF, 5)
    r = _number(_("R: to cooperate together"), -LARGEST_PAYOFF, LARGEST_PAYOFF, 3)
    p = _number(_("P: to defect both"), -LARGEST_PAYOFF, LARGEST_PAYOFF, 1)
    s = _number(_("S: to cooperate alone"), -LARGEST_PAYOFF, LARGEST_PAYOFF, 0)
    misreads = _number(
        _("Misunderstandings in 100 moves"),
        0,
        MOST_MISREADS,
        0,
        _("How often a side takes the other's move for its opposite."),
    )

    def __init__(self, query: QueryDict) -> None:
        """From the query of an address; nothing asked is the same as all defaults."""
        super().__init__(_filled(query, self.base_fields))
        for name, field in self.fields.items():
            if isinstance(field, WholeNumber) and name not in "trps":
                field.widget.attrs["inputmode"] = "numeric"  # without a minus on some phones
            field.widget.attrs.setdefault("id", f"id_{name}")

    def clean(self) -> dict[str, Any]:
        """Whether the payoffs are a dilemma."""
        values = super().clean() or self.cleaned_data
        if {"t", "r", "p", "s"} <= values.keys():
            for problem in self.payoffs.problems():
                self.add_error(None, str(_NO_DILEMMA[problem]))
        return values

    @property
    def payoffs(self) -> Payoffs:
        """Only of a form whose four numbers can be read."""
        return Payoffs(*(self.cleaned_data[name] for name in "trps"))

    @property
    def payoff_fields(self) -> list[forms.BoundField]:
        """The four, for the table in which they stand."""
        return [self[name] for name in "trps"]

    @property
    def shown_fields(self) -> list[forms.BoundField]:
        """What stands outside of the fold, in order."""
        return [self[name] for name in self.order]

    @cached_property
    def is_unusual(self) -> bool:
        """Whether what is seldom changed is to be shown at once: it was changed, or something is wrong with it."""
        seldom = [name for name in (*"trps", "generosity") if name in self.fields]
        return any(str(self.data.get(name)) != str(self.fields[name].initial) for name in seldom)


class PlayForm(Asked):
    """A game by hand."""


class _Drawn(Asked):
    """What is played by machines: rounds, a seed, and how generous the generous one is."""

    rounds = _number(_("Rounds"), 1, MOST_ROUNDS, MOST_ROUNDS)
    generosity = _number(
        _("Generosity in 100 defections"), 0, 100, GENEROSITY, _("How many defections generous tit for tat lets pass.")
    )
    seed = _number(
        _("Seed"), 0, LARGEST_SEED, 1, _("The same number gives the same chance again; another number, another chance.")
    )

    def chosen(self, slug: str, strategies: Iterable[Strategy]) -> Strategy:
        """The strategy, as generous as asked."""
        found = next(one for one in strategies if one.slug == slug)
        return with_generosity(found, self.cleaned_data["generosity"])


class MatchForm(_Drawn):
    """A match of two."""

    order = ("a", "b", "rounds", "misreads", "seed")

    a = forms.ChoiceField(label=_("A plays"), initial="tit-for-tat")
    b = forms.ChoiceField(label=_("B plays"), initial="tit-for-tat")
    rounds = _number(_("Rounds"), 1, MOST_ROUNDS, 40)
    misreads = _number(
        _("Misunderstandings in 100 moves"),
        0,
        MOST_MISREADS,
        5,
        _("How often a side takes the other's move for its opposite."),
    )
    seed = _number(
        _("Seed"),
        0,
        LARGEST_MATCH_SEED,
        1,
        _("The same number gives the same chance again; another number, another chance."),
    )

    def __init__(self, query: QueryDict, recorded: Iterable[Strategy] = ()) -> None:
        super().__init__(query)
        self.strategies = (*STRATEGIES, *recorded)
        for name in ("a", "b"):
            _offer(self.fields[name], self.strategies)

    @property
    def players(self) -> tuple[Strategy, Strategy]:
        """Both sides. Only of a valid form."""
        first, second = (self.chosen(self.cleaned_data[name], self.strategies) for name in ("a", "b"))
        return first, second


class TournamentForm(_Drawn):
    """A tournament of at least two."""

    order = ("rounds", "repeats", "misreads", "seed")

    who = forms.MultipleChoiceField(
        label=_("Who takes part"),
        widget=forms.CheckboxSelectMultiple,
        initial=[one.slug for one in STRATEGIES],
        error_messages={"required": _("A tournament needs at least two strategies.")},
    )
    repeats = _number(_("Repeats of each match"), 1, MOST_REPEATS, 5)

    def __init__(self, query: QueryDict, recorded: Iterable[Strategy] = ()) -> None:
        super().__init__(query)
        self.strategies = (*STRATEGIES, *recorded)
        _offer(self.fields["who"], self.strategies)

    def clean_who(self) -> list[str]:
        """At least two, in our order."""
        chosen = set(self.cleaned_data["who"])
        if len(chosen) < FEWEST_IN_A_TOURNAMENT:
            raise forms.ValidationError(self.fields["who"].error_messages["required"])
        return [one.slug for one in self.strategies if one.slug in chosen]

    @property
    def players(self) -> list[Strategy]:
        """Who takes part. Only of a valid form."""
        return [self.chosen(slug, self.strategies) for slug in self.cleaned_data["who"]]

    @property
    def terms(self) -> Terms:
        """How it is played. Only of a valid form."""
        values = self.cleaned_data
        misreads = values["misreads"] / 100
        return Terms(self.payoffs, values["rounds"], misreads, values["repeats"], values["seed"])


def _filled(query: QueryDict, fields: Mapping[str, forms.Field]) -> QueryDict:
    """The query with a default for each field that it does not name. A form that was sent left out what is unticked."""
    filled = query.copy()
    was_sent = "hold" in query
    for name, field in fields.items():
        if name in query or field.initial is None or (was_sent and name == "who"):
            continue
        filled.setlist(name, field.initial if isinstance(field.initial, list) else [str(field.initial)])
    return filled


def _offer(field: forms.Field, strategies: Iterable[Strategy]) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = [(one.slug, _capital(name_of(one.slug))) for one in strategies]
    field.error_messages["invalid_choice"] = _("There is no such strategy here: choose one of the list.")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
