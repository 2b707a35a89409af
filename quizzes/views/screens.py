"""What the screens of a sitting have in common: the frame around the questions, and the way from one to the next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import ceil
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from quizzes.actions import regrading
from quizzes.engine.steps import Posted
from quizzes.engine.text import Text
from quizzes.models import Attempt, Slot
from quizzes.site import site
from quizzes.views import fragments, showing
from quizzes.views.showing import Shown
from quizzes.views.sitting import Place, Sitting

WARNING = 5  # the last fifth of the time is told


@dataclass(frozen=True, slots=True)
class Clock:
    """How long there is: the deadline, and seconds in all, left, and left when a warning is due."""

    deadline: datetime
    seconds: int
    left: int
    warn_at: int


@dataclass(frozen=True, slots=True)
class SectionShown:
    """A part of a quiz: its number, its title, and what it says at its beginning."""

    number: int
    total: int
    title: str
    intro: Mapping[str, Any]
    first: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in a section: `form` is its HTML where it was ready made; else it is made from `question`."""

    position: int
    sent_as: UUID
    form: str | None
    question: Shown | None


def screen_url(attempt: Attempt, position: int, *, after_pages: bool = False) -> str:
    """Where the question at `position` is met: a page to read before it comes first; past the last one is the end."""
    plan = attempt.kept_plan
    pages = [] if after_pages else plan.pages_before(position)
    if plan.layout == "sections" and position <= plan.length:
        number = plan.section_of(max(position, 1)).number
        return reverse("quizzes:section", args=[attempt.token, number]) + f"#question-{position}"
    if pages:
        return page_url(attempt, pages[0])
    if position > plan.length:
        return reverse("quizzes:finish", args=[attempt.token])
    return reverse("quizzes:play", args=[attempt.token, max(position, 1)])


def resume_url(sitting: Sitting) -> str:
    """Where the learner goes on: at the first question without an answer; at the first of all when there is none."""
    return screen_url(sitting.attempt, next((place.position for place in sitting.places() if not place.is_answered), 1))


def page_url(attempt: Attempt, entry: int) -> str:
    """Where a page between the questions is read."""
    return reverse("quizzes:page", args=[attempt.token, entry])


def frame(sitting: Sitting) -> dict[str, Any]:
    """What every screen of a sitting shows besides its questions."""
    places = sitting.places()
    return {
        "attempt": sitting.attempt,
        "title": sitting.attempt.quiz_version.title.in_(get_language() or "en"),
        "places": places,
        "answered": sum(place.is_answered for place in places),
        "last_saved": _last_saved(places),
        "clock": _clock(sitting),
        "moves_on": sitting.attempt.behaviour.moves_on,
    }


def _last_saved(places: list[Place]) -> Place | None:
    """The question whose answer arrived last."""
    saved = [(place.at, place.position, place) for place in places if place.at is not None]
    return max(saved)[2] if saved else None


def _clock(sitting: Sitting) -> Clock | None:
    deadline = sitting.attempt.deadline
    if deadline is None:
        return None
    total = int((deadline - sitting.attempt.started_at).total_seconds())
    left = max(0, ceil((deadline - sitting.now).total_seconds()))
    return Clock(deadline, total, left, total // WARNING)


def section_shown(sitting: Sitting, position: int, language: str) -> SectionShown | None:
    """The section in which a question stands; None in a quiz without any. What is before the first has no title."""
    section, total = sitting.plan.section_of(position), len(sitting.plan.sections())
    if not section.entry and total == 1:
        return None
    version = sitting.attempt.quiz_version
    said = version.items[section.entry - 1] if section.entry else {}
    title = Text.read(said.get("title")).in_(language)
    intro = version.block(f"item-{section.entry}", language)
    return SectionShown(section.number, total, title, intro, section.first == position)


def page_read(attempt: Attempt, entry: int, language: str) -> dict[str, Any]:
    """A page of the quiz version: its title and its text."""
    version = attempt.quiz_version
    title = Text.read(version.items[entry - 1]["title"]).in_(language)
    return {"title": title, **version.block(f"item-{entry}", language)}


def asked(request: HttpRequest, sitting: Sitting, slots: Sequence[Slot], language: str) -> list[Asked]:
    """The questions of a section: forms ready made where that can be, the others shown with their notes and offers."""
    offers = regrading.offers(sitting.attempt, slots, sitting.now)
    csrf = get_token(request)
    found: list[Asked] = []
    for slot in slots:
        sent_as, is_plain = uuid4(), slot.pk not in offers
        form = fragments.answer(sitting, slot, sent_as=sent_as, csrf=csrf, in_section=True) if is_plain else None
        shown = None if form else showing.show(sitting, slot, language, offer=offers.get(slot.pk))
        found.append(Asked(slot.position, sent_as, form, shown))
    noted = iter(showing.with_notes([one.question for one in found if one.question], language))
    return [replace(one, question=next(noted)) if one.question else one for one in found]


def question_page(request: HttpRequest, sitting: Sitting, position: int, **told: Any) -> HttpResponse:
    """The page of one question, or with htmx the part of it that changes.

    `told`: `sent` (a Posted) to stand in the field again, `problem`, `conflict`, `status`.
    """
    status = told.pop("status", 200)
    onward = {"next_url": screen_url(sitting.attempt, position + 1)}
    context = {**question_context(request, sitting, position, **told), **frame(sitting), **onward}
    name = "quizzes/play.html#question" if context["is_partial"] else "quizzes/play.html"
    return private(request, name, context, status)


def question_context(
    request: HttpRequest,
    sitting: Sitting,
    position: int,
    *,
    sent: Posted | None = None,
    in_section: bool = False,
    **told: Any,
) -> dict[str, Any]:
    """One question and what is said about what was just sent for it."""
    slot = sitting.slot(position)
    language = get_language() or "en"
    offer = regrading.offers(sitting.attempt, [slot], sitting.now).get(slot.pk)
    [question] = showing.with_notes([showing.show(sitting, slot, language, sent, offer=offer)], language)
    sent_as = uuid4()
    is_plain = offer is None and sent is None and not any(told.values()) and not in_section
    return {
        "question": question,
        "section": section_shown(sitting, position, language),
        "sent_as": sent_as,
        "form": fragments.answer(sitting, slot, sent_as=sent_as, csrf=get_token(request), in_section=False)
        if is_plain
        else None,
        "in_section": in_section,
        "is_partial": is_partial(request),
        "attempt": sitting.attempt,
        "moves_on": sitting.attempt.behaviour.moves_on,
        "problem": None,
        "conflict": None,
        **told,
    }


def is_partial(request: HttpRequest) -> bool:
    """Whether htmx wants a part. Going back in the browser, it asks for the whole page."""
    return bool(request.htmx) and not request.htmx.history_restore_request  # type: ignore[attr-defined]


def acting(request: HttpRequest) -> Any:
    """Who acts; they stay known for another year."""
    return site().learner_for(request)


def private(request: HttpRequest, name: str, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """A page for one person, stored nowhere."""
    response = render(request, name, dict(context), status=status)
    response["Cache-Control"] = "private, no-store"
    return response
