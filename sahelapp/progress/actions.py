"""What happens to all of a person's work at once: carried over, exported, erased. One action of each room is called."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from quizzes.actions import attempts, runs
from sahelapp.accounts import actions as accounts
from sahelapp.accounts.models import User
from sahelapp.lessons import actions as lessons

EXPORT_VERSION = 1


@dataclass(frozen=True, slots=True)
class Carried:
    """How much was carried over."""

    attempts: int
    runs: int
    marks: int


@transaction.atomic
def carry_over(guest: User, account: User) -> Carried | None:
    """Give all that a guest did to an account, and delete the guest's row. None when that was done before.

    All or nothing, and once: two posts take turns at the guest's row.
    """
    locked = User.objects.select_for_update().filter(pk=guest.pk, kind=User.Kind.GUEST).first()
    if locked is None or account.is_guest:
        return None
    carried = Carried(
        attempts=attempts.carry_over(locked, account),
        runs=runs.carry_over(locked, account),
        marks=lessons.carry_over(locked, account),
    )
    accounts.erase(locked)
    return carried


def export(user: User, *, now: datetime) -> dict[str, Any]:
    """All that is kept about a person, as JSON. The shape is described in docs/export.md; `version` changes with it."""
    return {
        "version": EXPORT_VERSION,
        "made_at": now,
        "account": _account(user),
        "lessons_read": lessons.export(user),
        "attempts": attempts.export(user, now=now),
        "runs": runs.export(user),
    }


def _account(user: User) -> dict[str, Any]:
    return {
        "kind": user.kind,
        "username": user.username,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "email": user.email,
        "language": user.language,
        "joined_at": user.date_joined,
        "last_login_at": user.last_login,
        "groups": list(user.groups.values_list("name", flat=True)),
        "recovery_codes_left": user.recovery_codes.unused().count(),
    }


@transaction.atomic
def erase(user: User) -> None:
    """Delete all that a person did here, then the person."""
    locked = User.objects.select_for_update().get(pk=user.pk)
    attempts.erase(locked)
    runs.erase(locked)
    lessons.erase(locked)
    accounts.erase(locked)
