"""The pages of the laboratory. Each follows from its address alone: nothing is stored, whatever is asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from quizzes.engine.dice import seeded
from sahelapp.lab import steps
from sahelapp.lab.forms import LARGEST_MATCH_SEED, MatchForm, PlayForm, TournamentForm
from sahelapp.lab.game import COOPERATE, DEFECT, STANDARD, Payoffs, Strategy, is_certain, play
from sahelapp.lab.hidden import FEWEST, MOST, Game
from sahelapp.lab.record import Record, record
from sahelapp.lab.steps import STEPS, Shown
from sahelapp.lab.strategies import STRATEGIES
from sahelapp.lab.tournament import LARGEST_SEED, Tournament, hold
from sahelapp.timeline.exchange_view import known_moves

UNREADABLE = 422  # what was asked makes no game; the page says why and keeps what was typed


@dataclass(frozen=True, slots=True)
class Crossing:
    """What a strategy got per round from `other`, and the query of the first of their matches."""

    other: Strategy
    points: Fraction
    query: str


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What can be done here, and who plays."""
    return render(request, "lab/index.html", {"steps": STEPS, "strategies": STRATEGIES, "payoffs": STANDARD})


@require_safe
def step(request: HttpRequest, slug: str) -> HttpResponse:
    """One of the six."""
    number = steps.place(slug)
    if number is None:
        raise Http404
    context = {
        "step": STEPS[number - 1],
        "number": number,
        "of": len(STEPS),
        "before": STEPS[number - 2] if number > 1 else None,
        "after": STEPS[number] if number < len(STEPS) else None,
        "template": f"lab/steps/{slug}.html",
        **steps.figures(slug, request.GET, lambda: known_moves(now(), None)),
    }
    return render(request, "lab/step.html", context)


@require_safe
def match(request: HttpRequest) -> HttpResponse:
    """Two strategies play each other."""
    form = MatchForm(request.GET, _recorded().strategies)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        first, second = form.players
        values = form.cleaned_data
        dice = seeded(values["seed"])
        played = play(first, second, values["rounds"], misreads=values["misreads"] / 100, dice=dice)
        context["shown"] = Shown(first, second, played, form.payoffs)
        context["best"] = form.payoffs.reward * values["rounds"]
        context["is_certain"] = is_certain(first, second, values["misreads"])
        context["other_chance"] = _with(request, seed=(values["seed"] + 1) % (LARGEST_MATCH_SEED + 1))
    return render(request, "lab/match.html", context, status=200 if form.is_valid() else UNREADABLE)


@require_safe
def tournament(request: HttpRequest) -> HttpResponse:
    """Everybody against everybody."""
    form = TournamentForm(request.GET, _recorded().strategies)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        held = hold(form.players, form.terms)
        context |= {
            "held": held,
            "cross": list(_cross(held, form)),
            "matches": len(held.strategies) * (len(held.strategies) + 1) // 2 * held.terms.repeats,
            "tit_for_tat": held.standing("tit-for-tat"),
            "last": held.standings[-1],
            "low": min(0, held.terms.payoffs.sucker),
            "high": held.terms.payoffs.temptation,
            "other_chance": _with(request, hold=1, seed=(held.terms.seed + 1) % (LARGEST_SEED + 1)),
        }
    return render(request, "lab/tournament.html", context, status=200 if form.is_valid() else UNREADABLE)


@require_safe
def play_by_hand(request: HttpRequest) -> HttpResponse:
    """The way into a game, the game, and its end; which of them the address says."""
    token = request.GET.get("game")
    if token is None:
        form = PlayForm(request.GET)
        return _begin(request, form, 200 if form.is_valid() else UNREADABLE)
    game = Game.read(token)
    if game is None:
        return _begin(request, PlayForm(request.GET), UNREADABLE, is_broken=True)
    if move := {"c": COOPERATE, "d": DEFECT}.get(request.GET.get("move", "")):
        game = game.choose(move)
    if game.is_over:
        return render(request, "lab/played.html", _end(game, request.GET.get("guess", "")))
    return render(request, "lab/play.html", _under_way(game))


@require_safe
@never_cache
def new_game(request: HttpRequest) -> HttpResponse:
    """Draw an opponent, and go to the game."""
    form = PlayForm(request.GET)
    if not form.is_valid():
        return _begin(request, form, UNREADABLE)
    game = Game.begin(form.payoffs, form.cleaned_data["misreads"])
    return redirect(f"{reverse('lab:play_by_hand')}?{urlencode({'game': game.write()})}#game")


def _begin(request: HttpRequest, form: PlayForm, status: int, *, is_broken: bool = False) -> HttpResponse:
    context = {"form": form, "is_broken": is_broken, "fewest": FEWEST, "most": MOST}
    return render(request, "lab/play_start.html", context, status=status)


def _under_way(game: Game) -> dict[str, Any]:
    """What a player knows: the moves as they were seen, and no points where these would tell what was misread."""
    match = game.match
    seen = (match.letters[0], match.seen[0])
    return {
        "game": game,
        "token": game.write(),
        "round_number": len(game.moves) + 1,
        "seen": seen,
        "last": (seen[0][-1], seen[1][-1]) if game.moves else None,
        "score": match.scores(game.payoffs),
        "fewest": FEWEST,
        "most": MOST,
    }


def _end(game: Game, guess: str) -> dict[str, Any]:
    """What may be told when a game is over; the name only to who guessed, or gave up guessing."""
    match = game.match
    score = match.scores(game.payoffs)
    context: dict[str, Any] = {
        "game": game,
        "token": game.write(),
        "played": match,
        "score": score,
        "misread": (len(match.misread(0)), len(match.misread(1))),
        "strategies": STRATEGIES,
        "is_told": bool(guess),
        "again": urlencode({**_payoffs(game.payoffs), "misreads": game.misreads}),
    }
    if guess:
        others = [(one, game.against(one).scores(game.payoffs)[0], False) for one in STRATEGIES]
        context |= {
            "guess": next((one for one in STRATEGIES if one.slug == guess), None),
            "is_right": guess == game.opponent.slug,
            "opponent": game.opponent,
            "doubles": game.doubles,
            "others": sorted([*others, (None, score[0], True)], key=lambda row: -row[1]),
        }
    return context


def _cross(held: Tournament, form: TournamentForm) -> Iterator[tuple[Strategy, list[Crossing]]]:
    """What each got from each, both in the order of the standings, with the way to the first of their matches."""
    values = form.cleaned_data
    asked = {**_payoffs(form.payoffs), **{name: values[name] for name in ("rounds", "misreads", "generosity")}}
    places = [held.strategies.index(one.strategy) for one in held.standings]
    share = held.terms.rounds * held.terms.repeats
    for one, row in zip(held.standings, places, strict=True):
        crossings = []
        for column in places:
            first, second = (held.strategies[place].slug for place in sorted((row, column)))
            cell = one.cells[column]
            query = urlencode({"a": first, "b": second, "seed": cell.seed, **asked})
            crossings.append(Crossing(held.strategies[column], cell.points / share, query))
        yield one.strategy, crossings


def _payoffs(payoffs: Payoffs) -> dict[str, int]:
    """As forms name them."""
    return {"t": payoffs.temptation, "r": payoffs.reward, "p": payoffs.punishment, "s": payoffs.sucker}


def _recorded() -> Record:
    return record(known_moves(now(), None))


def _with(request: HttpRequest, **changed: object) -> str:
    """The query of this page with something changed."""
    query = request.GET.copy()
    for name, value in changed.items():
        query[name] = str(value)
    return query.urlencode()
