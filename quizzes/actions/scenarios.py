"""Scenarios as course files: a mapping in, the fields of a draft out, and back. Files are opened by the caller."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db import transaction

from quizzes.engine.problems import Problem
from quizzes.engine.scenario.lines import line_of
from quizzes.engine.scenario.lint import lint
from quizzes.engine.scenario.node import Node
from quizzes.engine.scenario.reading import STORY_KEYS, read, read_node
from quizzes.models.fitting import unfit
from quizzes.models.scenario import Scenario

_KEYS = STORY_KEYS | {"slug", "title", "summary", "seat", "as_known_on", "tags", "pair", "undo", "briefing"}


@dataclass(frozen=True, slots=True)
class Parsed:
    """The fields of a draft, or the problems that stand in the way, with their lines where the mapping knows them."""

    fields: dict[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def scenario_from_value(value: Any) -> Parsed:
    """The draft that a course file describes. Citations are checked when it is published."""
    node = Node(value, "", [])
    node.only(_KEYS)
    fields = _own_fields(node)
    story = read_node(node)
    held = {name: fields[name] for name in ("slug", "seat", "title_en", "title_fr", "pair")}
    problems = [*node.problems, *unfit(Scenario, held)] or lint(story)
    if problems:
        return Parsed(problems=tuple(replace(one, line=line_of(value, one.where)) for one in problems))
    return Parsed(fields | {"story": story.write()})


def _own_fields(node: Node) -> dict[str, Any]:
    title, summary, briefing = (_both(node, name) for name in ("title", "summary", "briefing"))
    return {
        "slug": node.words("slug"),
        "seat": node.words("seat"),
        "as_known_on": _day(node, "as_known_on"),
        "tags": list(node.slugs("tags")),
        "pair": node.words("pair", optional=True),
        "undo": node.truth("undo"),
        "title_en": title.en,
        "title_fr": title.fr,
        "summary_en": summary.en,
        "summary_fr": summary.fr,
        "briefing_en": briefing.en,
        "briefing_fr": briefing.fr,
    }


def _both(node: Node, key: str) -> Any:
    text = node.text(key)
    if not text:
        node.complain("empty", key, key)
    for language in text.missing():
        node.complain("language-missing", f"{key} ({language})", key)
    return text


def _day(node: Node, key: str) -> date | None:
    words = node.words(key)
    try:
        return date.fromisoformat(words) if words else None
    except ValueError:
        node.complain("date-shape", words, key)
        return None


@transaction.atomic
def keep(parsed: Parsed) -> Scenario:
    """Write the draft, found again by its slug. Publishing is another step."""
    slug = parsed.fields["slug"]
    return Scenario.objects.update_or_create(slug=slug, defaults=parsed.fields)[0]


def scenario_to_value(scenario: Scenario) -> dict[str, Any]:
    """The mapping of the course file, in the order in which people write it (PostgreSQL keeps JSON in its own)."""
    story, problems = read(scenario.story)
    return {
        "slug": scenario.slug,
        "title": scenario.title.write(),
        "summary": scenario.summary.write(),
        "seat": scenario.seat,
        "as_known_on": str(scenario.as_known_on),
        "tags": list(scenario.tags),
        **({"pair": scenario.pair} if scenario.pair else {}),
        **({"undo": True} if scenario.undo else {}),
        "briefing": scenario.briefing.write(),
        **(scenario.story if problems else story.write()),
    }
