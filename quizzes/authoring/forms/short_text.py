"""A few words to type."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from quizzes.authoring.forms import parts, typed
from quizzes.authoring.forms.question import QuestionForm
from quizzes.authoring.forms.rows import Body, Group, Rows, Section

READING = Group(_("How answers are read"), (typed.CASE, typed.ACCENTS))
ANSWERS = Rows(
    "answers",
    _("Accepted answer %(number)s"),
    (
        parts.text(
            "text", _("words"), help_text=_("A star stands for any letters: Tombou*. For a star itself write \\*.")
        ),
        parts.WEIGHT,
        parts.FEEDBACK,
    ),
    named=False,
)


class AuthorForm(QuestionForm):
    """The answers that are accepted, and what each is worth."""

    @classmethod
    def sections(cls, sheet: Body) -> Sequence[Section]:
        return (ANSWERS, READING)
