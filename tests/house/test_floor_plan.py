"""The walls stand: who may import whom is written in pyproject.toml, and every room has a door plate."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLATES = sorted(
    path
    for top in ("quizzes", "sahelapp")
    for path in (ROOT / top).rglob("__init__.py")
    if not {"migrations", "management", "commands", "templatetags"} & set(path.parts)
)
# Two registries, and the list of models that Django asks for.
ALLOWED_CODE = {
    "quizzes/models/__init__.py",
    "quizzes/engine/kinds/__init__.py",
    "quizzes/engine/behaviours/__init__.py",
}


def test_the_walls_stand() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports"))], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_the_engine_imports_with_django_absent() -> None:
    code = "import sys; sys.modules['django'] = None; import quizzes.engine.kinds, quizzes.engine.scenario.play"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


@pytest.mark.parametrize("plate", PLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_room_has_a_door_plate(plate: Path) -> None:
    tree = ast.parse(plate.read_text(encoding="utf-8"))
    words = ast.get_docstring(tree) or ""
    assert 1 <= len(words.splitlines()) <= 12, "a door plate says what lives here, what it may import, where to begin"
    if str(plate.relative_to(ROOT)) not in ALLOWED_CODE:
        assert len(tree.body) == 1, "a door plate holds no code"


@pytest.mark.parametrize("plate", PLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_door_plate_names_only_what_is_there(plate: Path) -> None:
    named = re.findall(r"[\w/]+\.py\b", plate.read_text(encoding="utf-8").partition('"""\n\n')[0])
    assert [name for name in named if not (plate.parent / name).exists() and not (ROOT / name).exists()] == []


def test_no_module_is_called_by_a_name_that_says_nothing() -> None:
    nothing = {"utils", "helpers", "common", "misc", "manager", "services"}
    found = [path for top in ("quizzes", "sahelapp") for path in (ROOT / top).rglob("*.py") if path.stem in nothing]
    assert found == []
