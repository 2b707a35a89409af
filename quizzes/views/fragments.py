"""The form of a question, made once for all who meet it in the same state; only what is one learner's is put in.

Rendering ten questions costs ten times what all the rest of their page does, and most of it is the same for a class.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.translation import get_language

from quizzes.engine.steps import Posted
from quizzes.models import Attempt, Slot
from quizzes.models.shelf import Lately
from quizzes.views import showing
from quizzes.views.showing import OptionShown, RowShown, Shown
from quizzes.views.sitting import Sitting

# Each stands for something of one learner, and for nothing else: no text holds these characters or numbers.
TOKEN, SENT_AS = UUID("5a5a5a5a-0000-4000-8000-00000000aaaa"), UUID("5a5a5a5a-0000-4000-8000-00000000bbbb")
CSRF, SAVED_AT, SEEN = "\ue000csrf\ue001", "\ue000at\ue001", "\ue000seen\ue001"
LONGEST = 300  # characters of an answer; forms with longer ones are made anew, so that nobody can fill the memory
# Around what changes places: the name of each in front, and a mark behind the last.
BEGIN, NAMED, END = "\ue002", "\ue003", "\ue004"
_STAND_IN = re.compile(f"[\ue000-\ue004]|{TOKEN}|{SENT_AS}")
_PIECE = re.compile(f"{BEGIN}([^{NAMED}]*){NAMED}([^{BEGIN}{END}]*)")
_GROUP = re.compile(f"(?:{BEGIN}[^{NAMED}]*{NAMED}[^{BEGIN}{END}]*)+{END}")

Key = tuple[int, str, Posted, str, bool, int, bool]
# A form cut at what changes places: plain HTML, and groups of the things that do, each with its slug.
Pieces = tuple[str | tuple[tuple[str, str], ...], ...]
_made: Lately[Key, Pieces] = Lately(4000)  # of about 3 kB each


@dataclass(frozen=True, slots=True)
class Own:
    """What is one learner's in a form."""

    token: UUID
    sent_as: UUID
    csrf: str
    seen: int
    saved_at: str


def answer(sitting: Sitting, slot: Slot, *, sent_as: UUID, csrf: str, in_section: bool) -> str | None:
    """The HTML of a question about which nothing may be told yet; None where there is more to show than its form.

    `csrf` is the masked token of this request: one serves all forms of a page.
    """
    if not _is_plain(sitting, slot):
        return None
    steps = slot.current()
    seen, saved_at = (steps[-1].number, showing.time_of(steps[-1].at)) if steps else (0, "")
    key = _key(sitting, slot, in_section=in_section)
    if (form := _made.get(key)) is None:
        form = _cut(_render(sitting, slot, in_section=in_section))
        _made.keep(key, form)
    own = Own(sitting.attempt.token, sent_as, csrf, seen, saved_at)
    return _filled(_in_order(form, slot.order), own)


def _is_plain(sitting: Sitting, slot: Slot) -> bool:
    """Whether it looks the same for everybody who gave the same answer: nothing told, repaired or made for one."""
    attempt = sitting.attempt
    is_told = sitting.may(slot).tell or attempt.behaviour.hints(slot.history()) > 0
    is_own = attempt.regraded_at or slot.question_version_id is None
    return not (is_told or sitting.is_over or is_own or _is_unusual(slot))


def _is_unusual(slot: Slot) -> bool:
    """Whether what was typed is long, or holds what stands for something else here."""
    typed = "".join(slot.history()[-1].posted.values) if slot.history() else ""
    return len(typed) > LONGEST or _STAND_IN.search(typed) is not None


def _key(sitting: Sitting, slot: Slot, *, in_section: bool) -> Key:
    history = slot.history()
    behaviour = sitting.attempt.behaviour
    return (
        slot.version.pk,
        get_language() or "en",
        history[-1].posted if history else Posted(()),
        f"{sitting.state(slot)} {behaviour.name} {behaviour.tries_left(history)} {behaviour.asks_certainty}",
        slot.flagged,
        slot.position,
        in_section,
    )


def _render(sitting: Sitting, slot: Slot, *, in_section: bool) -> str:
    shown = showing.show(sitting, slot, get_language() or "en")
    shown = _marked(shown, *map(frozenset, showing.moving(slot.to_engine().face(), slot.order)))
    saved_at = SAVED_AT if shown.saved_at else ""
    context = {
        "question": replace(shown, seen=SEEN, saved_at=saved_at),  # type: ignore[arg-type]
        "attempt": Attempt(token=TOKEN),
        "sent_as": SENT_AS,
        "csrf_token": CSRF,
        "moves_on": sitting.attempt.behaviour.moves_on,
        "in_section": in_section,
    }
    return render_to_string("quizzes/answer.html", context)


def _marked(shown: Shown, rows_moving: frozenset[str], moving: frozenset[str]) -> Shown:
    """The same, with marks around what comes in another order for each learner: rows, or options."""
    rows = [replace(row, options=_between_marks(row.options, moving)) for row in shown.rows]
    pieces = [
        piece if isinstance(piece, str) else replace(piece, options=_between_marks(piece.options, moving))
        for piece in shown.pieces
    ]
    options = _between_marks(shown.options, moving)
    return replace(shown, options=options, rows=_between_marks(rows, rows_moving), pieces=pieces)


def _between_marks[T: (OptionShown, RowShown)](things: Sequence[T], moving: frozenset[str]) -> list[T]:
    found = list(things)
    if not found or found[0].slug not in moving:
        return found
    found = [replace(thing, cut=f"{BEGIN}{thing.slug}{NAMED}") for thing in found]
    found[-1] = replace(found[-1], end=END)
    return found


def _cut(form: str) -> Pieces:
    """The form with what is between marks apart from the rest, so that it is looked for once and not for everybody."""
    pieces: list[str | tuple[tuple[str, str], ...]] = []
    end = 0
    for group in _GROUP.finditer(form):
        pieces += [form[end : group.start()], tuple(_PIECE.findall(group[0]))]
        end = group.end()
    return (*pieces, form[end:])


def _in_order(pieces: Pieces, order: Sequence[str]) -> str:
    """The form with its groups put into the order drawn for one learner."""
    ranks = {slug: rank for rank, slug in enumerate(order)}

    def sorted_group(group: tuple[tuple[str, str], ...]) -> str:
        return "".join(html for _, html in sorted(group, key=lambda thing: ranks.get(thing[0], len(ranks))))

    return "".join(piece if isinstance(piece, str) else sorted_group(piece) for piece in pieces)


def _filled(form: str, own: Own) -> str:
    pairs: Sequence[tuple[str, str]] = (
        (str(TOKEN), str(own.token)),
        (str(SENT_AS), str(own.sent_as)),
        (CSRF, own.csrf),
        (SEEN, str(own.seen)),
        (SAVED_AT, own.saved_at),
    )
    # Safe as the template made it: what is put in are numbers, a time, and tokens of letters and digits.
    for stand_in, own_value in pairs:
        form = form.replace(stand_in, own_value)
    return form
