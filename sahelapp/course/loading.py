"""Loading a course: everything is checked first, then all of it is written in one transaction, or nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import transaction

from quizzes.engine.problems import Problem
from quizzes.models.version import Draft
from sahelapp import plug
from sahelapp.course import checking, files
from sahelapp.course.files import Course
from sahelapp.course.known import targets
from sahelapp.course.models import LoadedFile
from sahelapp.course.parts import PARTS, Part, Wanted, canonical, fingerprint
from sahelapp.course.telling import located
from sahelapp.evidence import actions as evidence
from sahelapp.evidence.rows import SHAPES
from sahelapp.timeline import actions as timeline

FILES = "files"
Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class Tally:
    """What came of one kind of things."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0


@dataclass(slots=True)
class Report:
    """What came of loading: problems (then nothing was written), or tallies and what was changed here and left."""

    problems: list[Problem] = field(default_factory=list)
    conflicts: list[Problem] = field(default_factory=list)
    tallies: dict[str, Tally] = field(default_factory=dict)


class _Stopped(Exception):
    """Publishing found a problem that checking had not: roll everything back."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems)
        self.problems = problems


def is_loaded(folder: Path) -> bool:
    """Whether these very files were loaded last."""
    return dict(LoadedFile.objects.values_list("path", "checksum")) == files.checksums(folder)


def _silent(part: str, done: int, total: int) -> None:
    return None


def load(folder: Path, *, now: datetime, only_check: bool = False, progress: Progress = _silent) -> Report:
    """Load the course in `folder`. Loading twice is loading once; what a teacher changed here stays, and is told."""
    course = files.read(folder)
    found = checking.problems(course)
    if found or only_check:
        return Report(problems=found)
    try:
        with transaction.atomic(), plug.expecting(targets(course)):
            report = _write(course, now, progress)
            _remember(folder, course, now)
            return report
    except _Stopped as stopped:
        return Report(problems=stopped.problems)


def _remember(folder: Path, course: Course, now: datetime) -> None:
    LoadedFile.objects.all().delete()
    LoadedFile.objects.bulk_create(
        LoadedFile(
            path=path,
            checksum=checksum,
            loaded_at=now,
            said=files.plain(course.about.value) if path == course.about.name else None,
        )
        for path, checksum in files.checksums(folder).items()
    )


def _write(course: Course, now: datetime, progress: Progress) -> Report:
    report = Report()
    for shape in SHAPES:
        name = shape.file.removesuffix(".yaml")
        loaded = evidence.load(shape, course.rows(name))
        report.tallies[name] = Tally(loaded.created, loaded.updated, loaded.unchanged)
        report.conflicts += loaded.conflicts
    for name, load_rows in (("themes", timeline.load_themes), ("eras", timeline.load_eras)):
        loaded = load_rows(course.rows(name))
        report.tallies[name] = Tally(loaded.created, loaded.updated, loaded.unchanged)
        report.conflicts += loaded.conflicts
    for part in PARTS:
        report.tallies[part.name] = _write_part(part, course, report, now, progress)
    if any(tally.created or tally.updated for tally in report.tallies.values()):
        plug.rebuild_catalogue()
    return report


def _write_part(part: Part, course: Course, report: Report, now: datetime, progress: Progress) -> Tally:
    tally, all_wanted = Tally(), list(part.wanted(course))
    drafts = part.model._default_manager.in_bulk(field_name="slug")
    for done, wanted in enumerate(all_wanted, 1):
        match _fate(part, drafts.get(wanted.slug), wanted):
            case "new" | "changed" as fate:
                _keep(part, wanted, now)
                tally.created += fate == "new"
                tally.updated += fate == "changed"
            case "same":
                tally.unchanged += 1
            case "edited here":
                report.conflicts.append(Problem("row-changed-here", wanted.slug, wanted.file.name))
        progress(part.name, done, len(all_wanted))
    return tally


def _fate(part: Part, draft: Draft | None, wanted: Wanted) -> str:
    if draft is None:
        return "new"
    in_file, here = fingerprint(canonical(part, wanted)), fingerprint(part.said(draft))
    if here == in_file:
        # Somebody may have typed here what the file says by now: publishing it ends the conflict.
        return "same" if draft.loaded_hash == here else "changed"
    return "changed" if here == draft.loaded_hash else "edited here"


def _keep(part: Part, wanted: Wanted, now: datetime) -> None:
    draft = part.keep(wanted.value)
    outcome = part.publish(draft, now=now, channel=FILES)
    if outcome.version is None:
        raise _Stopped([located(problem, wanted.file) for problem in outcome.problems])
    # What the draft says of itself, not what the file said: so a later edit by hand is told from ours.
    type(draft)._default_manager.filter(pk=draft.pk).update(loaded_hash=fingerprint(part.said(draft)))
