"""What is wrong with a story: its names and texts first (`proofs.py`), then what every possible play comes to.

Problems refuse publication, notices do not. The plays are searched exactly, state by state, up to a bound; a larger
story is judged by its scenes alone, on the safe side, and a notice says so. Beyond the bound nothing is said of choices
and texts that can never be met.

A counter that an effect would carry out of its range is kept at its edge, which is how a gauge works: so this is a
notice, one for each counter, whose detail says how far plays would carry it. An effect that is cut short in every play
that comes to it never does what it says: that is one more notice, at the choice.
"""

from collections import Counter as Tally
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import prod

from quizzes.engine.problems import Problem
from quizzes.engine.scenario.expression import Named
from quizzes.engine.scenario.play import overshooting
from quizzes.engine.scenario.proofs import proofread
from quizzes.engine.scenario.reach import BOUND, Reach, conditions, explore, linked
from quizzes.engine.scenario.state import State
from quizzes.engine.scenario.story import Choice, Scene, Story

_GUESSES = 5_000  # assignments of the names in one scene's conditions


@dataclass(frozen=True, slots=True)
class Report:
    """What refuses publication, and what the author should know; each in the order of the story."""

    problems: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()


def lint(story: Story) -> list[Problem]:
    """All that is wrong; empty when every play ends or can go on to an ending."""
    return list(examine(story).problems)


@lru_cache(maxsize=16)  # a story is checked when its file is read, when it is kept and when it is published
def examine(story: Story, *, bound: int = BOUND) -> Report:
    """Problems and notices; `bound` is how many states are searched at most."""
    if problems := proofread(story):
        # Plays are only searched in a story whose names lead somewhere.
        return Report(tuple(problems))
    reach = explore(story, bound)
    return Report(tuple(_plays(story, reach)), (*_notices(story, reach), *_flags(story)))


def _plays(story: Story, reach: Reach) -> Iterator[Problem]:
    reached = {state.scene for state in reach.ways} if reach.is_complete else linked(story)
    for one in story.scenes:
        if one.slug not in reached:
            yield Problem("unreachable", one.slug, f"scenes/{one.slug}")
    yield from _stuck(story, reach)
    if reach.is_complete:
        yield from _never_taken(story, reach, reached)
    yield from _endless(story, reach)


def _stuck(story: Story, reach: Reach) -> Iterator[Problem]:
    without = {state.scene for state, choices in reach.ways.items() if not choices}
    for one in story.scenes:
        stuck = one.slug in without if reach.is_complete else _may_close(story, one)
        if stuck and not one.is_ending:
            yield Problem("no-choice-left", one.slug, f"scenes/{one.slug}")


def _never_taken(story: Story, reach: Reach, reached: set[str]) -> Iterator[Problem]:
    taken = {(state.scene, slug) for state, choices in reach.ways.items() for slug in choices}
    for one in story.scenes:
        for choice in one.choices if one.slug in reached else ():
            if (one.slug, choice.slug) not in taken:
                yield Problem("never-available", choice.slug, f"scenes/{one.slug}/choices/{choice.slug}/if")


def _endless(story: Story, reach: Reach) -> Iterator[Problem]:
    """Scenes in which a player may stand with choices left and no ending ever to be reached."""
    homewards = reach.leading_to_an_ending(story)
    # A state without choices is told as such, not once more as one without an ending.
    lost = {state.scene for state, choices in reach.ways.items() if choices and state not in homewards}
    for one in story.scenes:
        if one.slug in lost:
            yield Problem("no-ending-from", one.slug, f"scenes/{one.slug}")


def _may_close(story: Story, one: Scene) -> bool:
    """Whether all choices of a scene can be closed at once, as far as their conditions alone tell."""
    if any(choice.is_always_open for choice in one.choices):
        return False
    names = {(named.kind, named.slug): named for choice in one.choices for named in choice.opens.names()}
    values = [_values(story, named) for named in names.values()]
    if prod(possible.stop - possible.start for possible in values) > _GUESSES:
        return True
    guesses = (_Guess(dict(zip(names, guess, strict=True))) for guess in product(*values))
    return any(not any(choice.opens.holds(guess) for choice in one.choices) for guess in guesses)


def _values(story: Story, named: Named) -> range:
    counter = story.counter(named.slug) if named.kind == "counter" else None
    return range(counter.least, counter.most + 1) if counter else range(2)


@dataclass(frozen=True, slots=True)
class _Guess:
    """A situation made up of what the conditions of one scene ask about."""

    says: dict[tuple[str, str], int]

    def counter(self, slug: str) -> int:
        return self.says["counter", slug]

    def is_set(self, flag: str) -> bool:
        return bool(self.says["flag", flag])

    def has_seen(self, scene: str) -> bool:
        return bool(self.says["scene", scene])

    def has_chosen(self, choice: str) -> bool:
        return bool(self.says["choice", choice])


def _notices(story: Story, reach: Reach) -> Iterator[Problem]:
    if not reach.is_complete:
        yield Problem("bound-hit", str(len(reach.ways)), "scenes")
    yield from _cut(story, reach)
    if reach.is_complete:
        yield from _never_shown(story, reach)


def _cut(story: Story, reach: Reach) -> Iterator[Problem]:
    """Counters that effects would carry out of their range, and effects that are cut short whenever they count."""
    wanted: dict[str, set[int]] = {}
    cut: Tally[tuple[str, str, str]] = Tally()
    taken: Tally[tuple[str, str]] = Tally()
    for state, choice in _steps(story, reach):
        taken[state.scene, choice.slug] += 1
        over = dict(overshooting(story, state, choice))
        for name, number in over.items():
            cut[state.scene, choice.slug, name] += 1
            wanted.setdefault(name, set()).add(number)
    for counter in story.counters:
        if numbers := wanted.get(counter.slug):
            least, most = min(*numbers, counter.least), max(*numbers, counter.most)
            yield Problem("counter-leaves-range", f"{least} - {most}", f"counters/{counter.slug}")
    for (scene, slug, kept), times in cut.items():
        if times == taken[scene, slug]:
            yield Problem("effect-never-whole", kept, f"scenes/{scene}/choices/{slug}/effects")


def _steps(story: Story, reach: Reach) -> Iterator[tuple[State, Choice]]:
    """Every choice that can be taken, in every state in which it can be."""
    for state, choices in reach.ways.items():
        here = story.scene(state.scene)
        for slug in choices:
            if here and (choice := here.choice(slug)):
                yield state, choice


def _never_shown(story: Story, reach: Reach) -> Iterator[Problem]:
    for one in story.scenes:
        states = [state for state in reach.ways if state.scene == one.slug] if one.texts else []
        for number, passage in enumerate(one.texts, 1):
            if states and not any(passage.holds.holds(state) for state in states):
                yield Problem("text-never-shown", passage.condition, f"scenes/{one.slug}/texts/{number}/if")


def _flags(story: Story) -> Iterator[Problem]:
    """Flags that nothing sets, or that nothing asks about."""
    turned = {named.slug for one in story.scenes for choice in one.choices for e in choice.does for named in e.names()}
    asked = {named.slug for tree in conditions(story) for named in tree.names() if named.kind == "flag"}
    for flag in story.flags:
        if flag.slug not in turned:
            yield Problem("flag-never-set", flag.slug, f"flags/{flag.slug}")
        if flag.slug not in asked:
            yield Problem("flag-never-read", flag.slug, f"flags/{flag.slug}")
