"""Several options, each for itself right or wrong."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from quizzes.authoring.forms import parts
from quizzes.authoring.forms.options import OPTIONS
from quizzes.authoring.forms.question import QuestionForm
from quizzes.authoring.forms.rows import Body, Group, Section

COUNTING = Group(
    _("Marks"),
    (
        parts.tick(
            "all_or_nothing",
            _("all or nothing"),
            _("Marks only for all that is right and nothing else. Otherwise each right option adds its share."),
        ),
    ),
)


class AuthorForm(QuestionForm):
    """The options; one or more are right."""

    @classmethod
    def sections(cls, sheet: Body) -> Sequence[Section]:
        return (COUNTING, OPTIONS)
