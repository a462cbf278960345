"""A folder nobody may look into is no absence of what could be in it."""

from __future__ import annotations

from errno import EACCES, EIO
from pathlib import Path

import pytest

from backrehab.storage.presence import is_ordinary_file, is_there


def test_what_is_there_is_there(tmp_path: Path) -> None:
    file = tmp_path / "diary.sqlite"
    file.touch()

    assert is_there(file)
    assert is_ordinary_file(file)
    assert is_there(tmp_path)
    assert not is_ordinary_file(tmp_path)


def test_what_was_never_there_is_not(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    for absent in (tmp_path / "none", tmp_path / "no" / "folder", tmp_path / "file" / "in it"):
        assert not is_there(absent)
        assert not is_ordinary_file(absent)


def test_a_link_that_leads_nowhere_is_something(tmp_path: Path) -> None:
    link = tmp_path / "diary.sqlite"
    link.symlink_to(tmp_path / "a disk that is not in")

    assert is_there(link)
    assert not is_ordinary_file(link)


@pytest.mark.parametrize("number", [EACCES, EIO], ids=["not allowed", "a failing disk"])
def test_what_can_not_be_looked_at_may_be_there(number: int) -> None:
    class Hidden(type(Path())):  # type: ignore[misc] # before Python 3.12 the class of the system
        def stat(self, **_: bool) -> object:
            raise OSError(number, "as the system says")

        def lstat(self) -> object:
            raise OSError(number, "as the system says")

    assert is_there(Hidden("diary.sqlite"))
    assert not is_ordinary_file(Hidden("diary.sqlite"))
