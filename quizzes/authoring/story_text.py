"""A story as text that an author edits: YAML in, a plain mapping and problems with their lines out, and back."""

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent
from ruamel.yaml.scalarstring import LiteralScalarString

from quizzes.engine.problems import Problem
from quizzes.engine.scenario.lines import line_of
from quizzes.engine.scenario.reading import WRITTEN_ORDER

LONGEST = 500_000  # characters; the story of September 2025 has about 90,000
DEEPEST = 50  # brackets within brackets; the reader takes seconds for thousands, and nobody writes them
_LONG = 60  # a text longer than this stands on lines of its own


def read(text: str) -> tuple[dict[str, Any], list[Problem]]:
    """The mapping that the text holds, of plain JSON values; or what keeps it from being read at all."""
    if (line := _too_deep(text)) is not None:
        return {}, [Problem("yaml-unreadable", "brackets", line=line)]
    try:
        # An alias can stand for a million copies of what it names; nobody needs one in a story.
        for event in YAML().parse(text):
            if isinstance(event, AliasEvent):
                return {}, [Problem("yaml-alias", f"*{event.anchor}", line=event.start_mark.line + 1)]
        document = YAML().load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return {}, [Problem("yaml-unreadable", error.problem or "", line=mark.line + 1 if mark else None)]
    except (YAMLError, RecursionError, ValueError) as error:
        return {}, [Problem("yaml-unreadable", type(error).__name__)]
    if not isinstance(document, Mapping):
        return {}, [Problem("yaml-mapping", line=1)]
    return _plain(document), []


def _too_deep(text: str) -> int | None:
    """The line on which brackets within brackets pass what a person would write."""
    depth = 0
    for number, line in enumerate(text.splitlines(), 1):
        for sign in line:
            depth += (sign in "[{") - (sign in "]}")
            if depth > DEEPEST:
                return number
    return None


def _plain(value: Any) -> Any:
    """What JSON can hold. A date that was typed without quotes is meant as its words."""
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return int(value)
    return value.isoformat()[:10] if isinstance(value, date) else str(value)


def write(story: Mapping[str, Any]) -> str:
    """The text that `read` takes."""
    if not story:
        return ""
    yaml = YAML()
    yaml.width = 100_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    stream = io.StringIO()
    yaml.dump(_laid_out(story), stream)
    return stream.getvalue()


def _laid_out(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _laid_out(value[key]) for key in sorted(value, key=_rank)}
    if isinstance(value, list):
        return [_laid_out(one) for one in value]
    if isinstance(value, str) and ("\n" in value or len(value) > _LONG):
        return LiteralScalarString(value)
    return value


def _rank(key: str) -> int:
    return WRITTEN_ORDER.index(key) if key in WRITTEN_ORDER else len(WRITTEN_ORDER)


def with_lines(problems: list[Problem], text: str) -> list[Problem]:
    """The problems of a story with the lines on which they stand in its text; others as they are."""
    try:
        document = YAML().load(text)
    except YAMLError:
        return problems
    return [replace(one, line=line_of(document, one.where)) if _is_in(one, document) else one for one in problems]


def _is_in(problem: Problem, document: Any) -> bool:
    # Texts that a site checks are named by block, "record-camp (en)"; those of the story by a path.
    return isinstance(document, Mapping) and problem.where.split("/")[0] in ("counters", "begins", "scenes")
