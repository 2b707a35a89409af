"""A small published course to look at from the front door."""

from pathlib import Path

import pytest

from tests.course.conftest import Folder


@pytest.fixture
def course(tmp_path: Path, db: None) -> Folder:
    """One lesson, one event, two sources, one quiz that is not listed: loaded."""
    folder = Folder(tmp_path / "course")
    assert folder.load().problems == []
    return folder
