"""`manage.py import_story`: a story from Twine into a draft."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from quizzes.actions import twine
from quizzes.actions.twine import FORMATS, Report, Wish
from quizzes.engine.formats.passages import MOST_MEGABYTES, Passages
from quizzes.engine.text import LANGUAGES
from quizzes.incoming import WRONG_USE, language_of_terminal, opened, refusal, some
from quizzes.wording_of_stories import told

ENDINGS = {".twee": "twee", ".tw": "twee", ".html": "html", ".htm": "html"}


class Command(BaseCommand):
    """Import a story from Twine."""

    help = (
        "Import the story in FILE as the draft of a scenario: Twee 3, or the HTML of Twine 2; docs/story-formats.md "
        "describes both. Passages become scenes, links become choices, a passage without links becomes an ending. A "
        "file that export_story wrote brings everything back, with what was changed in Twine meanwhile; one from "
        "elsewhere needs --language. Scripts, style sheets and macros are told with their lines and refused; nothing "
        "is ever executed, and no other file is opened. Everything is checked first; then all of it is kept, or "
        "nothing. Nothing is published. "
        "Begin with: manage.py import_story story.twee --language en --dry-run. "
        "Exit codes: 0, all is well; 1, the file has problems, and nothing was kept; 2, the command was called wrongly "
        "or the file cannot be opened."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        seats = getattr(settings, "QUIZZES_SEATS", ()) or None
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--format", choices=tuple(FORMATS), help="default: the ending of the name, .twee or .html")
        parser.add_argument("--language", choices=LANGUAGES, help="the language of a file from elsewhere")
        parser.add_argument("--seat", choices=seats, default="", help="from which party's chair one decides")
        parser.add_argument(
            "--replace", action="store_true", help="a file from elsewhere may replace the story of a scenario here"
        )
        parser.add_argument("--dry-run", action="store_true", help="tell what would come of it, and keep nothing")

    def handle(self, *args: Any, file: Path, dry_run: bool, **options: Any) -> None:
        with translation.override(language_of_terminal()):
            passages = read(file, options["format"])
            language = options["language"]
            if language is None and not passages.problems and not twine.is_ours(passages):
                raise CommandError(_("Say in which language the file is: --language en or fr."), returncode=WRONG_USE)
            wish = Wish(language or "en", localdate(), file.stem, options["seat"], replaces=options["replace"])
            report = twine.load(passages, wish, only_check=dry_run)
            for line in some([told(note, file.name) for note in report.notes]):
                self.stderr.write(line)
            if report.problems:
                raise refusal([told(problem, file.name) for problem in report.problems])
            self.stdout.write(_summary(report, dry_run=dry_run))


def read(file: Path, form: str | None) -> Passages:
    """The passages of a file that somebody named."""
    form = form or ENDINGS.get(file.suffix.lower())
    if form is None:
        raise CommandError(_("Say what the file is: --format twee or html."), returncode=WRONG_USE)
    return twine.parsed(opened(file, MOST_MEGABYTES), form)


def _summary(report: Report, *, dry_run: bool) -> str:
    sentences = {
        twine.NEW: _("“%(slug)s” is new: %(n)s scenes."),
        twine.CHANGED: _("“%(slug)s” is changed: %(n)s scenes."),
        twine.SAME: _("“%(slug)s” is as it was: %(n)s scenes."),
    }
    words = sentences[report.outcome] % {"slug": report.slug, "n": report.scenes}
    return f"{_('A dry run, nothing was kept.')} {words}" if dry_run else words
