"""Writing the course back to its files: what is loaded and dumped says the same, to the byte where nobody edited it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from quizzes.engine.text import LANGUAGES
from sahelapp.course.files import ABOUT, ABOUT_KEYS
from sahelapp.course.headers import HEADERS
from sahelapp.course.models import LoadedFile
from sahelapp.course.parts import EVENTS, LESSONS, QUIZZES, SCENARIOS, Part, unix
from sahelapp.course.writing import write
from sahelapp.evidence import actions as evidence
from sahelapp.evidence.rows import SHAPES
from sahelapp.timeline.models import Era, Theme
from sahelapp.timeline.move_rows import era_row, ladder
from sahelapp.timeline.rows import in_file, theme_row
from sahelapp.timeline.values import When


def dump(folder: Path) -> list[str]:
    """Write every file of the course into `folder`; which ones. Drafts are written, published or not."""
    written = []
    for name, words in _files():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, encoding="utf-8", newline="\n")
        written.append(name)
    return written


def _files() -> Iterator[tuple[str, str]]:
    about = LoadedFile.objects.filter(path=ABOUT).first()
    if about and about.said:
        # By name: PostgreSQL keeps the keys of JSON in an order of its own.
        yield ABOUT, write({key: about.said[key] for key in ABOUT_KEYS if key in about.said}, header=HEADERS[ABOUT])
    for shape in SHAPES:
        yield from _table(shape.file, evidence.dump(shape))
    yield from _table("themes.yaml", [theme_row(theme) for theme in Theme.objects.all()])
    yield from _table("eras.yaml", [era_row(era) for era in Era.objects.all()])
    events = sorted(_values(EVENTS), key=_begins)
    yield from _table("events.yaml", [in_file(event) for event in events])
    yield from _table("moves.yaml", sorted((move for event in events for move in event["moves"]), key=ladder))
    for part, place in ((QUIZZES, "quizzes"), (SCENARIOS, "scenarios")):
        for value in _values(part):
            yield f"{place}/{value['slug']}.yaml", write(value)
    for value in _values(LESSONS):
        for language in LANGUAGES:
            yield f"lessons/{value['slug']}.{language}.md", _sheet(value, language)


def _table(file: str, rows: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    if rows:
        yield file, write(rows, header=HEADERS[file])


def _values(part: Part) -> list[dict[str, Any]]:
    """What the drafts of one part say, in the order in which they came."""
    return [unix(part.said(draft)) for draft in part.model._default_manager.order_by("pk")]


def _sheet(value: dict[str, Any], language: str) -> str:
    """One lesson in one language: its facts between two lines of hyphens, then its text."""
    sided = {"title", "summary", "objectives"}
    facts = {key: child[language] if key in sided else child for key, child in value.items() if key != "body"}
    if not facts["check"]:
        del facts["check"]
    return f"---\n{write(facts)}---\n\n{value['body'][language]}\n"


def _begins(row: dict[str, Any]) -> date:
    return When.read(row["date"], None).earliest
