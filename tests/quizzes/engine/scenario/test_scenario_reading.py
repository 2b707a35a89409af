"""From a mapping to a story and back, and where each slip of form is told."""

import io

import pytest
from ruamel.yaml import YAML

from quizzes.engine.scenario.lines import line_of
from quizzes.engine.scenario.lint import lint
from quizzes.engine.scenario.reading import read
from quizzes.engine.scenario.story import Story

TEXT = {"en": "Words", "fr": "Mots"}
VALUE = {
    "counters": [{"slug": "trust", "name": TEXT, "start": 2, "least": 0, "most": 5, "says": TEXT}],
    "begins": "desk",
    "scenes": [
        {
            "slug": "desk",
            "title": TEXT,
            "text": TEXT,
            "when_date": "2025-09-19",
            "record": TEXT,
            "choices": [
                {
                    "slug": "call",
                    "text": TEXT,
                    "needs": {"trust": {"at_least": 1, "at_most": 4}},
                    "effects": {"trust": -1},
                    "consequence": TEXT,
                    "goto": "end",
                }
            ],
        },
        {"slug": "end", "title": TEXT, "text": TEXT, "ending": True, "debrief": TEXT},
    ],
}


def test_reading_and_writing_changes_nothing():
    story, problems = read(VALUE)
    assert (problems, lint(story)) == ([], [])
    assert story.write() == VALUE


def changed(**changes):
    return VALUE | {"scenes": [VALUE["scenes"][0] | changes, VALUE["scenes"][1]]}


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
        (changed(ending="yes"), "shape-truth", "scenes/desk/ending"),
        (changed(recrod=TEXT), "shape-unknown-key", "scenes/desk/recrod"),
        (changed(choices=[{"slug": "go", "needs": {"trust": {}}}]), "shape-need", "scenes/desk/choices/go/needs/trust"),
        (
            changed(choices=[{"slug": "go", "needs": {"trust": 3}}]),
            "shape-mapping",
            "scenes/desk/choices/go/needs/trust",
        ),
        (changed(choices=[{"slug": "go", "effects": ["trust"]}]), "shape-mapping", "scenes/desk/choices/go/effects"),
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


def test_whatever_was_read_can_be_linted():
    story, _ = read({"scenes": [{}, {"choices": [{}]}], "counters": [{}]})
    assert isinstance(story, Story)
    assert lint(story)


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
