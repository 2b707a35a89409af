"""Whether a path taken in one version of a story can be taken in another: names are stable, so they are compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from quizzes.engine.scenario.play import begin, choose, scene
from quizzes.engine.scenario.state import State
from quizzes.engine.scenario.story import Story


class Gone(StrEnum):
    """Why a path cannot be followed any further."""

    SCENE = "scene-gone"  # the story has no such scene any more
    ELSEWHERE = "leads-elsewhere"  # the choice before leads to another scene by now
    CHOICE = "choice-gone"  # the scene has no such choice any more
    CLOSED = "choice-closed"  # its condition does not hold there


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What is in the way: at which step of the path (0 for the first), with the names as they were."""

    step: int
    scene: str
    choice: str
    says: Gone


def follow(story: Story, seed: int, path: Sequence[tuple[str, str]]) -> State | Obstacle:
    """The state to which a path of (scene, choice) leads in this story, or the first thing in its way."""
    state = begin(story, seed)
    for step, (where, slug) in enumerate(path):
        if (says := _gone(story, state, where, slug)) is not None:
            return Obstacle(step, where, slug, says)
        state = choose(story, state, slug)
    return state


def _gone(story: Story, state: State, where: str, slug: str) -> Gone | None:
    if story.scene(where) is None:
        return Gone.SCENE
    if state.scene != where:
        return Gone.ELSEWHERE
    option = scene(story, state).option(slug)
    if option is None:
        return Gone.CHOICE
    return None if option.is_available else Gone.CLOSED
