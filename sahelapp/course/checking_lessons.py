"""What is wrong with lessons: facts missing or unlike in the two languages, texts built otherwise, names of nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from quizzes.engine.problems import Problem
from quizzes.models.fitting import unfit
from quizzes.site import site
from sahelapp.course.files import LANGUAGES, Course, File
from sahelapp.course.known import Known
from sahelapp.course.parts import lesson_value
from sahelapp.course.telling import Located, located
from sahelapp.lessons import actions as lessons
from sahelapp.lessons.blocks import Block, blocks, questions
from sahelapp.lessons.models import Lesson

SHARED = ("slug", "order", "themes", "events", "check")  # what both files must say alike
FACTS = (*SHARED, "title", "summary", "objectives")
_MAY_BE_EMPTY = {"themes", "events", "check"}
_LISTS = {"themes", "events", "objectives"}
_NAMES = {"en": "English", "fr": "French"}


def problems(course: Course, known: Known) -> Iterator[Problem]:
    """All of them, lesson by lesson."""
    for slug, pair in course.lessons.items():
        missing = [language for language in LANGUAGES if language not in pair]
        if missing:
            [file] = pair.values()
            yield Located("twin-missing", f"lessons/{slug}.{missing[0]}.md", file.name, 1)
            continue
        wrong = [problem for file in pair.values() for problem in _facts(slug, file)]
        yield from wrong or _whole(course, slug, pair, known)


def _facts(slug: str, file: File) -> Iterator[Problem]:
    facts = file.value
    for key in facts.keys() - set(FACTS):
        yield Located("row-key-unknown", str(key), file.name, file.line(key))
    for key in FACTS:
        if not facts.get(key) and key not in _MAY_BE_EMPTY:
            yield Located("row-key-missing", key, file.name, file.line(key) or 1)
        elif not _is_right(key, facts.get(key)):
            yield Located("shape", key, file.name, file.line(key))
    for problem in unfit(Lesson, _columns(file)):
        yield located(problem, file, line=file.line(problem.where.partition(" ")[0]))
    if facts.get("slug") != slug:
        yield Located("slug-differs", str(facts.get("slug", "")), file.name, file.line("slug"))


def _columns(file: File) -> dict[str, Any]:
    """What a file says that has a column of its own."""
    facts, language = file.value, file.name[-5:-3]
    words = {"slug": facts.get("slug"), f"title_{language}": facts.get("title"), "check_quiz": facts.get("check")}
    held: dict[str, Any] = {name: one for name, one in words.items() if isinstance(one, str)}
    return held | ({"order": facts["order"]} if isinstance(facts.get("order"), int) else {})


def _is_right(key: str, value: Any) -> bool:
    if key in _LISTS:
        return isinstance(value or [], list) and all(isinstance(one, str) for one in value or ())
    return isinstance(value, int) if key == "order" else isinstance(value or "", str)


def _whole(course: Course, slug: str, pair: Mapping[str, File], known: Known) -> Iterator[Problem]:
    for key in SHARED:
        if pair["en"].value.get(key) != pair["fr"].value.get(key):
            yield Located("pair-fact", key, pair["fr"].name, pair["fr"].line(key))
    value = lesson_value(slug, pair)
    lesson = Lesson(**lessons.to_fields(value))
    for problem in lesson.problems_of_its_own():
        yield _in_text(replace(problem, where="", line=None), pair["fr"], problem.line)
    for problem in site().problems(lesson.prose(), must_cite=True):
        yield _in_text(problem, pair["fr" if problem.where.endswith("(fr)") else "en"])
    yield from _dangling(course, value, pair["en"], known)


def _in_text(problem: Problem, file: File, line: int | None = None) -> Problem:
    """The problem with the paragraph and the language in which it is."""
    found = [block for block in blocks(file.body) if block.line == line or (line is None and _is_in(block, problem))]
    if not found:
        return located(problem, file)
    [block, *_] = found
    part = f"{_NAMES[file.name[-5:-3]]}, paragraph {block.number}"
    return Located(problem.says, problem.detail, file.name, _body_line(file) + block.line - 1, part)


def _is_in(block: Block, problem: Problem) -> bool:
    if problem.says == "citation-missing":
        return block.words.startswith(problem.detail.removesuffix("…"))
    return any(problem.detail in (slug, f"{kind}:{slug}") for kind, slug in block.targets)


def _body_line(file: File) -> int:
    """Where the text begins in its file."""
    return file.words[: file.words.index(file.body)].count("\n") + 1


def _dangling(course: Course, value: Mapping[str, Any], file: File, known: Known) -> Iterator[Problem]:
    named = [(key, kind, slug) for key, kind in (("themes", "theme"), ("events", "event")) for slug in value[key]]
    named += [("check", "quiz", value["check"])] if value["check"] else []
    for key, kind, slug in named:
        if slug not in known[kind]:
            yield Located("reference-unknown", f"{key}: {slug}", file.name, file.line(key))
    held = _questions_of(course, value["check"])
    for slug in questions(value["body"]["en"]):
        if slug not in held:
            yield _in_text(Problem("question-elsewhere", slug), file)


def _questions_of(course: Course, quiz: str) -> set[str]:
    return {
        str(question.get("slug"))
        for file in course.quizzes
        if file.value.get("slug") == quiz
        for question in file.value.get("questions") or ()
    }
