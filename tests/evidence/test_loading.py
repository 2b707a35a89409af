"""Rows from files: loaded once, loaded twice, edited in between, written back."""

import pytest

from quizzes.engine.problems import Problem
from sahelapp.catalogue.models import Entry
from sahelapp.evidence import actions
from sahelapp.evidence.models import Source
from sahelapp.evidence.rows import ACTORS, FIGURES, PLACES, SHAPES, SOURCES, TERMS, problems


@pytest.mark.django_db
@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.file)
def test_what_the_course_holds_comes_back_as_it_was(shape, content):
    rows = content(shape.file)
    assert problems(shape, rows) == []
    first = actions.load(shape, rows)
    again = actions.load(shape, rows)
    assert (first.created, again.unchanged, again.created, again.updated) == (len(rows), len(rows), 0, 0)
    dumped = actions.dump(shape)
    assert dumped == rows
    assert [list(row) for row in dumped] == [list(row) for row in rows]


@pytest.mark.django_db
def test_a_corrected_file_corrects_the_row(source_row):
    actions.load_sources([source_row])
    loaded = actions.load_sources([source_row | {"note_en": "Read in part."}])
    assert (loaded.updated, loaded.conflicts) == (1, [])
    assert Source.objects.get().note_en == "Read in part."


@pytest.mark.django_db
def test_what_a_teacher_changed_is_kept_and_told(source_row):
    actions.load_sources([source_row])
    source = Source.objects.get()
    source.note_en = "Moussa knows better."
    actions.keep(source)
    loaded = actions.load_sources([source_row | {"title": "New"}])
    assert loaded.conflicts == [Problem("row-changed-here", "le-monde-2022-01-31", "sources.yaml")]
    assert Source.objects.get().note_en == "Moussa knows better."


@pytest.mark.django_db
def test_a_conflict_ends_when_the_file_says_the_same(source_row):
    actions.load_sources([source_row])
    source = Source.objects.get()
    source.title = "Corrected"
    actions.keep(source)
    assert actions.load_sources([source_row | {"title": "Corrected"}]).conflicts == []
    assert actions.load_sources([source_row | {"title": "Corrected again"}]).updated == 1


@pytest.mark.django_db
def test_loading_writes_the_catalogue_in_both_languages(source_row, term_row):
    actions.load_sources([source_row])
    actions.load_terms([term_row])
    entry = Entry.objects.get(kind="source", language="fr")
    assert (entry.url, entry.summary) == ("/fr/sources/le-monde-2022-01-31/", "Le Monde, 31\u00a0janvier 2022")
    assert Entry.objects.get(kind="term", language="fr").title == "Touareg"


@pytest.mark.django_db
def test_loading_costs_no_query_per_row_for_the_catalogue(content, django_assert_max_num_queries):
    rows = content("terms.yaml")
    with django_assert_max_num_queries(len(rows) + 20):
        actions.load_terms(rows)


@pytest.mark.django_db
def test_a_removed_row_leaves_the_catalogue(source_row):
    actions.load_sources([source_row])
    actions.remove(Source.objects.get())
    assert not Entry.objects.exists()


def test_wrong_rows_are_all_told(source_row):
    rows = [
        source_row,
        source_row | {"date": "31 January", "language": "xx"},
        {"id": "b", "publisher": "B", "titel": "x"},
    ]
    assert [(problem.says, problem.detail) for problem in problems(SOURCES, rows)] == [
        ("row-twice", "le-monde-2022-01-31"),
        ("row-value-refused", "date: 31 January"),
        ("row-value-refused", "language: xx"),
        *[("row-key-missing", key) for key in ("title", "url", "language", "kind")],
        ("row-key-unknown", "titel"),
    ]


@pytest.mark.parametrize("shape", [ACTORS, FIGURES, PLACES, TERMS], ids=lambda shape: shape.file)
def test_an_empty_row_is_a_problem_not_a_crash(shape):
    assert problems(shape, [{}])


def test_a_number_that_is_none_is_refused(content):
    row = content("figures.yaml")[0] | {"value": "many"}
    assert problems(FIGURES, [row])[0].detail == "value: many"
