"""`manage.py export_story`: the draft of a scenario as a file for Twine."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

from quizzes.actions import twine
from quizzes.engine.formats.passages import Place
from quizzes.engine.text import LANGUAGES
from quizzes.incoming import WRONG_USE, language_of_terminal, some
from quizzes.management.commands.import_story import read
from quizzes.models import Scenario
from quizzes.wording_of_stories import told


class Command(BaseCommand):
    """Export a scenario for Twine."""

    help = (
        "Write the draft of the scenario SLUG for Twine: as Twee 3, or as HTML that Twine 2 imports; "
        "docs/story-formats.md describes both. Each scene is a passage called by its slug, with its title, its text "
        "and its choices as links, in one language. The passage ScenarioData holds everything else, both languages, "
        "conditions, effects, records: leave it as it is, and import_story brings all of it back. "
        "Begin with: manage.py export_story SLUG -o story.twee. "
        "Exit codes: 0, all is well; 1, the draft has slips of form to mend first, and nothing was written; 2, the "
        "command was called wrongly, there is no such scenario, or a file cannot be opened."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", metavar="SLUG")
        parser.add_argument("--format", choices=tuple(twine.FORMATS), default="twee", help="default: twee")
        parser.add_argument("--language", choices=LANGUAGES, default="en", help="of the passages; default: en")
        parser.add_argument("--map", type=Path, metavar="FILE", help="take tags and positions from this file of Twine")
        parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="default: the terminal")

    def handle(self, *args: Any, slug: str, output: Path | None, **options: Any) -> None:
        with translation.override(language_of_terminal()):
            scenario = Scenario.objects.filter(slug=slug).first()
            if scenario is None:
                raise CommandError(_("No scenario is called “%(slug)s”.") % {"slug": slug}, returncode=WRONG_USE)
            written = twine.export(scenario, options["format"], options["language"], _places(options["map"]))
            if written.problems:
                raise CommandError("\n".join(some([told(problem, slug) for problem in written.problems])))
            if output is None:
                self.stdout.write(written.text, ending="")
                return
            try:
                output.write_text(written.text, encoding="utf-8", newline="\n")
            except OSError as fault:
                words = _("%(file)s cannot be written (%(fault)s).") % {"file": output, "fault": fault.strerror}
                raise CommandError(words, returncode=WRONG_USE) from fault


def _places(file: Path | None) -> Mapping[str, Place]:
    if file is None:
        return {}
    passages = read(file, None)
    if passages.problems:
        raise CommandError("\n".join(some([told(problem, file.name) for problem in passages.problems])))
    return twine.places(passages)
