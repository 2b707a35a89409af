"""A running text with gaps to fill."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Self

from quizzes.engine import gaps
from quizzes.engine.faces import Comment, Face
from quizzes.engine.gaps import Gap
from quizzes.engine.grade import Grade
from quizzes.engine.problems import Problem
from quizzes.engine.shapes import TEXT, Shape
from quizzes.engine.steps import Posted
from quizzes.engine.text import LANGUAGES, Text

_GAP = re.compile(r"\{([^{}]*)\}")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class FillIn:
    """Gaps written `{slug}` in both languages. A response holds what was given for each gap that was filled."""

    kind: ClassVar[str] = "fill_in"
    named: ClassVar[Text] = Text("fill in the gaps", "texte à trous")
    shape: ClassVar[Shape] = {"text": TEXT, "gaps": [gaps.SHAPE]}

    text: Text
    gaps: tuple[Gap, ...]

    def read(self, posted: Posted) -> Mapping[str, Any] | None:
        """What was given, or None for nothing, a gap that is not there, or something that its gap does not take."""
        places, known = _places(posted), self._by_slug()
        if not places or not places.keys() <= known.keys():
            return None
        given = {slug: known[slug].taker.read(values, posted.decimal_sign) for slug, values in places.items()}
        return None if None in given.values() else given

    def grade(self, response: Mapping[str, Any]) -> Grade:
        """The mean of the gaps, each with its weight; an empty one is worth nothing."""
        gaps = self._by_slug()
        whole = sum((gap.weight for gap in gaps.values()), Fraction(0))
        got = (gaps[slug].weight * gaps[slug].taker.part(given) for slug, given in response.items())
        return Grade(sum(got, Fraction(0)) / whole if whole else Fraction(0))

    def summarise(self, response: Mapping[str, Any]) -> Text:
        """What fills the gaps, in the author's order; dots for one left empty."""
        gaps, empty = self._by_slug(), Text("…", "…")
        filled = [gap.taker.words(response[slug]) if slug in response else empty for slug, gap in gaps.items()]
        return Text("; ".join(words.raw("en") for words in filled), " ; ".join(words.raw("fr") for words in filled))

    def key_response(self) -> Mapping[str, Any]:
        """Each gap's own key."""
        return {slug: key for slug, gap in self._by_slug().items() if (key := gap.taker.key()) is not None}

    def write(self, response: Mapping[str, Any]) -> Posted:
        """One value per gap; of words that differ by language, both."""
        gaps = self._by_slug()
        values = [(slug, value) for slug, given in response.items() for value in gaps[slug].taker.write(given)]
        return Posted(tuple(f"{slug}={value}" for slug, value in values))

    def face(self) -> Face:
        """The text, and what each gap takes."""
        return Face(rows=tuple(gap.taker.row(gap.slug) for gap in self.gaps), text=self.text)

    def comments(self, posted: Posted) -> tuple[Comment, ...]:
        """Gap by gap."""
        places = _places(posted)
        return tuple(gap.comment(places.get(gap.slug, ()), posted.decimal_sign) for gap in self.gaps)

    def shuffles(self) -> tuple[str, ...]:
        """The options of its gaps: an author writes the right one first."""
        options = (slug for row in self.face().rows for slug, _ in row.options)
        return tuple(dict.fromkeys(options))

    def problems(self) -> list[Problem]:
        """A text without gaps, gaps without a text, and what is wrong with each."""
        found = [] if self.text else [Problem("empty", "text")]
        found += [Problem("language-missing", f"text ({missing})") for missing in self.text.missing()]
        found += [] if self.gaps else [Problem("gaps-none")]
        found += _in_slugs([gap.slug for gap in self.gaps])
        found += [problem for language in LANGUAGES for problem in self._in_text(language)]
        return found + [problem for gap in self.gaps for problem in gap.problems()]

    def _by_slug(self) -> dict[str, Gap]:
        """The gaps by name; a name can stand twice in a draft only."""
        return {gap.slug: gap for gap in self.gaps}

    def _in_text(self, language: str) -> Iterator[Problem]:
        if not (words := getattr(self.text, language)):
            return
        written, defined = _GAP.findall(words), self._by_slug()
        for says, slugs in (
            ("gap-unknown", [slug for slug in dict.fromkeys(written) if slug not in defined]),
            ("gap-unwritten", [slug for slug in defined if slug not in written]),
            ("gap-twice", [slug for slug in dict.fromkeys(written) if written.count(slug) > 1]),
        ):
            yield from (Problem(says, f"{slug} ({language})") for slug in slugs)

    def to_value(self) -> dict[str, Any]:
        """The text, and the gaps in the author's order."""
        return {"version": 1, "text": self.text.write(), "gaps": [gap.write() for gap in self.gaps]}

    @classmethod
    def from_value(cls, value: Mapping[str, Any]) -> Self:
        """From stored JSON."""
        return cls(Text.read(value.get("text")), tuple(Gap.read(gap) for gap in value.get("gaps") or ()))


def _places(posted: Posted) -> dict[str, tuple[str, ...]]:
    """All that was given for each gap, in which `Posted.places` keeps one value."""
    places: dict[str, tuple[str, ...]] = {}
    for value in posted.values:
        slug, _, given = value.partition("=")
        if given.strip():
            places[slug] = (*places.get(slug, ()), given.strip())
    return places


def _in_slugs(slugs: list[str]) -> Iterator[Problem]:
    yield from (Problem("slug-twice", slug) for slug in dict.fromkeys(slugs) if slugs.count(slug) > 1)
    yield from (Problem("slug-shape", slug) for slug in dict.fromkeys(slugs) if not _SLUG.fullmatch(slug))
