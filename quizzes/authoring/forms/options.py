"""The options of the choice kinds, a fieldset each."""

from django.utils.translation import gettext_lazy as _

from quizzes.authoring.forms import parts
from quizzes.authoring.forms.rows import Rows

OPTIONS = Rows(
    "options",
    _("Option %(number)s"),
    (parts.text("text", _("text")), parts.tick("right", _("right")), parts.FEEDBACK),
)
