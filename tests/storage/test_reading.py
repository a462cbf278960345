"""A diary comes out also where nothing can be written beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from backrehab.core.errors import DiaryError, ExportError
from backrehab.storage.backup import write_backup
from backrehab.storage.contents import look_into
from backrehab.storage.diary import Diary
from backrehab.storage.export import export_csv
from backrehab.storage.passphrase import put_under
from backrehab.storage.reading import diary_to_read
from tests.storage.hostile import can_mount, fill_up, give_away, small_disk, without_root
from tests.storage.played import files_in
from tests.storage.spoilt import write_cut_off, write_diary

own_disk = pytest.mark.skipif(not can_mount(), reason="this user can't mount a disk")


def plain(file: Path) -> Path:
    return write_diary(file, 4)


def cut_off(file: Path) -> Path:
    return write_cut_off(file, 2, 2)


def under_a_passphrase(file: Path) -> Path:
    put_under(write_diary(file, 4), "four words for a try")
    return file


of_each_kind = pytest.mark.parametrize("write", [plain, cut_off, under_a_passphrase])


@of_each_kind
def test_out_of_a_folder_where_this_user_may_only_read(
    write: Callable[[Path], Path], anyones_folder: Path
) -> None:
    own = anyones_folder / "own"
    own.mkdir()
    file = write(own / "diary.sqlite")
    held = files_in(own)
    give_away(anyones_folder, *anyones_folder.rglob("*"))
    own.chmod(0o500)
    to = anyones_folder / "out.csv"
    with without_root():
        with pytest.raises(DiaryError, match="not allowed to write"):
            Diary.open(file)
        with diary_to_read(file) as diary:
            assert diary.count_sessions() == 4
            assert export_csv(diary, to) > 0
        assert write_backup(file, anyones_folder / "copy.sqlite").sessions == 4
    own.chmod(0o700)
    assert files_in(own) == held
    assert to.read_bytes().startswith(b"\xef\xbb\xbfsession_id")


@own_disk
@of_each_kind
def test_off_a_full_disk_onto_another(write: Callable[[Path], Path], tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    with small_disk(disk, kilobytes=2_048):
        file = write(disk / "diary.sqlite")
        held = files_in(disk)
        ballast = fill_up(disk)

        with diary_to_read(file) as diary:
            assert export_csv(diary, tmp_path / "out.csv") > 0
        assert write_backup(file, tmp_path / "copy.sqlite").sessions == 4

        ballast.unlink()
        assert look_into(file).sessions == 4
        assert set(held) <= set(files_in(disk))


def test_a_copy_that_is_read_still_knows_whose_it_is(
    anyones_folder: Path,
) -> None:
    """Nothing may be written over the diary itself, be it read through a copy."""
    own = anyones_folder / "own"
    own.mkdir()
    file = plain(own / "diary.sqlite")
    give_away(anyones_folder, *anyones_folder.rglob("*"))
    own.chmod(0o500)
    with without_root(), diary_to_read(file) as diary:
        assert diary.path == file
        with pytest.raises(ExportError, match="is your diary itself"):
            export_csv(diary, file)
    own.chmod(0o700)


def test_what_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(DiaryError, match="no longer at"), diary_to_read(tmp_path / "d.sqlite"):
        pass

    assert list(tmp_path.iterdir()) == []


def test_one_that_may_not_be_read_either_is_said(anyones_folder: Path) -> None:
    file = plain(anyones_folder / "diary.sqlite")
    give_away(anyones_folder, *anyones_folder.rglob("*"))
    file.chmod(0o000)
    with without_root():
        with pytest.raises(DiaryError, match="is not allowed"), diary_to_read(file):
            pass
        with pytest.raises(DiaryError, match="is not allowed"):
            write_backup(file, anyones_folder / "copy.sqlite")
