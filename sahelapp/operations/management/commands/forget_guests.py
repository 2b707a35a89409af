from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import now

from sahelapp.operations import guests


class Command(BaseCommand):
    """Keep the promise of the privacy page."""

    help = (
        "Delete sessions that have ended, and the guests to whom no session leads any more, with all that they did: "
        "nobody can come back to that work. A guest's session ends one year after the last recorded act. "
        "Run it every night; the privacy page promises it."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{guests.forget(now())} guest(s) forgotten.")
