"""Forgetting guests who can never come back: their only key was a cookie, and its session has ended."""

from datetime import datetime, timedelta
from importlib import import_module
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from sahelapp.accounts import guests
from sahelapp.accounts.models import User
from sahelapp.progress import actions as progress

# A guest's row is there a moment before the session that leads to it.
JUST_MADE = timedelta(days=1)


def forget(now: datetime) -> int:
    """Delete ended sessions, then every guest to whom none leads, with all they did; how many guests there were."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    reachable = _reachable()
    made_before = User.objects.filter(kind=User.Kind.GUEST, date_joined__lt=now - JUST_MADE)
    lost = [guest for guest in made_before.iterator() if guest.pk not in reachable]
    for guest in lost:
        progress.erase(guest)
    return len(lost)


def _reachable() -> set[int]:
    """Those somebody is logged in as, and those whose work waits while somebody logs in to an account."""
    held = (session.get_decoded() for session in Session.objects.iterator())
    return {pk for data in held for pk in _held_by(data) if pk is not None}


def _held_by(data: dict[str, Any]) -> tuple[int | None, int | None]:
    waiting = guests.waiting(SimpleNamespace(session=data))  # type: ignore[arg-type]
    logged_in = data.get(SESSION_KEY)
    return (int(logged_in) if logged_in else None, waiting.pk if waiting else None)
