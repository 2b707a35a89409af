"""Rows that each have their match. Authors type the words of the match; slugs are kept behind them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from quizzes.authoring.forms import parts
from quizzes.authoring.forms.continuity import continued
from quizzes.authoring.forms.parts import same
from quizzes.authoring.forms.question import QuestionForm
from quizzes.authoring.forms.rows import Body, Rows, Section, with_slugs

ROWS = Rows(
    "rows",
    _("Row %(number)s"),
    (
        parts.text("text", _("text")),
        parts.text("match_text", _("its match"), help_text=_("The same words in several rows are one match.")),
        parts.FEEDBACK,
    ),
)
EXTRAS = Rows(
    "extras",
    _("Match %(number)s without a row"),
    (parts.text("text", _("words")),),
    mark="extra",
    named=False,
    least=0,
)


class AuthorForm(QuestionForm):
    """Each row with its match, and matches that belong to no row."""

    @classmethod
    def sections(cls, sheet: Body) -> Sequence[Section]:
        return (ROWS, EXTRAS)

    @classmethod
    def spread(cls, body: Body) -> dict[str, Any]:
        """Each row has the words of its match; the choices that are left over are extras."""
        choices = body.get("choices") or []
        words = {choice.get("slug"): choice.get("text") for choice in choices}
        rows = [{**row, "match_text": words.get(row.get("match"))} for row in body.get("rows") or []]
        matched = {row.get("match") for row in rows}
        extras = [choice for choice in choices if choice.get("slug") not in matched]
        sheet = {key: value for key, value in body.items() if key != "choices"}
        return {**sheet, "rows": rows, "extras": extras}

    def gather(self, sheet: Body) -> dict[str, Any]:
        """Each different match is one choice, and goes on being the choice it was."""
        before = self.instance.body.get("choices") or []
        places = {choice.get("slug"): place for place, choice in enumerate(before)}
        typed = [(row["match_text"], places.get(row.get("match"))) for row in sheet["rows"] if row.get("match_text")]
        typed += [(extra["text"], places.get(extra.get("slug"))) for extra in sheet["extras"]]
        choices = _choices(typed, before)
        rows = [_matched(row, choices) for row in sheet["rows"]]
        body = {key: value for key, value in sheet.items() if key != "extras"}
        return {**body, "rows": rows, "choices": choices}


def _choices(typed: Sequence[tuple[Any, int | None]], before: Sequence[Body]) -> list[dict[str, Any]]:
    """What there was before in its old order, in its new words, and then what is new."""
    texts = [text for text, _place in typed]
    homes = continued(texts, before, [place for _text, place in typed])
    now = {home: text for home, text in zip(homes, texts, strict=True) if home is not None}
    kept = [{**before[home], "text": _kept(now[home], before[home].get("text"))} for home in sorted(now)]
    new: list[dict[str, Any]] = []
    for home, text in zip(homes, texts, strict=True):
        if home is None and not any(same(text, choice["text"]) for choice in new):
            new.append({"text": text})
    return with_slugs([*kept, *new])


def _kept(text: Any, before: Any) -> Any:
    return before if same(text, before) else text


def _matched(row: Mapping[str, Any], choices: Sequence[Body]) -> dict[str, Any]:
    """The row with the slug of its match: the one it had, where that still has these words."""
    own = {key: value for key, value in row.items() if key != "match_text"}
    fitting = [choice["slug"] for choice in choices if same(choice["text"], row.get("match_text"))]
    if not fitting:
        return {key: value for key, value in own.items() if key != "match"}
    return own if own.get("match") in fitting else {**own, "match": fitting[0]}
