"""What holds of every play of every story: tried on small stories made up for it."""

import json
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from quizzes.engine.scenario import language
from quizzes.engine.scenario.lint import lint
from quizzes.engine.scenario.play import available, begin, outcomes, replay, scene, undo
from quizzes.engine.scenario.reading import read
from quizzes.engine.scenario.state import State, dump, load
from quizzes.engine.scenario.story import Story
from tests.quizzes.engine.scenario.small import a_play, last, picks, stories

seeds = st.integers(0, 2**31 - 1)
thoroughly = settings(max_examples=80, deadline=None)


@given(stories(), picks, seeds)
@thoroughly
def test_a_play_never_leaves_the_story(story, numbers, seed):
    for state in a_play(story, numbers, seed):
        assert story.scene(state.scene) is not None
        assert 0 <= state.counter("trust") <= 3
        assert state.flags <= {"expelled"}


@given(stories(), picks, seeds)
@thoroughly
def test_replaying_a_history_gives_the_same_state(story, numbers, seed):
    state = last(story, numbers, seed)
    assert replay(story, seed, [slug for _, slug in state.path]) == state


@given(stories(), picks, seeds)
@thoroughly
def test_undo_is_exact(story, numbers, seed):
    states = list(a_play(story, numbers, seed))
    for before, after in pairwise(states):
        assert undo(story, after) == before


@given(stories(), picks, seeds)
@thoroughly
def test_choosing_never_changes_a_state(story, numbers, seed):
    states, kept = [], []
    for state in a_play(story, numbers, seed):
        states.append(state)
        kept.append(json.dumps(dump(state)))
    assert [json.dumps(dump(state)) for state in states] == kept


@given(stories(), picks, seeds)
@thoroughly
def test_every_story_and_every_state_passes_through_json(story, numbers, seed):
    again, problems = read(json.loads(json.dumps(story.write())))
    assert (again, problems) == (story, [])
    state = last(story, numbers, seed)
    assert load(json.loads(json.dumps(dump(state)))) == state
    assert last(again, numbers, seed) == state


@given(stories(), picks, seeds)
@thoroughly
def test_once_lint_has_passed_every_play_ends_or_goes_on(story, numbers, seed):
    assume(not {problem.says for problem in lint(story)} - {"unreachable", "never-available"})
    for state in a_play(story, numbers, seed):
        assert scene(story, state).is_ending or any(available(story, state))


words = st.text("trusexpldno and()>=-+;123 ", max_size=25)


@given(stories(), st.lists(words, min_size=3, max_size=3), picks)
@thoroughly
def test_a_condition_never_raises_at_play_whatever_was_typed(story, typed, numbers):
    value = story.write()
    for one, condition in zip(value["scenes"], typed, strict=False):
        for choice in one.get("choices", ()):
            choice |= {"if": condition, "effects": condition}
    broken, problems = read(value)
    for state in a_play(broken, numbers):
        scene(broken, state)
    mistaken = any(language.condition(c).mistakes or language.effects(c).mistakes for c in typed)
    assert mistaken or not problems


def alike(state: State):
    """All that the conditions of these stories can ask about: two states of which it is the same play alike."""
    return (
        *(state.scene, state.counters, state.flags),
        *(state.has_seen("a"), state.has_seen("b"), state.has_chosen("go-1")),
    )


def following(story: Story, state: State) -> list[State]:
    return [later for one in available(story, state) for later in outcomes(story, state, one.slug)]


def every_state(story: Story) -> list[State]:
    """All states that a player can be in, found by trying everything until nothing new comes."""
    found = {alike(first := begin(story, 0)): first}
    while True:
        new = {alike(later): later for state in found.values() for later in following(story, state)}
        if set(new) <= set(found):
            return list(found.values())
        found = new | found


def can_end(story: Story, states: list[State]) -> set:
    """Of the states those from which an ending can be reached, whatever it takes."""
    good = {alike(state) for state in states if scene(story, state).is_ending}
    while True:
        more = {alike(s) for s in states if any(alike(later) in good for later in following(story, s))}
        if more <= good:
            return good
        good |= more


@given(stories())
@settings(max_examples=80, deadline=None)
def test_lint_agrees_with_trying_every_play(story):
    told = {(problem.says, problem.where) for problem in lint(story)}
    states = every_state(story)
    met = {state.scene for state in states}
    taken = {(state.scene, one.slug) for state in states for one in available(story, state)}
    stuck = {s.scene for s in states if not scene(story, s).is_ending and not any(available(story, s))}
    good = can_end(story, states)
    lost = {s.scene for s in states if any(available(story, s)) and alike(s) not in good}
    expected = {("unreachable", f"scenes/{one.slug}") for one in story.scenes if one.slug not in met}
    expected |= {("no-choice-left", f"scenes/{slug}") for slug in stuck}
    expected |= {("no-ending-from", f"scenes/{slug}") for slug in lost}
    expected |= {
        ("never-available", f"scenes/{one.slug}/choices/{choice.slug}/if")
        for one in story.scenes
        if one.slug in met
        for choice in one.choices
        if (one.slug, choice.slug) not in taken
    }
    assert told == expected
