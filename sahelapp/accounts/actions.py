"""Writing about people: guests and what becomes of them, recovery codes, teachers, leaving for good."""

import secrets
from datetime import datetime
from uuid import uuid4

from django.contrib.auth import login
from django.contrib.auth.models import Group, Permission
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import get_language

from sahelapp.accounts import guests, recovery
from sahelapp.accounts.models import RecoveryCode, User

BACKEND = "django.contrib.auth.backends.ModelBackend"
GUEST_PREFIX = "guest-"
TEACHERS = "Teachers"
ACTED_ON = "acted_on"

# What teachers may do at their desk, by app and model. Attempts and runs of all learners are not theirs to read.
_WRITE = ("add", "change", "view")
_DESK: dict[str, dict[tuple[str, ...], tuple[str, ...]]] = {
    "quizzes": {
        ("question", "quiz", "scenario"): _WRITE,
        ("item",): (*_WRITE, "delete"),
        ("questionversion", "quizversion", "scenarioversion", "regrading", "regrade"): ("view",),
    },
    "lessons": {("lesson",): _WRITE, ("lessonversion",): ("view",)},
    "timeline": {("event", "theme"): _WRITE, ("position",): (*_WRITE, "delete"), ("eventversion",): ("view",)},
    "evidence": {("source", "actor", "place", "term", "figure"): _WRITE},
    "catalogue": {("entry", "mention"): ("view",)},
}


def guest_for(request: HttpRequest) -> User:
    """Who acts: the person logged in, else a guest. Called by POST views only; browsing makes nobody.

    The session lives a year from the last act: it is written again here, once a day, never by reading a page.
    """
    if request.user.is_authenticated:
        today = localdate().isoformat()
        if request.session.get(ACTED_ON) != today:
            request.session[ACTED_ON] = today
        return request.user
    # Somebody who began to log in and gave up goes on with the work they had.
    guest = guests.waiting(request) or make_guest(get_language() or "en")
    guests.forget(request)
    login(request, guest, backend=BACKEND)
    return guest


def make_guest(language: str) -> User:
    """A row without a password, to which what a visitor does is tied."""
    guest = User(username=f"{GUEST_PREFIX}{uuid4().hex[:16]}", kind=User.Kind.GUEST, language=language)
    guest.set_unusable_password()
    guest.save()
    return guest


@transaction.atomic
def make_recovery_codes(user: User, *, now: datetime) -> str:
    """A new sheet of codes; the old one opens nothing any more. Gives the nonce from which the page shows the codes."""
    nonce = secrets.token_urlsafe(18)
    user.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=user, fingerprint=recovery.fingerprint(user.pk, code), made_at=now)
        for code in recovery.codes_of(nonce)
    )
    return nonce


@transaction.atomic
def recover(username: str, code: str, password: str, *, now: datetime) -> bool:
    """Set a new password for whoever has this name and an unused code; the code is used up. Whether that was so."""
    for user in User.objects.filter(username__iexact=username, is_active=True).exclude(kind=User.Kind.GUEST):
        codes = user.recovery_codes.unused().filter(fingerprint=recovery.fingerprint(user.pk, code))
        # The update is the lock: of two posts with one code, one finds it unused.
        if codes.update(used_at=now):
            user.set_password(password)
            user.save(update_fields=["password"])
            return True
    return False


@transaction.atomic
def make_teacher(user: User) -> User:
    """A teacher: member of the staff, in the group that may write drafts. The group is made, or brought up to date."""
    group, _ = Group.objects.get_or_create(name=TEACHERS)
    group.permissions.set(Permission.objects.filter(_desk()))
    user.kind, user.is_staff = User.Kind.TEACHER, True
    user.save(update_fields=["kind", "is_staff"])
    user.groups.add(group)
    return user


def _desk() -> Q:
    may = Q()
    for app, desk in _DESK.items():
        for models, verbs in desk.items():
            codenames = [f"{verb}_{model}" for model in models for verb in verbs]
            may |= Q(content_type__app_label=app, codename__in=codenames)
    return may


@transaction.atomic
def erase(user: User) -> None:
    """Delete the row of a person with all that hangs on it here: codes, addresses, keys, and every session."""
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
    user.delete()
