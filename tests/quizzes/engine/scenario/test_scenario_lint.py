"""What lint finds in a story, one defect at a time."""

from dataclasses import replace

import pytest

from quizzes.engine.scenario.lint import examine, lint
from quizzes.engine.scenario.story import Chance, Flag, Level, Passage, Story
from quizzes.engine.text import Text
from tests.quizzes.engine.scenario.small import EXPELLED, TRUST, a_scene, an_ending, both, choice

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


def with_trust(**changes) -> Story:
    return replace(CLEAN, counters=(replace(TRUST, **changes),))


def with_flags(*flags: Flag) -> Story:
    return replace(CLEAN, flags=flags)


WAIT = "scenes/desk/choices/wait"
DEFECTS = {
    "no scenes": (replace(CLEAN, scenes=()), "story-empty", "scenes"),
    "begins nowhere": (replace(CLEAN, begins="attic"), "scene-unknown", "begins"),
    "goes nowhere": (with_choice(goto="attic"), "scene-unknown", f"{WAIT}/goto"),
    "chance goes nowhere": (
        with_choice(goto="", chances=(Chance("end", 1), Chance("attic", 1))),
        "scene-unknown",
        f"{WAIT}/goto/2/to",
    ),
    "chance without weight": (
        with_choice(goto="", chances=(Chance("end", 0),)),
        "weight-shape",
        f"{WAIT}/goto/1/weight",
    ),
    "asks about an unknown counter": (with_choice(condition="luck >= 1"), "counter-unknown-here", f"{WAIT}/if"),
    "asks about an unknown flag": (with_choice(condition="not lucky"), "flag-unknown-here", f"{WAIT}/if"),
    "asks about an unknown scene": (with_choice(condition="seen(attic)"), "scene-unknown-here", f"{WAIT}/if"),
    "asks about an unknown choice": (with_choice(condition="chose(fly)"), "choice-unknown-here", f"{WAIT}/if"),
    "takes a counter for a flag": (with_choice(condition="trust"), "counter-needs-number", f"{WAIT}/if"),
    "turns a counter": (with_choice(effects="not trust"), "counter-needs-number", f"{WAIT}/effects"),
    "moves an unknown counter": (with_choice(effects="luck +1"), "counter-unknown-here", f"{WAIT}/effects"),
    "sets an unknown flag": (with_choice(effects="trust +1; lucky"), "flag-unknown-here", f"{WAIT}/effects"),
    "condition that cannot be read": (with_choice(condition="trust >="), "number-expected", f"{WAIT}/if"),
    "effect that cannot be read": (with_choice(effects="trust one"), "step-expected", f"{WAIT}/effects"),
    "shows an unknown counter": (with_choice(shows=("luck",)), "counter-unknown", f"{WAIT}/shows"),
    "feedback in one language": (with_choice(feedback=Text(en="Well")), "language-missing", f"{WAIT}/feedback"),
    "text with an unknown flag": (
        with_desk(texts=(Passage("lucky", both("Ah")),)),
        "flag-unknown-here",
        "scenes/desk/texts/1/if",
    ),
    "text without words": (with_desk(texts=(Passage("true", Text()),)), "empty", "scenes/desk/texts/1/text"),
    "no way on": (with_desk(choices=()), "dead-end", "scenes/desk"),
    "no record": (with_desk(record=Text()), "record-missing", "scenes/desk"),
    "record and none": (with_desk(no_record=True), "record-and-none", "scenes/desk/no_record"),
    "no text": (with_desk(text=Text()), "empty", "scenes/desk/text"),
    "one language": (with_desk(title=Text(en="Desk")), "language-missing", "scenes/desk/title"),
    "no such day": (with_desk(when="2025-02-30"), "date-shape", "scenes/desk/when_date"),
    "odd date": (with_desk(when="in autumn"), "date-shape", "scenes/desk/when_date"),
    "ending goes on": (with_end(choices=(choice("more", "desk"),)), "ending-with-choices", "scenes/end/choices"),
    "ending of an odd kind": (with_end(ending="Very hard"), "slug-shape", "scenes/end/ending"),
    "no debrief": (with_end(debrief=Text()), "debrief-missing", "scenes/end"),
    "two of a name": (replace(CLEAN, scenes=(*CLEAN.scenes, CLEAN.scenes[1])), "slug-twice", "scenes/end"),
    "name with a space": (with_trust(slug="my trust"), "slug-shape", "counters/my trust"),
    "counter called as a word": (with_trust(slug="not"), "name-reserved", "counters/not"),
    "counter called as a number": (with_trust(slug="2025"), "name-reserved", "counters/2025"),
    "flag called as a counter": (with_flags(Flag("trust", both("So it is"))), "slug-twice", "flags/trust"),
    "flag that says nothing": (with_flags(Flag("calm", Text())), "empty", "flags/calm/says"),
    "starts out of range": (with_trust(start=9), "counter-range", "counters/trust"),
    "numbers without a word": (with_trust(levels=(Level(1, both("some")),)), "level-order", "counters/trust/words"),
    "words out of order": (
        with_trust(levels=(Level(0, both("none")), Level(3, both("much")), Level(2, both("some")))),
        "level-order",
        "counters/trust/words",
    ),
    "level in one language": (
        with_trust(levels=(Level(0, Text(fr="aucune")),)),
        "language-missing",
        "counters/trust/words/1/name",
    ),
    "unreachable": (replace(CLEAN, scenes=(*CLEAN.scenes, an_ending("moon"))), "unreachable", "scenes/moon"),
    "never available": (with_choice(condition="trust > 2"), "never-available", f"{WAIT}/if"),
    "no ending ever": (
        with_desk(choices=(choice("wait", "desk"), choice("call", "desk"))),
        "no-ending-from",
        "scenes/desk",
    ),
    "conditions may leave no choice": (
        with_desk(choices=(choice("call", "end", condition="trust >= 3"),)),
        "no-choice-left",
        "scenes/desk",
    ),
}


def found(problems) -> list[tuple[str, str]]:
    return [(problem.says, problem.where) for problem in problems]


def test_a_clean_story_is_clean_and_there_is_nothing_to_note():
    report = examine(CLEAN)
    assert (lint(CLEAN), report.problems, report.notices) == ([], (), ())


@pytest.mark.parametrize(("story", "says", "where"), DEFECTS.values(), ids=DEFECTS.keys())
def test_each_defect_is_told_with_its_place(story, says, where):
    assert (says, where) in found(lint(story))


def test_no_public_record_is_an_answer():
    assert lint(with_desk(record=Text(), no_record=True)) == []


def test_an_unknown_name_is_told_with_its_character():
    [problem] = lint(with_choice(condition="trust > 1 and lucky"))
    assert problem.detail == "15 (lucky)"
    [problem] = lint(with_choice(effects="trust +1; luck -1"))
    assert problem.detail == "11 (luck)"


def test_a_scene_that_runs_out_of_choices_on_some_path_only_is_found():
    spend = choice("spend", "desk", condition="trust >= 1", effects="trust -1")
    call = choice("call", "end", condition="trust >= 2")
    assert found(lint(with_desk(choices=(spend, call)))) == [
        ("no-choice-left", "scenes/desk"),
        ("no-ending-from", "scenes/desk"),
    ]


def test_a_way_that_only_chance_or_an_earlier_choice_opens_is_found_open():
    draw = choice("draw", chances=(Chance("hall", 1), Chance("desk", 99)))
    hall = a_scene("hall", choice("call", "end", condition="chose(draw) and seen(desk) and not seen(hall)"))
    assert lint(Story("desk", (a_scene("desk", draw), hall, an_ending("end")), (TRUST,))) == []
    shut = replace(hall, choices=(replace(hall.choices[0], condition="seen(hall)"),))
    assert found(lint(Story("desk", (a_scene("desk", draw), shut, an_ending("end")), (TRUST,)))) == [
        ("unreachable", "scenes/end"),
        ("no-choice-left", "scenes/hall"),
        ("never-available", "scenes/hall/choices/call/if"),
        ("no-ending-from", "scenes/desk"),
    ]


def test_what_the_author_should_know_is_noted_and_refuses_nothing():
    texts = (Passage("trust > 2", both("They believe you.")), Passage("expelled or trust > 2", both("He has left.")))
    story = replace(
        with_choice(effects="trust -2; expelled", condition="not expelled"),
        flags=(EXPELLED, Flag("talks", both("Talks are under way"))),
    )
    story = replace(story, scenes=(replace(story.scenes[0], texts=texts), story.scenes[1]))
    report = examine(story)
    assert report.problems == ()
    assert found(report.notices) == [
        ("text-never-shown", "scenes/desk/texts/1/if"),
        ("flag-never-set", "flags/talks"),
        ("flag-never-read", "flags/talks"),
    ]


def noted(story: Story) -> list[tuple[str, str, str]]:
    return [(one.says, one.detail, one.where) for one in examine(story).notices]


def test_a_counter_that_is_kept_at_its_edge_is_noted_once_with_how_far_it_would_go():
    assert noted(with_choice(effects="trust -1")) == [("counter-leaves-range", "-1 - 3", "counters/trust")]
    assert noted(with_choice(effects="trust +1")) == [("counter-leaves-range", "0 - 4", "counters/trust")]
    assert noted(with_choice(effects="trust = 3")) == []


def test_an_effect_that_is_cut_short_in_every_play_is_noted_at_its_choice():
    assert noted(with_choice(effects="trust -5; trust +1")) == [
        ("counter-leaves-range", "-4 - 3", "counters/trust"),
        ("effect-never-whole", "trust", f"{WAIT}/effects"),
    ]


def test_beyond_the_bound_lint_says_so_and_stays_on_the_safe_side():
    report = examine(with_choice(effects="trust -1"), bound=2)
    assert found(report.problems) == []
    assert ("bound-hit", "2") in [(one.says, one.detail) for one in report.notices]
    locked = with_desk(
        choices=(choice("call", "end", condition="trust >= 1"), choice("wait", "desk", condition="trust > 2"))
    )
    assert found(examine(locked, bound=1).problems) == [("no-choice-left", "scenes/desk")]


@pytest.mark.parametrize(
    ("one", "other", "may_close"),
    [
        ("expelled", "not expelled", False),
        ("trust >= 2", "trust < 2", False),
        ("seen(end)", "not seen(end) and not chose(call)", True),
        ("trust >= 2 or chose(call)", "trust <= 2", False),
        ("trust > 2", "trust < 2", True),
        ("wealth >= 0", "wealth < 0", True),  # it always holds, and there are too many numbers to try
    ],
)
def test_beyond_the_bound_choices_of_which_one_is_always_open_are_told_from_others(one, other, may_close):
    choices = (choice("call", "end", condition=one), choice("wait", "desk", condition=other))
    wealth = replace(TRUST, slug="wealth", most=10**30)
    story = replace(with_desk(choices=choices), flags=(EXPELLED,), counters=(TRUST, wealth))
    assert found(examine(story, bound=0).problems) == ([("no-choice-left", "scenes/desk")] if may_close else [])
