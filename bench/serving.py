"""Two servers as production runs them, and what their processes work."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
WORKERS = 2
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Server:
    """A running gunicorn."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path

    def worked(self) -> float:
        """The processor seconds its workers have used so far."""
        return sum(map(_worked, _children(self.process.pid)))


def production(folder: Path) -> dict[str, str]:
    """The environment of a production site whose data lie in `folder`."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "SAHELAPP_"))},
        "DJANGO_SETTINGS_MODULE": "sahelapp.settings",
        "DJANGO_DEBUG": "0",
        "DJANGO_SECRET_KEY": "only for the bench " * 3,
        "DJANGO_ALLOWED_HOSTS": "localhost",
        "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
        "BENCH_BARE_DATABASE": str(folder / "bare.sqlite3"),
        "SAHELAPP_VAR": str(folder),
        "SAHELAPP_SITE_URL": "https://localhost",
        "SAHELAPP_LOG_LEVEL": "ERROR",
        "SAHELAPP_WORKERS": str(WORKERS),
        "PYTHONPATH": str(ROOT),
    }


def python(environment: dict[str, str], *arguments: str) -> str:
    """Run Python with the site at hand; gives what it printed."""
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"python {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def made(environment: dict[str, str], module: str, count: int) -> Any:
    """What one of the preparing modules made."""
    return json.loads(python(environment, "-m", module, str(count)))


@contextmanager
def serving(environment: dict[str, str], application: str) -> Iterator[Server]:
    """gunicorn with production's own settings, until the block ends."""
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "--no-control-socket", application]
    environment = {**environment, "SAHELAPP_BIND": f"127.0.0.1:{port}"}
    log = Path(environment["SAHELAPP_VAR"]) / "server.log"
    with log.open("ab") as written:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=written, stderr=written)
    try:
        _wait_for(port, process, log)
        yield Server(port, process, log)
    finally:
        process.terminate()
        process.wait(timeout=40)


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0 and len(_children(process.pid)) == WORKERS:
                return
        time.sleep(0.1)
    raise SystemExit(f"gunicorn did not start:\n{log.read_text()[-2000:]}")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _worked(pid: int) -> float:
    # The name, in brackets, may hold spaces; utime and stime are the 14th and 15th field.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICK
