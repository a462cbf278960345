"""What several tests of the storage stand on."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from backrehab.storage import keys
from tests.storage.hostile import give_away


@pytest.fixture(autouse=True)
def no_passphrase_was_told() -> Iterator[None]:
    """What one test told must not open the files of the next."""
    keys.forget_all()
    yield
    keys.forget_all()


@pytest.fixture
def anyones_folder() -> Iterator[Path]:
    """A folder that an ordinary user can get at and owns, whoever runs the tests."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        give_away(folder)
        yield folder
        folder.chmod(0o755)
