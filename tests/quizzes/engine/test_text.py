"""Two languages with one fallback, French typography, and folding for search."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.text import LANGUAGES, NARROW_NO_BREAK, NO_BREAK, Text, fold, typeset


def test_a_missing_side_falls_back_to_the_other_and_is_told() -> None:
    text = Text(en="Only English")
    assert (text.in_("fr"), text.missing()) == ("Only English", ("fr",))


def test_a_fallback_is_typeset_in_the_language_it_is_in() -> None:
    assert Text(en="Really ?").in_("fr") == "Really ?"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Qui décide ?", f"Qui décide{NARROW_NO_BREAK}?"),
        ("Paris : « non »", f"Paris{NO_BREAK}: «{NO_BREAK}non{NO_BREAK}»"),
        ("l'armée d'Afrique", "l’armée d’Afrique"),
        ("1 240 192 km", f"1{NO_BREAK}240{NO_BREAK}192{NO_BREAK}km"),
        ("à 10:15, https://example.org", "à 10:15, https://example.org"),
    ],
)
def test_french_is_printed_with_its_spaces(typed: str, printed: str) -> None:
    assert typeset(typed, "fr") == printed


def test_straight_quotation_marks_are_turned() -> None:
    assert typeset('He said "no" ("never").', "en") == "He said “no” (“never”)."


def test_english_keeps_its_spaces_and_gets_curly_apostrophes() -> None:
    assert typeset("Mali's note: why?", "en") == "Mali’s note: why?"


@pytest.mark.parametrize(("shown", "typed"), [("Cœur", "coeur"), ("Bah N’Daw", "bah n'daw"), ("Ségou", "SEGOU")])
def test_what_looks_alike_is_found_alike(shown: str, typed: str) -> None:
    assert fold(shown) == fold(typed)


@given(st.text())
def test_folding_and_setting_twice_is_doing_it_once(words: str) -> None:
    assert fold(fold(words)) == fold(words)
    for language in LANGUAGES:
        assert typeset(typeset(words, language), language) == typeset(words, language)


@given(st.text(), st.text())
def test_a_text_survives_being_written_and_read(en: str, fr: str) -> None:
    assert Text.read(Text(en, fr).write()) == Text(en, fr)
