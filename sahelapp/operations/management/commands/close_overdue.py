from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import now

from quizzes.actions import attempts


class Command(BaseCommand):
    """Store the end of attempts whose time ran out."""

    help = (
        "Store the end of every attempt whose time limit has passed. Pages count such attempts as finished anyway; "
        "this only spares them the computing. Run it daily, or never."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{attempts.close_overdue(now=now())} attempt(s) closed.")
