"""However a transaction ends, the turn ends with it; and no queue ever keeps a writer from SQLite itself."""

import errno
import fcntl
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError, connections, transaction

from sahelapp.sqlite3 import turns


@pytest.fixture
def site(tmp_path: Path, django_db_blocker: Any) -> Iterator[Any]:
    """A connection of ours to a database file."""
    connections.settings["turns"] = {
        **connections.settings["default"],
        "ENGINE": "sahelapp.sqlite3",
        "NAME": tmp_path / "site.sqlite3",
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 0.3},
    }
    with django_db_blocker.unblock():
        connection = connections["turns"]
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE row (number integer UNIQUE)")
        yield connection
        connection.close()
    del connections["turns"], connections.settings["turns"]


def write(connection: Any, number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO row VALUES (%s)", [number])


def numbers(connection: Any) -> list[int]:
    with connection.cursor() as cursor:
        return [number for (number,) in cursor.execute("SELECT number FROM row ORDER BY number")]


def is_free(queue: Path) -> bool:
    """Whether the turn is nobody's in this process."""
    free = turns.at(str(queue)).take(0.01)
    if free:
        turns.at(str(queue)).end()
    return free


def test_a_transaction_is_one_turn(site: Any, queue: Path) -> None:
    with transaction.atomic("turns"):
        write(site, 1)
        with transaction.atomic("turns"):
            write(site, 2)
        assert not is_free(queue)
    assert is_free(queue)
    assert numbers(site) == [1, 2]


def test_a_transaction_that_fails_ends_its_turn(site: Any, queue: Path) -> None:
    write(site, 1)
    with pytest.raises(IntegrityError), transaction.atomic("turns"), transaction.atomic("turns"):
        write(site, 1)
    assert is_free(queue)
    assert numbers(site) == [1]


def test_a_savepoint_that_fails_does_not(site: Any, queue: Path) -> None:
    with transaction.atomic("turns"):
        write(site, 1)
        with pytest.raises(IntegrityError), transaction.atomic("turns"):
            write(site, 1)
        assert not is_free(queue)
    assert is_free(queue)


def test_a_connection_closed_in_the_middle_ends_its_turn(site: Any, queue: Path) -> None:
    with transaction.atomic("turns"):
        write(site, 1)
        site.close()
        assert is_free(queue)
    assert numbers(site) == []


def test_where_sqlite_refuses_the_transaction_the_turn_ends(site: Any, queue: Path, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "site.sqlite3")
    other.execute("BEGIN IMMEDIATE")  # somebody who does not queue: the sqlite3 program, a backup
    with pytest.raises(OperationalError, match="locked"), transaction.atomic("turns"):
        write(site, 1)
    assert is_free(queue)
    other.close()


def test_reading_does_not_queue(site: Any, holder: subprocess.Popen[str]) -> None:
    assert numbers(site) == []
    assert site._turn is None


def test_a_writer_that_hangs_in_the_queue_holds_others_up_for_the_timeout_only(
    site: Any, holder: subprocess.Popen[str]
) -> None:
    with transaction.atomic("turns"):
        write(site, 1)
    assert holder.poll() is None
    assert numbers(site) == [1]


def test_a_database_in_memory_has_no_queue(site: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in (":memory:", "file:shared?mode=memory&cache=shared"):
        with monkeypatch.context() as patched:
            patched.setitem(site.settings_dict, "NAME", name)
            assert site._taken() is None
    assert list(tmp_path.glob("*.turns")) == []


def test_a_folder_in_which_we_may_not_write_has_no_queue(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setitem(site.settings_dict, "NAME", "/proc/site.sqlite3")
        assert site._taken() is None


def test_where_the_disk_knows_no_locks_sqlite_is_asked_all_the_same(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: Any) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "lockf", refuse)
    for number in (1, 2):
        with transaction.atomic("turns"):
            write(site, number)
    assert numbers(site) == [1, 2]
