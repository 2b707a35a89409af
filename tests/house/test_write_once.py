"""What learners met and what they sent never changes: in a migrated database every such table refuses an UPDATE."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.db import DatabaseError, connection
from django.db.migrations.state import ProjectState

from quizzes.models import Move, Regrade, Step
from quizzes.models.quiz import Pinned
from quizzes.models.version import Version
from quizzes.models.write_once import WriteOnce
from sahelapp.catalogue.models import Entry
from sahelapp.lessons.models import ReadingMark

ROOT = Path(__file__).resolve().parents[2]
VERSIONS = [model for model in apps.get_models() if issubclass(model, Version)]
# Which columns may change: erasing a person empties a key, carrying over a guest's work changes whose it is.
NEVER: dict[type, set[str]] = {model: set() for model in (Pinned, Step, Move, Regrade)}
MAY_CHANGE = {**{model: {"publisher_id"} for model in VERSIONS}, **NEVER}
MAY_CHANGE[ReadingMark] = {"learner_id"}


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> sqlite3.Connection:
    """A database as `manage.py migrate` makes it; the test database is made without migrations."""
    path = tmp_path_factory.mktemp("migrated") / "site.sqlite3"
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{path}"}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
    opened = sqlite3.connect(path)
    yield opened
    opened.close()


@pytest.mark.parametrize("model", MAY_CHANGE, ids=lambda model: model.__name__)
def test_the_database_refuses_to_change_it(migrated: sqlite3.Connection, model: type) -> None:
    table = model._meta.db_table
    rows = migrated.execute(
        "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ? AND name = ?",
        (table, f"{table}_write_once"),
    ).fetchall()
    assert rows, f"{table} has no trigger: its last migration ends with WriteOnce({table!r})"
    guarded = {column for column in columns_of(model) if f'"{column}"' in rows[0][0]}
    assert guarded == columns_of(model) - MAY_CHANGE[model]


def columns_of(model: type) -> set[str]:
    return {field.column for field in model._meta.concrete_fields}


@pytest.mark.django_db(transaction=True)
def test_write_once_forbids_and_can_be_lifted_again() -> None:
    entry = Entry.objects.create(kind="term", slug="salt", language="en", title="Salt", folded="salt", url="/")
    guard = WriteOnce("catalogue_entry", but=("visible",))
    migrate(guard.database_forwards)
    try:
        Entry.objects.filter(pk=entry.pk).update(visible=False)
        with pytest.raises(DatabaseError, match="write-once"):
            Entry.objects.filter(pk=entry.pk).update(title="Sugar")
    finally:
        migrate(guard.database_backwards)
    Entry.objects.filter(pk=entry.pk).update(title="Sugar")


def migrate(direction) -> None:
    with connection.schema_editor() as editor:
        direction("catalogue", editor, ProjectState(), ProjectState())
