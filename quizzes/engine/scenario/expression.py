"""Conditions as trees, and effects as steps: each node answers for itself what it says, needs and names.

Nothing here reads words (`language.py` does) and nothing here knows a story: a node asks a `Situation`.
"""

import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal, Protocol

SIGNS: dict[str, Callable[[int, int], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "=": operator.eq,
    "!=": operator.ne,
}


class Situation(Protocol):
    """What a condition can ask about: a state, or a guess at one."""

    def counter(self, slug: str) -> int: ...
    def is_set(self, flag: str) -> bool: ...
    def has_seen(self, scene: str) -> bool: ...
    def has_chosen(self, choice: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a condition or an effect: of what, and at which character (1 for the first) it stands."""

    kind: Literal["counter", "flag", "scene", "choice"]
    slug: str
    at: int


@dataclass(frozen=True, slots=True)
class Truth:
    """`true`, `false`; a condition that was left empty is true."""

    value: bool

    def holds(self, situation: Situation) -> bool:
        return self.value

    def write(self) -> str:
        return "true" if self.value else "false"

    def names(self) -> Iterator[Named]:
        return iter(())


@dataclass(frozen=True, slots=True)
class Compare:
    """`tension >= 3`."""

    counter: str
    sign: str
    number: int
    at: int = field(default=1, compare=False)

    def holds(self, situation: Situation) -> bool:
        return SIGNS[self.sign](situation.counter(self.counter), self.number)

    def write(self) -> str:
        return f"{self.counter} {self.sign} {self.number}"

    def names(self) -> Iterator[Named]:
        yield Named("counter", self.counter, self.at)


@dataclass(frozen=True, slots=True)
class IsSet:
    """`expelled`: a flag is up."""

    flag: str
    at: int = field(default=1, compare=False)

    def holds(self, situation: Situation) -> bool:
        return situation.is_set(self.flag)

    def write(self) -> str:
        return self.flag

    def names(self) -> Iterator[Named]:
        yield Named("flag", self.flag, self.at)


@dataclass(frozen=True, slots=True)
class Seen:
    """`seen(the-arrest)`: that scene was left by a choice. Where one stands for the first time is not yet seen."""

    scene: str
    at: int = field(default=1, compare=False)

    def holds(self, situation: Situation) -> bool:
        return situation.has_seen(self.scene)

    def write(self) -> str:
        return f"seen({self.scene})"

    def names(self) -> Iterator[Named]:
        yield Named("scene", self.scene, self.at)


@dataclass(frozen=True, slots=True)
class Chose:
    """`chose(protest)`: a choice of that name was taken, in whichever scene."""

    choice: str
    at: int = field(default=1, compare=False)

    def holds(self, situation: Situation) -> bool:
        return situation.has_chosen(self.choice)

    def write(self) -> str:
        return f"chose({self.choice})"

    def names(self) -> Iterator[Named]:
        yield Named("choice", self.choice, self.at)


@dataclass(frozen=True, slots=True)
class Not:
    """`not expelled`."""

    inner: "Expression"

    def holds(self, situation: Situation) -> bool:
        return not self.inner.holds(situation)

    def write(self) -> str:
        return f"not {_inside(self.inner, Not)}"

    def names(self) -> Iterator[Named]:
        return self.inner.names()


@dataclass(frozen=True, slots=True)
class All:
    """`a and b and c`."""

    parts: tuple["Expression", ...]

    def holds(self, situation: Situation) -> bool:
        return all(part.holds(situation) for part in self.parts)

    def write(self) -> str:
        return " and ".join(_inside(part, All) for part in self.parts)

    def names(self) -> Iterator[Named]:
        for part in self.parts:
            yield from part.names()


@dataclass(frozen=True, slots=True)
class Either:
    """`a or b or c`."""

    parts: tuple["Expression", ...]

    def holds(self, situation: Situation) -> bool:
        return any(part.holds(situation) for part in self.parts)

    def write(self) -> str:
        return " or ".join(_inside(part, Either) for part in self.parts)

    def names(self) -> Iterator[Named]:
        for part in self.parts:
            yield from part.names()


type Expression = Truth | Compare | IsSet | Seen | Chose | Not | All | Either

# What binds loosest comes first; inside `outer`, whatever binds no closer than it needs brackets to stay itself.
_LOOSEST_FIRST: tuple[type, ...] = (Either, All, Not)


def _inside(inner: Expression, outer: type) -> str:
    needs = type(inner) in _LOOSEST_FIRST[: _LOOSEST_FIRST.index(outer) + (outer is not Not)]
    return f"({inner.write()})" if needs else inner.write()


def unmet(condition: Expression, situation: Situation) -> tuple[Expression, ...]:
    """What stands in the way: of conditions joined by `and` those that do not hold, else the whole condition."""
    if condition.holds(situation):
        return ()
    if isinstance(condition, All):
        return tuple(one for part in condition.parts for one in unmet(part, situation))
    return (condition,)


@dataclass(frozen=True, slots=True)
class Step:
    """`trust -1`."""

    counter: str
    by: int
    at: int = field(default=1, compare=False)

    def write(self) -> str:
        return f"{self.counter} {self.by:+d}"

    def names(self) -> Iterator[Named]:
        yield Named("counter", self.counter, self.at)


@dataclass(frozen=True, slots=True)
class Put:
    """`trust = 3`."""

    counter: str
    to: int
    at: int = field(default=1, compare=False)

    def write(self) -> str:
        return f"{self.counter} = {self.to}"

    def names(self) -> Iterator[Named]:
        yield Named("counter", self.counter, self.at)


@dataclass(frozen=True, slots=True)
class Turn:
    """`expelled`, `not expelled`: a flag goes up or down."""

    flag: str
    up: bool
    at: int = field(default=1, compare=False)

    def write(self) -> str:
        return self.flag if self.up else f"not {self.flag}"

    def names(self) -> Iterator[Named]:
        yield Named("flag", self.flag, self.at)


type Effect = Step | Put | Turn
