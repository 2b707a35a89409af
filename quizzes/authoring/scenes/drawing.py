"""The scenes of a draft as a map for its author: all of them named, those with problems marked in words."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django.utils.translation import get_language, gettext

from quizzes.authoring.scenes.placing import scene_url
from quizzes.engine.scenario.layout import Trails
from quizzes.engine.scenario.reading import read
from quizzes.engine.scenario.story import Scene
from quizzes.engine.text import Text
from quizzes.models import Scenario
from quizzes.templatetags.pathmap import path_map


def story_map(scenario: Scenario, faulty: Collection[str]) -> dict[str, Any]:
    """What the template of the map needs; each box opens the page of its scene."""
    story = read(scenario.story)[0]
    named = tuple(_named(scene, scene.slug in faulty) for scene in story.scenes if scene.slug)
    addresses = {scene.slug: scene_url(scenario, scene.slug) for scene in named}
    return path_map(replace(story, scenes=named), Trails(), addresses, "story-map")


def _named(scene: Scene, is_faulty: bool) -> Scene:
    title = scene.title.in_(get_language() or "en") or scene.slug
    words = gettext("To mend: %(title)s") % {"title": title} if is_faulty else title
    return replace(scene, title=Text(words, words))
