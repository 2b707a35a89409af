"""A file that somebody gives a command: read it, and say what is wrong with it, no longer than anybody reads."""

import os
from pathlib import Path

from django.core.management.base import CommandError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MOST_TOLD = 100  # problems, and notes: whoever has more has one mistake many times
WRONG_USE = 2  # the exit code of a command called wrongly


def opened(file: Path, most_megabytes: int) -> bytes:
    """What is in the file, and at most one byte more than may be: no memory is filled with a film named by mistake."""
    try:
        with file.open("rb") as stream:
            return stream.read(most_megabytes * 2**20 + 1)
    except OSError as fault:
        words = _("%(file)s cannot be opened (%(fault)s).") % {"file": file, "fault": fault.strerror}
        raise CommandError(words, returncode=WRONG_USE) from fault


def language_of_terminal() -> str:
    """French where the terminal is French, else the language that is on."""
    said = next(filter(None, (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "fr" if said.startswith("fr") else translation.get_language() or "en"


def some(lines: list[str]) -> list[str]:
    """As many lines as anybody reads."""
    if len(lines) <= MOST_TOLD:
        return lines
    return [*lines[:MOST_TOLD], _("… and %(n)s more.") % {"n": len(lines) - MOST_TOLD}]


def refusal(problems: list[str]) -> CommandError:
    """Why nothing of the file was kept: each problem as a line, and how many there are."""
    count = len(problems)
    words = ngettext("%(n)s problem; nothing was kept.", "%(n)s problems; nothing was kept.", count) % {"n": count}
    return CommandError("\n".join([*some(problems), words]))
