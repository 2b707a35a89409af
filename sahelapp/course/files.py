"""Reading the files of a course: values that know their lines, and everything that is wrong, told at once."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quizzes.engine.problems import Problem
from sahelapp.course import lined

TABLES = ("sources", "actors", "places", "terms", "figures", "themes", "eras", "events", "moves")
LANGUAGES = ("en", "fr")
ABOUT = "course.yaml"
ABOUT_KEYS = ("title", "as_known_on", "licence")
HEAD = "---\n"
FOLDERS = {"quizzes": "*.yaml", "scenarios": "*.yaml", "lessons": "*.md"}


@dataclass(slots=True)
class File:
    """One file: its name below the course's folder, its value with line numbers, and what could not be read."""

    name: str
    value: Any = None
    body: str = ""
    words: str = ""
    problems: list[Problem] = field(default_factory=list)

    def line(self, *path: Any) -> int | None:
        """The 1-based line of a key or row, or of what surrounds it."""
        here, line = self.value, None
        for key in path:
            position = (getattr(getattr(here, "lc", None), "data", None) or {}).get(key)
            if position is None:
                break
            line, here = position[0] + 1, here[key]
        return line

    def line_of_words(self, words: str) -> int | None:
        """The 1-based line on which these words, or how they begin, stand first."""
        begin = words.partition("\n")[0][:20]
        at = self.words.find(begin) if begin else -1
        return self.words.count("\n", 0, at) + 1 if at >= 0 else None


@dataclass(frozen=True, slots=True)
class Course:
    """All files of a course, by what they hold."""

    about: File
    tables: dict[str, File]
    quizzes: tuple[File, ...]
    scenarios: tuple[File, ...]
    lessons: dict[str, dict[str, File]]  # slug -> language -> file
    strangers: tuple[Problem, ...] = ()

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table, those at least that are mappings."""
        value = self.tables[table].value
        return [row for row in value if isinstance(row, Mapping)] if isinstance(value, Sequence) else []

    def all_files(self) -> Iterator[File]:
        """Every file, in the order in which problems are told."""
        yield self.about
        yield from self.tables.values()
        yield from self.quizzes
        yield from self.scenarios
        for pair in self.lessons.values():
            yield from pair.values()


def read(folder: Path) -> Course:
    """Read every file of the course. What cannot be read is a problem of its file, never an exception."""
    tables = {name: _table(folder, f"{name}.yaml") for name in TABLES}
    lessons: dict[str, dict[str, File]] = {}
    for path in sorted((folder / "lessons").glob("*.*.md")):
        slug, language = path.name.removesuffix(".md").rsplit(".", 1)
        lessons.setdefault(slug, {})[language] = _lesson(folder, path)
    return Course(
        about=_mapping(folder, folder / ABOUT) if (folder / ABOUT).is_file() else File(ABOUT, {}),
        tables=tables,
        quizzes=tuple(_mapping(folder, path) for path in sorted((folder / "quizzes").glob("*.yaml"))),
        scenarios=tuple(_mapping(folder, path) for path in sorted((folder / "scenarios").glob("*.yaml"))),
        lessons=lessons,
        strangers=tuple(_strangers(folder)),
    )


def _strangers(folder: Path) -> Iterator[Problem]:
    """Files that look like the course's and would be passed over: mostly slips of the pen in their names."""
    for path in sorted(folder.rglob("*")):
        place = path.parent.relative_to(folder).as_posix()
        looks = path.suffix in (".yaml", ".yml") or (path.suffix == ".md" and place == "lessons")
        if looks and path.is_file() and not _is_known(path, place):
            yield Problem("file-unknown", path.name, path.relative_to(folder).as_posix())


def _is_known(path: Path, place: str) -> bool:
    if place == "lessons":
        return bool(re.fullmatch(rf"[a-z0-9-]+\.({'|'.join(LANGUAGES)})\.md", path.name))
    if place in FOLDERS:
        return path.suffix == ".yaml"
    return place == "." and path.name in {ABOUT, *(f"{name}.yaml" for name in TABLES)}


def checksums(folder: Path) -> dict[str, str]:
    """A checksum for each file of a course, by its name below the folder."""
    named = [folder / ABOUT, *(folder / f"{name}.yaml" for name in TABLES)]
    paths = [path for path in named if path.is_file()]
    paths += [path for name, pattern in FOLDERS.items() for path in sorted((folder / name).glob(pattern))]
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def _table(folder: Path, name: str) -> File:
    path = folder / name
    if not path.is_file():
        return File(name, [])
    file = _parsed(name, _text(path))
    if not file.problems and not isinstance(file.value, Sequence):
        file.problems.append(Problem("shape-list", name, name, 1))
    for at, row in enumerate(file.value if isinstance(file.value, list) else ()):
        if not isinstance(row, Mapping):
            file.problems.append(Problem("shape-mapping", str(row)[:60], name, file.line(at)))
    return file


def _mapping(folder: Path, path: Path) -> File:
    file = _parsed(str(path.relative_to(folder)), _text(path))
    if not file.problems and not isinstance(file.value, Mapping):
        file.problems.append(Problem("shape-mapping", file.name, file.name, 1))
    return file


def _lesson(folder: Path, path: Path) -> File:
    """Facts between two lines of dashes, then Markdown."""
    name, words = str(path.relative_to(folder)), _text(path)
    head, found, body = words.removeprefix(HEAD).partition(f"\n{HEAD}")
    if not (words.startswith(HEAD) and found):
        return File(name, {}, problems=[Problem("front-matter", name, name, 1)])
    # The head begins on the second line: an empty first line keeps the numbers true.
    file = _parsed(name, f"\n{head}\n")
    file.body, file.words = body.strip("\n") + "\n", words
    if not file.problems and not isinstance(file.value, Mapping):
        file.problems.append(Problem("shape-mapping", name, name, 1))
    return file


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig", errors="replace").replace("\r\n", "\n")


def _parsed(name: str, words: str) -> File:
    if "\ufffd" in words:
        line = words[: words.index("\ufffd")].count("\n") + 1
        return File(name, problems=[Problem("file-unreadable", name, name, line)])
    value, problems = lined.read(words, name)
    return File(name, value, words=words, problems=problems)


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, (str, bytes))


def plain(value: Any) -> Any:
    """The value without its line numbers: dicts, lists and texts only."""
    if isinstance(value, Mapping):
        return {str(key): plain(child) for key, child in value.items()}
    if _is_list(value):
        return [plain(child) for child in value]
    return str(value) if isinstance(value, str) else value
