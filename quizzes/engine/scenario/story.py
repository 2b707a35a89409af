"""What an author wrote: scenes, choices between them, and counters that the choices move."""

from dataclasses import dataclass, field
from typing import Any

from quizzes.engine.text import Text


@dataclass(frozen=True, slots=True)
class Counter:
    """A quantity that choices move, always within least..most; `says` tells the player what it stands for."""

    slug: str
    name: Text
    start: int
    least: int
    most: int
    says: Text = Text()

    def clamp(self, number: int) -> int:
        """The nearest number within the counter's range."""
        return max(self.least, min(self.most, number))


@dataclass(frozen=True, slots=True)
class Need:
    """A condition on one counter; a bound that is None does not bind."""

    counter: str
    at_least: int | None = None
    at_most: int | None = None

    def is_met(self, number: int) -> bool:
        """Whether the counter, standing at `number`, lets the player through."""
        return (self.at_least is None or number >= self.at_least) and (self.at_most is None or number <= self.at_most)

    def write(self) -> dict[str, int]:
        """The JSON mapping without the counter's name: `{"at_least": 3}`."""
        bounds = {"at_least": self.at_least, "at_most": self.at_most}
        return {name: bound for name, bound in bounds.items() if bound is not None}


@dataclass(frozen=True, slots=True)
class Choice:
    """One way on. Its consequence is told after it was taken, never before."""

    slug: str
    text: Text
    consequence: Text
    goto: str
    needs: tuple[Need, ...] = ()
    effects: tuple[tuple[str, int], ...] = ()

    def write(self) -> dict[str, Any]:
        """The JSON mapping that `reading.read` takes."""
        value: dict[str, Any] = {"slug": self.slug, "text": self.text.write()}
        if self.needs:
            value["needs"] = {need.counter: need.write() for need in self.needs}
        if self.effects:
            value["effects"] = dict(self.effects)
        return value | {"consequence": self.consequence.write(), "goto": self.goto}


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a player stands. `when` is an ISO date, month or year; `record` (Markdown) says what was really decided."""

    slug: str
    title: Text
    text: Text
    when: str = ""
    record: Text = Text()
    choices: tuple[Choice, ...] = ()
    is_ending: bool = False
    debrief: Text = Text()

    def choice(self, slug: str) -> Choice | None:
        """The choice of that name, if the scene has one."""
        return next((choice for choice in self.choices if choice.slug == slug), None)

    def write(self) -> dict[str, Any]:
        """The JSON mapping that `reading.read` takes."""
        value: dict[str, Any] = {"slug": self.slug, "title": self.title.write(), "text": self.text.write()}
        if self.when:
            value["when_date"] = self.when
        if self.record:
            value["record"] = self.record.write()
        if self.is_ending:
            return value | {"ending": True, "debrief": self.debrief.write()}
        return value | {"choices": [choice.write() for choice in self.choices]}


@dataclass(frozen=True, slots=True)
class Story:
    """Scenes and counters, and the scene in which it begins."""

    begins: str
    scenes: tuple[Scene, ...]
    counters: tuple[Counter, ...] = ()
    _by_slug: dict[str, Scene] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # The first of two namesakes stands; lint tells the author about the second.
        object.__setattr__(self, "_by_slug", {scene.slug: scene for scene in reversed(self.scenes)})

    def scene(self, slug: str) -> Scene | None:
        """The scene of that name, if the story has one."""
        return self._by_slug.get(slug)

    def counter(self, slug: str) -> Counter | None:
        """The counter of that name, if the story has one."""
        return next((counter for counter in self.counters if counter.slug == slug), None)

    def write(self) -> dict[str, Any]:
        """The JSON mapping that `reading.read` takes."""
        return {
            "counters": [
                {
                    "slug": counter.slug,
                    "name": counter.name.write(),
                    "start": counter.start,
                    "least": counter.least,
                    "most": counter.most,
                    "says": counter.says.write(),
                }
                for counter in self.counters
            ],
            "begins": self.begins,
            "scenes": [scene.write() for scene in self.scenes],
        }
