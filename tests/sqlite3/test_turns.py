"""Writers take turns: one at a time, nobody twice before another, and the dead hold nobody up."""

import errno
import fcntl
import os
import subprocess
import threading
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from sahelapp.sqlite3 import turns
from tests.sqlite3.conftest import Elsewhere

# Each turn writes when it began and when it ended: a line that a file opened for appending takes whole.
WRITE_A_HUNDRED = """
log = os.open({log!r}, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
print("ready", flush=True)
sys.stdin.readline()
for _ in range(100):
    assert turns.take(20)
    begun = time.monotonic_ns()
    time.sleep(0.001)
    os.write(log, f"{{begun}} {{time.monotonic_ns()}} {{os.getpid()}}\\n".encode())
    turns.end()
"""


def at_once(elsewhere: Elsewhere, log: Path, processes: int) -> list[tuple[int, int, int]]:
    """What processes wrote that began together: begin, end and process of each turn, in order."""
    writers = [elsewhere(WRITE_A_HUNDRED.format(log=str(log))) for _ in range(processes)]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    assert [writer.wait(timeout=60) for writer in writers] == [0] * processes
    return sorted(tuple(map(int, line.split())) for line in log.read_text().splitlines())  # type: ignore[misc]


def test_two_processes_never_write_at_once_and_neither_goes_twice_while_the_other_waits(
    elsewhere: Elsewhere, tmp_path: Path
) -> None:
    written = at_once(elsewhere, tmp_path / "log", 2)
    assert len(written) == 200
    assert all(one[1] <= other[0] for one, other in pairwise(written)), "two turns at once"
    changes = sum(one[2] != other[2] for one, other in pairwise(written))
    assert changes > 150, "the process that had just written went first again and again"


def test_a_process_that_is_killed_frees_its_turn(holder: subprocess.Popen[str], queue: Path) -> None:
    mine = turns.at(str(queue))
    assert not mine.take(0.05)
    holder.kill()
    assert mine.take(5)
    mine.end()


def test_who_has_waited_long_enough_gives_up_and_may_queue_again(holder: subprocess.Popen[str], queue: Path) -> None:
    mine, begun = turns.at(str(queue)), time.monotonic()
    assert [mine.take(0.2), mine.take(0.2)] == [False, False]
    assert 0.4 <= time.monotonic() - begun < 5
    holder.communicate()  # its input ends, and so does the process
    assert mine.take(5)
    mine.end()


def test_threads_of_one_process_take_turns_too(queue: Path) -> None:
    mine, inside, most = turns.at(str(queue)), [0], [0]

    def write() -> None:
        for _ in range(20):
            assert mine.take(20)
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            time.sleep(0.0005)
            inside[0] -= 1
            mine.end()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1]


def test_threads_that_come_first_together_get_one_queue(queue: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, at_the_door, opens = [], threading.Barrier(4), os.open

    def open_slowly(*args: Any) -> int:
        time.sleep(0.05)
        return opens(*args)

    def come() -> None:
        at_the_door.wait()
        made.append(turns.at(str(queue)))

    monkeypatch.setattr(os, "open", open_slowly)
    threads = [threading.Thread(target=come) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one is made[0] for one in made] == [True] * 4


@pytest.mark.parametrize("fails_at", [1, 2])
def test_a_disk_that_knows_no_locks_leaves_the_queue_free(
    fails_at: int, queue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, lock, asked = turns.at(str(queue)), fcntl.lockf, []

    def refuse(file: int, what: int, *args: int) -> None:
        asked.append(what)
        if len(asked) == fails_at:
            raise OSError(errno.ENOLCK, "No locks available")
        lock(file, what, *args)

    monkeypatch.setattr(fcntl, "lockf", refuse)
    with pytest.raises(OSError, match="No locks"):
        mine.take(1)
    assert mine.take(0.05)
    mine.end()


def test_a_child_process_waits_for_its_parent_and_not_for_itself(elsewhere: Elsewhere, queue: Path) -> None:
    """A server that loads the site before it forks: the child's copy of a lock nobody would ever release."""
    code = f"""
assert turns.take(1)
child = os.fork()
if child == 0:
    mine = at({str(queue)!r})
    early = mine.take(0.05)
    print("child", early, flush=True)
    os._exit(not mine.take(10))
time.sleep(0.3)
turns.end()
print("parent", os.waitpid(child, 0)[1], flush=True)
"""
    said, _ = elsewhere(code).communicate(timeout=20)
    assert said.split("\n")[:2] == ["child False", "parent 0"]
