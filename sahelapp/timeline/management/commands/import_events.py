"""`manage.py import_events`: events from a file into drafts."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import gettext as _

from quizzes.engine.text import LANGUAGES
from quizzes.incoming import WRONG_USE, language_of_terminal, opened, refusal, some
from sahelapp import terminal
from sahelapp.timeline import importing
from sahelapp.timeline.formats import csv_events, json_events, timelinejs
from sahelapp.timeline.formats.given import MOST_MEGABYTES, Parsed
from sahelapp.timeline.importing import Report
from sahelapp.timeline.telling import told

FORMATS = ("csv", "json", "timelinejs")


class Command(BaseCommand):
    """Import events from a file."""

    help = (
        "Import the events in FILE as drafts: a table (CSV), the JSON that the timeline exports, or the JSON of "
        "TimelineJS; docs/timeline-formats.md describes them. Everything is checked first, and every problem is told "
        "with its line. Then all of it is kept in one transaction, or nothing of it. Importing twice is importing "
        "once. Events are found again by their id; what a file does not carry (CSV has no positions and no moves) "
        "stays as it is. A file holds at most 10,000 events. Nothing is published without --publish, and then only "
        "events that lack nothing: both languages, a theme, a source. "
        "Exit codes: 0, all is well; 1, the file has problems, and nothing was kept; 2, the command was called wrongly "
        "or the file cannot be opened."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--format", choices=FORMATS, help="default: the ending of the name, csv or json")
        parser.add_argument("--language", choices=LANGUAGES, help="the language of a file of TimelineJS")
        parser.add_argument("--dry-run", action="store_true", help="tell what would come of it, and keep nothing")
        parser.add_argument("--publish", action="store_true", help="publish what lacks nothing")

    def handle(self, *args: Any, file: Path, dry_run: bool, publish: bool, **options: Any) -> None:
        with translation.override(language_of_terminal()):
            parsed = self._parsed(file, options["format"], options["language"])
            report = importing.load(parsed, now=now(), only_check=dry_run, publish=publish, progress=terminal.bar)
            for line in some([told(note, file.name) for note in report.notes]):
                self.stderr.write(line)
            if report.problems:
                raise refusal([told(problem, file.name) for problem in report.problems])
            self.stdout.write("\n".join(_summary(report, dry_run=dry_run)))

    def _parsed(self, file: Path, form: str | None, language: str | None) -> Parsed:
        form = form or file.suffix.removeprefix(".").lower()
        if form not in FORMATS:
            raise CommandError(_("Say what the file is: --format csv, json or timelinejs."), returncode=WRONG_USE)
        if form == "timelinejs" and language is None:
            raise CommandError(_("Say in which language the file is: --language en or fr."), returncode=WRONG_USE)
        data = opened(file, MOST_MEGABYTES)
        if form == "timelinejs":
            return timelinejs.read(data, language or "")
        return csv_events.read(data) if form == "csv" else json_events.read(data)


def _summary(report: Report, *, dry_run: bool) -> list[str]:
    new = [f"+ {slug}" for slug in report.created]
    changed = [f"~ {slug}: {', '.join(keys)}" for slug, keys in report.changed.items()]
    counts = {"new": len(new), "changed": len(changed), "same": report.unchanged, "published": report.published}
    words = _("%(new)s new, %(changed)s changed, %(same)s as they were; %(published)s published.") % counts
    if dry_run:
        words = _("A dry run, nothing was kept: %(new)s new, %(changed)s changed, %(same)s as they were.") % counts
    return [*some(new), *some(changed), words]
