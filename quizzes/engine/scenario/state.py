"""Where one player stands in a story, as a value that knows nothing of the story and survives JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

VERSION = 1


@dataclass(frozen=True, slots=True)
class State:
    """The scene, what the counters stand at, the seed of all chance, and the path taken as (scene, choice)."""

    scene: str
    counters: tuple[tuple[str, int], ...] = ()
    seed: int = 0
    path: tuple[tuple[str, str], ...] = ()

    def counter(self, slug: str) -> int:
        """What the counter stands at; one the state does not hold stands at nothing."""
        return dict(self.counters).get(slug, 0)


class UnknownShape(ValueError):
    """Our own mistake: a stored state of a version we cannot read."""


def dump(state: State) -> dict[str, Any]:
    """The JSON mapping that `load` takes, with its version."""
    return {
        "version": VERSION,
        "scene": state.scene,
        "counters": [list(pair) for pair in state.counters],
        "seed": state.seed,
        "path": [list(step) for step in state.path],
    }


def load(value: Mapping[str, Any]) -> State:
    """The state that `dump` wrote. A new version of the shape adds its `v1_to_v2` here."""
    if value.get("version") != VERSION:
        raise UnknownShape(str(value.get("version")))
    return State(
        value["scene"],
        tuple((slug, number) for slug, number in value["counters"]),
        value["seed"],
        tuple((scene, choice) for scene, choice in value["path"]),
    )
