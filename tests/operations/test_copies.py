"""A backup made while people write is whole, and restoring it loses nothing of what it replaces."""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
INSERT = "INSERT INTO django_session (session_key, session_data, expire_date) VALUES (?, 'x', '2030-01-01')"


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site's SQLite file with its tables: made once, copied for each test."""
    path = tmp_path_factory.mktemp("migrated") / "site.sqlite3"
    assert manage(path, "migrate", "-v0").returncode == 0
    return path


@pytest.fixture
def database(migrated: Path, tmp_path: Path) -> Path:
    return shutil.copy(migrated, tmp_path / "site.sqlite3")


def manage(database: Path, *arguments: str) -> subprocess.CompletedProcess:
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{database}", "SAHELAPP_LOG_LEVEL": "ERROR"}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60)


def numbers(database: Path) -> list[int]:
    with sqlite3.connect(database) as opened:
        keys = [int(key) for (key,) in opened.execute("SELECT session_key FROM django_session")]
    opened.close()
    return sorted(keys)


class Writer(threading.Thread):
    """Somebody who goes on writing, as busily as a school: hundreds of commits a second."""

    def __init__(self, database: Path) -> None:
        super().__init__()
        self.database, self.written, self.stopped = database, 0, threading.Event()

    def run(self) -> None:
        with sqlite3.connect(self.database, timeout=20) as opened:
            while not self.stopped.is_set():
                opened.execute(INSERT, (str(self.written),))
                opened.commit()
                self.written += 1
                self.stopped.wait(0.002)  # without a breath between, SQLite lets nobody else in
        opened.close()


def test_a_backup_made_under_writes_is_whole_and_restores(database: Path, tmp_path: Path) -> None:
    copy, writer = tmp_path / "copy.backup", Writer(database)
    writer.start()
    before = writer.written
    done = manage(database, "backup", str(copy))
    after = writer.written
    writer.stopped.set()
    writer.join()
    assert done.returncode == 0, done.stderr
    assert after > before, "nobody wrote meanwhile: the test proves nothing"

    restored = manage(database, "restore", str(copy), "--yes")
    assert restored.returncode == 0, restored.stderr
    kept = numbers(database)
    assert kept == list(range(len(kept))), "a hole: the copy is not one moment of the database"
    assert before <= len(kept) <= after
    [aside] = tmp_path.glob("site.sqlite3.replaced-*")
    assert len(numbers(aside)) == writer.written, "what was replaced must keep every acknowledged commit"


def test_a_backup_never_overwrites_one(database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.backup"
    copy.write_text("precious")
    done = manage(database, "backup", str(copy))
    assert (done.returncode, copy.read_text()) == (1, "precious")
    assert "exists already" in done.stderr


@pytest.mark.parametrize("content", [b"not a database", b"SQLite format 3\0" + b"x" * 5000])
def test_a_damaged_backup_is_refused_and_nothing_is_touched(database: Path, tmp_path: Path, content: bytes) -> None:
    before, copy = database.read_bytes(), tmp_path / "copy.backup"
    copy.write_bytes(content)
    done = manage(database, "restore", str(copy), "--yes")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert database.read_bytes() == before


def test_restoring_asks_first(database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.backup"
    manage(database, "backup", str(copy))
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{database}"}
    command = [sys.executable, "manage.py", "restore", str(copy)]
    done = subprocess.run(command, cwd=ROOT, env=environment, input="no\n", capture_output=True, text=True, check=False)
    assert (done.returncode, list(tmp_path.glob("*.replaced-*"))) == (1, [])
