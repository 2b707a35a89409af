"""What a form sent for one question, checked before anything is done with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quizzes.engine.behaviours.certain import LEVELS
from quizzes.engine.steps import Posted

PLACE = "response-"
LONGEST = 1000  # characters of one value; a number needs 40, a name 200
MOST = 100  # values; no question has as many options

TOO_LONG = _("This is longer than an answer can be. Shorten it and send it again; nothing was kept yet.")
NOT_TEXT = _("This holds characters that cannot be kept. Write it again, please.")
INCOMPLETE = _("The form did not arrive whole, so nothing was kept. Your answer is still here: send it again.")


@dataclass(frozen=True, slots=True)
class Answer:
    """A post as it came; `problem` says what keeps it from being taken."""

    posted: Posted
    sent_as: UUID | None
    seen: int | None

    @classmethod
    def read(cls, form: QueryDict, decimal_sign: str) -> "Answer":
        """From the fields `response` (any number of values), `response-<place>`, `certainty`, `sent_as` and `seen`."""
        posted = Posted(tuple(_values(form)), decimal_sign, _level(form.get("certainty", "")))
        return cls(posted, _uuid(form.get("sent_as", "")), _number(form.get("seen", "")))

    @property
    def problem(self) -> Promise | None:
        """A sentence for the learner, or None when the post can be taken."""
        values = self.posted.values
        if len(values) > MOST or any(len(value) > LONGEST for value in values):
            return TOO_LONG
        if any("\x00" in value for value in values):
            return NOT_TEXT
        return INCOMPLETE if self.sent_as is None or self.seen is None else None


def _values(form: QueryDict) -> Iterator[str]:
    """What was given; a place in the question left empty is no value."""
    yield from form.getlist("response")
    for name in sorted(form):
        if name.startswith(PLACE) and (given := form.get(name, "").strip()):
            yield f"{name.removeprefix(PLACE)}={given}"


def _level(written: str) -> int | None:
    return next((level for level in LEVELS if written == str(level)), None)


def _uuid(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None


def _number(written: str) -> int | None:
    # isdecimal, so that "²" and a megabyte of digits are no numbers.
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 10 else None
