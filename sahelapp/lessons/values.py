"""A lesson as a value: what a version holds. Django-free."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quizzes.engine.text import Text, typeset

# Silent reading of English non-fiction averages 238 words a minute (Brysbaert, "How many words do we read per minute?",
# Journal of Memory and Language 109, 2019). Many of our readers read in a second language: 200.
WORDS_A_MINUTE = 200

_MARKS = re.compile(r"\[@[^\]]*\]|^:::.*$|^\{\..*\}$|\]\([^)]*\)|\[\[[^|\]]*\||[#*_>|\[\]]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class LessonValue:
    """One published lesson."""

    slug: str
    order: int
    titles: Text
    summaries: Text
    objectives: Mapping[str, tuple[str, ...]]
    themes: tuple[str, ...]
    events: tuple[str, ...]
    check_quiz: str
    bodies: Text

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> "LessonValue":
        """From the JSON of a lesson's version."""
        return cls(
            slug=value["slug"],
            order=value["order"],
            titles=Text.read(value["title"]),
            summaries=Text.read(value["summary"]),
            objectives={language: tuple(lines) for language, lines in value["objectives"].items()},
            themes=tuple(value["themes"]),
            events=tuple(value["events"]),
            check_quiz=value["check"],
            bodies=Text.read(value["body"]),
        )

    def aims(self, language: str) -> list[str]:
        """What one can do afterwards, typeset."""
        return [typeset(line, language) for line in self.objectives.get(language, ())]

    def minutes(self, language: str) -> int:
        """How long reading it takes, at least one minute."""
        return reading_minutes(self.bodies.raw(language))


def reading_minutes(markdown: str) -> int:
    """The minutes that a text takes at `WORDS_A_MINUTE`, rounded up; marks and citations are not read."""
    return max(1, math.ceil(len(_MARKS.sub(" ", markdown).split()) / WORDS_A_MINUTE))
