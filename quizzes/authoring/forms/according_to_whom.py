"""Statements, and the party that makes each."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from quizzes.authoring.forms import parts
from quizzes.authoring.forms.parts import same
from quizzes.authoring.forms.question import QuestionForm
from quizzes.authoring.forms.rows import Body, Rows, Section
from quizzes.engine.text import LANGUAGES, Text

SOURCES_DISAGREE = "sources-disagree"
NEW = "#"  # with a number: the party in that row, which has no slug yet
PARTIES = Rows(
    "parties",
    _("Party %(number)s"),
    (parts.text("text", _("name"), rows=1),),
    mark="party",
    reserved=frozenset({SOURCES_DISAGREE}),
)


class AuthorForm(QuestionForm):
    """The parties, and who says what; that the sources disagree is always on offer."""

    @classmethod
    def sections(cls, sheet: Body) -> Sequence[Section]:
        said_by = parts.pick("said_by", _("said by"), _on_offer(sheet))
        statements = (parts.text("text", _("statement")), said_by, parts.FEEDBACK)
        return (PARTIES, Rows("statements", _("Statement %(number)s"), statements))

    def write_body(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """With the slugs of the parties, also of those that were just named."""
        body = super().write_body(data)
        slugs = {party["slug"] for party in body.get("parties", [])} | {SOURCES_DISAGREE, ""}
        statements = [{**one, **_said_by(one, data, body)} for one in body.get("statements", [])]
        for statement in statements:
            if statement.get("said_by", "") not in slugs:
                words = _("“%(statement)s” is said by a party that has no name here. Name the party or choose another.")
                raise ValidationError(words, params={"statement": _shown(statement)})
        return {**body, "statements": statements} if statements else body


def _on_offer(sheet: Body) -> list[tuple[str, Any]]:
    parties = sheet.get("parties") or []
    there = [(party.get("slug", ""), _shown(party)) for party in parties]
    spare = [
        (f"{NEW}{number}", gettext("party %(number)s above") % {"number": number})
        for number in range(len(there) + 1, len(PARTIES.fieldsets(sheet)) + 1)
    ]
    return [("", "–"), *there, *spare, (SOURCES_DISAGREE, _("the sources disagree"))]


def _said_by(statement: Body, data: Mapping[str, Any], body: Body) -> dict[str, str]:
    """The slug of a party that was named just now; the number stays where its row is still empty."""
    chosen = statement.get("said_by", "")
    if not chosen.startswith(NEW):
        return {}
    words = {language: data[f"text_party_{chosen.removeprefix(NEW)}_{language}"] for language in LANGUAGES}
    return next(({"said_by": party["slug"]} for party in body.get("parties", []) if same(party["text"], words)), {})


def _shown(entry: Body) -> str:
    return Text.read(entry.get("text")).in_(get_language() or "en")
