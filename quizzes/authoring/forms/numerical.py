"""A number. The form to read first: the others are laid out like it."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from quizzes.authoring.forms import parts, typed
from quizzes.authoring.forms.question import QuestionForm
from quizzes.authoring.forms.rows import Body, Group, Rows, Section

KEY = parts.number("key", _("right number"))
YEAR = parts.tick("year", _("a calendar year"), _("Written without a space or comma between its digits."))

ANSWER = Group(_("Answer"), (KEY, typed.TOLERANCE, typed.RELATIVE, typed.UNIT, YEAR))
UNITS = Rows(
    "units",
    _("Other unit %(number)s"),
    (
        parts.text("text", _("unit"), rows=1),
        parts.number("factor", _("factor"), _("What turns it into the unit above: 1000 from tonnes to kilograms.")),
    ),
    mark="unit",
    named=False,
    least=0,
    spare=1,
)
ALSO = Rows(
    "also",
    _("Also accepted %(number)s"),
    (parts.number("key", _("number")), typed.TOLERANCE, typed.RELATIVE, parts.WEIGHT, parts.FEEDBACK),
    leads="key",
    mark="also",
    named=False,
    least=0,
    spare=1,
)


class AuthorForm(QuestionForm):
    """The number, how far off is still right, and in which units."""

    @classmethod
    def sections(cls, sheet: Body) -> Sequence[Section]:
        return (ANSWER, ALSO, UNITS)
