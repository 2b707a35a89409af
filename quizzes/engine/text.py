"""Text in two languages, its one fallback rule, and the folding and typesetting that every reader needs."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self, overload

LANGUAGES = ("en", "fr")

NO_BREAK = "\u00a0"
NARROW_NO_BREAK = "\u202f"
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "’": "'", "ʼ": "'", "‘": "'"})


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in English and French."""

    en: str = ""
    fr: str = ""

    @classmethod
    def read(cls, value: Mapping[str, str] | None) -> "Text":
        """From the JSON mapping `{"en": ..., "fr": ...}`; missing sides are empty."""
        value = value or {}
        return cls(value.get("en", ""), value.get("fr", ""))

    def write(self) -> dict[str, str]:
        """The JSON mapping that `read` takes."""
        return {"en": self.en, "fr": self.fr}

    def raw(self, language: str) -> str:
        """The words as written, in `language` if they exist there, else in the other language."""
        own, other = (self.fr, self.en) if language == "fr" else (self.en, self.fr)
        return own or other

    def in_(self, language: str) -> str:
        """The words as a reader should see them: `raw`, typeset."""
        language = language if getattr(self, language, "") else {"en": "fr", "fr": "en"}.get(language, "en")
        return typeset(self.raw(language), language)

    def missing(self) -> tuple[str, ...]:
        """The languages that are empty while the other one is not."""
        if bool(self.en) == bool(self.fr):
            return ()
        return ("fr",) if self.en else ("en",)

    def __bool__(self) -> bool:
        return bool(self.en or self.fr)


class Both:
    """An attribute that reads two others as one `Text`: `title = Both()` reads `title_en` and `title_fr`.

    `Both("stem")` reads `stem_en` and `stem_fr`, whatever the attribute itself is called.
    """

    def __init__(self, name: str = "") -> None:
        self._name = name

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = self._name or name

    @overload
    def __get__(self, thing: None, owner: type) -> Self: ...

    @overload
    def __get__(self, thing: object, owner: type) -> Text: ...

    def __get__(self, thing: object | None, owner: type) -> Self | Text:
        if thing is None:
            return self
        return Text(*(getattr(thing, f"{self._name}_{language}") for language in LANGUAGES))


def typeset(words: str, language: str) -> str:
    """Plain typing set as print: curly apostrophes and quotation marks, and in French the no-break spaces.

    French uses a narrow no-break space before ; ! ? and a no-break space before : and inside « »
    (Imprimerie nationale, Lexique des règles typographiques).
    Times and addresses (10:15, https://) have no space before the colon and stay as they are.
    """
    words = re.sub(r"(?<=\w)'(?=\w)", "’", words)
    words = re.sub(r'(^|[\s(\[–—«])"(?=\S)', r"\1“", words).replace('"', "”")
    if language != "fr":
        return words
    words = re.sub(r" +([;!?])", NARROW_NO_BREAK + r"\1", words)
    words = re.sub(r" +([:»])", NO_BREAK + r"\1", words)
    words = re.sub(r"« +", "«" + NO_BREAK, words)
    return re.sub(r"(?<=\d) (?=(?:\d{3}\b|%|€|km\b|h\b))", NO_BREAK, words)


def fold(words: str) -> str:
    """Lower case, no accents, ligatures or typographic apostrophes, single spaces: for finding, never for showing."""
    plain = unicodedata.normalize("NFKD", words.translate(_LIGATURES))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).casefold().split())
