"""What is drawn for the choices of a question says nothing of where its rows stand."""

import pytest
from django.urls import reverse

from quizzes.actions import imports
from tests.quizzes.conftest import mapping, text

pytestmark = pytest.mark.django_db
GOODS = ("salt", "gold", "cloth", "books")


def matching(rows, choices):
    """A question in which each row belongs to the choice at the same place."""
    return {
        "slug": "goods-one",
        "kind": "matching",
        "mark": "1",
        "tags": [],
        "stem": text("Which belongs to which?"),
        "rows": [
            {"slug": row, "text": text(f"Row {row}"), "match": choice, "feedback": text("Said.")}
            for row, choice in zip(rows, choices, strict=True)
        ],
        "choices": [{"slug": choice, "text": text(f"Choice {choice}")} for choice in choices],
        "explanation": text("Explained."),
    }


def test_rows_keep_their_order_whatever_is_drawn_for_the_choices(publish, begin, awa, as_awa):
    rows, choices = GOODS, ("gold", "cloth", "books", "salt")  # the same names, each row with another's
    attempt = begin(awa, publish(mapping("goods", questions=[matching(rows, choices)])))
    question = as_awa.get(reverse("quizzes:play", args=[attempt.token, 1])).context["question"]
    drawn = attempt.slots.get().order
    assert sorted(drawn) == sorted(choices)
    shown = [[option.slug for option in row.options] for row in question.rows]
    assert [row.slug for row in question.rows] in (list(rows), drawn)
    assert shown in ([drawn] * 4, [list(choices)] * 4), "rows or choices come in the drawn order, never both"
    assert ([row.slug for row in question.rows] == drawn) != (shown[0] == drawn)


def test_a_row_may_not_have_the_name_of_its_own_choice():
    found = imports.quiz_from_value(mapping("goods", questions=[matching(GOODS, GOODS)])).problems
    assert [problem.says for problem in found] == ["row-names-match"] * 4
