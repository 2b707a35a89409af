"""Django's SQLite backend; transactions that may write begin when it is their turn."""

from typing import Any

from django.db.backends.sqlite3 import base

from sahelapp.sqlite3 import turns
from sahelapp.sqlite3.turns import Turns


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that queues before BEGIN IMMEDIATE, and leaves the queue when the transaction is over.

    The queue is a courtesy, SQLite's lock is the law: who cannot queue, or has waited for as long as `timeout` says,
    asks SQLite all the same. Reading never queues, nor does a single statement outside `atomic`.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._turn: Turns | None = None

    def _start_transaction_under_autocommit(self) -> None:
        self._turn = self._taken()
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> None:
        super()._commit()  # where it fails, Django rolls back
        self._end_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()
        finally:
            self._end_turn()

    def _close(self) -> None:
        try:
            super()._close()
        finally:
            self._end_turn()

    def _taken(self) -> Turns | None:
        name, options = str(self.settings_dict["NAME"]), self.settings_dict["OPTIONS"]
        if options.get("transaction_mode") != "IMMEDIATE" or name.startswith("file:") or self.is_in_memory_db():
            return None
        try:
            queue = turns.at(f"{name}.turns")
            return queue if queue.take(options.get("timeout", 5)) else None
        except OSError:
            return None  # a folder in which we may not write, or a disk that knows no locks

    def _end_turn(self) -> None:
        turn, self._turn = self._turn, None
        if turn is not None:
            turn.end()
