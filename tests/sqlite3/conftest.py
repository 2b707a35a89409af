"""Other processes at the same file, and a connection of ours to a real one."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
Elsewhere = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def queue(tmp_path: Path) -> Path:
    """The file at which writers queue."""
    return tmp_path / "site.sqlite3.turns"


@pytest.fixture
def elsewhere(queue: Path) -> Iterator[Elsewhere]:
    """Run code in another process; `turns` there is the same queue."""
    started: list[subprocess.Popen[str]] = []

    def run(code: str) -> subprocess.Popen[str]:
        lead = f"import os, sys, time\nfrom sahelapp.sqlite3.turns import at\nturns = at({str(queue)!r})\n"
        command = [sys.executable, "-c", lead + code]
        process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def holder(elsewhere: Elsewhere) -> subprocess.Popen[str]:
    """Another process whose turn it is, and which does not end it."""
    process = elsewhere("print(turns.take(1), flush=True)\nsys.stdin.read()")
    assert process.stdout is not None
    assert process.stdout.readline() == "True\n"
    return process
