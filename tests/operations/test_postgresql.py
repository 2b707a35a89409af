"""Backup and restore with PostgreSQL's own programs."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection

from sahelapp.operations import copies
from sahelapp.timeline.models import Theme

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(shutil.which("pg_dump") is None, reason="pg_dump is not installed"),
]


@pytest.fixture(autouse=True)
def _on_postgresql(db) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("this run is on SQLite")


def test_a_backup_brings_back_what_was_lost(tmp_path: Path) -> None:
    Theme.objects.create(slug="salt", name_en="Salt", name_fr="Sel")
    copy = tmp_path / "copy.backup"
    copies.backup(copy)
    Theme.objects.all().delete()
    assert copies.restore(copy, now=datetime(2026, 1, 1, tzinfo=UTC)) is None
    assert Theme.objects.get().name_fr == "Sel"


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    copy = tmp_path / "copy.backup"
    copy.write_bytes(b"SQLite format 3\0")
    with pytest.raises(copies.CopyFailed, match="not a PostgreSQL backup"):
        copies.restore(copy, now=datetime(2026, 1, 1, tzinfo=UTC))
