"""The form that hand-written JSON or YAML must have before it can be read: told as problems, all at once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from quizzes.engine.problems import Problem
from quizzes.engine.text import LANGUAGES

TEXT, WORDS, TRUTH, NUMBER = "text", "words", "truth", "number"
"""In two languages; in one; true or false; a number, or digits in quotes."""

Shape = Mapping[str, Any]  # a name for each key, or a list holding one Shape or one of the names above
_IS: Mapping[str, Callable[[Any], bool]] = {
    WORDS: lambda value: isinstance(value, str),
    TRUTH: lambda value: isinstance(value, bool),
    NUMBER: lambda value: isinstance(value, str | int | float) and not isinstance(value, bool),
}


def misshapen(value: Mapping[str, Any], shape: Shape, place: str = "") -> list[Problem]:
    """What in `value` has another form than `shape` says, or a key it does not know. A missing key is no fault here."""
    found = [Problem("key-unknown", f"{place}{key}") for key in value if key not in shape]
    for key, wanted in shape.items():
        if key in value:
            found += _faults(value[key], wanted, f"{place}{key}")
    return found


def _faults(value: Any, wanted: Any, place: str) -> Iterator[Problem]:
    if isinstance(wanted, list):
        yield from _faults_in_list(value, wanted[0], place)
    elif isinstance(wanted, Mapping):
        yield from misshapen(value, wanted, f"{place}.") if isinstance(value, Mapping) else [Problem("shape", place)]
    elif not (is_text(value) if wanted == TEXT else _IS[wanted](value)):
        yield Problem("shape", place)


def _faults_in_list(value: Any, wanted: Any, place: str) -> Iterator[Problem]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        yield Problem("shape", place)
        return
    for number, one in enumerate(value, 1):
        yield from _faults(one, wanted, f"{place}[{number}]")


def is_text(value: Any) -> bool:
    """Whether this can be read as a text in two languages; nothing at all can."""
    if value is None:
        return True
    words = isinstance(value, Mapping) and set(value) <= set(LANGUAGES)
    return words and all(isinstance(one, str) for one in value.values())
