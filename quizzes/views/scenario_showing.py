"""Scenarios and runs as their pages show them: values in one language, no trace of what comes later in the story."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext_lazy as _

from quizzes.engine.scenario.play import scene
from quizzes.engine.scenario.state import State
from quizzes.engine.scenario.story import Counter, Story
from quizzes.engine.text import Text
from quizzes.models import Move, Run, ScenarioVersion
from quizzes.models.scenario import debrief_block, know_block, record_block
from quizzes.site import Note, site
from quizzes.views.scenario_choices import Offered, offered

LEVELS = (_("very low"), _("low"), _("middling"), _("high"), _("very high"))


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

    @property
    def is_there(self) -> bool:
        """Whether the version has such a text at all."""
        return bool(self.block["html"])


@dataclass(frozen=True, slots=True)
class Gauge:
    """A counter: what it is called and stands for, where it stands, and where it stood before the last choice."""

    slug: str
    name: str
    says: str
    number: int
    least: int
    most: int
    level: str
    before: int | None = None

    @property
    def has_moved(self) -> bool:
        """Whether the last choice moved it."""
        return self.before is not None and self.before != self.number


@dataclass(frozen=True, slots=True)
class Scene:
    """A scene with its choices; `know`, what is known that day, still without notes."""

    slug: str
    title: str
    day: Day | None
    paragraphs: Sequence[str]
    offered: Sequence[Offered]
    is_ending: bool
    know: Cited


@dataclass(frozen=True, slots=True)
class Decision:
    """A choice that was made and why, what came of it in the game and is said to it, and the record."""

    number: int
    title: str
    day: Day | None
    chosen: str
    consequence: Sequence[str]
    record: Cited
    why: str = ""
    feedback: Sequence[str] = ()


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
        offered(story, state, view, language),
        view.is_ending,
        cited(run.scenario_version, know_block(view.slug), language),
    )


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
            _level(counter, state.counter(counter.slug), language),
            before.counter(counter.slug) if before else None,
        )
        for counter in story.counters
    ]


def _level(counter: Counter, number: int, language: str) -> str:
    """The author's word for where it stands, or where there is none our own."""
    if words := counter.level(number):
        return words.in_(language)
    share = (number - counter.least) / (counter.most - counter.least)
    return str(LEVELS[round(share * (len(LEVELS) - 1))])


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
        move.why,
        paragraphs(choice.feedback, language) if choice else (),
    )


def debrief(run: Run, language: str) -> Cited:
    """What the ending gives to think about, still without notes."""
    return cited(run.scenario_version, debrief_block(run.ending), language)
