"""Things to put in their right order."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from quizzes.authoring.forms import parts
from quizzes.authoring.forms.question import QuestionForm
from quizzes.authoring.forms.rows import Body, Group, Rows, Section

CREDITS = (
    ("positions", _("for each item at its own place")),
    ("pairs", _("for each two neighbours in the right order")),
    ("run", _("for the longest run in the right order")),
)
COUNTING = Group(_("Marks"), (parts.pick("credit", _("marks are given"), CREDITS),))
ITEMS = Rows(
    "items",
    _("Item %(number)s, in the right order"),
    (parts.text("text", _("text")), parts.FEEDBACK),
    movable=True,
)


class AuthorForm(QuestionForm):
    """The items from first to last."""

    @classmethod
    def sections(cls, sheet: Body) -> Sequence[Section]:
        return (COUNTING, ITEMS)
