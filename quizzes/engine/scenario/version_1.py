"""How version 1 wrote conditions and effects, said in the language of today.

`needs: {trust: {at_least: 1, at_most: 4}}` is `trust >= 1 and trust <= 4`; `effects: {trust: -1}` is `trust -1`.
"""

from collections.abc import Iterator, Mapping

from quizzes.engine.scenario.expression import Step
from quizzes.engine.scenario.language import write_effects
from quizzes.engine.scenario.node import Node

_BOUNDS = {"at_least": ">=", "at_most": "<="}


def condition(node: Node) -> str:
    """The condition that `needs` states."""
    return " and ".join(part for counter, need in node.named("needs") for part in _parts(counter, need))


def _parts(counter: str, need: Node) -> Iterator[str]:
    need.only(frozenset(_BOUNDS))
    bounds = dict(need.numbers())
    if not bounds:
        need.complain("shape-need", counter)
    return (f"{counter} {sign} {bounds[name]}" for name, sign in _BOUNDS.items() if name in bounds)


def has_effects(node: Node) -> bool:
    """Whether the effects stand there as version 1 wrote them."""
    return isinstance(node.get("effects"), Mapping)


def effects(node: Node) -> str:
    """The effects that the mapping states."""
    return write_effects(tuple(Step(counter, by) for counter, by in node.child("effects").numbers()))
