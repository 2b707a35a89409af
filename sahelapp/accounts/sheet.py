"""The sheet of recovery codes, in the session of its owner: shown until they say they kept it, for an hour at most."""

from datetime import datetime, timedelta

from django.http import HttpRequest

from sahelapp.accounts import recovery

_SHEET = "recovery_sheet"
_SHOWN_FOR = timedelta(hours=1)


def lay_out(request: HttpRequest, nonce: str, now: datetime) -> None:
    """From now on the page may show the codes of this nonce."""
    request.session[_SHEET] = {"nonce": nonce, "until": (now + _SHOWN_FOR).isoformat()}


def codes(request: HttpRequest, now: datetime) -> list[str]:
    """The codes that may still be shown."""
    laid_out = request.session.get(_SHEET)
    if not laid_out or datetime.fromisoformat(laid_out["until"]) < now:
        return []
    return recovery.codes_of(laid_out["nonce"])


def put_away(request: HttpRequest) -> None:
    """The person has kept the codes: they are never shown again."""
    request.session.pop(_SHEET, None)
