"""What others wrote and we serve is exactly what we took: checked by its checksum, and named with its version."""

import hashlib
import re
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "static/vendor"
LISTED = dict(line.split("  ")[::-1] for line in (FOLDER / "SHA256SUMS").read_text().splitlines())
ABOUT = {"README.md", "SHA256SUMS"}


def test_every_vendored_file_is_listed_and_none_is_missing() -> None:
    assert {path.name for path in FOLDER.iterdir()} - ABOUT == set(LISTED)


def test_every_vendored_file_is_what_was_taken() -> None:
    found = {name: hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() for name in LISTED}
    assert found == LISTED


def test_every_vendored_file_says_where_it_comes_from() -> None:
    words = (FOLDER / "README.md").read_text()
    assert all(name in words for name in LISTED)
    assert re.search(r"\d+\.\d+\.\d+", words)


def test_nothing_vendored_points_to_a_source_map() -> None:
    """collectstatic would look for the map and stop."""
    assert not [name for name in LISTED if b"sourceMappingURL" in (FOLDER / name).read_bytes()]
