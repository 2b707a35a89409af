from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from sahelapp.accounts import actions
from sahelapp.accounts.models import User

PASSWORD = "sahel-and-savanna"  # development only, and printed: not a secret
PEOPLE = (("moussa", "teacher"), ("awa", "learner"))


class Command(BaseCommand):
    """Two people to try the site with, in development."""

    help = (
        "Make a teacher (moussa) and a learner (awa) to try the site with, and print their passwords. "
        "Made once, kept afterwards; a password that was changed since stays changed. Refuses in production."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("Demo accounts have printed passwords; they exist in development only.")
        for name, _role in PEOPLE:
            if not User.objects.filter(username=name).exists():
                User.objects.create_user(name, password=PASSWORD, first_name=name.capitalize())
        actions.make_teacher(User.objects.get(username="moussa"))
        lines = [f"{role:8} {name:8} password {self._password_of(name)}" for name, role in PEOPLE]
        self.stdout.write(_boxed(["Accounts to try the site with (the teacher also opens /admin/)", *lines]))

    def _password_of(self, name: str) -> str:
        """Hashing one password takes a tenth of a second: told as it is, not as it was."""
        return PASSWORD if User.objects.get(username=name).check_password(PASSWORD) else "(changed since)"


def _boxed(lines: list[str]) -> str:
    width = max(map(len, lines))
    edge = f"+{'-' * (width + 2)}+"
    return "\n".join([edge, *(f"| {line:{width}} |" for line in lines), edge])
