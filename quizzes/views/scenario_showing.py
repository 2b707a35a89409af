"""Scenarios and runs as their pages show them: values in one language, no trace of what comes later in the story."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.dateformat import format as format_date
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quizzes.engine.scenario.expression import Compare, Expression
from quizzes.engine.scenario.play import Option, View, scene
from quizzes.engine.scenario.state import State
from quizzes.engine.scenario.story import Counter, Story
from quizzes.engine.text import Text
from quizzes.models import Move, Run, ScenarioVersion
from quizzes.models.scenario import debrief_block, record_block
from quizzes.site import Note, site

LEVELS = (_("very low"), _("low"), _("middling"), _("high"), _("very high"))
AT_LEAST = _("Needs “%(counter)s” at %(bound)s or more; it stands at %(number)s.")
AT_MOST = _("Needs “%(counter)s” at %(bound)s or less; it stands at %(number)s.")
CLOSED = _("What happened before closes this way.")


@dataclass(frozen=True, slots=True)
class Day:
    """A day, a month or a year: for machines and in words."""

    iso: str
    words: str


@dataclass(frozen=True, slots=True)
class Cited:
    """One published text with its notes; `name` is what the ids of its notes are made of."""

    block: Mapping[str, Any]
    name: str
    notes: Sequence[Note] = ()


@dataclass(frozen=True, slots=True)
class Gauge:
    """A counter: what it is called and stands for, where it stands, and where it stood before the last choice."""

    slug: str
    name: str
    says: str
    number: int
    least: int
    most: int
    level: Promise
    before: int | None = None

    @property
    def has_moved(self) -> bool:
        """Whether the last choice moved it."""
        return self.before is not None and self.before != self.number


@dataclass(frozen=True, slots=True)
class Offered:
    """A choice on its button; `reasons` say why it cannot be taken now."""

    slug: str
    words: str
    reasons: Sequence[str]


@dataclass(frozen=True, slots=True)
class Scene:
    """A scene with its choices."""

    slug: str
    title: str
    day: Day | None
    paragraphs: Sequence[str]
    offered: Sequence[Offered]
    is_ending: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """A choice that was made, what came of it in the game, and the record."""

    number: int
    title: str
    day: Day | None
    chosen: str
    consequence: Sequence[str]
    record: Cited


_PATTERNS = {len("2025"): "Y", len("2025-08"): "F Y", len("2025-08-14"): "j F Y"}


def day(iso: str, language: str) -> Day | None:
    """The day of a scene in words: “14 August 2025”, « 1er août 2025 », “August 2025”."""
    if not iso:
        return None
    year, month, day_of_month = (int(part) if part else None for part in f"{iso}--".split("-")[:3])
    with translation.override(language):
        words = format_date(date(year or 1, month or 1, day_of_month or 1), _PATTERNS[len(iso)])
    return Day(iso, f"1er {words[2:]}" if language == "fr" and day_of_month == 1 else words)


def paragraphs(text: Text, language: str) -> list[str]:
    """Plain words, cut at blank lines."""
    return [one for one in re.split(r"\s*\n\s*\n\s*", text.in_(language).strip()) if one]


def cited(version: ScenarioVersion, name: str, language: str) -> Cited:
    """One text of a version, still without its notes."""
    return Cited(version.block(name, language), f"{version.slug}-{name}")


def with_notes(texts: Sequence[Cited], language: str) -> list[Cited]:
    """The same texts with their notes, numbered text by text: one question to the site for all of them."""
    sources = list(dict.fromkeys(source for text in texts for source in text.block["sources"]))
    notes = dict(zip(sources, site().notes(sources, language), strict=True)) if sources else {}
    return [
        replace(
            text,
            notes=[replace(notes[source], number=number) for number, source in enumerate(text.block["sources"], 1)],
        )
        for text in texts
    ]


def scene_of(run: Run, state: State, language: str) -> Scene:
    """Where the run stands."""
    story = run.scenario_version.to_engine()
    view = scene(story, state)
    return Scene(
        view.slug,
        view.title.in_(language),
        day(view.when, language),
        [one for text in (view.text, *view.texts) for one in paragraphs(text, language)],
        _offered(story, state, view, language),
        view.is_ending,
    )


def _offered(story: Story, state: State, view: View, language: str) -> list[Offered]:
    return [Offered(one.slug, one.text.in_(language), _reasons(story, state, one, language)) for one in view.options]


def _reasons(story: Story, state: State, option: Option, language: str) -> list[str]:
    return list(dict.fromkeys(_reason(story, state, one, language) for one in option.unmet))


def _reason(story: Story, state: State, unmet: Expression, language: str) -> str:
    bounds = {">=": (AT_LEAST, 0), ">": (AT_LEAST, 1), "<=": (AT_MOST, 0), "<": (AT_MOST, -1)}
    counter = story.counter(unmet.counter) if isinstance(unmet, Compare) else None
    if not isinstance(unmet, Compare) or counter is None or unmet.sign not in bounds:
        return str(CLOSED)
    words, further = bounds[unmet.sign]
    return str(words) % {
        "counter": counter.name.in_(language),
        "bound": unmet.number + further,
        "number": state.counter(counter.slug),
    }


def gauges(story: Story, state: State, language: str, before: State | None = None) -> list[Gauge]:
    """All counters as they stand; with `before`, what moved."""
    return [
        Gauge(
            counter.slug,
            counter.name.in_(language),
            counter.says.in_(language),
            state.counter(counter.slug),
            counter.least,
            counter.most,
            _level(counter, state.counter(counter.slug)),
            before.counter(counter.slug) if before else None,
        )
        for counter in story.counters
    ]


def _level(counter: Counter, number: int) -> Promise:
    share = (number - counter.least) / (counter.most - counter.least)
    return LEVELS[round(share * (len(LEVELS) - 1))]


def decision(run: Run, move: Move, language: str) -> Decision:
    """One move as a person would tell it, with the record still without notes."""
    version = run.scenario_version
    here = version.to_engine().scene(move.scene)
    choice = here.choice(move.choice) if here else None
    return Decision(
        move.number,
        here.title.in_(language) if here else move.scene,
        day(here.when, language) if here else None,
        choice.text.in_(language) if choice else move.choice,
        paragraphs(choice.consequence, language) if choice else (),
        cited(version, record_block(move.scene), language),
    )


def debrief(run: Run, language: str) -> Cited:
    """What the ending gives to think about, still without notes."""
    return cited(run.scenario_version, debrief_block(run.ending), language)
