"""Scenarios out as passages for Twine, and in as drafts: checked first, then kept in one transaction, or not at all.

Nothing is published. A draft may still lack a language, records, a briefing; the report says how much.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction

from quizzes.actions import scenarios
from quizzes.engine.formats import merging, story_passages, twee, twine_html
from quizzes.engine.formats.merging import Merged
from quizzes.engine.formats.passages import Passages, Place, decoded
from quizzes.engine.problems import Problem
from quizzes.engine.scenario.node import Node
from quizzes.engine.scenario.proofs import proofread
from quizzes.engine.scenario.reading import STORY_KEYS
from quizzes.engine.scenario.reading import read as read_story
from quizzes.models.fitting import unfit
from quizzes.models.scenario import Scenario

FORMATS = {"twee": twee, "html": twine_html}
NEW, CHANGED, SAME = "new", "changed", "same"
_OWN = ("slug", "title", "summary", "seat", "as_known_on", "tags", "pair", "undo", "briefing")


@dataclass(frozen=True, slots=True)
class Wish:
    """What the file does not say itself: its language, the seat, the day of "as known on", and what it is called.

    `replaces` allows a file from elsewhere to take the place of a draft that has its name. A file of ours needs none of
    this; a `seat` that is given holds all the same.
    """

    language: str
    today: date
    name: str
    seat: str = ""
    replaces: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a file. With problems nothing was kept. `notes` stop nothing; `outcome` is new, changed or same."""

    slug: str = ""
    outcome: str = ""
    scenes: int = 0
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A file for Twine, or what has to be mended first."""

    text: str = ""
    problems: tuple[Problem, ...] = ()


def parsed(data: bytes, form: str) -> Passages:
    """The passages of a file; its problems are in it."""
    text = decoded(data)
    return Passages(problems=(text,)) if isinstance(text, Problem) else FORMATS[form].read(text)


def is_ours(passages: Passages) -> bool:
    """Whether a file was exported from a scenario, and so says all of it."""
    return passages.passage(story_passages.DATA) is not None


def load(passages: Passages, wish: Wish, *, only_check: bool = False) -> Report:
    """Keep the story of a file as a draft, found again by its slug."""
    merged = merging.read(passages, wish.language)
    if merged.problems:
        return Report(problems=merged.problems, notes=merged.notes)
    fields, problems = _fields(merged, wish)
    if problems:
        return Report(problems=tuple(problems), notes=merged.notes)
    with transaction.atomic():
        here = Scenario.objects.select_for_update().filter(slug=fields["slug"]).first()
        report = _compared(here, fields, merged, wish)
        if not report.problems and report.outcome != SAME and not only_check:
            scenarios.keep(scenarios.Parsed(fields))
    return report


def _compared(here: Scenario | None, fields: dict[str, Any], merged: Merged, wish: Wish) -> Report:
    if here is not None and not merged.is_whole:
        # The words about the story were written on the site; the file has none.
        fields |= {name: getattr(here, name) for name in fields if name not in ("slug", "seat", "story")}
        fields["seat"] = wish.seat or here.seat
    outcome = NEW if here is None else SAME if _is_same(here, fields) else CHANGED
    if outcome == CHANGED and not merged.is_whole and not wish.replaces:
        return Report(problems=(Problem("scenario-here", fields["slug"], line=1),), notes=merged.notes)
    story, _ = read_story(fields["story"])
    lacking = len(Scenario(**fields).problems())
    notes = (*merged.notes, *([Problem("draft-lacks", str(lacking))] if lacking else []))
    return Report(fields["slug"], outcome, len(story.scenes), notes=notes)


def _is_same(here: Scenario, fields: Mapping[str, Any]) -> bool:
    story = read_story(here.story)[0].write()
    return all(getattr(here, name) == value for name, value in fields.items() if name != "story") and (
        story == fields["story"]
    )


def _fields(merged: Merged, wish: Wish) -> tuple[dict[str, Any], list[Problem]]:
    """The columns of the draft, and what of them cannot be kept. Unlike a course file, a draft may lack any text."""
    value = merged.value
    if not merged.is_whole:
        title = value["title"][wish.language] or wish.name
        titles = value["title"] | {wish.language: title}
        value = value | {"slug": merging.slug_of(title, "story"), "title": titles, "as_known_on": str(wish.today)}
    node = Node({key: one for key, one in value.items() if key not in STORY_KEYS}, "", [])
    node.only(frozenset(_OWN))
    texts = {name: node.text(name) for name in ("title", "summary", "briefing")}
    fields = {
        "slug": node.words("slug"),
        "seat": wish.seat or node.words("seat", optional=True),
        "as_known_on": _day(node),
        "tags": list(node.slugs("tags")),
        "pair": node.words("pair", optional=True),
        "undo": node.truth("undo"),
        **{f"{name}_{language}": getattr(text, language) for name, text in texts.items() for language in ("en", "fr")},
        "story": {key: one for key, one in value.items() if key in STORY_KEYS},
    }
    held = {name: one for name, one in fields.items() if name not in ("tags", "undo", "story", "as_known_on")}
    problems = [*node.problems, *unfit(Scenario, {name: one for name, one in held.items() if one})]
    return fields, [replace(problem, line=1) for problem in problems]


def _day(node: Node) -> date | None:
    words = node.words("as_known_on")
    try:
        return date.fromisoformat(words) if words else None
    except ValueError:
        node.complain("date-shape", words, "as_known_on")
        return None


def places(passages: Passages) -> Mapping[str, Place]:
    """Tags, position and size of each scene of a file."""
    return merging.read(passages, "en").places


def export(scenario: Scenario, form: str, language: str, drawn: Mapping[str, Place] | None = None) -> Written:
    """A draft as a file for Twine, whose passages speak one language; `drawn` says where they stand on the map."""
    story, slips = read_story(scenario.story)
    # A passage is called by the slug of its scene: one that is none might not come back.
    misnamed = [problem for problem in proofread(story) if problem.says == "slug-shape"]
    if slips or misnamed:
        return Written(problems=(*slips, *misnamed))
    passages = story_passages.write(scenarios.scenario_to_value(scenario), language, drawn)
    return Written(FORMATS[form].write(passages))
