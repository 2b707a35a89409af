"""An attempt as its pages show it: values made from slots and steps, no trace of the key before it may be told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quizzes.engine.faces import Comment
from quizzes.engine.question import Kind
from quizzes.engine.steps import Posted, Status
from quizzes.models import Attempt, Slot, Step
from quizzes.site import Note, site

STATES: dict[str, Promise] = {
    "open": _("not answered yet"),
    "unanswered": _("not answered"),
    "unreadable": _("saved, but not readable as an answer"),
    "answered": _("answered"),
    "right": _("right"),
    "partly": _("partly right"),
    "wrong": _("wrong"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """One question in the map of an attempt."""

    position: int
    state: str
    at: datetime | None

    @property
    def words(self) -> Promise:
        """The state in words."""
        return STATES[self.state]

    @property
    def is_answered(self) -> bool:
        """Whether there is a response that counts."""
        return self.state not in ("open", "unanswered", "unreadable")


@dataclass(frozen=True, slots=True)
class OptionShown:
    """One option: its words, whether it is chosen, and what is said of it."""

    slug: str
    words: str
    chosen: bool
    verdict: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What may be said once a question is told: how it went, the right answer, why, and who says so."""

    verdict: str
    words: Promise
    key: str
    explanation: Mapping[str, Any]
    name: str
    notes: Sequence[Note]


@dataclass(frozen=True, slots=True)
class Shown:
    """One question on a page."""

    position: int
    slug: str
    template: str
    stem: Mapping[str, Any]
    options: Sequence[OptionShown]
    unit: str
    typed: str
    seen: int
    state: str
    at: datetime | None
    is_settled: bool
    own: str
    told: Told | None = None

    @property
    def field(self) -> str:
        """The name of its fields: two read-only questions on one page must not share a group of radio buttons."""
        return f"shown-{self.position}" if self.is_settled else "response"


def state_of(steps: Sequence[Step], *, told: bool) -> str:
    """The state of a question for its learner: right or wrong only where that may be told."""
    if not steps or steps[-1].status == Status.BLANK:
        return "unanswered" if told else "open"
    if steps[-1].status == Status.UNREADABLE:
        return "unreadable"
    grade = steps[-1].to_engine().grade
    return grade.verdict if told and grade else "answered"


def may_tell(attempt: Attempt, slot: Slot, now: datetime) -> bool:
    """Whether grade, key and feedback of a question may leave the server: the one place that decides."""
    return attempt.is_over(now) or attempt.behaviour.may_tell(slot.history())


def map_of(attempt: Attempt, now: datetime) -> list[Place]:
    """Every question with its state, in order."""
    places = []
    for slot in attempt.slots.all():
        steps = slot.current()
        told = may_tell(attempt, slot, now)
        places.append(Place(slot.position, state_of(steps, told=told), steps[-1].at if steps else None))
    return places


def last_saved(places: Iterable[Place]) -> Place | None:
    """The question whose answer arrived last."""
    saved = [(place.at, place.position, place) for place in places if place.at is not None]
    return max(saved)[2] if saved else None


def show(attempt: Attempt, slot: Slot, language: str, now: datetime, sent: Posted | None = None) -> Shown:
    """One question with what was answered; `sent` shows what a learner just typed instead of what is kept."""
    told = may_tell(attempt, slot, now)
    steps = slot.current()
    kept = steps[-1].to_engine().posted if steps else Posted(())
    posted = sent or kept
    body = slot.to_engine()
    face = body.face()
    return Shown(
        position=slot.position,
        slug=slot.question_version.draft.slug,
        template=f"quizzes/kinds/{body.kind}.html",
        stem=slot.question_version.block("stem", language),
        options=_options(body, slot.order, posted, language, told=told),
        unit=face.unit.in_(language),
        typed=" ".join(posted.values) if not face.options else "",
        seen=steps[-1].number if steps else 0,
        state=state_of(steps, told=told),
        at=steps[-1].at if steps else None,
        is_settled=told or attempt.behaviour.is_settled(slot.history()),
        own=in_words(body, kept, language),
        told=_told(slot, body, steps, language) if told else None,
    )


def in_words(body: Kind, posted: Posted, language: str) -> str:
    """A post as a person would say it: the chosen options, the number; else what was typed."""
    response = body.read(posted)
    if response is None:
        return " ".join(posted.values).strip()[:200]
    return body.summarise(response).in_(language)


def _options(body: Kind, order: Sequence[str], posted: Posted, language: str, *, told: bool) -> list[OptionShown]:
    words = dict(body.face().options)
    comments = {comment.slug: comment for comment in body.comments(posted)} if told else {}
    silent = Comment("", "")
    return [
        OptionShown(
            slug,
            words[slug].in_(language),
            slug in posted.values,
            comments.get(slug, silent).verdict,
            comments.get(slug, silent).says.in_(language),
        )
        for slug in order
        if slug in words
    ]


def _told(slot: Slot, body: Kind, steps: Sequence[Step], language: str) -> Told:
    grade = steps[-1].to_engine().grade if steps else None
    verdict = grade.verdict if grade else "unanswered"
    key = body.key_response()
    return Told(
        verdict=verdict,
        words=STATES[verdict],
        key=body.summarise(key).in_(language) if key is not None else "",
        explanation=slot.question_version.block("explanation", language),
        name=f"{slot.question_version.draft.slug}-explanation",
        notes=(),
    )


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
