"""Playing: a story and a state in, a new state out. Nothing is changed, so undo is keeping the old value."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from quizzes.engine.scenario.state import State
from quizzes.engine.scenario.story import Choice, Need, Scene, Story
from quizzes.engine.text import Text


class NotOffered(LookupError):
    """Our own mistake: a choice was played that the scene does not offer in this state. Ask `scene` first."""


@dataclass(frozen=True, slots=True)
class Option:
    """A choice as the player meets it: neither its consequence nor its effects."""

    slug: str
    text: Text
    unmet: tuple[Need, ...] = ()

    @property
    def is_available(self) -> bool:
        """Whether nothing stands in its way."""
        return not self.unmet


@dataclass(frozen=True, slots=True)
class View:
    """A scene as the player meets it: nothing that comes after the choice is in here."""

    slug: str
    title: Text
    text: Text
    when: str
    is_ending: bool
    options: tuple[Option, ...]

    def option(self, slug: str) -> Option | None:
        """The option of that name, available or not."""
        return next((option for option in self.options if option.slug == slug), None)


def begin(story: Story, seed: int) -> State:
    """The state before the first choice."""
    return State(story.begins, tuple((counter.slug, counter.start) for counter in story.counters), seed)


def scene(story: Story, state: State) -> View:
    """What the player sees in this state."""
    here = _here(story, state)
    options = tuple(Option(choice.slug, choice.text, unmet(choice, state)) for choice in here.choices)
    return View(here.slug, here.title, here.text, here.when, here.is_ending, options)


def choose(story: Story, state: State, slug: str) -> State:
    """The state after taking the choice `slug`."""
    choice = _here(story, state).choice(slug)
    if choice is None or unmet(choice, state):
        raise NotOffered(slug)
    return replace(
        state, scene=choice.goto, counters=_moved(story, state, choice), path=(*state.path, (state.scene, slug))
    )


def replay(story: Story, seed: int, choices: Iterable[str]) -> State:
    """The state to which a history of choices leads."""
    state = begin(story, seed)
    for slug in choices:
        state = choose(story, state, slug)
    return state


def unmet(choice: Choice, state: State) -> tuple[Need, ...]:
    """The conditions of a choice that this state does not meet."""
    return tuple(need for need in choice.needs if not need.is_met(state.counter(need.counter)))


def _here(story: Story, state: State) -> Scene:
    here = story.scene(state.scene)
    if here is None:
        raise NotOffered(state.scene)
    return here


def _moved(story: Story, state: State, choice: Choice) -> tuple[tuple[str, int], ...]:
    effects = dict(choice.effects)
    return tuple(
        (counter.slug, counter.clamp(state.counter(counter.slug) + effects.get(counter.slug, 0)))
        for counter in story.counters
    )
