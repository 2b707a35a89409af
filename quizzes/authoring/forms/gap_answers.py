"""What fills one gap: typed in lines, kept as options, as accepted answers, or as a number."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from quizzes.authoring.forms import lines, numbers
from quizzes.authoring.forms.continuity import continued
from quizzes.authoring.forms.parts import same
from quizzes.authoring.forms.rows import Body, with_slugs

KEYS = {"choice": "options", "text": "answers", "number": "key"}
_SAID_BY_SILENCE = {"right": False, "weight": "1"}


def in_lines(gap: Body) -> str:
    """What an author sees of it."""
    takes = gap.get("takes", "text")
    if takes == "number":
        return numbers.shown(gap.get("key", ""))
    line = lines.option_line if takes == "choice" else lines.answer_line
    return "\n".join(line(entry) for entry in gap.get(KEYS.get(takes, "answers")) or [])


def with_answers(gap: Body, typed: str) -> dict[str, Any]:
    """The gap with what was typed for it, and without what belongs to another way of filling it."""
    own = KEYS[gap.get("takes", "text")]
    rest = {name: value for name, value in gap.items() if name not in KEYS.values()}
    value = _READ[own](typed, gap.get(own))
    return {**rest, own: value} if value or own in gap else rest


def _options(typed: str, before: Any) -> list[dict[str, Any]]:
    return with_slugs(_entries(typed, lines.option, before or []))


def _answers(typed: str, before: Any) -> list[dict[str, Any]]:
    return _entries(typed, lines.answer, before or [])


def _key(typed: str, before: Any) -> Any:
    if not typed.strip() or typed.strip() == numbers.shown(before):
        return before if typed.strip() else ""
    return f"{numbers.read(typed):f}"


_READ: Mapping[str, Callable[[str, Any], Any]] = {"options": _options, "answers": _answers, "key": _key}


def _entries(typed: str, read: Callable[[str], dict[str, Any]], before: Sequence[Body]) -> list[dict[str, Any]]:
    said = [read(line) for line in lines.lines(typed)]
    stood = [place if place < len(before) else None for place in range(len(said))]
    homes = continued([entry["text"] for entry in said], before, stood)
    return [_going_on({} if home is None else before[home], entry) for home, entry in zip(homes, said, strict=True)]


def _going_on(before: Body, said: Body) -> dict[str, Any]:
    """The entry in its new words, with all that a line does not say."""
    return {**before, **{k: v for k, v in said.items() if not same(v, before.get(k, _SAID_BY_SILENCE.get(k)))}}
