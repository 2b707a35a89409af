"""What `/healthz` tells: the version that runs, and how the database is kept, asked of the database itself."""

import sqlite3
import tomllib
from functools import cache
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

_SYNCHRONOUS = ("OFF", "NORMAL", "FULL", "EXTRA")


@cache
def version() -> str:
    """The version that pyproject.toml gives."""
    return tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def database() -> dict[str, Any]:
    """Engine, what is in force, and how many migrations wait. Raises `django.db.Error` when it cannot be reached."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        in_force = _sqlite(cursor) if connection.vendor == "sqlite" else {}
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return {"engine": connection.vendor, **in_force, "migrations_pending": len(pending)}


def _sqlite(cursor: Any) -> dict[str, Any]:
    """The journal in force beside the one that the rule in settings.py asks for."""
    cursor.execute("PRAGMA journal_mode")
    [journal] = cursor.fetchone()
    cursor.execute("PRAGMA synchronous")
    [synchronous] = cursor.fetchone()
    return {
        "sqlite": sqlite3.sqlite_version,
        "journal": journal.upper(),
        "journal_by_rule": settings.SQLITE_JOURNAL,
        "wal_is_safe": settings.WAL_IS_SAFE,
        "synchronous": _SYNCHRONOUS[synchronous],
    }
