"""The options of the choice kinds."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quizzes.engine.faces import Comment, Face
from quizzes.engine.problems import Problem
from quizzes.engine.shapes import TEXT, TRUTH, WORDS, Shape
from quizzes.engine.text import LANGUAGES, Text

SHAPE: Shape = {"slug": WORDS, "text": TEXT, "right": TRUTH, "feedback": TEXT}
# What a form posts; an option without one could not be chosen.
_SLUG = re.compile(r"[a-z0-9-]+")


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose, whether it is right, and what to say to those who meet it."""

    slug: str
    text: Text
    right: bool = False
    feedback: Text = Text()

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> "Option":
        """From its JSON mapping."""
        return cls(
            str(value.get("slug", "")),
            Text.read(value.get("text")),
            value.get("right") is True,
            Text.read(value.get("feedback")),
        )

    def write(self) -> dict[str, Any]:
        """The JSON mapping that `read` takes."""
        return {
            "slug": self.slug,
            "text": self.text.write(),
            "right": self.right,
            "feedback": self.feedback.write(),
        }


def problems(options: Sequence[Option], *, right: tuple[int, int]) -> list[Problem]:
    """What is wrong with a list of options of which between `right[0]` and `right[1]` must be right."""
    found: list[Problem] = []
    slugs = [option.slug for option in options]
    if len(options) < 2:
        found.append(Problem("options-too-few", str(len(options))))
    found += [Problem("slug-shape", slug) for slug in slugs if not _SLUG.fullmatch(slug)]
    found += [Problem("option-twice", slug) for slug in sorted({s for s in slugs if slugs.count(s) > 1})]
    if not right[0] <= sum(option.right for option in options) <= right[1]:
        found.append(Problem("options-right", str(sum(option.right for option in options))))
    for option in options:
        found += _wordless(option)
    return found


def _wordless(option: Option) -> list[Problem]:
    found = [] if option.text else [Problem("empty", f"option {option.slug}")]
    for name, text in (("option", option.text), ("feedback", option.feedback)):
        found += [Problem("language-missing", f"{name} {option.slug} ({missing})") for missing in text.missing()]
    return found


def face(options: Sequence[Option]) -> Face:
    """The options without what makes them right."""
    return Face(tuple((option.slug, option.text) for option in options))


def comments(options: Sequence[Option], chosen: Collection[str]) -> tuple[Comment, ...]:
    """The feedback of what was chosen, and where the right ones stand."""
    return tuple(_comment(option, option.slug in chosen) for option in options if option.right or option.slug in chosen)


def _comment(option: Option, chosen: bool) -> Comment:
    if not chosen:
        return Comment(option.slug, "missed")
    return Comment(option.slug, "right" if option.right else "wrong", option.feedback)


def in_words(options: Sequence[Option]) -> Text:
    """The texts of several options as one, in both languages."""
    return Text(*("; ".join(option.text.raw(language) for option in options) for language in LANGUAGES))
