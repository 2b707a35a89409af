"""A question as its page shows it: a value made from a slot, without a trace of the key before it may be told."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime

from quizzes.engine.behaviours.certain import LEVELS
from quizzes.engine.faces import Comment, Face, Row
from quizzes.engine.question import Kind
from quizzes.engine.steps import Posted
from quizzes.engine.text import Text
from quizzes.models import QuestionVersion, Slot
from quizzes.site import Note, site
from quizzes.views.sitting import STATES, May, Sitting

_GAP = re.compile(r"\{([a-z0-9-]+)\}")
_SILENT = Comment("", "")


@dataclass(frozen=True, slots=True)
class OptionShown:
    """One option: its words, whether it is chosen, and what is said of it.

    `cut` and `end` stand around it where what is made of it will change places (`fragments`); else they are empty.
    """

    slug: str
    words: str
    chosen: bool
    verdict: str = ""
    says: str = ""
    cut: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class RowShown:
    """One place to answer: what it asks, what can be chosen there or was typed, and what is said of it.

    `cut` and `end` as for an option.
    """

    slug: str
    words: str
    takes: str
    options: Sequence[OptionShown]
    typed: str
    unit: str
    verdict: str = ""
    says: str = ""
    key: str = ""
    cut: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What may be said of an answer; each part is empty where it may not.

    `verdict` is empty where correctness is not told. `says` is on the answer as a whole.
    """

    verdict: str
    words: Promise | str
    says: str
    key: str
    explanation: Mapping[str, Any]
    name: str
    notes: Sequence[Note]
    earned: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """One question on a page."""

    position: int
    slug: str
    template: str
    stem: Mapping[str, Any]
    options: Sequence[OptionShown]
    rows: Sequence[RowShown]
    pieces: Sequence[str | RowShown]
    unit: str
    year: bool
    typed: str
    seen: int
    state: str
    at: datetime | None
    is_settled: bool
    own: str
    mark: Decimal
    flagged: bool
    is_void: bool
    hints: Sequence[Mapping[str, Any]]
    tries_left: int | None
    certainty: int | None
    levels: Sequence[int]
    saved_at: str = ""
    told: Told | None = None
    offer: QuestionVersion | None = None

    @property
    def field(self) -> str:
        """The name of its fields: two read-only questions on one page must not share a group of radio buttons."""
        return f"shown-{self.position}" if self.is_settled else "response"

    @property
    def words(self) -> Promise:
        """Its state in words."""
        return STATES[self.state]


def show(
    sitting: Sitting, slot: Slot, language: str, sent: Posted | None = None, *, offer: QuestionVersion | None = None
) -> Shown:
    """One question with what was answered; `sent` shows what a learner just typed instead of what is kept.

    `offer` is a corrected version that the learner may take.
    """
    may, behaviour, history = sitting.may(slot), sitting.attempt.behaviour, slot.history()
    steps = slot.current()
    kept = history[-1].posted if history else Posted(())
    posted = sent or kept
    body = slot.to_engine()
    face = body.face()
    comments = _comments(body, kept, may)
    of_rows, of_options = moving(face, slot.order)
    rows = [_row(row, of_options, posted, comments, language) for row in _in_order(face.rows, of_rows)]
    return Shown(
        position=slot.position,
        slug=slot.version.draft.slug,
        template=f"quizzes/kinds/{body.kind}.html",
        stem=slot.version.block("stem", language),
        options=[_option(o, posted.values, comments, language) for o in _in_order(face.options, of_options)],
        rows=rows,
        pieces=_pieces(face.text, rows, language),
        unit=face.unit.in_(language),
        year=face.year,
        typed=" ".join(posted.values) if not face.options and not face.rows else "",
        seen=steps[-1].number if steps else 0,
        state=sitting.state(slot),
        at=steps[-1].at if steps else None,
        is_settled=sitting.is_over or behaviour.is_settled(history),
        own=in_words(body, kept, language),
        mark=slot.mark,
        flagged=slot.flagged,
        is_void=slot.is_void,
        hints=[] if sitting.is_over else _hints(slot, behaviour.hints(history), language),
        tries_left=behaviour.tries_left(history),
        certainty=posted.certainty,
        levels=LEVELS if behaviour.asks_certainty else (),
        told=_told(sitting, slot, may, comments, language) if may.tell else None,
        saved_at=time_of(steps[-1].at) if steps else "",
        offer=offer,
    )


def time_of(moment: datetime) -> str:
    """The time of day in the site's zone, as its pages write it."""
    return date_format(localtime(moment), "TIME_FORMAT")


def _hints(slot: Slot, earned: int, language: str) -> list[Mapping[str, Any]]:
    """As many as were earned, the last one most helpful."""
    blocks = (slot.version.block(f"hint-{number}", language) for number in range(1, earned + 1))
    return [block for block in blocks if block["html"]]


def in_words(body: Kind, posted: Posted, language: str) -> str:
    """A post as a person would say it: the chosen options, the number; else what was typed."""
    response = body.read(posted)
    if response is None:
        return " ".join(posted.values).strip()[:200]
    return body.summarise(response).in_(language)


def _comments(body: Kind, posted: Posted, may: May) -> dict[str, Comment]:
    """What is said of options and rows, by slug, cut down to what may be told."""
    if not may.tell:
        return {}
    rows = {row.slug for row in body.face().rows}
    told = (_cut(comment, may, in_row=comment.slug in rows) for comment in body.comments(posted))
    return {comment.slug: comment for comment in told if comment}


def _cut(comment: Comment, may: May, *, in_row: bool) -> Comment | None:
    # What is said of an option is about that option; what is said of a row is about its answer.
    says = may.feedback and (may.answer or not in_row)
    if comment.verdict == "missed" and not may.answer:
        return None
    return replace(
        comment,
        verdict=comment.verdict if may.correctness or comment.verdict == "missed" else "",
        says=comment.says if says else Text(),
        key=comment.key if may.answer else Text(),
    )


def moving(face: Face, order: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """The drawn order of the rows, and that of the options: one of them is empty.

    A row and an option may have the same slug, and in one order for both, each would stand where the other does.
    """
    are_rows = bool(face.rows) and {row.slug for row in face.rows} == set(order)
    return (order, ()) if are_rows else ((), order)


def _in_order[T: Row | tuple[str, Text]](things: Sequence[T], order: Sequence[str]) -> list[T]:
    """In the order drawn for this slot; what the order does not name stays as the author wrote it."""
    ranks = {slug: rank for rank, slug in enumerate(order)}
    return sorted(things, key=lambda thing: ranks.get(thing.slug if isinstance(thing, Row) else thing[0], len(ranks)))


def _option(
    option: tuple[str, Text], chosen: Sequence[str], comments: Mapping[str, Comment], language: str
) -> OptionShown:
    slug, text = option
    comment = comments.get(slug, _SILENT)
    return OptionShown(slug, text.in_(language), slug in chosen, comment.verdict, comment.says.in_(language))


def _row(row: Row, order: Sequence[str], posted: Posted, comments: Mapping[str, Comment], language: str) -> RowShown:
    given = posted.places().get(row.slug, "")
    comment = comments.get(row.slug, _SILENT)
    return RowShown(
        slug=row.slug,
        words=row.text.in_(language),
        takes=row.takes,
        options=[_option(option, (given,), {}, language) for option in _in_order(row.options, order)],
        typed=given,
        unit=row.unit.in_(language),
        verdict=comment.verdict,
        says=comment.says.in_(language),
        key=comment.key.in_(language),
    )


def _pieces(text: Text, rows: Iterable[RowShown], language: str) -> list[str | RowShown]:
    """A running text cut at its gaps: words and places to answer, in turn."""
    by_slug = {row.slug: row for row in rows}
    parts = _GAP.split(text.in_(language)) if text else []
    return [by_slug.get(part, "") if number % 2 else part for number, part in enumerate(parts)]


def _told(sitting: Sitting, slot: Slot, may: May, comments: Mapping[str, Comment], language: str) -> Told:
    history = slot.history()
    grade = history[-1].grade if history else None
    verdict = "right" if slot.is_void else grade.verdict if grade else "unanswered"
    if verdict != "unanswered" and not may.correctness:
        verdict = ""
    nothing = {"html": "", "sources": [], "mentions": []}
    return Told(
        verdict=verdict,
        words=STATES.get(verdict, ""),
        says=comments.get("", _SILENT).says.in_(language),
        key=_key(slot.to_engine(), language) if may.answer else "",
        explanation=slot.version.block("explanation", language) if may.answer else nothing,
        name=f"{slot.version.draft.slug}-explanation",
        notes=(),
        earned=_points(slot.worth() * Fraction(slot.mark)) if may.marks else None,
    )


def _key(body: Kind, language: str) -> str:
    key = body.key_response()
    return body.summarise(key).in_(language) if key is not None else ""


def _points(exact: Fraction) -> Decimal:
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def cited(pages: Iterable[Shown]) -> list[str]:
    """All sources that the explanations told on these pages cite, each once."""
    return list(dict.fromkeys(source for page in pages if page.told for source in page.told.explanation["sources"]))


def with_notes(pages: Sequence[Shown], language: str) -> list[Shown]:
    """The same, with the numbered notes under each explanation. One query for all of them."""
    sources = cited(pages)
    found = {note.number: note.html for note in site().notes(sources, language)} if sources else {}
    html = {source: found.get(number, "") for number, source in enumerate(sources, 1)}
    return [replace(page, told=_noted(page.told, html)) if page.told else page for page in pages]


def _noted(told: Told, html: Mapping[str, str]) -> Told:
    notes = [Note(number, html[source]) for number, source in enumerate(told.explanation["sources"], 1)]
    return replace(told, notes=notes)
