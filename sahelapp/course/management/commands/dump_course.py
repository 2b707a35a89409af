"""`manage.py dump_course DIR`: the course from the site back into its files."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from sahelapp.course import dumping, files


class Command(BaseCommand):
    """Write the course to files."""

    help = (
        "Write the course as files into DIR, in the form that load_course reads. "
        "What people edited on the site is written as they left it, published or not. "
        "Dump into a copy of content/, compare, and keep what you want."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        written = dumping.dump(folder)
        for name in sorted(files.checksums(folder).keys() - set(written)):
            self.stderr.write(f"{name}: the site has no such thing; the file was left as it is.")
        self.stdout.write(f"{len(written)} files written to {folder}.")
