"""The author forms: what is read is written back, and what a teacher types becomes what the kind reads."""

from typing import Any

import pytest
from django.forms import BaseForm
from django.utils import translation

from quizzes.authoring.bodies import form_for
from quizzes.engine import kinds
from quizzes.models import Question
from tests.quizzes.authoring.bodies import BODIES, both

pytestmark = pytest.mark.django_db

NAMES = [kind.kind for kind in kinds.KINDS]


def filled(kind: str, body: dict[str, Any], hints: list[dict[str, str]] = [], **typed: Any) -> BaseForm:  # noqa: B006
    """The form of this question as a browser sends it back after `typed` was typed into it."""
    question = Question(slug="salt", question_kind=kind, body=body, hints=hints)
    made = form_for(kind, body)
    shown = made(instance=question)
    data = {name: shown[name].value() for name in shown.fields} | typed
    return made({name: value for name, value in data.items() if value not in (None, False)}, instance=question)


def written(kind: str, body: dict[str, Any], **typed: Any) -> dict[str, Any]:
    form = filled(kind, body, **typed)
    assert form.errors == {}
    return form.instance.body


def error(kind: str, body: dict[str, Any], **typed: Any) -> dict[str, list[str]]:
    return {name: list(words) for name, words in filled(kind, body, **typed).errors.items()}


def pair(name: str, words: str) -> dict[str, str]:
    return {f"{name}_{language}": text for language, text in both(words).items()}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("kind", NAMES)
def test_what_is_not_touched_stays_as_it_was_written(kind: str, language: str) -> None:
    with translation.override(language):
        assert written(kind, BODIES[kind]) == BODIES[kind]


@pytest.mark.parametrize("kind", NAMES)
def test_the_stored_value_of_each_kind_passes_unchanged(kind: str) -> None:
    stored = kinds.from_value(kind, BODIES[kind]).to_value()
    assert written(kind, stored) == stored


@pytest.mark.parametrize("kind", NAMES)
def test_an_unfinished_draft_of_each_kind_is_kept_and_can_be_read(kind: str) -> None:
    assert kinds.from_value(kind, written(kind, {})).problems()


@pytest.mark.parametrize("kind", NAMES)
def test_our_bodies_may_be_published(kind: str) -> None:
    assert kinds.from_value(kind, BODIES[kind]).problems() == []


def test_hints_are_kept_in_their_order_and_empty_ones_left_out() -> None:
    form = filled("true_false", {}, [both("Old.")], **pair("hint_3", "Last."))
    assert form.is_valid()
    assert form.instance.hints == [both("Old."), both("Last.")]


def test_more_hints_than_there_are_fields_are_kept() -> None:
    hints = [both(f"Hint {number}.") for number in range(5)]
    form = filled("true_false", {}, hints)
    assert form.is_valid()
    assert form.instance.hints == hints


def test_an_emptied_row_is_taken_out_and_the_others_keep_their_names() -> None:
    body = written("single_choice", BODIES["single_choice"], text_1_en="", text_1_fr="", text_2_en="Dust")
    assert [option["slug"] for option in body["options"]] == ["gold"]


def test_new_rows_are_named_by_their_words_and_no_two_alike() -> None:
    typed = pair("text_3", "Salt") | {"text_4_fr": "Sel gemme"}
    body = written("single_choice", BODIES["single_choice"], **typed)
    assert [option["slug"] for option in body["options"]] == ["salt", "gold", "salt-3", "sel-gemme"]


def test_feedback_on_a_row_without_words_is_not_lost_in_silence() -> None:
    found = error("single_choice", BODIES["single_choice"], feedback_3_en="Well said.")
    assert found == {"text_3_en": ["Fill this in too, or empty the whole row."]}


def test_false_can_be_the_right_answer_of_a_new_question() -> None:
    assert written("true_false", {}, right="false") == {"version": 1, "right": False}


@pytest.mark.parametrize(
    ("typed", "stored"), [("1/2", "1/2"), ("50 %", "1/2"), ("0,5", "0.5"), ("0.5", "0.5"), ("1 / 3", "1/3")]
)
def test_a_weight_may_be_written_in_many_ways(typed: str, stored: str) -> None:
    body = written("short_text", {}, text_1_en="Gao", weight_1=typed)
    assert body["answers"] == [{"text": {"en": "Gao", "fr": ""}, "weight": stored}]


@pytest.mark.parametrize("typed", ["half", "150 %", "2", "0", "1/0", "-1/2"])
def test_what_is_no_weight_is_told(typed: str) -> None:
    found = error("short_text", {}, text_1_en="Gao", weight_1=typed)
    assert found == {"weight_1": [f"“{typed}” is not a weight. Write a share of full marks: 1/2, 0.5 or 50 %."]}


@pytest.mark.parametrize(("language", "typed", "stored"), [
    ("en", "1,312", "1312"), ("fr", "1,312", "1.312"), ("fr", "0,05", "0.05"), ("en", "0,05", "0.05"),
    ("fr", "1\u202f312,50", "1312.50"), ("en", "0.0000001", "0.0000001"),
])  # fmt: skip
def test_a_number_is_read_as_the_author_writes_it(language: str, typed: str, stored: str) -> None:
    with translation.override(language):
        assert written("numerical", {}, key=typed)["key"] == stored


def test_a_number_with_two_meanings_is_asked_about() -> None:
    with translation.override("fr"):
        assert "key" in error("numerical", {}, key="1.312")


def test_further_numbers_and_units_can_be_added() -> None:
    typed = {"key_also_2": "1400", "weight_also_2": "25 %", "factor_unit_2": "0,001", **pair("text_unit_2", "g")}
    body = written("numerical", BODIES["numerical"], **typed)
    assert body["also"][1] == {"key": "1400", "weight": "1/4"}
    assert body["units"][1] == {"text": both("g"), "factor": "0.001"}


@pytest.mark.parametrize(("row", "place", "order"), [
    (3, "1", ["gao", "taghaza", "timbuktu"]), (1, "3", ["timbuktu", "gao", "taghaza"]),
    (1, "2", ["timbuktu", "taghaza", "gao"]),
])  # fmt: skip
def test_an_item_is_moved_by_the_place_it_shall_have(row: int, place: str, order: list[str]) -> None:
    body = written("ordering", BODIES["ordering"], **{f"place_{row}": place})
    assert [item["slug"] for item in body["items"]] == order


def matches(body: dict[str, Any]) -> list[tuple[str, str]]:
    return [(row["slug"], row.get("match", "")) for row in body["rows"]]


def choices(body: dict[str, Any]) -> list[tuple[str, str]]:
    return [(choice["slug"], choice["text"]["en"]) for choice in body["choices"]]


def test_a_match_in_other_words_is_the_same_choice() -> None:
    body = written("matching", BODIES["matching"], **pair("match_text_2", "The forests"))
    assert choices(body) == [("south", "The forests"), ("sea", "Sea"), ("north", "North")]
    assert matches(body) == matches(BODIES["matching"])


def test_a_match_that_lives_on_in_another_row_is_not_renamed() -> None:
    body = written("matching", BODIES["matching"], **pair("match_text_1", "The desert"))
    assert choices(body)[2:] == [("north", "North"), ("the-desert", "The desert")]
    assert matches(body)[0] == ("salt", "the-desert")


def test_rows_that_say_the_same_share_a_choice() -> None:
    typed = (
        pair("text_1", "Salt") | pair("match_text_1", "North") | pair("text_2", "Tea") | pair("match_text_2", "North")
    )
    body = written("matching", {}, **typed, **pair("text_extra_1", "Moon"))
    assert matches(body) == [("salt", "north"), ("tea", "north")]
    assert choices(body) == [("north", "North"), ("moon", "Moon")]


def test_a_row_may_wait_for_its_match() -> None:
    body = written("matching", BODIES["matching"], match_text_2_en="", match_text_2_fr="")
    assert matches(body)[1] == ("gold", "")
    assert "south" not in dict(choices(body))


def test_a_party_and_what_it_says_are_written_at_once() -> None:
    typed = pair("text_party_2", "The salt guild") | pair("text_1", "Salt is dear.") | {"said_by_1": "#2"}
    body = written("according_to_whom", {}, **typed)
    assert [party["slug"] for party in body["parties"]] == ["the-salt-guild"]
    assert body["statements"][0]["said_by"] == "the-salt-guild"


def test_no_party_takes_the_name_of_the_answer_that_sources_disagree() -> None:
    body = written("according_to_whom", {}, text_party_1_en="Sources disagree")
    assert body["parties"][0]["slug"] == "sources-disagree-1"


@pytest.mark.parametrize("typed", [{"said_by_1": "#3"}, {"text_party_2_en": "", "text_party_2_fr": ""}])
def test_a_statement_by_a_party_without_a_name_is_told(typed: dict[str, str]) -> None:
    found = error("according_to_whom", BODIES["according_to_whom"], **typed)
    assert found == {"__all__": ["“First” is said by a party that has no name here. Name the party or choose another."]}


def test_the_gaps_follow_the_text() -> None:
    texts = {"text_en": "{who} sold {where}.", "text_fr": "{who} vendait {where}."}
    body = written("fill_in", BODIES["fill_in"], **texts)
    assert body["gaps"] == [BODIES["fill_in"]["gaps"][0], {"slug": "where", "takes": "text"}]


def test_a_gap_that_cannot_be_named_is_told() -> None:
    found = error("fill_in", {}, text_fr="À {Gao ville}.")
    assert found == {"text_fr": ["“{Gao ville}” does not name a gap: use a-z, digits and hyphens between the braces."]}


def gap(**typed: Any) -> dict[str, Any]:
    """One new gap, filled in as `typed`."""
    body = {"text": {"en": "{x}", "fr": "{x}"}, "gaps": [{"slug": "x", "takes": "text"}]}
    return dict(written("fill_in", body, **typed)["gaps"][0])


def test_the_options_of_a_gap_are_written_in_lines() -> None:
    options = gap(takes_1="choice", given_1="Wood | Bois\r\n* Gao\r\n\r\n\\*Salt | Sel \\| gemme")["options"]
    assert [(option["slug"], option["text"], option.get("right", False)) for option in options] == [
        ("wood", {"en": "Wood", "fr": "Bois"}, False),
        ("gao", {"en": "Gao", "fr": "Gao"}, True),
        ("salt", {"en": "*Salt", "fr": "Sel | gemme"}, False),
    ]


def test_the_words_of_a_gap_are_written_in_lines() -> None:
    answers = gap(given_1="Tombou*\r\na town | une ville = 50 %")["answers"]
    assert [(answer["text"]["fr"], answer.get("weight", "1")) for answer in answers] == [
        ("Tombou*", "1"), ("une ville", "1/2"),
    ]  # fmt: skip


def test_what_is_wrong_in_a_line_is_told_at_its_gap() -> None:
    for typed in ("a | b | c", "Gao = 3"):
        body = {"text": {"en": "{x}"}, "gaps": [{"slug": "x", "takes": "text"}]}
        assert list(error("fill_in", body, given_1=typed)) == ["given_1"]
    assert list(error("fill_in", body, takes_1="number", given_1="many")) == ["given_1"]


def test_an_option_of_a_gap_keeps_its_name_and_feedback_when_lines_move_and_change() -> None:
    body = written("fill_in", BODIES["fill_in"], given_3="Tea | Thé\nGold | Gold (fr)\n* Salt | Salt (fr)")
    assert [option["slug"] for option in body["gaps"][2]["options"]] == ["tea", "gold", "salt"]
    body = written("fill_in", BODIES["fill_in"], given_3="* Rock salt | Sel gemme\nGold | Gold (fr)")
    assert body["gaps"][2]["options"][0]["slug"] == "salt"
    assert body["gaps"][2]["options"][0]["feedback"] == both("On salt.")


def test_a_text_emptied_by_mistake_takes_no_gap_with_it() -> None:
    body = written("fill_in", BODIES["fill_in"], text_en="", text_fr="")
    assert len(body["gaps"]) == 3


def test_a_gap_filled_in_another_way_forgets_the_old_one() -> None:
    what = written("fill_in", BODIES["fill_in"], takes_3="text", given_3="Salt | Sel")["gaps"][2]
    assert "options" not in what
    assert what["answers"] == [{"text": {"en": "Salt", "fr": "Sel"}}]


def test_what_a_course_file_leaves_unsaid_stays_unsaid() -> None:
    answers, options = [{"text": both("Gao")}], [{"slug": "gao", "text": both("Gao")}]
    gaps = [
        {"slug": "x", "takes": "text", "answers": answers},
        {"slug": "y", "takes": "choice", "options": options},
    ]
    body = {"version": 1, "text": {"en": "{x} {y}", "fr": "{x} {y}"}, "gaps": gaps}
    assert written("fill_in", body) == body
