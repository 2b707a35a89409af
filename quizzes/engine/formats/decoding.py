"""The bytes of a file that somebody gives, as text in UTF-8, or why they are none."""

import codecs

from quizzes.engine.problems import Problem

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decoded(data: bytes, most_megabytes: int) -> str | Problem:
    """The text, without the mark that some programs put in front; a problem stands at its 1-based line."""
    most = most_megabytes * 2**20
    if len(data) > most:
        return Problem("file-too-large", str(most_megabytes), line=data.count(b"\n", 0, most) + 1)
    if data.startswith(_UTF_16):
        return Problem("file-encoding", "UTF-16", line=1)
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode()
    except UnicodeDecodeError as mistake:
        start = mistake.start
        return Problem("file-encoding", f"0x{data[start]:02X}", line=data.count(b"\n", 0, start) + 1)
    if "\0" in text:
        return Problem("character-zero", line=text.count("\n", 0, text.index("\0")) + 1)
    return text if text.strip() else Problem("file-empty")
