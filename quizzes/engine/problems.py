"""What is wrong with something a person wrote, as values: all nineteen at once, not the first as an exception."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend.

    `says` is a stable code, put into the reader's words by `quizzes.wording`; `detail` is the offending piece;
    `where` names the place ("explanation (fr)", or a file); `line` is 1-based when a file was read.
    """

    says: str
    detail: str = ""
    where: str = ""
    line: int | None = None
