"""`manage.py load_course`: the course from its files into the site."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import now

from sahelapp import terminal
from sahelapp.course import files, loading
from sahelapp.course.loading import Report
from sahelapp.course.telling import told


class Command(BaseCommand):
    """Load the course from its files."""

    help = (
        "Load the course from the files in DIR (default: content/, which has a README.md). "
        "All files are checked first, and every problem is told with its file and line. "
        "Then all of the course is loaded and published in one transaction, or nothing of it. "
        "Loading twice is loading once. What somebody changed on the site since the last loading is left as it is, and "
        "told. What is no longer in the files stays: withdraw it in the admin. "
        "Exit code 1 when there are problems."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.BASE_DIR / "content", metavar="DIR")
        parser.add_argument("--check", action="store_true", help="check the files and write nothing")
        parser.add_argument("--again", action="store_true", help="compare everything, even if no file changed")

    def handle(self, *args: Any, folder: Path, check: bool, again: bool, **options: Any) -> None:
        if not files.checksums(folder):
            raise CommandError(f"There are no course files in {folder}. Name the folder with events.yaml and lessons/.")
        if not (check or again) and loading.is_loaded(folder):
            self.stdout.write("The course is loaded; none of its files has changed since.")
            return
        report = loading.load(folder, now=now(), only_check=check, progress=terminal.bar)
        if report.problems:
            self._refuse(report)
        self.stdout.write("No problems." if check else self._summary(report))

    def _refuse(self, report: Report) -> None:
        lines = [told(problem) for problem in report.problems]
        count = f"{len(lines)} problem{'s' if len(lines) > 1 else ''}; nothing was loaded."
        raise CommandError("\n".join([*lines, count]))

    def _summary(self, report: Report) -> str:
        for conflict in report.conflicts:
            self.stderr.write(told(conflict))
        new, changed = (sum(getattr(t, name) for t in report.tallies.values()) for name in ("created", "updated"))
        left = f", {len(report.conflicts)} left as changed on the site" if report.conflicts else ""
        return f"Course loaded: {new} new, {changed} changed{left}."
