"""One option out of several."""

from collections.abc import Sequence

from quizzes.authoring.forms.options import OPTIONS
from quizzes.authoring.forms.question import QuestionForm
from quizzes.authoring.forms.rows import Body, Section


class AuthorForm(QuestionForm):
    """The options; one is right."""

    @classmethod
    def sections(cls, sheet: Body) -> Sequence[Section]:
        return (OPTIONS,)
