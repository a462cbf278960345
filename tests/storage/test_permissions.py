"""Other accounts can't read a diary; what can't be put right is told, nothing else is touched."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from backrehab.storage import permissions
from backrehab.storage.permissions import Privacy, keep_private

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights of this kind are POSIX's")


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def make(path: Path, mode: int = 0o644) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"-")
    path.chmod(mode)
    return path


def test_what_others_could_read_is_ours_alone_again(tmp_path: Path) -> None:
    files = [
        make(tmp_path / name)
        for name in (
            "diary.sqlite",
            "diary.sqlite-wal",
            "programme.json",
            "settings.ini",
            "backups/diary-2026-03-01.sqlite",
            "set-aside/diary-2026-03-01-101010.sqlite",
            "people/2/diary.sqlite",
            "people/2/backups/diary-2026-03-01.sqlite",
        )
    ]
    for folder in (tmp_path, *(path for path in tmp_path.rglob("*") if path.is_dir())):
        folder.chmod(0o755)

    found = keep_private(tmp_path, whole=True)

    assert found.trouble == ""
    assert {rights(path) for path in files} == {0o600}
    folders = [tmp_path, *(path for path in tmp_path.rglob("*") if path.is_dir())]
    assert {rights(path) for path in folders} == {0o700}
    assert found.put_right == len(files) + len(folders)
    assert keep_private(tmp_path, whole=True) == Privacy(), "a second time nothing is left to do"


def test_a_folder_somebody_chose_and_what_is_not_ours_stay_as_they_are(tmp_path: Path) -> None:
    other = make(tmp_path / "holiday.txt")
    ours = make(tmp_path / "diary.sqlite")
    tmp_path.chmod(0o755)

    keep_private(tmp_path, whole=False)

    assert (rights(tmp_path), rights(other), rights(ours)) == (0o755, 0o644, 0o600)


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    elsewhere = make(tmp_path / "elsewhere" / "settings")
    folder = tmp_path / "own"
    folder.mkdir(mode=0o700)
    (folder / "settings.ini").symlink_to(elsewhere)
    (folder / "backups").symlink_to(elsewhere.parent, target_is_directory=True)

    assert keep_private(folder, whole=True).trouble == ""
    assert rights(elsewhere) == 0o644


def test_files_of_another_owner_are_told_and_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = make(tmp_path / "diary.sqlite")
    monkeypatch.setattr(permissions, "_own_id", lambda: file.stat().st_uid + 1)

    found = keep_private(tmp_path, whole=True)

    assert found.put_right == 0
    assert "belong to another user" in found.trouble
    assert str(tmp_path) in found.trouble
    assert rights(file) == 0o644


@pytest.mark.parametrize("says_so", [True, False])
def test_a_disk_without_rights_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says_so: bool
) -> None:
    make(tmp_path / "diary.sqlite")

    def chmod(_path: Path, _mode: int) -> None:
        if says_so:
            raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "chmod", chmod)

    assert "can't be kept private" in keep_private(tmp_path, whole=False).trouble


def test_elsewhere_nothing_is_claimed(tmp_path: Path) -> None:
    file = make(tmp_path / "diary.sqlite")

    assert keep_private(tmp_path, whole=True, posix=False) == Privacy()
    assert rights(file) == 0o644


def test_a_folder_that_is_not_there_is_no_trouble(tmp_path: Path) -> None:
    assert keep_private(tmp_path / "none", whole=True) == Privacy()
