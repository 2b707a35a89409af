"""Words as people type them, and which of the accepted wordings they are."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Self

from quizzes.engine import weights
from quizzes.engine.faces import Row
from quizzes.engine.problems import Problem
from quizzes.engine.shapes import NUMBER, TEXT, TRUTH, Shape
from quizzes.engine.spelling import LOOK_AGAIN, is_nearly
from quizzes.engine.text import LANGUAGES, Text, fold

SHAPE: Shape = {"answers": [{"text": TEXT, "weight": NUMBER, "feedback": TEXT}], "case": TRUTH, "accents": TRUTH}
LONGEST = 1000  # characters typed
_PLAIN = str.maketrans({"Œ": "Oe", "œ": "oe", "Æ": "Ae", "æ": "ae", "ß": "ss"} | dict.fromkeys("’‘ʼ′´`", "'"))
_HYPHENS = str.maketrans(dict.fromkeys("‐‑–", "-"))
_STAR = re.compile(r"(?<!\\)\*")


def plain(words: str, *, case: bool = False, accents: bool = False) -> str:
    """Words without what typesetting does to them, and without capitals and accents unless those matter."""
    words = words.translate(_PLAIN).translate(_HYPHENS)
    if not case and not accents:
        return fold(words)
    words = unicodedata.normalize("NFKC" if accents else "NFKD", words)
    words = words if accents else "".join(c for c in words if not unicodedata.combining(c))
    # ŒUVRE and Œuvre are the same letter to a typesetter, whatever a keyboard makes of it.
    words = words.replace("OE", "Oe").replace("AE", "Ae") if case else words.casefold()
    return " ".join(words.split())


def matches(pattern: str, words: str) -> bool:
    """Whether words fit a pattern in which `*` is any run of characters, none included, and `\\*` a star.

    Each piece between stars is looked for once, from where the last one ended: there is nothing to go back to.
    """
    first, *middle = pieces(pattern)
    if not middle:
        return words == first
    last = middle.pop()
    at = len(first)
    if not words.startswith(first):
        return False
    for piece in middle:
        found = words.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return words.endswith(last) and at <= len(words) - len(last)


def pieces(pattern: str) -> list[str]:
    """What stands between the stars of a pattern."""
    return [piece.replace(r"\*", "*") for piece in _STAR.split(pattern)]


@dataclass(frozen=True, slots=True)
class Wording:
    """One accepted answer, what it is worth, and what to say to those who give it."""

    text: Text
    weight: Fraction = Fraction(1)
    feedback: Text = Text()

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> Self:
        """From its JSON mapping."""
        weight = weights.read_weight(value.get("weight", "1"))
        return cls(Text.read(value.get("text")), weight, Text.read(value.get("feedback")))

    def write(self) -> dict[str, Any]:
        """The JSON mapping that `read` takes."""
        value = {"text": self.text.write(), "weight": str(self.weight)}
        return {**value, "feedback": self.feedback.write()} if self.feedback else value

    def patterns(self) -> list[str]:
        """As written in each language: either is accepted from everybody."""
        return [pattern for pattern in (self.text.en, self.text.fr) if pattern.strip()]


@dataclass(frozen=True, slots=True)
class Wordings:
    """The wordings accepted in one place. What was given there is a `Text`: typed words are the same on both sides.

    A key has a side for each language; it is posted as two values, and both must be right.
    """

    answers: tuple[Wording, ...] = ()
    case: bool = False
    accents: bool = False

    def read(self, values: Sequence[str], decimal_sign: str = ".") -> Text | None:
        """What was typed, or None where that is nothing, or more than anybody types."""
        typed = [" ".join(value.split()) for value in values if value.strip()]
        if not 1 <= len(typed) <= len(LANGUAGES) or max(map(len, typed)) > LONGEST:
            return None
        return Text(typed[0], typed[-1])

    def write(self, given: Text) -> tuple[str, ...]:
        """The values that `read` takes."""
        return tuple(dict.fromkeys((given.en, given.fr)))

    def part(self, given: Text) -> Fraction:
        """The weight of the best wording that fits."""
        return min(weights.part(best.weight) if best else Fraction(0) for best in map(self.best, (given.en, given.fr)))

    def best(self, typed: str) -> Wording | None:
        """The wording worth most of those that fit; the first of equals."""
        return max((answer for answer in self.answers if self._fits(answer, typed)), key=_weight, default=None)

    def _fits(self, answer: Wording, typed: str) -> bool:
        words = self._plain(typed)
        return any(matches(pattern, words) for pattern in map(self._plain, answer.patterns()) if pattern)

    def _plain(self, words: str) -> str:
        return plain(words, case=self.case, accents=self.accents)

    def says(self, given: Text) -> Text:
        """The feedback of what was given, or to look at the spelling where that may be all that is wrong."""
        if best := self.best(given.en):
            return best.feedback
        exact = (pattern for answer in self.answers for pattern in answer.patterns() if len(pieces(pattern)) == 1)
        return LOOK_AGAIN if any(is_nearly(given.en, pieces(pattern)[0]) for pattern in exact) else Text()

    def words(self, given: Text) -> Text:
        """As typed."""
        return given

    def key(self) -> Text | None:
        """The first wording worth most, in words of each language."""
        usable = [answer for answer in self.answers if answer.text]
        best = max(usable, key=_weight, default=None)
        return Text(*(self._in_words(best.text.raw(language)) for language in LANGUAGES)) if best else None

    def _in_words(self, pattern: str) -> str:
        """A pattern without its stars, or with dots for them where words must stand there."""
        bare = " ".join("".join(pieces(pattern)).split())
        return bare if bare and matches(self._plain(pattern), self._plain(bare)) else "…".join(pieces(pattern))

    def row(self, slug: str) -> Row:
        """A field to type in."""
        return Row(slug, takes="text")

    def problems(self) -> list[Problem]:
        """No answer, none worth full marks, and what is wrong with each."""
        found = [] if self.answers else [Problem("answers-none", "answers")]
        if self.answers and not any(answer.weight == 1 for answer in self.answers):
            found.append(Problem("full-marks-none", "answers"))
        for number, answer in enumerate(self.answers, 1):
            found += _problems(answer, f"answer {number}")
        return found

    def to_value(self) -> dict[str, Any]:
        """The JSON that `from_value` takes."""
        value: dict[str, Any] = {"answers": [answer.write() for answer in self.answers]}
        return value | {name: True for name in ("case", "accents") if getattr(self, name)}

    @classmethod
    def from_value(cls, value: Mapping[str, Any]) -> Self:
        """From stored JSON."""
        answers = tuple(Wording.read(answer) for answer in value.get("answers") or ())
        return cls(answers, value.get("case") is True, value.get("accents") is True)


def _weight(answer: Wording) -> Fraction:
    return answer.weight


def _problems(answer: Wording, place: str) -> Iterator[Problem]:
    if not answer.patterns():
        yield Problem("empty", place)
    for name, text in ((place, answer.text), (f"feedback of {place}", answer.feedback)):
        yield from (Problem("language-missing", f"{name} ({language})") for language in text.missing())
    if not weights.is_part(answer.weight):
        yield Problem("weight", place)
    if any(not "".join(pieces(pattern)).strip() for pattern in answer.patterns()):
        yield Problem("answer-anything", place)
