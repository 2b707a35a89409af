"""Questions to walk through the behaviours, and the walk itself."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from quizzes.engine.behaviours import Behaviour, replay
from quizzes.engine.kinds.multiple_choice import MultipleChoice
from quizzes.engine.kinds.single_choice import SingleChoice
from quizzes.engine.options import Option
from quizzes.engine.question import Kind
from quizzes.engine.steps import Posted, Step
from quizzes.engine.text import Text

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def _options(right: str, wrong: str) -> tuple[Option, ...]:
    return tuple(Option(slug, Text(slug, slug), slug in right) for slug in right + wrong)


ONE = SingleChoice(_options("r", "wxy"))
HALVES = MultipleChoice(_options("rs", "wx"))  # r alone is half of it
THIRDS = MultipleChoice(_options("rst", "w"))


def walk(behaviour: Behaviour, *answers: str, question: Kind = ONE, sure: int | None = None) -> tuple[Step, ...]:
    """The steps that these answers make, one a minute; each letter is an option, an empty answer a blank."""
    return posted(behaviour, [Posted(tuple(answer), certainty=sure) for answer in answers], question)


def posted(behaviour: Behaviour, posts: Iterable[Posted], question: Kind = ONE) -> tuple[Step, ...]:
    """The steps that these posts make, one a minute."""
    return replay(question, behaviour, [(post, NOON + timedelta(minutes=n)) for n, post in enumerate(posts)])


def grades(steps: Iterable[Step]) -> list[tuple[str, str | None]]:
    """What became of each post, with its exact grade."""
    return [(step.status.value, str(step.grade.left) if step.grade else None) for step in steps]
