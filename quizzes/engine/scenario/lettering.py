"""Words in a box of which only the width is known: how wide they are at most, and where their lines break."""

from functools import lru_cache

# Parts of the size of type. No face of the style sheet is wider, but for single letters: DejaVu Sans is the widest.
_NARROW, _USUAL, _CAPITAL, _WIDE = 0.4, 0.63, 0.78, 1.1
_NARROW_ONES = frozenset("'’‘.,;:!|()[]-fijlrtIÎÏîï \u00a0\u202f")
_WIDE_ONES = frozenset("mwMW@%&—…æœÆŒ")
_ELLIPSIS = "…"


@lru_cache(maxsize=8192)
def width_of(words: str, size: float) -> float:
    """About how wide these words are at this size of type, in the same unit; rather too wide than too narrow."""
    return sum(map(_part, words)) * size


def _part(letter: str) -> float:
    if letter in _NARROW_ONES:
        return _NARROW
    if letter in _WIDE_ONES or ord(letter) > 0x2E80:  # other scripts, whose letters stand in squares
        return _WIDE
    return _CAPITAL if letter.isupper() else _USUAL


def wrapped(words: str, room: float, size: float, most: int) -> tuple[str, ...]:
    """At most `most` lines within `room`; an ellipsis ends the last where not all words have room.

    Lines break at spaces, never at no-break spaces; a single word too long for a line is cut.
    """
    lines: list[str] = []
    # Not split(): it would break a line at the no-break space of « Flagrant délit ? ».
    waiting = [word for word in words.split(" ") if word]
    while waiting and len(lines) < most:
        line = waiting.pop(0)
        while waiting and width_of(f"{line} {waiting[0]}", size) <= room:
            line = f"{line} {waiting.pop(0)}"
        lines.append(line if width_of(line, size) <= room else _cut(line, room, size))
    if waiting:
        lines[-1] = _cut(f"{lines[-1].removesuffix(_ELLIPSIS)} {waiting[0]}", room, size)
    return tuple(lines)


def _cut(words: str, room: float, size: float) -> str:
    """As many letters as have room before an ellipsis, which stands there even where none has."""
    kept = words
    while kept and width_of(f"{kept}{_ELLIPSIS}", size) > room:
        kept = kept[:-1]
    return f"{kept.rstrip(' ,;:.-(«\u00a0\u202f')}{_ELLIPSIS}"
