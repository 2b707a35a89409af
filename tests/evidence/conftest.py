"""The rows of the real course, as files hold them, and a small set that is quick to load."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

CONTENT = Path(__file__).resolve().parents[2] / "content"


@cache
def rows_of(file: str) -> tuple[dict[str, Any], ...]:
    return tuple(YAML(typ="safe").load((CONTENT / file).read_text("utf-8")))


@pytest.fixture
def content():
    """`content("sources.yaml")`: the rows of a file of the course."""
    return lambda file: [dict(row) for row in rows_of(file)]


@pytest.fixture
def source_row() -> dict[str, Any]:
    return {
        "id": "le-monde-2022-01-31",
        "publisher": "Le Monde",
        "title": "Le Mali expulse l'ambassadeur de France",
        "url": "https://example.org/a",
        "date": "2022-01-31",
        "language": "fr",
        "kind": "newspaper",
        "note_en": "Read in full.",
        "note_fr": "Lu en entier.",
    }


@pytest.fixture
def term_row() -> dict[str, Any]:
    return {
        "slug": "tuareg",
        "term_en": "Tuareg",
        "term_fr": "Touareg",
        "definition_en": "A people of the Sahara.",
        "definition_fr": "Un peuple du Sahara.",
    }
