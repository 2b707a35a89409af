"""The exchange: moves in lanes, replies between them, step by step, and what it all comes to."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from sahelapp.evidence.models import Source
from sahelapp.timeline import figures, reading
from sahelapp.timeline.exchange import GROUPS, LANES, Row, Steps, lay_out
from sahelapp.timeline.moves import Exchange, Move
from sahelapp.timeline.selection import Manner


@dataclass(frozen=True, slots=True)
class Told:
    """A row and what stands behind it: its sources (a slug, and the source if it is still listed), who says “reply”.

    `later` says that a source was published after the day to which the page is frozen.
    """

    row: Row
    sources: tuple[tuple[str, Source | None], ...]
    says_reply: Source | None
    later: bool = False


@require_safe
def exchange(request: HttpRequest) -> HttpResponse:
    """All moves, or those up to the step in the address."""
    day = Manner.from_query(request.GET, localdate()).known_on
    found = Exchange.of(known_moves(now(), day))
    steps = Steps.read(request.GET.get("step", ""), len(found.moves))
    frozen = {"as-known-on": day.isoformat()} if day else {}
    wanted = {**frozen, **({"step": str(steps.current)} if steps.current else {})}
    if request.GET.dict() != wanted:
        # One address for one state: a step that does not exist leads to all moves.
        return redirect(f"{request.path}{_query(wanted)}")
    drawing = lay_out(found)
    sources = Source.objects.named(_named(found))
    context = {
        "drawing": drawing,
        "lanes": LANES,
        "groups": tuple(GROUPS),
        "told": [_told(row, sources, day) for row in drawing.rows],
        "known_on": day,
        "frozen": _query(frozen),
        "before_url": _query({**frozen, "step": str(steps.before)}),
        "after_url": _query({**frozen, "step": str(steps.after)}),
        "steps": steps,
        "before": found.moves[steps.before - 1] if found.moves else None,
        "after": found.moves[steps.after - 1] if found.moves else None,
        "years": figures.years(found),
        "instruments": figures.instruments(found),
        "lags": figures.lags(found),
        "replies": figures.replies(found),
    }
    return render(request, "timeline/exchange.html", context)


def _query(pairs: Mapping[str, str]) -> str:
    return f"?{urlencode(pairs)}" if pairs else ""


def known_moves(moment: datetime, day: date | None) -> list[Move]:
    """The moves of all live events; with a day, those that everybody could know of by then.

    A reply to a move that was not yet known stands alone: that there is something to reply to would tell too much.
    """
    moves = [move for event in reading.known(moment, day) for move in event.moves]
    if day is None:
        return moves
    known = {move.slug: move for move in moves}
    return [move if move.reply_to in known else _alone(move) for move in known.values()]


def _alone(move: Move) -> Move:
    return replace(move, reply_to="", reply_source="")


def _named(found: Exchange) -> set[str]:
    """The slugs of all sources that the moves name."""
    named = {slug for move in found.moves for slug in move.sources}
    return named | {link.source for link in found.links if link.source}


def _told(row: Row, sources: Mapping[str, Source], day: date | None) -> Told:
    """With a day, without the sources published later, of which nothing is named."""
    own = tuple(
        (slug, sources.get(slug)) for slug in row.move.sources if day is None or _is_early(sources.get(slug), day)
    )
    says_reply = sources.get(row.answers.source) if row.answers else None
    if day is None:
        return Told(row, own, says_reply)
    return Told(row, own, says_reply if _is_early(says_reply, day) else None, later=len(own) < len(row.move.sources))


def _is_early(source: Source | None, day: date) -> bool:
    return source is not None and source.when is not None and source.when.latest <= day
