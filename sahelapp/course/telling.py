"""A problem with its file, line and part, and how it is told: `events.yaml:12 (salt-road): ...`."""

from dataclasses import dataclass, replace

from quizzes import wording
from quizzes.engine.problems import Problem
from sahelapp.course.files import File


@dataclass(frozen=True, slots=True)
class Located(Problem):
    """`where` is the file; `part` what a person calls the place in it: a row, a block of text and its language."""

    part: str = ""


def located(problem: Problem, file: File, *, part: str = "", line: int | None = None) -> Located:
    """The problem with its file, and with the line on which its detail stands, as far as that can be found."""
    line = line or problem.line or file.line_of_words(problem.detail)
    inside = ", ".join(dict.fromkeys(filter(None, (part, problem.where if problem.where != file.name else ""))))
    return Located(problem.says, problem.detail, file.name, line, inside)


def told(problem: Problem) -> str:
    """One problem as a line for a person."""
    words = wording.sentence(replace(problem, where="", line=None))
    place = problem.where if problem.line is None else f"{problem.where}:{problem.line}"
    part = f" ({problem.part})" if isinstance(problem, Located) and problem.part else ""
    return f"{place}{part}: {words}"
