"""What a learner sees of a question: before it is told, and what is said about an answer once it may be."""

from dataclasses import dataclass

from quizzes.engine.text import Text


@dataclass(frozen=True, slots=True)
class Row:
    """One place to answer in a question that has several: what it asks, and what can be chosen or typed there.

    `takes` is `choice` (one of `options`), `text` or `number`. The post holds `slug=what was given`.
    """

    slug: str
    text: Text = Text()
    takes: str = "choice"
    options: tuple[tuple[str, Text], ...] = ()
    unit: Text = Text()


@dataclass(frozen=True, slots=True)
class Face:
    """A question's body without its key.

    `options`: what can be chosen (slug and words). `unit`: of what is typed. `rows`: places to answer, in the author's
    order. `text`: the running text of a fill-in, its gaps written `{slug}`. `year`: a calendar year is asked for.
    """

    options: tuple[tuple[str, Text], ...] = ()
    unit: Text = Text()
    rows: tuple[Row, ...] = ()
    text: Text = Text()
    year: bool = False


@dataclass(frozen=True, slots=True)
class Comment:
    """What is said of one option or row once it may be.

    `verdict`: `right` or `wrong` for what was given, `missed` for what should have been. `says`: the author's feedback.
    `key`: the right answer of a row in words. `slug` is empty where the comment is on the answer as a whole.
    """

    slug: str
    verdict: str
    says: Text = Text()
    key: Text = Text()
