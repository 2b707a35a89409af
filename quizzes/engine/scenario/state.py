"""Where one player stands in a story, as a value that knows nothing of the story and survives JSON."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

VERSION = 2


@dataclass(frozen=True, slots=True)
class State:
    """The scene, what the counters stand at, the flags that are up, and the path taken as (scene, choice).

    `seed` is where all chance comes from, `draws` how often it has decided.
    """

    scene: str
    counters: tuple[tuple[str, int], ...] = ()
    seed: int = 0
    path: tuple[tuple[str, str], ...] = ()
    flags: frozenset[str] = frozenset()
    draws: int = 0

    def counter(self, slug: str) -> int:
        """What the counter stands at; one the state does not hold stands at nothing."""
        return next((number for name, number in self.counters if name == slug), 0)

    def is_set(self, flag: str) -> bool:
        """Whether the flag is up."""
        return flag in self.flags

    def has_seen(self, scene: str) -> bool:
        """Whether the scene was left by a choice; where one stands for the first time is not yet seen."""
        return any(before == scene for before, _ in self.path)

    def has_chosen(self, choice: str) -> bool:
        """Whether a choice of that name was taken, in whichever scene."""
        return any(chosen == choice for _, chosen in self.path)


class UnknownShape(ValueError):
    """Our own mistake: a stored state of a version we cannot read."""


def dump(state: State) -> dict[str, Any]:
    """The JSON mapping that `load` takes, with its version."""
    return {
        "version": VERSION,
        "scene": state.scene,
        "counters": [list(pair) for pair in state.counters],
        "flags": sorted(state.flags),
        "seed": state.seed,
        "draws": state.draws,
        "path": [list(step) for step in state.path],
    }


def load(value: Mapping[str, Any]) -> State:
    """The state that `dump` wrote, in whichever version of the shape."""
    while (version := value.get("version")) != VERSION:
        if version not in _NEWER:
            raise UnknownShape(str(version))
        value = _NEWER[version](value)
    return State(
        value["scene"],
        tuple((slug, number) for slug, number in value["counters"]),
        value["seed"],
        tuple((scene, choice) for scene, choice in value["path"]),
        frozenset(value["flags"]),
        value["draws"],
    )


def _v1_to_v2(value: Mapping[str, Any]) -> dict[str, Any]:
    """Before, there were neither flags nor chance."""
    return {**value, "version": 2, "flags": [], "draws": 0}


_NEWER: dict[Any, Callable[[Mapping[str, Any]], dict[str, Any]]] = {1: _v1_to_v2}
