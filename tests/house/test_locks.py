"""What pyproject.toml asks for, what uv.lock settles and what pip installs are the same packages."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCK = tomllib.loads((ROOT / "uv.lock").read_text())
LOCKED = {package["name"]: package for package in LOCK["package"]}
OURS = LOCKED["sahelapp"]
PUBLIC_HOSTS = {"https://pypi.org", "https://files.pythonhosted.org"}


def canonical(name: str) -> str:
    """The one spelling of a package name: ruamel.yaml is ruamel-yaml."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pieces(requirement: str) -> tuple[str, frozenset[str], frozenset[str]]:
    """Name, extras and version bounds of a requirement as pyproject.toml and uv.lock write it."""
    found = re.fullmatch(r"([\w.-]+?)(?:\[([\w,-]+)\])?((?:[<>=!~].*)?)", requirement)
    assert found, requirement
    name, extras, bounds = found.groups()
    return (
        canonical(name),
        frozenset(filter(None, (extras or "").split(","))),
        frozenset(filter(None, bounds.split(","))),
    )


def asked(requirements: list[str]) -> set[tuple]:
    return {pieces(requirement) for requirement in requirements}


def noted(entries: list[dict]) -> set[tuple]:
    """What uv.lock remembers of pyproject.toml."""
    return {
        (
            entry["name"],
            frozenset(entry.get("extras", [])),
            frozenset(filter(None, entry.get("specifier", "").split(","))),
        )
        for entry in entries
        if "extra ==" not in entry.get("marker", "")
    }


def pinned(file: str) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==([^\s;]+)", (ROOT / file).read_text(), flags=re.MULTILINE))


def needed(entries: list[dict], seen: set[str] | None = None) -> set[str]:
    """The names of all packages these entries of uv.lock lead to."""
    seen = set() if seen is None else seen
    for entry in entries:
        package = LOCKED[entry["name"]]
        more = [
            dependency for extra in entry.get("extra", []) for dependency in package["optional-dependencies"][extra]
        ]
        if package["name"] not in seen or more:
            seen.add(package["name"])
            needed([*package.get("dependencies", []), *more], seen)
    return seen


RUNTIME = [*OURS["dependencies"], *OURS["optional-dependencies"]["postgres"]]
FILES = {"requirements.txt": RUNTIME, "requirements-dev.txt": [*RUNTIME, *OURS["dev-dependencies"]["dev"]]}


def test_the_lock_answers_what_pyproject_asks() -> None:
    assert noted(OURS["metadata"]["requires-dist"]) == asked(PYPROJECT["project"]["dependencies"])
    assert noted(OURS["metadata"]["requires-dev"]["dev"]) == asked(PYPROJECT["dependency-groups"]["dev"])
    assert LOCK["requires-python"] == PYPROJECT["project"]["requires-python"]


def test_the_lock_knows_the_extras() -> None:
    extras = {
        entry["name"] for entry in OURS["metadata"]["requires-dist"] if entry.get("marker") == "extra == 'postgres'"
    }
    assert extras == {pieces(line)[0] for line in PYPROJECT["project"]["optional-dependencies"]["postgres"]}


@pytest.mark.parametrize("file", FILES)
def test_pip_installs_what_the_lock_settled(file: str) -> None:
    names = needed(FILES[file])
    assert pinned(file) == {name: LOCKED[name]["version"] for name in names}


@pytest.mark.parametrize("file", FILES)
def test_every_pinned_package_has_its_hashes_from_the_lock(file: str) -> None:
    for block in re.split(r"\n(?=\S)", (ROOT / file).read_text().strip()):
        package = LOCKED[block.partition("==")[0]]
        files = [package.get("sdist"), *package.get("wheels", [])]
        assert set(re.findall(r"--hash=(\S+)", block)) == {entry["hash"] for entry in files if entry}, package["name"]


def test_packages_come_from_the_public_index_alone() -> None:
    assert set(re.findall(r"https?://[^/\"]+", (ROOT / "uv.lock").read_text())) == PUBLIC_HOSTS
    assert not re.search(r"file://|find-links|index-url", "".join((ROOT / file).read_text() for file in FILES))


def test_the_python_version_is_3_13() -> None:
    assert (ROOT / ".python-version").read_text() == "3.13\n"
