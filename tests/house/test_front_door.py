"""The commands a newcomer meets first: listed, executable, and plain when something is missing."""

import os
import re
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
# What bin/ needs besides Python, so that a machine without Python can be played.
TOOLS = ("bash", "dirname", "cksum", "tr", "grep", "sort", "tail", "cat", "mkdir", "touch", "rm", "mktemp", "id", "env")


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=30, check=False)


def one_sentence(text: str) -> bool:
    return text.strip().count("\n") == 0 and text.strip() != ""


@pytest.fixture
def bare_machine(tmp_path: Path) -> dict[str, str]:
    """The environment of a machine that has a shell and no Python."""
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in TOOLS:
        (tools / tool).symlink_to(shutil.which(tool))
    return {"PATH": str(tools), "HOME": str(tmp_path)}


@pytest.fixture
def fresh_clone(tmp_path: Path) -> Path:
    """The front door without an environment behind it."""
    clone = tmp_path / "clone"
    shutil.copytree(ROOT / "bin", clone / "bin")
    shutil.copy(ROOT / "requirements-dev.txt", clone)
    return clone


@pytest.fixture
def taken_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_help_lists_every_target() -> None:
    listed = run("make", "-C", str(ROOT), "--no-print-directory", "help", PATH=os.environ["PATH"]).stdout
    assert set(re.findall(r"^  make ([a-z-]+) ", listed, flags=re.MULTILINE)) == TARGETS


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_every_command_the_documents_name_exists(document: str) -> None:
    named = set(re.findall(r"[`\n]make ([a-z-]+)", (ROOT / document).read_text()))
    assert named, f"{document} names no command"
    assert named <= TARGETS


def test_scripts_can_be_run() -> None:
    scripts = [*(ROOT / "bin").iterdir(), ROOT / ".ci/run", ROOT / "deploy/start"]
    for script in (script for script in scripts if script.suffix != ".py" and script.is_file()):
        assert os.access(script, os.X_OK), script
        assert script.read_text().startswith(("#!/usr/bin/env bash\n", "#!/bin/sh\n")), script


def test_without_python_setup_names_three_ways_to_get_one(bare_machine: dict[str, str], fresh_clone: Path) -> None:
    answer = run(str(fresh_clone / "bin/setup"), **bare_machine)
    assert answer.returncode == 1
    assert re.findall(r"^  (\d)\. ", answer.stderr, flags=re.MULTILINE) == ["1", "2", "3"]
    assert not (fresh_clone / ".venv").exists()


def test_a_python_that_cannot_serve_is_named(bare_machine: dict[str, str], fresh_clone: Path) -> None:
    answer = run(str(fresh_clone / "bin/setup"), **bare_machine, PYTHON="/nowhere/python3")
    assert answer.returncode == 1
    assert "/nowhere/python3" in answer.stderr
    assert one_sentence(answer.stderr)


def test_a_taken_port_is_said_before_any_work(bare_machine: dict[str, str], fresh_clone: Path, taken_port: int) -> None:
    answer = run(str(fresh_clone / "bin/run"), **bare_machine, PORT=str(taken_port))
    assert answer.returncode == 1
    assert str(taken_port) in answer.stderr
    assert one_sentence(answer.stderr)
    assert answer.stdout == ""


@pytest.mark.parametrize("port", ["eight", "800000", "-1"])
def test_a_port_that_is_none_is_refused(bare_machine: dict[str, str], fresh_clone: Path, port: str) -> None:
    answer = run(str(fresh_clone / "bin/run"), **bare_machine, PORT=port)
    assert answer.returncode == 1
    assert one_sentence(answer.stderr)


def test_reset_leaves_a_database_of_others_alone(bare_machine: dict[str, str], fresh_clone: Path) -> None:
    answer = run(str(fresh_clone / "bin/reset"), **bare_machine, DATABASE_URL="postgres://school/real", YES="1")
    assert answer.returncode == 1
    assert one_sentence(answer.stderr)


@pytest.mark.parametrize(("environment", "is_kept"), [({}, True), ({"YES": "1"}, False)])
def test_reset_deletes_only_after_a_yes(
    bare_machine: dict[str, str], fresh_clone: Path, environment: dict[str, str], is_kept: bool
) -> None:
    database = fresh_clone / "var/sahelapp.sqlite3"
    database.parent.mkdir()
    database.touch()
    run(str(fresh_clone / "bin/reset"), **bare_machine, **environment)
    assert database.exists() == is_kept


def test_the_example_environment_explains_every_variable() -> None:
    sources = ("sahelapp/settings.py", "deploy/gunicorn.conf.py", "deploy/healthcheck.py")
    read = {
        name
        for source in sources
        for name in re.findall(r"environ(?:\.get)?[(\[]\"(\w+)\"", (ROOT / source).read_text())
    }
    explained = set(
        re.findall(r"^#?([A-Z_]+)=", (ROOT / "deploy/sahelapp.env.example").read_text(), flags=re.MULTILINE)
    )
    assert read | {"DATABASE_URL"} == explained
