"""What is wrong with the rows of the tables: sources, actors, places, terms, figures, themes, events."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from quizzes.engine.problems import Problem
from quizzes.engine.text import LANGUAGES, Text
from quizzes.site import site
from sahelapp.course.files import ABOUT_KEYS, Course, File
from sahelapp.course.known import Known
from sahelapp.course.telling import Located
from sahelapp.evidence import rows as evidence
from sahelapp.timeline import move_rows
from sahelapp.timeline import rows as timeline

Row = Mapping[str, Any]
Check = Callable[[Row, Known], list[Problem]]


def problems(course: Course, known: Known) -> Iterator[Problem]:
    """All of them, table by table."""
    yield from _about(course.about)
    for shape in evidence.SHAPES:
        yield from _table(course, shape)
    yield from _figures(course, known)
    yield from _themes(course)
    yield from _pointing(course, "eras", "slug", move_rows.era_problems, known)
    yield from _events(course, known)
    yield from _pointing(course, "moves", "id", move_rows.move_problems, known)


def _about(file: File) -> Iterator[Problem]:
    for key in file.value:
        if key not in ABOUT_KEYS:
            yield Located("row-key-unknown", str(key), file.name, file.line(key))


def _table(course: Course, shape: evidence.Shape) -> Iterator[Problem]:
    name = shape.file.removesuffix(".yaml")
    file, rows = course.tables[name], course.rows(name)
    yield from _twice(file, rows, shape.id_key)
    for at, row in enumerate(rows):
        for problem in evidence.problems(shape, [row]):
            line = file.line(at, problem.detail.partition(":")[0])
            yield Located(problem.says, problem.detail, file.name, line, str(row.get(shape.id_key)))


def _twice(file: File, rows: list[dict[str, Any]], key: str) -> Iterator[Problem]:
    """Rows whose id a row before them has already."""
    seen: set[str] = set()
    for at, row in enumerate(rows):
        slug = str(row.get(key))
        if slug in seen:
            yield Located("row-twice", slug, file.name, file.line(at, key))
        seen.add(slug)


def _figures(course: Course, known: Known) -> Iterator[Problem]:
    file = course.tables["figures"]
    for at, row in enumerate(course.rows("figures")):
        for slug in row.get("sources") or ():
            if slug not in known["source"]:
                line = file.line(at, "sources")
                yield Located("reference-unknown", f"sources: {slug}", file.name, line, str(row.get("id")))


def _themes(course: Course) -> Iterator[Problem]:
    file, rows = course.tables["themes"], course.rows("themes")
    yield from _twice(file, rows, "slug")
    for at, row in enumerate(rows):
        for problem in timeline.theme_problems(row):
            line = file.line(at, problem.where)
            yield Located(problem.says, problem.detail, file.name, line, str(row.get("slug")))


def _pointing(course: Course, table: str, key: str, check: Check, known: Known) -> Iterator[Problem]:
    """A table whose rows point at others, checked row by row."""
    file, rows = course.tables[table], course.rows(table)
    yield from _twice(file, rows, key)
    for at, row in enumerate(rows):
        for problem in check(row, known):
            part = f"{row.get(key)}, {problem.where}"
            yield Located(problem.says, problem.detail, file.name, file.line(at, problem.where), part)


def _events(course: Course, known: Known) -> Iterator[Problem]:
    file, rows = course.tables["events"], course.rows("events")
    yield from _twice(file, rows, "id")
    for at, row in enumerate(rows):
        found = timeline.event_problems(row, known)
        found += [] if found else site().problems({name: _text(row, name) for name in ("summary", "disputed", "later")})
        for problem in found:
            # "summary (fr)" stands under summary_fr
            key = problem.where.replace(" (", "_").rstrip(")")
            part = f"{row.get('id')}, {problem.where}"
            yield Located(problem.says, problem.detail, file.name, file.line(at, key), part)


def _text(row: Row, name: str) -> Text:
    return Text(*(str(row.get(f"{name}_{language}") or "") for language in LANGUAGES))
