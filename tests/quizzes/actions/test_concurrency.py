"""Many at once, on a real database file with real threads."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection

from quizzes.actions import attempts
from quizzes.engine.steps import Posted
from quizzes.models import Attempt, Slot, Step
from tests.quizzes.conftest import MONDAY

pytestmark = pytest.mark.django_db(transaction=True)


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


def test_twenty_different_answers_sent_at_once_all_survive(gold, begin, awa, at_once_in_threads):
    attempt = begin(awa, gold)
    slot = attempt.slots.get(position=3)

    def sender(number):
        return lambda: attempts.submit(
            Slot.objects.filter(pk=slot.pk), Posted((str(number),)), sent_as=uuid4(), seen=0, now=MONDAY
        )

    at_once_in_threads([sender(number) for number in range(20)])
    kept = sorted(int(step.to_engine().posted.values[0]) for step in Step.objects.filter(slot=slot))
    assert kept == list(range(20))
    assert Step.objects.filter(slot=slot, current=True).count() == 1


def test_one_answer_sent_twenty_times_at_once_counts_once(salt, begin, awa, at_once_in_threads):
    slot, sent_as = begin(awa, salt).slots.get(position=1), uuid4()
    at_once_in_threads(
        [lambda: attempts.submit(Slot.objects.filter(pk=slot.pk), Posted(("b",)), sent_as=sent_as, seen=0, now=MONDAY)]
        * 20
    )
    assert Step.objects.filter(slot=slot).count() == 1
    assert Attempt.objects.get().counted() == 1


def test_twenty_clicks_on_start_make_one_attempt(salt, awa, at_once_in_threads):
    started = at_once_in_threads([lambda: attempts.start(awa, salt, seed=1, now=MONDAY)] * 20)
    assert Attempt.objects.count() == 1
    assert len({one.attempt.pk for one in started}) == 1
