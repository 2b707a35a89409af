from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sahelapp.operations import copies


class Command(BaseCommand):
    """Put a backup back."""

    requires_system_checks = []  # as for `backup`

    help = (
        "Replace the database by the backup FILE. Stop the site first. The backup is checked before anything is "
        "touched, and an SQLite database that it replaces is kept beside the new one. Asks first; --yes does not. "
        "Run `manage.py migrate` afterwards."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a file made by `manage.py backup`")
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args: Any, file: Path, yes: bool, **options: Any) -> None:
        if not yes and input(f"Replace the database by {file}? Type yes: ").strip() != "yes":
            raise CommandError("Nothing was changed.")
        try:
            aside = copies.restore(file, now=datetime.now())
        except copies.CopyFailed as failed:
            raise CommandError(str(failed)) from failed
        self.stdout.write(f"Restored {file}." + (f" The old database is {aside}." if aside else ""))
