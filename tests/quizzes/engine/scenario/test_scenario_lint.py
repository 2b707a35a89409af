"""What lint finds in a story, one defect at a time, and what it promises about a story it finds clean."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.engine.scenario import lint as linting
from quizzes.engine.scenario.lint import lint
from quizzes.engine.scenario.play import begin, choose, replay, scene
from quizzes.engine.scenario.story import Choice, Counter, Need, Scene, Story
from quizzes.engine.text import Text


def both(words: str) -> Text:
    return Text(words, words)


def choice(slug: str, goto: str, **more) -> Choice:
    return Choice(slug, both(slug), both(f"{slug} happened"), goto, **more)


def a_scene(slug: str, *choices: Choice, **more) -> Scene:
    return Scene(slug, both(slug), both(f"in {slug}"), record=both("It was decided."), choices=choices, **more)


def an_ending(slug: str, **more) -> Scene:
    return Scene(slug, both(slug), both("The end"), is_ending=True, debrief=both("Think"), **more)


TRUST = Counter("trust", both("Trust"), start=2, least=0, most=5, says=both("What the others believe"))
CLEAN = Story("desk", (a_scene("desk", choice("wait", "desk"), choice("call", "end")), an_ending("end")), (TRUST,))


def with_choice(**changes) -> Story:
    """The clean story whose first choice is changed."""
    desk = CLEAN.scenes[0]
    return replace(
        CLEAN, scenes=(replace(desk, choices=(replace(desk.choices[0], **changes), desk.choices[1])), CLEAN.scenes[1])
    )


def with_desk(**changes) -> Story:
    return replace(CLEAN, scenes=(replace(CLEAN.scenes[0], **changes), CLEAN.scenes[1]))


def with_end(**changes) -> Story:
    return replace(CLEAN, scenes=(CLEAN.scenes[0], replace(CLEAN.scenes[1], **changes)))


DEFECTS = {
    "no scenes": (replace(CLEAN, scenes=()), "story-empty", "scenes"),
    "begins nowhere": (replace(CLEAN, begins="attic"), "scene-unknown", "begins"),
    "goes nowhere": (with_choice(goto="attic"), "scene-unknown", "scenes/desk/choices/wait/goto"),
    "needs an unknown counter": (
        with_choice(needs=(Need("luck", at_least=1),)),
        "counter-unknown",
        "scenes/desk/choices/wait/needs/luck",
    ),
    "moves an unknown counter": (
        with_choice(effects=(("luck", 1),)),
        "counter-unknown",
        "scenes/desk/choices/wait/effects/luck",
    ),
    "no way on": (with_desk(choices=()), "dead-end", "scenes/desk"),
    "no record": (with_desk(record=Text()), "record-missing", "scenes/desk"),
    "no text": (with_desk(text=Text()), "empty", "scenes/desk/text"),
    "one language": (with_desk(title=Text(en="Desk")), "language-missing", "scenes/desk/title"),
    "no such day": (with_desk(when="2025-02-30"), "date-shape", "scenes/desk/when_date"),
    "odd date": (with_desk(when="in autumn"), "date-shape", "scenes/desk/when_date"),
    "ending goes on": (with_end(choices=(choice("more", "desk"),)), "ending-with-choices", "scenes/end/choices"),
    "no debrief": (with_end(debrief=Text()), "debrief-missing", "scenes/end"),
    "two of a name": (replace(CLEAN, scenes=(*CLEAN.scenes, CLEAN.scenes[1])), "slug-twice", "scenes/end"),
    "name with a space": (
        replace(CLEAN, counters=(replace(TRUST, slug="my trust"),)),
        "slug-shape",
        "counters/my trust",
    ),
    "starts out of range": (replace(CLEAN, counters=(replace(TRUST, start=9),)), "counter-range", "counters/trust"),
    "unreachable": (replace(CLEAN, scenes=(*CLEAN.scenes, an_ending("moon"))), "unreachable", "scenes/moon"),
    "never available": (
        with_choice(needs=(Need("trust", at_least=3),)),
        "never-available",
        "scenes/desk/choices/wait/needs",
    ),
    "no ending ever": (
        with_desk(choices=(choice("wait", "desk"), choice("call", "desk"))),
        "no-ending-from",
        "scenes/desk",
    ),
    "conditions may leave no choice": (
        with_desk(choices=(choice("call", "end", needs=(Need("trust", at_least=4),)),)),
        "no-choice-left",
        "scenes/desk",
    ),
}


def test_a_clean_story_is_clean():
    assert lint(CLEAN) == []


@pytest.mark.parametrize(("story", "says", "where"), DEFECTS.values(), ids=DEFECTS.keys())
def test_each_defect_is_told_with_its_place(story, says, where):
    assert (says, where) in [(problem.says, problem.where) for problem in lint(story)]


def test_a_scene_that_runs_out_of_choices_on_some_path_only_is_found():
    spend = choice("spend", "desk", needs=(Need("trust", at_least=1),), effects=(("trust", -1),))
    call = choice("call", "end", needs=(Need("trust", at_least=2),))
    assert [(p.says, p.where) for p in lint(with_desk(choices=(spend, call)))] == [
        ("no-choice-left", "scenes/desk"),
        ("no-ending-from", "scenes/desk"),
    ]


def test_beyond_the_bound_lint_stays_on_the_safe_side(monkeypatch):
    monkeypatch.setattr(linting, "BOUND", 1)
    assert lint(CLEAN) == []
    locked = with_desk(choices=(choice("call", "end", needs=(Need("trust", at_least=1),)),))
    assert [problem.says for problem in lint(locked)] == ["no-choice-left"]


SLUGS = ("a", "b", "c", "d")
needs = st.builds(Need, st.just("trust"), at_least=st.none() | st.integers(0, 5), at_most=st.none() | st.integers(0, 5))


@st.composite
def stories(draw) -> Story:
    def options() -> tuple[Choice, ...]:
        many = draw(st.integers(0, 3))
        return tuple(
            choice(
                f"go-{number}",
                draw(st.sampled_from(SLUGS)),
                needs=tuple(draw(st.lists(needs, max_size=1))),
                effects=(("trust", draw(st.integers(-3, 3))),),
            )
            for number in range(many)
        )

    scenes = tuple(an_ending(slug) if draw(st.booleans()) else a_scene(slug, *options()) for slug in SLUGS)
    return Story("a", scenes, (TRUST,))


def a_play(story: Story, picks: list[int]):
    """The states of one play that takes, of the available options, the one each number points at."""
    state = begin(story, 0)
    yield state
    for pick in picks:
        available = [option.slug for option in scene(story, state).options if option.is_available]
        if not available:
            return
        state = choose(story, state, available[pick % len(available)])
        yield state


picks = st.lists(st.integers(0, 5), max_size=15)


@given(stories(), picks)
@settings(max_examples=150, deadline=None)
def test_every_play_of_a_clean_story_ends_or_goes_on(story, picks):
    if {problem.says for problem in lint(story)} - {"unreachable", "never-available"}:
        return
    for state in a_play(story, picks):
        view = scene(story, state)
        assert view.is_ending or any(option.is_available for option in view.options)


@given(stories(), picks)
@settings(max_examples=150, deadline=None)
def test_choosing_never_mutates_and_counters_never_leave_their_range(story, picks):
    if any(problem.says in {"scene-unknown", "dead-end"} for problem in lint(story)):
        return
    states = list(a_play(story, picks))
    kept = [replace(state) for state in states]
    assert replay(story, 0, [slug for _, slug in states[-1].path]) == states[-1]
    assert states == kept
    assert all(0 <= state.counter("trust") <= 5 for state in states)


def plays(story: Story, state, depth: int):
    yield state
    for option in scene(story, state).options if depth else ():
        if option.is_available:
            yield from plays(story, choose(story, state, option.slug), depth - 1)


@given(stories())
@settings(max_examples=100, deadline=None)
def test_lint_agrees_with_trying_every_play(story):
    found = [problem for problem in lint(story) if problem.says == "no-choice-left"]
    if any(problem.says in {"scene-unknown", "dead-end"} for problem in lint(story)):
        return
    stuck = {
        state.scene
        for state in plays(story, begin(story, 0), 6)
        if not scene(story, state).is_ending and not any(o.is_available for o in scene(story, state).options)
    }
    assert stuck <= {problem.detail for problem in found}
