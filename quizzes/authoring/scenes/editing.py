"""The story of a draft as one JSON value: a scene is looked up, replaced, added or taken away, and all else stays."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.db import transaction

from quizzes.engine.problems import Problem
from quizzes.engine.scenario.reading import read
from quizzes.engine.scenario.story import Scene
from quizzes.models import Scenario


@dataclass(frozen=True, slots=True)
class Published:
    """The names that published versions use: runs, answers and other pages refer to them, so they stay as they are."""

    scenes: frozenset[str] = frozenset()
    choices: frozenset[tuple[str, str]] = frozenset()  # of a scene, and in it
    counters: frozenset[str] = frozenset()
    flags: frozenset[str] = field(default=frozenset())


def published(scenario: Scenario) -> Published:
    """What the versions of this draft call their parts."""
    stories = [read(value)[0] for value in scenario.versions.values_list("value__story", flat=True)]
    return Published(
        frozenset(scene.slug for story in stories for scene in story.scenes),
        frozenset((scene.slug, choice.slug) for story in stories for scene in story.scenes for choice in scene.choices),
        frozenset(counter.slug for story in stories for counter in story.counters),
        frozenset(flag.slug for story in stories for flag in story.flags),
    )


def seal(value: Any) -> str:
    """A short name of this very value: whether somebody else has changed it since a page was opened."""
    return sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]


def scenes_of(story: Any) -> list[Any]:
    """The scenes as they are kept, read or not."""
    found = story.get("scenes") if isinstance(story, Mapping) else None
    return found if isinstance(found, list) else []


def kept_scene(story: Any, slug: str) -> Any:
    """The first scene of that name as it is kept, or None."""
    return next((one for one in scenes_of(story) if _is_called(one, slug)), None)


def read_scene(kept: Any) -> tuple[Scene, list[Problem]]:
    """A kept scene as far as it can be read, and what of it cannot."""
    story, problems = read({"begins": "", "scenes": [kept]})
    return story.scenes[0], [one for one in problems if one.where != "begins"]


def with_scene(story: Any, slug: str, scene: Scene) -> dict[str, Any]:
    """The story with the scene of that name replaced, where it stands."""
    scenes = scenes_of(story)
    at = next(place for place, one in enumerate(scenes) if _is_called(one, slug))
    return {**story, "scenes": [*scenes[:at], scene.write(), *scenes[at + 1 :]]}


def with_new_scene(story: Any, scene: Scene) -> dict[str, Any]:
    """The story with one scene more, the last; the first one of a story is also where it begins."""
    whole = dict(story) if isinstance(story, Mapping) else {}
    return {**whole, "begins": whole.get("begins") or scene.slug, "scenes": [*scenes_of(story), scene.write()]}


def without_scene(story: Any, slug: str) -> dict[str, Any]:
    """The story without the scene of that name. Choices that led to it now lead nowhere, which is told as a problem."""
    return {**story, "scenes": [one for one in scenes_of(story) if not _is_called(one, slug)]}


def leading_to(story: Any, slug: str) -> list[tuple[str, str]]:
    """The choices, as (scene, choice), that lead to a scene from another one."""
    return [
        (scene.slug, choice.slug)
        for scene in read(story)[0].scenes
        for choice in scene.choices
        if slug in choice.leads_to and scene.slug != slug
    ]


@transaction.atomic
def keep(scenario: Scenario, story: Mapping[str, Any], before: Collection[Any] | None) -> bool:
    """Keep the story of a draft, unless it is no longer `before`; whether it was kept."""
    now = Scenario.objects.select_for_update().get(pk=scenario.pk)
    if now.story != before:
        return False
    now.story = dict(story)
    now.save(update_fields=["story", "changed_at"])
    return True


def _is_called(kept: Any, slug: str) -> bool:
    return isinstance(kept, Mapping) and kept.get("slug") == slug
