"""A database in a file of its own, to try migrations on: SQLite alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction


@contextmanager
def copied_to(path: Path) -> Iterator[None]:
    """What is in the database of the tests, as a file; ours until the block ends."""
    in_memory = connection.settings_dict["NAME"]
    connection.connection.execute("VACUUM INTO ?", [str(path)])
    kept, connection.connection = connection.connection, None  # closing it would lose the database in memory
    connection.settings_dict["NAME"] = str(path)
    yield
    connection.close()
    connection.settings_dict["NAME"], connection.connection = in_memory, kept


def migrate(*to: str) -> None:
    """Bring the quizzes to a migration, or to the newest."""
    call_command("migrate", "quizzes", *to, verbosity=0)


def rows(query: str, *parameters: Any) -> list[tuple[Any, ...]]:
    """What a query finds."""
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return cursor.fetchall()


def is_sound(forbidden: str) -> bool:
    """What never changes is refused a change, nothing points into the void, and the file is whole."""
    with pytest.raises(IntegrityError, match="write-once"), transaction.atomic():
        rows(forbidden)
    return (rows("PRAGMA foreign_key_check"), rows("PRAGMA integrity_check")) == ([], [("ok",)])
