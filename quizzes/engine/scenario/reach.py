"""Which states of a story a player can be in: searched one by one, breadth first, up to a bound."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from quizzes.engine.scenario.expression import Expression
from quizzes.engine.scenario.play import available, begin, outcomes
from quizzes.engine.scenario.state import State
from quizzes.engine.scenario.story import Story

BOUND = 40_000  # states: about two seconds and 50 MB; the largest story of this course has 15,000

type Ways = dict[State, dict[str, tuple[State, ...]]]


@dataclass(frozen=True, slots=True)
class Reach:
    """From every state that was reached, what may follow each choice; and whether these are all the states there are.

    Of the path a state keeps only what some condition of the story asks about, so that states that play alike are one.
    """

    ways: Ways
    is_complete: bool

    def leading_to_an_ending(self, story: Story) -> set[State]:
        """The states from which an ending can be reached; one beyond the bound is not known to be lost."""
        before: dict[State, list[State]] = {}
        for state, choices in self.ways.items():
            for later in _following(choices):
                before.setdefault(later, []).append(state)
        endings = {one.slug for one in story.scenes if one.is_ending}
        waiting = [state for state in [*self.ways, *before] if state.scene in endings or state not in self.ways]
        found: set[State] = set()
        while waiting:
            state = waiting.pop()
            if state not in found:
                found.add(state)
                waiting += before.get(state, [])
        return found


def explore(story: Story, bound: int = BOUND) -> Reach:
    """All states that a player can be in, whatever chance decides; at most `bound` of them."""
    asked: set[tuple[str, str]] = {(named.kind, named.slug) for tree in conditions(story) for named in tree.names()}
    ways: Ways = {}
    waiting = deque([_alike(begin(story, 0), asked)])
    while waiting:
        state = waiting.popleft()
        if state in ways:
            continue
        if len(ways) == bound:
            return Reach(ways, is_complete=False)
        ways[state] = {
            choice.slug: tuple(_alike(later, asked) for later in outcomes(story, state, choice.slug))
            for choice in available(story, state)
        }
        waiting.extend(_following(ways[state]))
    return Reach(ways, is_complete=True)


def linked(story: Story) -> set[str]:
    """The scenes that links lead to, conditions aside."""
    reached: set[str] = set()
    waiting = [story.begins]
    while waiting:
        here = story.scene(waiting.pop())
        if here is not None and here.slug not in reached:
            reached.add(here.slug)
            waiting += [to for choice in here.choices for to in choice.leads_to]
    return reached


def conditions(story: Story) -> Iterator[Expression]:
    """All conditions of the story: those of choices and those of texts."""
    for one in story.scenes:
        yield from (passage.holds for passage in one.texts)
        yield from (choice.opens for choice in one.choices)


def _following(choices: dict[str, tuple[State, ...]]) -> Iterator[State]:
    for later in choices.values():
        yield from later


def _alike(state: State, asked: set[tuple[str, str]]) -> State:
    """The state with no more of its path than the conditions ask about."""
    scenes = {scene for scene, _ in state.path if ("scene", scene) in asked}
    choices = {choice for _, choice in state.path if ("choice", choice) in asked}
    path = (*((scene, "") for scene in sorted(scenes)), *(("", choice) for choice in sorted(choices)))
    return State(state.scene, state.counters, path=path, flags=state.flags)
