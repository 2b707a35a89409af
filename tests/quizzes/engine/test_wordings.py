"""Accepted wordings: what is folded, what a star stands for, which of several counts."""

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.spelling import LOOK_AGAIN
from quizzes.engine.text import Text
from quizzes.engine.wordings import Wording, Wordings, matches, plain

FEW = st.text("ab*\\", max_size=8)


def accepts(pattern: str, typed: str, *, case: bool = False, accents: bool = False) -> bool:
    wordings = Wordings((Wording(Text(pattern)),), case, accents)
    return wordings.part(Text(typed, typed)) == 1


@pytest.mark.parametrize(
    ("typed", "case", "accents"),
    [
        ("coup d'état", False, False),
        ("COUP D’ETAT", False, False),
        ("coup\u00a0d’état", False, False),
        ("coup d´état", False, False),
        ("Coup d'etat", True, False),
        ("COUP D'ÉTAT", False, True),
        ("Coup d'e\u0301tat", True, True),
    ],
)
def test_what_is_typeset_otherwise_is_the_same(typed: str, case: bool, accents: bool) -> None:
    assert accepts("Coup d'état", typed, case=case, accents=accents)


@pytest.mark.parametrize(
    ("typed", "case", "accents"), [("coup d'état", True, False), ("Coup d'etat", False, True), ("Coup", False, False)]
)
def test_capitals_and_accents_count_where_they_matter(typed: str, case: bool, accents: bool) -> None:
    assert not accepts("Coup d'état", typed, case=case, accents=accents)


@pytest.mark.parametrize("typed", ["Œuvre", "Oeuvre", "OEuvre"])
@pytest.mark.parametrize("accents", [False, True])
def test_ligatures_are_the_letters_they_stand_for(typed: str, accents: bool) -> None:
    assert accepts("Œuvre", typed, case=True, accents=accents)
    assert accepts("ŒUVRE".capitalize(), typed, accents=accents)


def test_hyphens_of_every_length_are_one() -> None:
    assert accepts("Saint-Louis", "saint‑louis")
    assert accepts("Saint-Louis", "Saint–Louis", case=True)


@pytest.mark.parametrize(
    ("pattern", "words", "fits"),
    [
        ("salt", "salt", True),
        ("salt", "salty", False),
        ("salt*", "salt", True),
        ("salt*", "salty", True),
        ("*salt", "rock salt", True),
        ("*al*", "salt", True),
        ("s*t", "salt", True),
        ("s*t", "salty", False),
        ("sa*alt", "salt", False),
        ("a*b*c", "a-b-b-c", True),
        ("a*b*c", "a-c-b", False),
        ("**", "", True),
        (r"5 \* 3", "5 * 3", True),
        (r"5 \* 3", "5 x 3", False),
        (r"\**", "*anything", True),
    ],
)
def test_a_star_is_any_run_of_characters_and_none(pattern: str, words: str, fits: bool) -> None:
    assert matches(pattern, words) is fits


@given(FEW, FEW)
def test_patterns_fit_as_regular_expressions_would(pattern: str, words: str) -> None:
    parts = re.split(r"(?<!\\)(\*)", pattern)
    regex = "".join(".*" if part == "*" else re.escape(part.replace(r"\*", "*")) for part in parts)
    assert matches(pattern, words) is (re.fullmatch(regex, words, re.DOTALL) is not None)


@given(st.text(max_size=30), st.booleans(), st.booleans())
def test_folding_what_is_folded_changes_nothing(words: str, case: bool, accents: bool) -> None:
    once = plain(words, case=case, accents=accents)
    assert plain(once, case=case, accents=accents) == once


def test_the_worst_pattern_and_the_longest_answer_come_to_an_end() -> None:
    # Tried with backtracking, or letter by letter with every slip, this would outlast us all.
    wordings = Wordings((Wording(Text("*a" * 400 + "b")), Wording(Text("a" * 1000))))
    typed = "a" * 998
    assert wordings.best(typed) is None
    assert wordings.says(Text(typed, typed)) == LOOK_AGAIN


@pytest.mark.parametrize(
    ("pattern", "said"),
    [("Serval", "Serval"), ("Serval*", "Serval"), ("*Serval *", "…Serval …"), (r"5 \* 3", "5 * 3"), ("a*b", "ab")],
)
def test_a_key_is_said_without_stars_or_with_dots_where_words_must_stand(pattern: str, said: str) -> None:
    key = Wordings((Wording(Text(pattern, "sel")),)).key()
    assert key == Text(said, "sel")


@given(st.text("aéŒ *\\'", min_size=1, max_size=12).filter(lambda pattern: pattern.strip(" *\\'")), st.booleans())
def test_the_key_of_every_pattern_fits_it(pattern: str, strict: bool) -> None:
    wordings = Wordings((Wording(Text(pattern, pattern)),), strict, strict)
    key = wordings.key()
    assert key is not None
    given = wordings.read(wordings.write(key))
    assert given is not None
    assert wordings.part(given) == 1


def test_the_best_of_several_that_fit_counts_and_a_draft_brings_no_more_than_all() -> None:
    half, much = Wording(Text("s*"), Fraction(1, 2)), Wording(Text("salt"), Fraction(3))
    wordings = Wordings((half, much))
    assert wordings.best("salt") is much
    assert wordings.best("sand") is half
    assert wordings.part(Text("salt", "salt")) == 1
    assert wordings.part(Text("salt", "sand")) == Fraction(1, 2)
