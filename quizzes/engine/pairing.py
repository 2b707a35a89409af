"""Rows that each take one of several choices: what matching and attributing have in common."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from quizzes.engine.faces import Comment, Row
from quizzes.engine.grade import Grade
from quizzes.engine.problems import Problem
from quizzes.engine.shapes import TEXT, WORDS, Shape
from quizzes.engine.steps import Posted
from quizzes.engine.text import Text

CHOICE_SHAPE: Shape = {"slug": WORDS, "text": TEXT}
Choice = tuple[str, Text]  # its slug and its words
Given = Mapping[str, str]  # what was chosen for each row that was answered, in the author's order
# A slug stands before the equals sign of a post and in the name of a field.
_SLUG = re.compile(r"[a-z0-9-]+")


@dataclass(frozen=True, slots=True)
class Pair:
    """One row, the slug of the choice that is right for it, and what to say of it."""

    slug: str
    text: Text
    match: str
    feedback: Text = Text()

    @classmethod
    def read(cls, value: Mapping[str, Any], match: str) -> "Pair":
        """From its JSON mapping, which keeps the right choice under the key `match`."""
        return cls(
            str(value.get("slug", "")),
            Text.read(value.get("text")),
            str(value.get(match, "")),
            Text.read(value.get("feedback")),
        )

    def write(self, match: str) -> dict[str, Any]:
        """The JSON mapping that `read` takes."""
        return {
            "slug": self.slug,
            "text": self.text.write(),
            match: self.match,
            "feedback": self.feedback.write(),
        }


def pair_shape(match: str) -> Shape:
    """The form of a row that keeps its right choice under the key `match`."""
    return {"slug": WORDS, "text": TEXT, match: WORDS, "feedback": TEXT}


def read_choices(values: Iterable[Mapping[str, Any]]) -> tuple[Choice, ...]:
    """From a list of JSON mappings."""
    return tuple((str(value.get("slug", "")), Text.read(value.get("text"))) for value in values)


def write_choices(choices: Sequence[Choice]) -> list[dict[str, Any]]:
    """The list that `read_choices` takes."""
    return [{"slug": slug, "text": text.write()} for slug, text in choices]


def read(pairs: Sequence[Pair], choices: Sequence[Choice], posted: Posted) -> Given | None:
    """What was chosen for each row, or None for nothing, or for a row or a choice that was not offered."""
    places, offered = posted.places(), {slug for slug, _ in choices}
    if not places or not set(places) <= {pair.slug for pair in pairs} or not set(places.values()) <= offered:
        return None
    return {pair.slug: places[pair.slug] for pair in pairs if pair.slug in places}


def write(given: Given) -> Posted:
    """One value per answered row."""
    return Posted(tuple(f"{row}={choice}" for row, choice in given.items()))


def share(pairs: Sequence[Pair], given: Given) -> Grade:
    """The part of the rows that got their own choice; a row left open counts as wrong."""
    return Grade(Fraction(sum(given.get(pair.slug) == pair.match for pair in pairs), len(pairs)))


def summarise(pairs: Sequence[Pair], choices: Sequence[Choice], given: Given) -> Text:
    """`Wood: 2; Salt: 1`, in the author's order."""
    words, answered = dict(choices), [pair for pair in pairs if pair.slug in given]
    told = [(pair.text, words.get(given[pair.slug], Text())) for pair in answered]
    return Text(
        "; ".join(f"{_open(row.raw('en'))}: {choice.raw('en')}" for row, choice in told),
        " ; ".join(f"{_open(row.raw('fr'))} : {choice.raw('fr')}" for row, choice in told),
    )


def _open(sentence: str) -> str:
    """Without its full stop, since a colon follows."""
    return sentence.removesuffix(".")


def key(pairs: Sequence[Pair]) -> Given:
    """The right choice of each row."""
    return {pair.slug: pair.match for pair in pairs}


def rows(pairs: Sequence[Pair], choices: Sequence[Choice]) -> tuple[Row, ...]:
    """The rows, each with every choice."""
    return tuple(Row(pair.slug, pair.text, options=tuple(choices)) for pair in pairs)


def comments(pairs: Sequence[Pair], choices: Sequence[Choice], posted: Posted) -> tuple[Comment, ...]:
    """Row by row: how it went, what is to be said of it, and the words of the right choice."""
    words, places = dict(choices), posted.places()
    return tuple(
        Comment(pair.slug, verdict(places.get(pair.slug), pair.match), pair.feedback, words.get(pair.match, Text()))
        for pair in pairs
    )


def verdict(given: str | None, match: str) -> str:
    """How one place went, for a comment."""
    if given is None:
        return "missed"
    return "right" if given == match else "wrong"


def problems(pairs: Sequence[Pair], choices: Sequence[Choice], *, least: int = 1) -> list[Problem]:
    """Fewer than `least` rows or two choices, names that cannot stand, words missing, or a row without its match."""
    offered = [slug for slug, _ in choices]
    found = row_problems([(pair.slug, pair.text, pair.feedback) for pair in pairs], least=least)
    found += [Problem("options-too-few", str(len(offered)))] if len(offered) < 2 else []
    found += [Problem("slug-shape", slug) for slug in offered if not _SLUG.fullmatch(slug)]
    found += [Problem("option-twice", slug) for slug in _twice(offered)]
    found += [problem for slug, text in choices for problem in _wordless("option", slug, text)]
    # Names stand in the page: one that is in the row and in its choice would give the answer away.
    found += [Problem("row-names-match", pair.slug) for pair in pairs if pair.slug == pair.match]
    return found + [Problem("match-unknown", pair.slug) for pair in pairs if pair.match not in offered]


def row_problems(rows: Sequence[tuple[str, Text, Text]], *, least: int) -> list[Problem]:
    """What is wrong with rows given as (slug, words, feedback)."""
    slugs = [slug for slug, _, _ in rows]
    found = [Problem("rows-too-few", str(least))] if len(rows) < least else []
    found += [Problem("slug-shape", slug) for slug in slugs if not _SLUG.fullmatch(slug)]
    found += [Problem("row-twice", slug) for slug in _twice(slugs)]
    for slug, text, feedback in rows:
        found += _wordless("row", slug, text)
        found += [Problem("language-missing", f"feedback {slug} ({missing})") for missing in feedback.missing()]
    return found


def _twice(slugs: Sequence[str]) -> list[str]:
    return sorted({slug for slug in slugs if slugs.count(slug) > 1})


def _wordless(what: str, slug: str, text: Text) -> list[Problem]:
    found = [] if text else [Problem("empty", f"{what} {slug}")]
    return found + [Problem("language-missing", f"{what} {slug} ({missing})") for missing in text.missing()]
