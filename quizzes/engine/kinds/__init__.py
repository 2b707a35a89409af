"""The registry of question kinds: one module each, listed in the order teachers see.

May import: engine.grade, engine.text, engine.steps and what those need; a kind never imports another kind.
To add one: a module here, a template in templates/quizzes/kinds/, a form in quizzes/authoring/, a line below, a test.
Begin with: numerical.py.
"""

from collections.abc import Mapping
from typing import Any

from quizzes.engine.kinds.according_to_whom import AccordingToWhom
from quizzes.engine.kinds.fill_in import FillIn
from quizzes.engine.kinds.matching import Matching
from quizzes.engine.kinds.multiple_choice import MultipleChoice
from quizzes.engine.kinds.numerical import Numerical
from quizzes.engine.kinds.ordering import Ordering
from quizzes.engine.kinds.short_text import ShortText
from quizzes.engine.kinds.single_choice import SingleChoice
from quizzes.engine.kinds.true_false import TrueFalse
from quizzes.engine.kinds.unknown import UnknownKind
from quizzes.engine.question import Kind

KINDS: tuple[type[Kind], ...] = (
    SingleChoice,
    MultipleChoice,
    TrueFalse,
    ShortText,
    Numerical,
    Ordering,
    Matching,
    FillIn,
    AccordingToWhom,
)


def from_value(name: str, value: Mapping[str, Any]) -> Kind:
    """The body of a question of the kind called `name`; a retired kind is shown and never graded."""
    for kind in KINDS:
        if kind.kind == name:
            return kind.from_value(value)
    return UnknownKind.from_value(value)
