"""What a course consists of, part by part: how a file's value becomes a draft, and a draft a file's value.

Each part answers the same four questions, so that loading, conflicts and dumping are written once.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from quizzes.actions import imports, publishing, quizzes, scenarios
from quizzes.actions.publishing import Outcome
from quizzes.engine.formats import course as quiz_files
from quizzes.models import Quiz, Scenario
from quizzes.models.version import Draft
from sahelapp.course.files import LANGUAGES, Course, File, plain
from sahelapp.lessons import actions as lessons
from sahelapp.lessons.models import Lesson
from sahelapp.timeline import actions as timeline
from sahelapp.timeline import rows as timeline_rows
from sahelapp.timeline.models import Event

Value = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing as its file says it."""

    slug: str
    value: Any
    file: File


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of drafts and how they stand in files."""

    name: str
    model: type[Draft]
    wanted: Callable[[Course], Iterable[Wanted]]
    said: Callable[[Any], Any]  # a draft as its file would say it
    keep: Callable[[Any], Draft]
    publish: Callable[..., Outcome]


def fingerprint(value: Any) -> str:
    """Equal for values that say the same: what is empty and what is absent are one."""
    return hashlib.sha256(json.dumps(_compact(value), sort_keys=True, default=str).encode()).hexdigest()


def _compact(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _compact(child) for key, child in value.items() if child not in (None, "", [], {})}
    if isinstance(value, (list, tuple)):
        return [_compact(child) for child in value]
    return unix(value)


def unix(value: Any) -> Any:
    """The value with lines ended as files end them: browsers send two characters where people typed one."""
    if isinstance(value, Mapping):
        return {key: unix(child) for key, child in value.items()}
    if isinstance(value, list):
        return [unix(child) for child in value]
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def _events(course: Course) -> Iterator[Wanted]:
    """Each with its moves, which stand in a file of their own."""
    moves: dict[str, list[Any]] = defaultdict(list)
    for move in course.rows("moves"):
        moves[str(move.get("event"))].append(plain(move))
    for row in course.rows("events"):
        slug = str(row.get("id"))
        yield Wanted(slug, {**plain(row), "moves": moves[slug]}, course.tables["events"])


def _quizzes(course: Course) -> Iterator[Wanted]:
    for file in course.quizzes:
        if isinstance(file.value, Mapping):
            yield Wanted(str(file.value.get("slug")), file.value, file)


def _quiz(draft: Quiz) -> Any:
    return imports.quiz_to_value(draft)


def _keep_quiz(value: Any) -> Draft:
    return imports.keep(imports.quiz_from_value(value))


def _scenarios(course: Course) -> Iterator[Wanted]:
    for file in course.scenarios:
        if isinstance(file.value, Mapping):
            yield Wanted(str(file.value.get("slug")), file.value, file)


def _keep_scenario(value: Any) -> Draft:
    return scenarios.keep(scenarios.scenario_from_value(value))


def _lessons(course: Course) -> Iterator[Wanted]:
    for slug, pair in course.lessons.items():
        if set(pair) == set(LANGUAGES) and all(isinstance(file.value, Mapping) for file in pair.values()):
            yield Wanted(slug, lesson_value(slug, pair), pair["en"])


def lesson_value(slug: str, pair: Mapping[str, File]) -> dict[str, Any]:
    """The two files of a lesson as one value; what both must say alike is taken from the English one."""
    heads = {language: plain(file.value) for language, file in pair.items()}
    both = {
        name: {language: heads[language].get(name) or "" for language in LANGUAGES} for name in ("title", "summary")
    }
    return {
        "slug": slug,
        "order": heads["en"].get("order"),
        **both,
        "objectives": {language: heads[language].get("objectives") or [] for language in LANGUAGES},
        "themes": heads["en"].get("themes") or [],
        "events": heads["en"].get("events") or [],
        "check": heads["en"].get("check") or "",
        "body": {language: pair[language].body.strip() for language in LANGUAGES},
    }


EVENTS = Part("events", Event, _events, timeline_rows.event_row, timeline.keep_event, publishing.publish)
QUIZZES = Part("quizzes", Quiz, _quizzes, _quiz, _keep_quiz, quizzes.publish_quiz)
SCENARIOS = Part("scenarios", Scenario, _scenarios, scenarios.scenario_to_value, _keep_scenario, publishing.publish)
LESSONS = Part("lessons", Lesson, _lessons, lessons.to_mapping, lessons.keep, publishing.publish)

# Quizzes before lessons: a lesson names the quiz that holds its questions.
PARTS = (EVENTS, QUIZZES, SCENARIOS, LESSONS)


def canonical(part: Part, wanted: Wanted) -> Any:
    """The file's value as a draft would say it back: what a person left out, or wrote in another order, made equal."""
    if part is EVENTS:
        return timeline_rows.as_kept(wanted.value)
    if part is QUIZZES:
        return quiz_files.write(quiz_files.read(wanted.value))
    if part is SCENARIOS:
        return scenarios.scenario_to_value(Scenario(**scenarios.scenario_from_value(wanted.value).fields))
    return wanted.value
