"""What a learner sees of a question: before it is told, and what is said about an answer once it may be."""

from dataclasses import dataclass

from quizzes.engine.text import Text


@dataclass(frozen=True, slots=True)
class Face:
    """A question's body without its key: what can be chosen (slug and words), or the unit of what is typed."""

    options: tuple[tuple[str, Text], ...] = ()
    unit: Text = Text()


@dataclass(frozen=True, slots=True)
class Comment:
    """What is said of one option once it may be: `right` or `wrong` if chosen, `missed` if it should have been."""

    slug: str
    verdict: str
    says: Text = Text()
