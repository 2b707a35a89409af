"""The guest who was here before a log-in: known to the session, signed, until their work is carried over or left."""

from django.contrib.auth import logout
from django.core.signing import BadSignature, dumps, loads
from django.http import HttpRequest

from sahelapp.accounts.models import User

_LEFT = "guest_left"
_SALT = "sahelapp.accounts.guest"


def step_aside(request: HttpRequest) -> None:
    """The guest leaves the session so that somebody may log in, and stays known in it; all else stays too."""
    # allauth asks for a second factor only where nobody is logged in; and logging in over a guest would flush it all.
    kept = {name: value for name, value in request.session.items() if not name.startswith("_auth")}
    guest = request.user.pk
    logout(request)
    request.session.update({**kept, _LEFT: dumps(guest, salt=_SALT)})


def waiting(request: HttpRequest) -> User | None:
    """The guest whose work waits for a decision; None where there is none."""
    try:
        pk = loads(request.session.get(_LEFT, ""), salt=_SALT)
    except BadSignature:
        return None
    return User.objects.filter(pk=pk, kind=User.Kind.GUEST).first()


def forget(request: HttpRequest) -> None:
    """It is decided: the session no longer knows of the guest."""
    request.session.pop(_LEFT, None)
