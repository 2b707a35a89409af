"""From a mapping to a story and back, and where each slip of form is told."""

import io
import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from quizzes.engine.problems import Problem
from quizzes.engine.scenario.lines import line_of
from quizzes.engine.scenario.lint import lint
from quizzes.engine.scenario.play import begin, choose, replay, scene
from quizzes.engine.scenario.reading import read
from quizzes.engine.scenario.story import Story

TEXT = {"en": "Words", "fr": "Mots"}
VALUE = {
    "counters": [
        {
            "slug": "trust",
            "name": TEXT,
            "start": 2,
            "least": 0,
            "most": 5,
            "says": TEXT,
            "words": [{"from": 0, "name": TEXT}, {"from": 3, "name": TEXT}],
        }
    ],
    "flags": [{"slug": "expelled", "says": TEXT}],
    "begins": "desk",
    "scenes": [
        {
            "slug": "desk",
            "title": TEXT,
            "text": TEXT,
            "when_date": "2025-09-19",
            "texts": [{"if": "expelled", "text": TEXT}],
            "know": TEXT,
            "record": TEXT,
            "choices": [
                {
                    "slug": "call",
                    "text": TEXT,
                    "if": "trust>=1  and (trust <= 4)",
                    "effects": "trust -1; expelled",
                    "shows": ["trust"],
                    "feedback": TEXT,
                    "consequence": TEXT,
                    "goto": "end",
                },
                {
                    "slug": "wait",
                    "text": TEXT,
                    "consequence": TEXT,
                    "goto": [{"to": "end", "weight": 2}, {"to": "hall", "weight": 1}],
                },
            ],
        },
        {
            "slug": "hall",
            "title": TEXT,
            "text": TEXT,
            "no_record": True,
            "choices": [{"slug": "go", "text": TEXT, "consequence": TEXT, "goto": "end"}],
        },
        {"slug": "end", "title": TEXT, "text": TEXT, "ending": "hard", "debrief": TEXT},
    ],
}
VECTORS = Path(__file__).parents[3] / "vectors"


def vector(name):
    return json.loads((VECTORS / name).read_text())


def keys_in_order(value):
    if isinstance(value, dict):
        return [(key, keys_in_order(one)) for key, one in value.items()]
    return [keys_in_order(one) for one in value] if isinstance(value, list) else value


def test_reading_and_writing_changes_nothing_neither_words_nor_their_order():
    story, problems = read(VALUE)
    assert (problems, lint(story)) == ([], [])
    assert keys_in_order(story.write()) == keys_in_order(VALUE)


def test_a_story_of_version_1_says_the_same_in_version_2():
    old, problems = read(vector("scenario_story_v1.json"))
    assert problems == []
    assert old.write() == vector("scenario_story_v2.json")
    assert read(vector("scenario_story_v2.json")) == (old, [])


def test_a_story_of_version_1_is_played_as_before():
    story, _ = read(vector("scenario_story_v1.json"))
    start = begin(story, 0)
    assert [o.slug for o in scene(story, start).options if o.is_available] == ["call", "wait"]
    worn = replay(story, 0, ["wait", "wait"])
    assert [o.slug for o in scene(story, worn).options if o.is_available] == ["wait"]
    assert (worn.counter("trust"), worn.counter("calm")) == (0, 5)
    assert scene(story, choose(story, start, "call")).ending == "open"


def changed(**changes):
    return VALUE | {"scenes": [VALUE["scenes"][0] | changes, *VALUE["scenes"][1:]]}


def choosing(**fields):
    return changed(choices=[{"slug": "go", **fields}])


@pytest.mark.parametrize(
    ("value", "says", "where"),
    [
        ("no mapping at all", "empty", "begins"),
        ([], "empty", "begins"),
        (VALUE | {"scenes": "many"}, "shape-list", "scenes"),
        (VALUE | {"scenes": ["desk"]}, "shape-mapping", "scenes/1"),
        (changed(slug=None), "empty", "scenes/1/slug"),
        (changed(slug=7), "shape-words", "scenes/1/slug"),
        (changed(title="Desk"), "shape-text", "scenes/desk/title"),
        (changed(title={"en": "Desk", "de": "Tisch"}), "shape-text", "scenes/desk/title"),
        (changed(title={"en": ["Desk"]}), "shape-text", "scenes/desk/title"),
        (changed(ending=7), "shape-words", "scenes/desk/ending"),
        (changed(no_record="yes"), "shape-truth", "scenes/desk/no_record"),
        (changed(texts=[{"text": TEXT}]), "empty", "scenes/desk/texts/1/if"),
        (changed(texts=[{"if": "trust >", "text": TEXT}]), "number-expected", "scenes/desk/texts/1/if"),
        (choosing(**{"if": "trust >= three"}), "number-expected", "scenes/desk/choices/go/if"),
        (choosing(**{"if": True}), "shape-words", "scenes/desk/choices/go/if"),
        (
            choosing(**{"if": "trust > 1", "needs": {"trust": {"at_least": 1}}}),
            "shape-unknown-key",
            "scenes/desk/choices/go/needs",
        ),
        (choosing(effects="trust one"), "step-expected", "scenes/desk/choices/go/effects"),
        (choosing(effects=7), "shape-words", "scenes/desk/choices/go/effects"),
        (choosing(shows="trust"), "shape-list", "scenes/desk/choices/go/shows"),
        (choosing(goto=["end"]), "shape-mapping", "scenes/desk/choices/go/goto/1"),
        (choosing(goto=[]), "shape-words", "scenes/desk/choices/go/goto"),
        (choosing(goto=[{"to": "end"}]), "shape-number", "scenes/desk/choices/go/goto/1/weight"),
        (VALUE | {"flags": ["expelled"]}, "shape-mapping", "flags/1"),
        (changed(recrod=TEXT), "shape-unknown-key", "scenes/desk/recrod"),
        (changed(choices=[{"slug": "go", "needs": {"trust": {}}}]), "shape-need", "scenes/desk/choices/go/needs/trust"),
        (
            changed(choices=[{"slug": "go", "needs": {"trust": 3}}]),
            "shape-mapping",
            "scenes/desk/choices/go/needs/trust",
        ),
        (choosing(effects=["trust"]), "shape-words", "scenes/desk/choices/go/effects"),
        (
            changed(choices=[{"slug": "go", "effects": {"trust": "one"}}]),
            "shape-number",
            "scenes/desk/choices/go/effects/trust",
        ),
        (VALUE | {"counters": [{"slug": "trust", "start": True}]}, "shape-number", "counters/trust/start"),
    ],
)
def test_a_slip_of_form_is_told_with_its_place(value, says, where):
    _, problems = read(value)
    assert (says, where) in [(problem.says, problem.where) for problem in problems]


def test_a_mistake_in_a_condition_is_told_with_its_character():
    _, problems = read(choosing(**{"if": "trust >= three"}))
    assert "10 (three)" in [problem.detail for problem in problems]


def test_whatever_was_read_can_be_linted():
    story, _ = read({"scenes": [{}, {"choices": [{}], "texts": [{}]}], "counters": [{}], "flags": [{}]})
    assert isinstance(story, Story)
    assert lint(story)


def places(value, path=()):
    """The way to everything in a value."""
    yield path
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from places(child, (*path, key))


def with_at(value, path, other):
    if not path:
        return other
    key, *rest = path
    changed_one = with_at(value[key], rest, other)
    if isinstance(value, dict):
        return value | {key: changed_one}
    return [*value[:key], changed_one, *value[key + 1 :]]


anything = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.sampled_from(["end", "desk"])
    ),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=8), inner, max_size=2),
    max_leaves=4,
)


@given(st.lists(st.tuples(st.sampled_from([*places(VALUE)]), anything), min_size=1, max_size=3), st.integers(0, 9))
@settings(max_examples=200, deadline=None)
def test_whatever_stands_in_a_mapping_is_told_and_nothing_is_raised(changes, seed):
    value = VALUE
    for path, other in changes:
        with suppress(KeyError, IndexError, TypeError):  # one change may have removed where the next would be
            value = with_at(value, path, other)
    story, problems = read(value)
    assert all(isinstance(problem, Problem) for problem in problems)
    if not lint(story):
        state = begin(story, seed)
        for option in scene(story, state).options:
            if option.is_available:
                scene(story, choose(story, state, option.slug))


FILE = """\
begins: desk
scenes:
  - slug: desk
    title: {en: Desk, fr: Bureau}
    choices:
      - slug: call
        goto: attic
      - slug: wait
        goto: moon
"""


@pytest.mark.parametrize(
    ("where", "line"),
    [
        ("begins", 1),
        ("scenes/desk", 3),
        ("scenes/desk/title", 4),
        ("scenes/desk/choices/wait/goto", 9),
        ("scenes/1/choices/2/goto", 9),
        ("scenes/desk/record", 3),
        ("nowhere", 1),
    ],
)
def test_a_place_has_its_line(where, line):
    assert line_of(YAML(typ="rt").load(io.StringIO(FILE)), where) == line


def test_a_plain_mapping_has_no_lines():
    assert line_of({"begins": "desk"}, "begins") is None
