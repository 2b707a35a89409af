"""Writers take turns: each waits for those before it, and for nobody who came later.

SQLite's own way is to sleep and look again, ever longer, and whoever looks at the right moment goes first: under
gunicorn, with 16 learners saving at once, one answer in a hundred took five times as long as half of them (make bench);
with turns it takes a third more. Threads of one process queue for a lock of the process, and the first of each process
for a lock on a file beside the database, which the kernel frees when its holder dies.
"""

import fcntl
import os
import threading
import time

# Two bytes of the file. Who is next holds the second while waiting for the first, so that a process whose turn has just
# ended cannot take the following one while another process waits.
_TURN, _NEXT = 0, 1
_LOOK_AGAIN = 0.0005  # seconds; only the first of each process looks


class Turns:
    """The queue for one file, as this process sees it."""

    def __init__(self, path: str) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        self._here = threading.Lock()

    def take(self, seconds: float) -> bool:
        """Wait for our turn, so long at most; whether it is ours now. OSError where the file knows no locks."""
        end, is_ours = time.monotonic() + seconds, False
        if not self._here.acquire(timeout=seconds):
            return False
        try:
            is_ours = self._first_here(end)
        finally:
            if not is_ours:
                self._here.release()
        return is_ours

    def end(self) -> None:
        """Let the next one write."""
        self._free(_TURN)
        self._here.release()

    def _first_here(self, end: float) -> bool:
        if not self._hold(_NEXT, end):
            return False
        try:
            return self._hold(_TURN, end)
        finally:
            self._free(_NEXT)

    def _hold(self, byte: int, end: float) -> bool:
        # The kernel would wait for us and sooner be done, but knows no limit to waiting.
        while True:
            try:
                fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, byte)
            except BlockingIOError:
                if time.monotonic() >= end:
                    return False
                time.sleep(_LOOK_AGAIN)
            else:
                return True

    def _free(self, byte: int) -> None:
        fcntl.lockf(self._file, fcntl.LOCK_UN, 1, byte)


_queues: dict[str, Turns] = {}
_one_at_a_time = threading.Lock()


def at(path: str) -> Turns:
    """The queue for a file. One for each process: closing the file a second time would free the lock."""
    with _one_at_a_time:
        if path not in _queues:
            _queues[path] = Turns(path)
        return _queues[path]


def _forget() -> None:
    """A child has none of its parent's locks on the file, and must not wait for threads that it does not have."""
    global _one_at_a_time
    _one_at_a_time = threading.Lock()
    _queues.clear()


os.register_at_fork(after_in_child=_forget)
