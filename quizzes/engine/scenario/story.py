"""What an author wrote: scenes, choices between them, counters that the choices move, flags that they turn.

Conditions and effects stay as the author typed them; what they say is read once, when the value is made.
"""

from dataclasses import dataclass, field
from typing import Any

from quizzes.engine.scenario import language
from quizzes.engine.scenario.expression import Effect, Expression, Truth
from quizzes.engine.text import Text

OPEN = "open"  # the kind of an ending that says none


@dataclass(frozen=True, slots=True)
class Level:
    """What a counter is called from a number on: "calm", "strained", "broken"."""

    since: int
    name: Text

    def write(self) -> dict[str, Any]:
        return {"from": self.since, "name": self.name.write()}


@dataclass(frozen=True, slots=True)
class Counter:
    """A quantity that choices move, always within least..most; `says` tells the player what it stands for."""

    slug: str
    name: Text
    start: int
    least: int
    most: int
    says: Text = Text()
    levels: tuple[Level, ...] = ()

    def clamp(self, number: int) -> int:
        """The nearest number within the counter's range."""
        return max(self.least, min(self.most, number))

    def level(self, number: int) -> Text:
        """What the counter is called when it stands at `number`; nothing where the author named no levels."""
        return next((level.name for level in reversed(self.levels) if level.since <= number), Text())

    def write(self) -> dict[str, Any]:
        """The JSON mapping that `reading.read` takes."""
        value: dict[str, Any] = {
            "slug": self.slug,
            "name": self.name.write(),
            "start": self.start,
            "least": self.least,
            "most": self.most,
            "says": self.says.write(),
        }
        return value | ({"words": [level.write() for level in self.levels]} if self.levels else {})


@dataclass(frozen=True, slots=True)
class Flag:
    """Something that is so or not so, and not so at the start; `says` tells what is so when it is up."""

    slug: str
    says: Text

    def write(self) -> dict[str, Any]:
        return {"slug": self.slug, "says": self.says.write()}


@dataclass(frozen=True, slots=True)
class Chance:
    """One of the scenes between which chance decides, and its weight among them, a whole number."""

    to: str
    weight: int

    def write(self) -> dict[str, Any]:
        return {"to": self.to, "weight": self.weight}


@dataclass(frozen=True, slots=True)
class Choice:
    """One way on. Its consequence is told after it was taken, never before.

    It leads to `goto`, or where there are `chances` to one of them. `shows` names the counters whose change the player
    is told before choosing.
    """

    slug: str
    text: Text
    consequence: Text
    goto: str = ""
    condition: str = ""
    effects: str = ""
    shows: tuple[str, ...] = ()
    feedback: Text = Text()
    chances: tuple[Chance, ...] = ()
    opens: Expression = field(init=False, repr=False, compare=False)
    does: tuple[Effect, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "opens", language.condition(self.condition).tree)
        object.__setattr__(self, "does", language.effects(self.effects).steps)

    @property
    def is_always_open(self) -> bool:
        """Whether it has no condition at all."""
        return self.opens == Truth(True)

    @property
    def leads_to(self) -> tuple[str, ...]:
        """The scenes in which one may find oneself after it, each once."""
        return tuple(dict.fromkeys(chance.to for chance in self.chances)) or (self.goto,)

    def write(self) -> dict[str, Any]:
        """The JSON mapping that `reading.read` takes."""
        value: dict[str, Any] = {"slug": self.slug, "text": self.text.write()}
        if self.condition:
            value["if"] = self.condition
        if self.effects:
            value["effects"] = self.effects
        if self.shows:
            value["shows"] = list(self.shows)
        if self.feedback:
            value["feedback"] = self.feedback.write()
        goto = [chance.write() for chance in self.chances] or self.goto
        return value | {"consequence": self.consequence.write(), "goto": goto}


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of a scene that is there only while its condition holds."""

    condition: str
    text: Text
    holds: Expression = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "holds", language.condition(self.condition).tree)

    def write(self) -> dict[str, Any]:
        return {"if": self.condition, "text": self.text.write()}


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a player stands; `when` is an ISO date, month or year.

    `know` (what is known that day), `record` (what was really decided) and `debrief` are Markdown. `no_record` says
    that no public record exists; `ending` is the kind of an ending, empty elsewhere.
    """

    slug: str
    title: Text
    text: Text
    when: str = ""
    texts: tuple[Passage, ...] = ()
    know: Text = Text()
    record: Text = Text()
    no_record: bool = False
    choices: tuple[Choice, ...] = ()
    ending: str = ""
    debrief: Text = Text()

    @property
    def is_ending(self) -> bool:
        """Whether a play is over here."""
        return bool(self.ending)

    def choice(self, slug: str) -> Choice | None:
        """The choice of that name, if the scene has one."""
        return next((choice for choice in self.choices if choice.slug == slug), None)

    def write(self) -> dict[str, Any]:
        """The JSON mapping that `reading.read` takes."""
        value: dict[str, Any] = {"slug": self.slug, "title": self.title.write(), "text": self.text.write()}
        if self.when:
            value["when_date"] = self.when
        if self.texts:
            value["texts"] = [passage.write() for passage in self.texts]
        value |= {name: text.write() for name, text in (("know", self.know), ("record", self.record)) if text}
        if self.no_record:
            value["no_record"] = True
        if self.is_ending:
            return value | {"ending": self.ending, "debrief": self.debrief.write()}
        return value | {"choices": [choice.write() for choice in self.choices]}


@dataclass(frozen=True, slots=True)
class Story:
    """Scenes, counters and flags, and the scene in which it begins."""

    begins: str
    scenes: tuple[Scene, ...]
    counters: tuple[Counter, ...] = ()
    flags: tuple[Flag, ...] = ()
    _by_slug: dict[str, Scene] = field(init=False, repr=False, compare=False)
    _counters: dict[str, Counter] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # The first of two namesakes stands; lint tells the author about the second.
        object.__setattr__(self, "_by_slug", {scene.slug: scene for scene in reversed(self.scenes)})
        object.__setattr__(self, "_counters", {counter.slug: counter for counter in reversed(self.counters)})

    def scene(self, slug: str) -> Scene | None:
        """The scene of that name, if the story has one."""
        return self._by_slug.get(slug)

    def counter(self, slug: str) -> Counter | None:
        """The counter of that name, if the story has one."""
        return self._counters.get(slug)

    def flag(self, slug: str) -> Flag | None:
        """The flag of that name, if the story has one."""
        return next((flag for flag in self.flags if flag.slug == slug), None)

    def write(self) -> dict[str, Any]:
        """The JSON mapping that `reading.read` takes."""
        value: dict[str, Any] = {"counters": [counter.write() for counter in self.counters]}
        if self.flags:
            value["flags"] = [flag.write() for flag in self.flags]
        return value | {"begins": self.begins, "scenes": [scene.write() for scene in self.scenes]}
