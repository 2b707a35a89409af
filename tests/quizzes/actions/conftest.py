"""Many at once, as in production."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection


@pytest.fixture
def at_once_in_threads(tmp_path):
    """Runs jobs in threads, each with its own connection to the same database.

    SQLite's test database lives in memory, where threads cannot meet as they do in production: it is copied to a file.
    """
    if connection.vendor != "sqlite":
        yield _threads
        return
    path, in_memory = tmp_path / "real.sqlite3", connection.settings_dict["NAME"]
    connection.ensure_connection()
    connection.connection.execute("VACUUM INTO ?", [str(path)])
    kept, connection.connection = connection.connection, None  # closing it would lose the database in memory
    connection.settings_dict["NAME"] = str(path)
    yield _threads
    connection.close()
    connection.settings_dict["NAME"], connection.connection = in_memory, kept


def _threads(jobs):
    def run(job):
        try:
            return job()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return [future.result() for future in [pool.submit(run, job) for job in jobs]]
