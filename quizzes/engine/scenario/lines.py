"""On which line of a file a place stands, from the line numbers that a YAML reader leaves on its values (`lc`)."""

from collections.abc import Mapping, Sequence
from typing import Any


def line_of(document: Any, where: str) -> int | None:
    """The 1-based line of a path such as `scenes/arrest/goto`, or of what surrounds it; None without line numbers."""
    here, line = document, None
    for name in where.split("/"):
        if isinstance(here, Mapping):
            key: Any = name
        elif isinstance(here, Sequence) and not isinstance(here, str):
            key = _index(here, name)
        else:
            break
        if (position := _position(here, key)) is None:
            break
        line = position + 1
        here = here[key]
    return line if line is not None else _start(document)


def _index(items: Sequence[Any], name: str) -> int:
    by_slug = [i for i, one in enumerate(items) if isinstance(one, Mapping) and one.get("slug") == name]
    if by_slug:
        # The last namesake: of two with one name, it is the second that the problem is about.
        return by_slug[-1]
    return int(name) - 1 if name.isdecimal() else -1


def _position(here: Any, key: Any) -> int | None:
    positions = getattr(getattr(here, "lc", None), "data", None) or {}
    return positions[key][0] if key in positions else None


def _start(document: Any) -> int | None:
    line = getattr(getattr(document, "lc", None), "line", None)
    return None if line is None else line + 1
