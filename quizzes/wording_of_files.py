"""Problems of a file that comes in, as lines for a person: `story.twee:12 (a place): ...`."""

from collections.abc import Mapping
from dataclasses import replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quizzes import wording
from quizzes.engine.problems import Problem

LONGEST_DETAIL = 120

# What can be wrong with any file.
SENTENCES: dict[str, Promise] = {
    "file-empty": _("There is nothing in this file."),
    "file-too-large": _("This file is larger than %(detail)s MiB. Divide it."),
    "file-encoding": _(
        "This is not UTF-8 (%(detail)s). Save the file as text in UTF-8 (in a spreadsheet: “CSV UTF-8”), and try again."
    ),
    "character-zero": _("A character stands here that belongs to no text (number 0). Save the file as text in UTF-8."),
}


def told(problem: Problem, file: str, sentences: Mapping[str, Promise]) -> str:
    """One problem as a line, in the words of `sentences` where they have some. Details are cut: they may be a file."""
    detail = problem.detail if len(problem.detail) <= LONGEST_DETAIL else f"{problem.detail[:LONGEST_DETAIL]}…"
    sentence = sentences.get(problem.says) or SENTENCES.get(problem.says)
    words = str(sentence) % {"detail": detail} if sentence else wording.words_of(replace(problem, detail=detail))
    line = f":{problem.line}" if problem.line else ""
    where = f" ({problem.where})" if problem.where else ""
    return f"{file}{line}{where}: {words}"
