"""The author form of a kind, found by the kind's name as its template is: `AuthorForm` in `forms/<kind>.py`.

What kinds there are, and in which order, `engine.kinds.KINDS` says; `quizzes.checks` says which of them has no form.
"""

from importlib import import_module
from typing import Any

from quizzes.authoring import forms
from quizzes.authoring.forms.question import QuestionForm


def author_form(kind: str) -> type[QuestionForm] | None:
    """The form of this kind; None where nobody wrote one, or the kind is retired."""
    address = f"{forms.__name__}.{kind}"
    try:
        module = import_module(address)
    except ModuleNotFoundError as missing:
        if missing.name != address:  # the form is there, and something that it needs is not
            raise
        return None
    return getattr(module, "AuthorForm", None)


def form_for(kind: str, body: dict[str, Any]) -> type[QuestionForm]:
    """The form for a question of this kind; of an unknown one, only what every question has."""
    return (author_form(kind) or QuestionForm).for_body(body)
