"""Everything that is wrong with a course, told at once, each with its file and line."""

import re
from collections.abc import Iterator
from pathlib import Path

from quizzes.actions import imports, scenarios
from quizzes.engine.problems import Problem
from quizzes.engine.scenario.lines import line_of
from quizzes.models import Scenario
from quizzes.site import site
from sahelapp import plug
from sahelapp.course import checking_lessons, checking_rows
from sahelapp.course.files import Course, File
from sahelapp.course.known import Known, known, targets
from sahelapp.course.telling import Located, located

# How the texts of a quiz or a scenario are called in problems, and where they stand in the file.
_PLACES = (
    (re.compile(r"(?:know|record|debrief)-(?P<scene>\S+) \((?P<language>\w+)\)"), "scenes/{scene}/{field}/{language}"),
    (
        re.compile(r"(?P<question>\S+) (?P<field>stem|explanation) \((?P<language>\w+)\)"),
        "questions/{question}/{field}/{language}",
    ),
    (re.compile(r"(?P<field>\S+) \((?P<language>\w+)\)"), "{field}/{language}"),
)
# Problems of form that leave a value to go on with.
_LEGIBLE = {"file-unknown", "key-twice", "date-unquoted"}


def problems(course: Course) -> list[Problem]:
    """All of them; empty when the course may be loaded.

    A file that cannot be read stops the checks after reading: all that points into it would be told as unknown.
    """
    found = [*course.strangers, *(problem for file in course.all_files() for problem in file.problems)]
    if any(problem.says not in _LEGIBLE for problem in found):
        return found
    there = known(course)
    with plug.expecting(targets(course)):
        rooms = (checking_rows.problems, _quizzes, _scenarios, checking_lessons.problems)
        return found + [problem for room in rooms for problem in room(course, there)]


def _quizzes(course: Course, there: Known) -> Iterator[Problem]:
    taken: dict[str, str] = {}
    for file in course.quizzes:
        parsed = imports.quiz_from_value(file.value)
        found = [*parsed.problems, *site().problems(parsed.prose()), *site().problems(parsed.claims(), must_cite=True)]
        for slug in (asked.question.slug for asked in parsed.asked):
            if taken.setdefault(slug, file.name) != file.name:
                found.append(Problem("question-taken", slug, slug))
        yield from (_placed(problem, file) for problem in found)
        yield from _names(file, parsed.all_tags, there)


def _scenarios(course: Course, there: Known) -> Iterator[Problem]:
    for file in course.scenarios:
        parsed = scenarios.scenario_from_value(file.value)
        found = list(parsed.problems)
        if not found:
            draft = Scenario(**parsed.fields)
            prose, claims = draft.prose(), set(draft.claims())
            found += draft.problems()
            found += site().problems({name: text for name, text in prose.items() if name not in claims})
            found += site().problems({name: text for name, text in prose.items() if name in claims}, must_cite=True)
        yield from (_placed(problem, file) for problem in found)
        yield from _names(file, set(file.value.get("tags") or ()) if not parsed.problems else set(), there)


def _names(file: File, tags: set[str], there: Known) -> Iterator[Problem]:
    """Whether the file is called what it says it is, and whether its themes exist."""
    if file.value.get("slug") != Path(file.name).stem:
        yield Located("slug-differs", str(file.value.get("slug", "")), file.name, file.line("slug"))
    for tag in sorted(tags - there["theme"]):
        yield located(Problem("reference-unknown", f"tags: {tag}"), file, line=file.line_of_words(tag))


def _placed(problem: Problem, file: File) -> Problem:
    """The problem with its line: at the text it is in, at the question, or where its detail stands first."""
    for pattern, place in _PLACES:
        if found := pattern.fullmatch(problem.where):
            names = {"field": problem.where.partition("-")[0], **found.groupdict()}
            return located(problem, file, line=line_of(file.value, place.format(**names)))
    line = problem.line or (line_of(file.value, f"questions/{problem.where}") if problem.where else None)
    return located(problem, file, line=line)
