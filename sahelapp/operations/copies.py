"""Whole copies of the database: made while people write, checked, and put back without losing what they replace."""

import os
import shutil
import sqlite3
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection

POSTGRESQL_MAGIC = b"PGDMP"
SQLITE_MAGIC = b"SQLite format 3\0"


class CopyFailed(Exception):
    """Something that the operator can mend; the message says what happened and what to do."""


def backup(target: Path) -> None:
    """Write a copy of the database to `target`, which must not exist; it gets its name only when it is whole."""
    if target.exists():
        raise CopyFailed(f"{target} exists already; name another file, a backup never overwrites one.")
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    try:
        (_dump if connection.vendor == "postgresql" else _vacuum)(part)
        _reach_the_disk(part)
        part.rename(target)
        _reach_the_disk(target.parent)
    finally:
        part.unlink(missing_ok=True)


def restore(source: Path, *, now: datetime) -> Path | None:
    """Put a copy back. With SQLite the file that it replaces is kept beside it; its new path is returned."""
    if not source.is_file():
        raise CopyFailed(f"There is no file {source}.")
    if connection.vendor == "postgresql":
        _pg_restore(source)
        return None
    check(source)
    database = Path(connection.settings_dict["NAME"])
    connection.close()
    aside = database.with_name(f"{database.name}.replaced-{now:%Y%m%d-%H%M%S}")
    fresh = database.with_name(f"{database.name}.restoring")
    shutil.copyfile(source, fresh)
    _reach_the_disk(fresh)
    if database.exists():
        _fold_the_journal(database)
        database.rename(aside)
    fresh.rename(database)
    _reach_the_disk(database.parent)
    return aside if aside.exists() else None


def check(copy: Path) -> None:
    """Refuse a file that is no database or is damaged."""
    with copy.open("rb") as file:
        if file.read(len(SQLITE_MAGIC)) != SQLITE_MAGIC:
            raise CopyFailed(f"{copy} is not an SQLite database; was it made by `manage.py backup` from PostgreSQL?")
    with sqlite3.connect(f"file:{copy}?mode=ro", uri=True) as opened:
        try:
            [(verdict,)] = opened.execute("PRAGMA integrity_check(1)").fetchall()
        except sqlite3.DatabaseError as fault:
            verdict = str(fault)
    opened.close()
    if verdict != "ok":
        raise CopyFailed(f"{copy} is damaged ({verdict}); nothing was changed. Restore another backup.")


def _vacuum(target: Path) -> None:
    # VACUUM INTO reads one consistent state while others write, and is hundreds of times quicker than the backup API.
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(target)])
    check(target)


def _fold_the_journal(database: Path) -> None:
    """In WAL mode recent commits may stand beside the file: bring them in before it is moved."""
    with sqlite3.connect(database) as opened:
        opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    opened.close()


def _dump(target: Path) -> None:
    _run("pg_dump", "--format=custom", f"--file={target}", f"--dbname={connection.settings_dict['NAME']}")


def _pg_restore(source: Path) -> None:
    with source.open("rb") as file:
        if file.read(len(POSTGRESQL_MAGIC)) != POSTGRESQL_MAGIC:
            raise CopyFailed(f"{source} is not a PostgreSQL backup; was it made by `manage.py backup` from SQLite?")
    name = connection.settings_dict["NAME"]
    connection.close()
    _run("pg_restore", "--clean", "--if-exists", "--single-transaction", f"--dbname={name}", str(source))


def _run(program: str, *arguments: str) -> None:
    """Run a PostgreSQL program on our database; the password goes by the environment, not by the command line."""
    settings: dict[str, Any] = connection.settings_dict
    names = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD"}
    access = {variable: str(settings[name]) for name, variable in names.items() if settings.get(name)}
    try:
        subprocess.run([program, *arguments], env={**os.environ, **access}, check=True, capture_output=True, text=True)
    except FileNotFoundError as missing:
        raise CopyFailed(f"{program} is not installed; it comes with PostgreSQL's client programs.") from missing
    except subprocess.CalledProcessError as failed:
        raise CopyFailed(f"{program} failed: {failed.stderr.strip()}") from failed


def _reach_the_disk(path: Path) -> None:
    """A copy that a power cut can take away is no copy."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
