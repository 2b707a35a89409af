"""What is wrong with a story: names that lead nowhere, missing texts, plays that cannot go on or never end.

The plays are searched exactly, state by state, up to `BOUND` states; a larger story is judged by its scenes alone,
on the safe side.
"""

import re
from collections import Counter as Tally
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import date

from quizzes.engine.problems import Problem
from quizzes.engine.scenario.play import begin, choose, scene, unmet
from quizzes.engine.scenario.state import State
from quizzes.engine.scenario.story import Choice, Scene, Story
from quizzes.engine.text import Text

BOUND = 20_000  # about a second here; the story of September 2025 has far fewer

LONGEST_SLUG = 80
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)

type Situation = tuple[str, tuple[tuple[str, int], ...]]


def lint(story: Story) -> list[Problem]:
    """All that is wrong, in the order of the story; empty when every play ends or can go on to an ending."""
    problems = [*_names(story), *_counters(story)]
    for one in story.scenes:
        problems += _scene(story, one)
    # Plays are only searched in a story whose names lead somewhere.
    return problems or list(_plays(story))


def _names(story: Story) -> Iterator[Problem]:
    if not story.scenes:
        yield Problem("story-empty", where="scenes")
    elif story.scene(story.begins) is None:
        yield Problem("scene-unknown", story.begins, "begins")
    yield from _twice("scenes", [one.slug for one in story.scenes])
    yield from _twice("counters", [one.slug for one in story.counters])


def _twice(where: str, slugs: Iterable[str]) -> Iterator[Problem]:
    for slug, times in Tally(slugs).items():
        if times > 1:
            yield Problem("slug-twice", slug, f"{where}/{slug}")
        if slug and (len(slug) > LONGEST_SLUG or not _SLUG.fullmatch(slug)):
            yield Problem("slug-shape", slug, f"{where}/{slug}")


def _counters(story: Story) -> Iterator[Problem]:
    for counter in story.counters:
        where = f"counters/{counter.slug}"
        yield from _told(where, name=counter.name, says=counter.says)
        if not counter.least <= counter.start <= counter.most or counter.least == counter.most:
            yield Problem("counter-range", f"{counter.least} - {counter.start} - {counter.most}", where)


def _told(where: str, **texts: Text) -> Iterator[Problem]:
    for name, text in texts.items():
        if not text:
            yield Problem("empty", name, f"{where}/{name}")
        for language in text.missing():
            yield Problem("language-missing", f"{name} ({language})", f"{where}/{name}")


def _scene(story: Story, one: Scene) -> Iterator[Problem]:
    where = f"scenes/{one.slug}"
    yield from _told(where, title=one.title, text=one.text)
    if one.when and not _is_date(one.when):
        yield Problem("date-shape", one.when, f"{where}/when_date")
    if one.is_ending:
        yield from _ending(one, where)
    elif not one.choices:
        yield Problem("dead-end", one.slug, where)
    elif not one.record:
        yield Problem("record-missing", one.slug, where)
    yield from _twice(f"{where}/choices", [choice.slug for choice in one.choices])
    for choice in one.choices:
        yield from _choice(story, choice, f"{where}/choices/{choice.slug}")


def _is_date(iso: str) -> bool:
    found = _DATE.fullmatch(iso)
    try:
        return bool(found and date(*(int(part or 1) for part in found.groups())))
    except ValueError:
        return False


def _ending(one: Scene, where: str) -> Iterator[Problem]:
    if one.choices:
        yield Problem("ending-with-choices", one.slug, f"{where}/choices")
    if not one.debrief:
        yield Problem("debrief-missing", one.slug, where)


def _choice(story: Story, choice: Choice, where: str) -> Iterator[Problem]:
    yield from _told(where, text=choice.text, consequence=choice.consequence)
    if story.scene(choice.goto) is None:
        yield Problem("scene-unknown", choice.goto, f"{where}/goto")
    for need in choice.needs:
        if story.counter(need.counter) is None:
            yield Problem("counter-unknown", need.counter, f"{where}/needs/{need.counter}")
    for slug, _ in choice.effects:
        if story.counter(slug) is None:
            yield Problem("counter-unknown", slug, f"{where}/effects/{slug}")


def _plays(story: Story) -> Iterator[Problem]:
    ways, complete = _explore(story)
    reached = {slug for slug, _ in ways} if complete else _linked(story)
    for one in story.scenes:
        if one.slug not in reached:
            yield Problem("unreachable", one.slug, f"scenes/{one.slug}")
    yield from _stuck(story, ways) if complete else _may_be_stuck(story)
    if complete:
        yield from _never_taken(story, ways, reached)
    yield from _endless(story, ways)


def _explore(story: Story) -> tuple[dict[Situation, set[Situation]], bool]:
    """From every situation that a player can reach, the situations that follow; and whether that is all of them."""
    first = begin(story, 0)
    ways: dict[Situation, set[Situation]] = {}
    waiting = deque([_situation(first)])
    while waiting:
        situation = waiting.popleft()
        if situation in ways:
            continue
        if len(ways) == BOUND:
            return ways, False
        ways[situation] = set(_next(story, State(*situation)))
        waiting.extend(ways[situation])
    return ways, True


def _next(story: Story, state: State) -> Iterator[Situation]:
    for option in scene(story, state).options:
        if option.is_available:
            yield _situation(choose(story, state, option.slug))


def _situation(state: State) -> Situation:
    return state.scene, state.counters


def _linked(story: Story) -> set[str]:
    """The scenes that links lead to, conditions aside."""
    reached: set[str] = set()
    waiting = [story.begins]
    while waiting:
        here = story.scene(waiting.pop())
        if here is not None and here.slug not in reached:
            reached.add(here.slug)
            waiting += [choice.goto for choice in here.choices]
    return reached


def _stuck(story: Story, ways: dict[Situation, set[Situation]]) -> Iterator[Problem]:
    without = {slug for (slug, _), following in ways.items() if not following}
    for one in story.scenes:
        if one.slug in without and not one.is_ending:
            yield Problem("no-choice-left", one.slug, f"scenes/{one.slug}")


def _may_be_stuck(story: Story) -> Iterator[Problem]:
    for one in story.scenes:
        if not one.is_ending and all(choice.needs for choice in one.choices):
            yield Problem("no-choice-left", one.slug, f"scenes/{one.slug}")


def _never_taken(story: Story, ways: dict[Situation, set[Situation]], reached: set[str]) -> Iterator[Problem]:
    taken = {
        (state.scene, choice.slug)
        for state in (State(*situation) for situation in ways)
        for choice in _choices(story, state.scene)
        if not unmet(choice, state)
    }
    for one in story.scenes:
        for choice in one.choices if one.slug in reached else ():
            if (one.slug, choice.slug) not in taken:
                yield Problem("never-available", choice.slug, f"scenes/{one.slug}/choices/{choice.slug}/needs")


def _choices(story: Story, slug: str) -> tuple[Choice, ...]:
    here = story.scene(slug)
    return here.choices if here else ()


def _endless(story: Story, ways: dict[Situation, set[Situation]]) -> Iterator[Problem]:
    """Scenes in which a player may stand with choices left and no ending ever to be reached."""
    homewards = _leading_to_an_ending(story, ways)
    # A situation without choices is told as such, not once more as one without an ending.
    lost = {situation[0] for situation, following in ways.items() if following and situation not in homewards}
    for one in story.scenes:
        if one.slug in lost:
            yield Problem("no-ending-from", one.slug, f"scenes/{one.slug}")


def _leading_to_an_ending(story: Story, ways: dict[Situation, set[Situation]]) -> set[Situation]:
    before: dict[Situation, list[Situation]] = {}
    for situation, following in ways.items():
        for later in following:
            before.setdefault(later, []).append(situation)
    endings = {one.slug for one in story.scenes if one.is_ending}
    # A situation beyond the bound is not known to be lost.
    waiting = [s for s in [*ways, *before] if s[0] in endings or s not in ways]
    found: set[Situation] = set()
    while waiting:
        situation = waiting.pop()
        if situation not in found:
            found.add(situation)
            waiting += before.get(situation, [])
    return found
