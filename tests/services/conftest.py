"""Folders like those that people have."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every account may walk to, as most checkouts are; pytest's own are closed."""
    folder = Path(tempfile.mkdtemp(prefix="ws-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)
