from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from sahelapp.operations import copies


class Command(BaseCommand):
    """Make a whole copy of the database."""

    # A copy must be had of a sick site too; and some checks ask the database, which may be busy.
    requires_system_checks = []

    help = (
        "Write a whole, checked copy of the database to FILE (default: backups/ in the data folder, named by the "
        "time). Safe while people use the site. Put it back with `manage.py restore FILE`. "
        "Exit code 1 when it could not be made."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="where to write; must not exist yet")

    def handle(self, *args: Any, file: Path | None, **options: Any) -> None:
        target = file or settings.VAR / "backups" / f"sahelapp-{datetime.now():%Y%m%d-%H%M%S}.backup"
        try:
            copies.backup(target)
        except copies.CopyFailed as failed:
            raise CommandError(str(failed)) from failed
        self.stdout.write(f"{target} ({target.stat().st_size / 1024:.0f} KiB)")
