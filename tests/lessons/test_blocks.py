"""What a lesson's text is made of, and whether its two languages agree."""

from quizzes.engine.text import Text
from sahelapp.lessons.blocks import blocks, differences, questions
from sahelapp.lessons.values import reading_minutes


def test_each_block_knows_its_line_its_number_and_what_it_points_at() -> None:
    text = "## Title\n\nOne [@a; @b].\n\n- [[term|x]]\n- [y](event:z)\n\n::: check q"
    assert [(block.kind, block.line, block.number) for block in blocks(text)] == [
        ("h2", 1, 0),
        ("paragraph", 3, 1),
        ("bullet_list", 5, 2),
        ("check", 8, 3),
    ]
    assert [block.targets for block in blocks(text)] == [
        (),
        (("source", "a"), ("source", "b")),
        (("term", "term"), ("event", "z")),
        (("question", "q"),),
    ]
    assert questions(text) == ["q"]


def test_two_languages_built_alike_have_no_differences() -> None:
    assert differences(Text("## A\n\nB [@x; @y].", "## C\n\nD [@y] et [@x].")) == []


def test_a_source_cited_on_one_side_only_is_told_with_its_paragraph() -> None:
    [problem] = differences(Text("A [@x].\n\nB [@y].", "A [@x].\n\nB [@x]."))
    assert (problem.says, problem.detail, problem.where, problem.line) == (
        "pair-citations",
        "x, y",
        "body, paragraph 2",
        3,
    )


def test_a_paragraph_too_many_is_told_once() -> None:
    [problem] = differences(Text("A.\n\n## B\n\nC.", "A.\n\nZ.\n\n## B\n\nC."))
    assert (problem.says, problem.detail, problem.line) == ("pair-shape", "Z.", 3)


def test_questions_stand_in_the_same_places() -> None:
    assert differences(Text("A.\n\n::: check q", "A.\n\n::: check r"))


def test_reading_takes_a_minute_for_two_hundred_words_and_marks_are_not_read() -> None:
    assert reading_minutes("") == 1
    assert reading_minutes("word " * 200) == 1
    assert reading_minutes("word " * 201) == 2
    assert reading_minutes("word [@one; @two] [shown](event:hidden) " * 100) == 1
