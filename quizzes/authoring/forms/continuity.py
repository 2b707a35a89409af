"""Which entry of a list goes on under other words, where an author sees words and never slugs."""

from collections.abc import Mapping, Sequence
from typing import Any

from quizzes.authoring.forms.parts import same

Words = Mapping[str, str]


def continued(
    texts: Sequence[Words], before: Sequence[Mapping[str, Any]], stood: Sequence[int | None]
) -> list[int | None]:
    """For each text the entry of `before` that it goes on: the one with these words, else the one it stood for.

    `stood` says which entry was shown where the text was typed. None where the text is new, or its entry lives on
    under another text.
    """
    homes = [_with_words(text, before, first=place) for text, place in zip(texts, stood, strict=True)]
    holds = {home: text for home, text in zip(homes, texts, strict=True) if home is not None}
    for number, (text, place) in enumerate(zip(texts, stood, strict=True)):
        if homes[number] is None and place is not None and same(holds.setdefault(place, text), text):
            homes[number] = place
    return homes


def _with_words(text: Words, before: Sequence[Mapping[str, Any]], first: int | None) -> int | None:
    places = [place for place, entry in enumerate(before) if same(entry.get("text"), text)]
    return first if first in places else next(iter(places), None)
