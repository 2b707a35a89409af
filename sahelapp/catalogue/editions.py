"""Which edition of the site stands: a number that every change of what the public sees makes larger.

What was made of published things in one edition is right as long as it stands, in every process and on every machine.
Only a version that waits for its `live_from` makes no new edition when its time comes.
"""

from django.db import connection, transaction


def edition() -> int:
    """The number of the edition that stands. One small query.

    Ask before you read what you want to keep: asked afterwards, it may be the number of what came in between.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM catalogue_edition")
        row = cursor.fetchone()
    if connection.in_atomic_block:
        # Somebody within the transaction knows this number now (tests do that): what comes next is of another one.
        connection.run_on_commit = [one for one in connection.run_on_commit if one[1] is not _begun]
    return row[0] if row else 0


def begin() -> None:
    """From the end of this transaction on the public sees something else: what was made of the last edition is old.

    Saving or deleting a row that the public may see does this by itself (`apps.py`); whoever writes such rows in bulk
    or by `update` calls it in the same transaction. Those who publish at the same moment wait for each other.
    """
    # Once in a transaction is enough, however many rows it writes: nobody outside sees what it does before its end.
    if any(done is _begun for _savepoints, done, _robust in connection.run_on_commit):
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO catalogue_edition (id, number) VALUES (1, 1) "
            "ON CONFLICT (id) DO UPDATE SET number = catalogue_edition.number + 1"
        )
    transaction.on_commit(_begun)


def _begun() -> None:
    """The sign that this transaction has begun an edition: Django drops it with the savepoint that is rolled back."""
