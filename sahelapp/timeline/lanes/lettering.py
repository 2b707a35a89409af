"""How wide words are drawn, without drawing them; and words cut to the room there is. Django-free.

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


@lru_cache(maxsize=8192)
def width_of(words: str, size: int) -> float:
    """At most how wide these words are at this size of type, in the same unit."""
    return sum(_WIDTHS.get(character, _WIDEST) for character in words) * size / 100


def shortened(words: str, room: float, size: int) -> str:
    """As many of the first letters as have room, then an ellipsis; nothing where not even one letter has."""
    left = room - width_of("…", size)
    count = 0
    for character in words:
        left -= width_of(character, size)
        if left < 0:
            break
        count += 1
    kept = words[:count].rstrip(" \u00a0\u202f,;:.–-(«“")
    return f"{kept}…" if kept else ""
