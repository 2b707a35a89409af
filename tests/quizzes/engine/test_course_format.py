"""Quizzes as course files say them: read and written back as they were, every slip told with its place."""

import json
from copy import deepcopy
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.formats import course
from quizzes.engine.formats.course import Parsed
from quizzes.engine.formats.course_questions import Asked, Drawn, Told
from quizzes.engine.rules import GRADINGS, LAYOUTS, MOMENTS, PARTS, PENALTIES, Rules
from quizzes.engine.text import Text
from tests.quizzes import canaries

TEXTS = st.builds(Text, st.sampled_from(["Salt", "Gold’s"]), st.sampled_from(["Sel", "L’or"]))
MARKS = st.decimals(0, 999, places=2)
ZONED = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))
RULES = st.builds(
    Rules,
    behaviour=st.sampled_from(["immediate", "deferred", "tries"]),
    certainty=st.booleans(),
    tries_each=st.integers(1, 9),
    penalty=st.sampled_from(PENALTIES).map(Fraction),
    grading=st.sampled_from(GRADINGS),
    pass_percent=st.none() | st.integers(1, 100),
    review=st.fixed_dictionaries(dict.fromkeys(MOMENTS, st.frozensets(st.sampled_from(PARTS)))),
    closes=st.none() | ZONED,
    seconds=st.none() | st.integers(1, 10**6),
)
ENTRIES = st.one_of(
    st.builds(Drawn, st.just("draw"), st.sampled_from(["salt", "gold"]), st.integers(1, 50), MARKS),
    st.builds(Drawn, st.just("timeline"), st.sampled_from(["", "theme=salt"]), st.integers(1, 50), MARKS),
    st.builds(Told, st.sampled_from(["section", "page"]), TEXTS, st.just(Text()) | TEXTS),
)
QUIZZES = st.builds(
    Parsed,
    slug=st.just("salt"),
    title=TEXTS,
    intro=st.just(Text()) | TEXTS,
    rules=RULES,
    layout=st.sampled_from(LAYOUTS),
    shuffle_questions=st.booleans(),
    shuffle_options=st.booleans(),
    opens=st.none() | ZONED,
    attempts=st.none() | st.integers(1, 100),
    listed=st.booleans(),
    tags=st.lists(st.sampled_from(["salt", "gold"]), unique=True).map(tuple),
    entries=st.lists(ENTRIES, max_size=4).map(lambda some: (*some, Drawn("draw", "salt", 1, Decimal(1)))),
)
WHOLE = {
    **{key: part for key, part in canaries.quiz("salt", behaviour="tries").items() if key != "questions"},
    "certainty": True,
    "tries_each": 2,
    "penalty": "1/4",
    "layout": "sections",
    "shuffle_questions": True,
    "shuffle_options": False,
    "seconds": 600,
    "attempts": 3,
    "grading": "mean",
    "opens": "2026-09-01T08:00:00+00:00",
    "closes": "2026-09-30T20:00:00+00:00",
    "review": {"during": [], "after": ["marks"], "closed": ["marks", "correctness", "feedback", "answer"]},
    "pass_percent": 60,
    "questions": [
        {"section": {"title": {"en": "One", "fr": "Un"}, "intro": {"en": "First.", "fr": "D’abord."}}},
        *canaries.quiz("salt")["questions"],
        {"page": {"title": {"en": "To read", "fr": "À lire"}, "text": {"en": "Salt.", "fr": "Du sel."}}},
        {"draw": {"tag": "salt", "count": 2, "mark": "0.5"}},
        {"timeline": {"from": "theme=salt", "count": 3, "mark": "1"}},
    ],
}


def told(value):
    """What is wrong, as (code, detail)."""
    return [(problem.says, problem.detail) for problem in course.read(value).problems]


def changed(**keys):
    return {**deepcopy(WHOLE), **keys}


@given(QUIZZES)
def test_what_is_written_is_read_again(quiz):
    assert course.read(json.loads(json.dumps(course.write(quiz)))) == quiz


def test_a_quiz_that_says_everything_is_read_without_a_problem_and_written_as_it_was():
    quiz = course.read(WHOLE)
    assert quiz.problems == ()
    written = course.write(quiz)
    assert {key: part for key, part in written.items() if key != "questions"} == {
        key: part for key, part in WHOLE.items() if key != "questions"
    }
    assert course.read(written) == quiz
    assert [type(entry) for entry in quiz.entries] == [Told, *[Asked] * 9, Told, Drawn, Drawn]


def test_what_is_at_its_default_is_not_written():
    short = {key: WHOLE[key] for key in ("slug", "listed", "title", "intro", "tags", "questions")}
    assert set(course.write(course.read(short))) == {*short, "behaviour"}


@pytest.mark.parametrize(
    ("key", "value", "problem"),
    [
        ("layout", "rows", ("choice-unknown", "layout")),
        ("penalty", "1/7", ("choice-unknown", "penalty")),
        ("penalty", 0.25, ("shape", "penalty")),
        ("grading", "worst", ("choice-unknown", "grading")),
        ("behaviour", "sometimes", ("behaviour-unknown", "sometimes")),
        ("certainty", "yes", ("shape", "certainty")),
        ("tries_each", 0, ("number", "tries_each")),
        ("tries_each", 10, ("number", "tries_each")),
        ("tries_each", 1.5, ("number", "tries_each")),
        ("seconds", 0, ("number", "seconds")),
        ("seconds", -60, ("number", "seconds")),
        ("seconds", "ten", ("number", "seconds")),
        ("attempts", 0, ("number", "attempts")),
        ("attempts", [3], ("shape", "attempts")),
        ("pass_percent", 101, ("number", "pass_percent")),
        ("shuffle_questions", 1, ("shape", "shuffle_questions")),
        ("shuffle_options", "no", ("shape", "shuffle_options")),
        ("opens", "next Monday", ("moment", "opens")),
        ("closes", "2026-13-01", ("moment", "closes")),
        ("closes", 2026, ("shape", "closes")),
        ("review", {"after": ["key"]}, ("choice-unknown", "review")),
        ("review", {"later": ["marks"]}, ("key-unknown", "review.later")),
        ("review", {"after": "marks"}, ("shape", "review.after")),
        ("review", ["marks"], ("shape", "review")),
        ("tags", "salt", ("shape", "tags")),
        ("colour", "blue", ("key-unknown", "colour")),
        ("slug", "", ("empty", "slug")),
        ("title", {}, ("empty", "title")),
        ("questions", [], ("quiz-empty", "")),
    ],
)
def test_each_slip_is_told_and_breaks_nothing(key, value, problem):
    assert problem in told(changed(**{key: value}))


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ({"draw": {"tag": "", "count": 1}}, ("empty", "draw.tag")),
        ({"draw": {"tag": "salt", "count": 0}}, ("number", "draw.count")),
        ({"draw": {"tag": "salt", "count": 51}}, ("number", "draw.count")),
        ({"draw": {"tag": "salt", "count": "2.5"}}, ("number", "draw.count")),
        ({"draw": {"tag": "salt", "mark": "-1"}}, ("number", "mark")),
        ({"draw": {"from": "salt"}}, ("key-unknown", "draw.from")),
        ({"draw": "salt"}, ("shape-mapping", "draw")),
        ({"timeline": {"from": 3}}, ("shape", "timeline.from")),
        ({"section": {"intro": {"en": "a", "fr": "b"}}}, ("empty", "section.title")),
        ({"section": {"title": "One"}}, ("shape", "section.title")),
        ({"page": {"title": {"en": "a", "fr": "b"}, "intro": {}}}, ("key-unknown", "page.intro")),
        ("salt", ("shape", "questions")),
    ],
)
def test_each_slip_in_an_entry_is_told_with_its_number(entry, problem):
    found = course.read(changed(questions=[entry])).problems
    assert problem in [(one.says, one.detail) for one in found]
    assert [one.where for one in found if (one.says, one.detail) == problem] == ["questions[1]"]


@pytest.mark.parametrize("kind", canaries.EVERY_KIND)
def test_each_kind_is_written_as_it_was_read_hints_included(kind):
    quiz = course.read(changed(questions=[canaries.question(kind, "one")]))
    assert quiz.problems == ()
    [written] = course.write(quiz)["questions"]
    assert course.read(changed(questions=[written])).entries == quiz.entries
    assert [hint["en"] for hint in written["hints"]] == [canaries.word(kind, "HINT-1"), canaries.word(kind, "HINT-2")]


@pytest.mark.parametrize("kind", canaries.EVERY_KIND)
def test_a_key_that_a_kind_does_not_know_is_told_with_the_question(kind):
    question = canaries.question(kind, "one") | {"colour": "blue"}
    found = course.read(changed(questions=[question])).problems
    assert [(one.says, one.detail, one.where) for one in found] == [("key-unknown", "colour", "one")]


def test_an_empty_hint_is_told():
    question = canaries.question("ordering", "one") | {"hints": [{"en": "Look.", "fr": "Voyez."}, {}]}
    assert ("empty", "hint 2") in told(changed(questions=[question]))


def test_a_moment_without_a_zone_is_in_the_time_of_bamako():
    quiz = course.read(changed(opens="2026-09-01T08:00"))
    assert (quiz.problems, quiz.opens) == ((), datetime(2026, 9, 1, 8, tzinfo=UTC))


def test_the_same_question_twice_is_told():
    one = canaries.question("ordering", "one")
    assert ("question-twice", "one") in told(changed(questions=[one, one]))


def test_tags_to_draw_from_are_among_those_to_be_known():
    assert course.read(changed(questions=[{"draw": {"tag": "gold"}}])).all_tags == {"salt", "gold"}


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda parts: st.lists(parts, max_size=3) | st.dictionaries(st.text(max_size=5), parts, max_size=3),
        max_leaves=6,
    ),
    st.sampled_from(sorted(WHOLE)),
)
def test_whatever_stands_under_a_key_is_a_value_or_a_problem(value, key):
    quiz = course.read(changed(**{key: value}))
    assert quiz.problems or course.read(json.loads(json.dumps(course.write(quiz)))) == quiz
