"""How wide words are drawn, without drawing them; words cut to the room there is, or broken into lines.

The widths are those of DejaVu Sans, in hundredths of the size of type, rounded up to the next twentieth. It is the
widest face that the style sheet may fall back on: what has room in it has room in all the others.
"""

from functools import lru_cache

_ROWS = {
    20: "\u202f",
    30: "'IJijlÎÏîï",
    35: " ,./:;\\|‘’·\u00a0",
    40: "()-[]ft",
    45: "!r",
    50: '"*_`–°',
    55: "?cszç“”",
    60: "FLkvxyÿ",
    65: "$0123456789EPSTYabdeghnopqu{}ÈÉÊËŸàâèéêëôùûü«»€ñãō",
    70: "ABCKRVXZÀÂÇ",
    75: "NUÙÛÜ",
    80: "&DGHOQÔ",
    85: "#+<=>^w~×−→",
    90: "M",
    100: "%@WmÆæ—…",
}
_WIDEST = 110  # of the characters in titles; a letter of another script may need as much
_WIDTHS = {character: width for width, characters in _ROWS.items() for character in characters}


_ELLIPSIS = "…"
# What no cut text ends in.
_LOOSE = " \u00a0\u202f,;:.–-(«“"


@lru_cache(maxsize=8192)
def width_of(words: str, size: float) -> float:
    """At most how wide these words are at this size of type, in the same unit."""
    return sum(_WIDTHS.get(character, _WIDEST) for character in words) * size / 100


def shortened(words: str, room: float, size: float) -> str:
    """As many of the first letters as have room, then an ellipsis; nothing where not even one letter has."""
    left = room - width_of(_ELLIPSIS, size)
    count = 0
    for character in words:
        left -= width_of(character, size)
        if left < 0:
            break
        count += 1
    kept = words[:count].rstrip(_LOOSE)
    return f"{kept}{_ELLIPSIS}" if kept else ""


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
    """The same, with an ellipsis even where no letter has room."""
    return shortened(words, room, size) or _ELLIPSIS
