from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sahelapp import terminal
from sahelapp.operations import recounting


class Command(BaseCommand):
    """Recompute what is only a cache."""

    help = (
        "Recount every score from the answers it rests on, find every ending again from the moves that led there, and "
        "remake the catalogue (search, backlinks, sitemap) from what is published. Says each difference. "
        "With --check nothing is written, and differences give exit code 1. Safe while people use the site."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only compare; exit code 1 when something differs")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        differences = 0
        for part in recounting.parts(check=check):
            for done, found in enumerate(part.differences, 1):
                for difference in found:
                    self.stdout.write(difference)
                differences += len(found)
                terminal.bar(part.name, done, part.total)
        if check and differences:
            raise CommandError(f"{differences} difference(s). Run `manage.py rebuild` to mend what can be mended.")
        self.stdout.write(f"{differences} difference(s) dealt with." if differences else "Nothing differs.")
