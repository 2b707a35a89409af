"""Values as YAML, in the one style of our files: ids first, texts folded, short lists in brackets, dates quoted.

A writer of our own, because the files are read and edited by people: what nobody changed must not move by a character.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

WIDTH = 110
_SLUG = re.compile(r"[A-Za-z0-9_-]+")
# Begins with a letter; or with a number that words follow, and that is no date.
_PLAIN = re.compile(r"[A-Za-zÀ-ÿ«(].*|(?!\d{4}-)\d.* .*[A-Za-zÀ-ÿ].*")
_NOT_PLAIN = re.compile(r": |:$| #|\n|^\s|\s$")
# What YAML does not take as it stands, or takes for the end of a line.
_ODD = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
# Words that YAML 1.1 or 1.2 would read as something other than text.
_RESERVED = re.compile(r"(?:true|false|yes|no|on|off|null|y|n|nan|inf)", re.IGNORECASE)
_FOLDS = re.compile(r"\S+(?: \S+)*")


def write(value: Any, *, header: str = "") -> str:
    """The text of a file: a comment at its head, then the value; rows of a list are kept apart by an empty line."""
    head = "".join(f"# {line}\n" for line in header.splitlines())
    if isinstance(value, list):
        rows = ["\n".join(_item(row, 0)) + "\n" for row in value]
        return head + ("\n" if head else "") + ("\n".join(rows) or "[]\n")
    return head + ("\n" if head else "") + "\n".join(_mapping(value, 0)) + "\n"


def _mapping(value: Mapping[str, Any], indent: int) -> Iterator[str]:
    for key, child in value.items():
        yield from _pair(str(key), child, indent)


def _pair(key: str, value: Any, indent: int) -> Iterator[str]:
    start = f"{' ' * indent}{key}:"
    if isinstance(value, Mapping) and value and not _is_flat(value):
        yield start
        yield from _mapping(value, indent + 2)
    elif isinstance(value, list) and value and not _fits(start, value):
        yield start
        for one in value:
            yield from _item(one, indent + 2)
    elif isinstance(value, str) and not _fits(start, value):
        yield from _block(start, value, indent + 2)
    else:
        yield f"{start} {_inline(value)}"


def _item(value: Any, indent: int) -> Iterator[str]:
    if not isinstance(value, Mapping):
        yield f"{' ' * indent}- {_inline(value)}"
        return
    first, *rest = _mapping(value, indent + 2)
    yield f"{' ' * indent}- {first[indent + 2 :]}"
    yield from rest


def _is_flat(value: Mapping[str, Any]) -> bool:
    """Effects and conditions of choices: `{channel: 1}`, `{leverage: {at_least: 2}}`."""
    return all(isinstance(v, int) or (isinstance(v, Mapping) and _is_flat(v)) for v in value.values())


def _fits(start: str, value: Any) -> bool:
    if isinstance(value, list):
        slugs = all(isinstance(one, str) and _SLUG.fullmatch(one) for one in value)
        return slugs and len(f"{start} {_inline(value)}") <= WIDTH
    # What has no space, an address, cannot be folded.
    return "\n" not in value and (" " not in value or len(f"{start} {_inline(value)}") <= WIDTH)


def _block(start: str, words: str, indent: int) -> Iterator[str]:
    """A long text: folded where it is one paragraph, as typed where it has lines of its own."""
    if "\n" in words and not re.search(r"\A\s|\s\Z", words) and not _ODD.search(words):
        yield f"{start} |-"
        yield from (" " * indent + line if line else "" for line in words.split("\n"))
    elif _FOLDS.fullmatch(words) and not _ODD.search(words):
        yield f"{start} >-"
        yield from (" " * indent + line for line in _folded(words, WIDTH - indent))
    else:
        yield f"{start} {_quoted(words)}"


def _folded(words: str, width: int) -> Iterator[str]:
    line = ""
    for word in words.split(" "):
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


def _inline(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_inline(child)}" for key, child in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_inline, value)) + "]"
    return _text(value) if isinstance(value, str) else str(value)


def _text(words: str) -> str:
    is_plain = _PLAIN.fullmatch(words) and not (
        _NOT_PLAIN.search(words) or _ODD.search(words) or _RESERVED.fullmatch(words)
    )
    return words if is_plain else _quoted(words)


def _quoted(words: str) -> str:
    if "\n" in words or _ODD.search(words):
        return '"' + "".join(c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08x}" for c in words) + '"'
    if "'" in words and not re.search(r'["\\]', words):
        return f'"{words}"'
    return "'" + words.replace("'", "''") + "'"
