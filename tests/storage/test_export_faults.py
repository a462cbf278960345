"""A spreadsheet is written whole or not at all, and why not is said in plain words."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from backrehab.core.errors import DiaryError, ExportError
from backrehab.storage import fault_words
from backrehab.storage.diary import Diary
from backrehab.storage.export import export_csv
from backrehab.storage.faults import Fault
from backrehab.storage.progress import BrokenOff
from backrehab.storage.whole_file import whole_file
from tests.storage.hostile import (
    can_mount,
    file_size_limit,
    fill_up,
    small_disk,
    without_root,
)
from tests.storage.played import NINE, files_in, write_session

own_disk = pytest.mark.skipif(not can_mount(), reason="this user can't mount a disk")


@pytest.fixture
def diary() -> Iterator[Diary]:
    with Diary.in_memory() as diary:
        for number in range(60):
            write_session(diary, NINE + timedelta(days=number))
        yield diary


def refused(diary: Diary, to: Path) -> str:
    with pytest.raises(ExportError) as caught:
        export_csv(diary, to)
    assert caught.value.path == to
    assert str(to) in str(caught.value)
    return str(caught.value)


def test_a_missing_folder_is_told(diary: Diary, tmp_path: Path) -> None:
    assert "There is no folder to write" in refused(diary, tmp_path / "gone" / "diary.csv")

    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_folders_place_is_told(diary: Diary, tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    assert "There is no folder to write" in refused(diary, tmp_path / "file" / "diary.csv")


def test_a_folder_in_the_files_place_is_told(diary: Diary, tmp_path: Path) -> None:
    (tmp_path / "diary.csv").mkdir()

    assert "is a folder" in refused(diary, tmp_path / "diary.csv")

    assert list(tmp_path.iterdir()) == [tmp_path / "diary.csv"]


def test_a_folder_that_may_not_be_written_is_told(diary: Diary, anyones_folder: Path) -> None:
    old = anyones_folder / "diary.csv"
    old.write_text("last month's")
    anyones_folder.chmod(0o555)

    with without_root():
        assert "not allowed to write" in refused(diary, old)
        assert "not allowed to write" in refused(diary, anyones_folder / "new.csv")

    assert files_in(anyones_folder) == {"diary.csv": b"last month's"}


def test_when_no_file_may_grow_the_old_one_stays_whole(diary: Diary, tmp_path: Path) -> None:
    old = tmp_path / "diary.csv"
    old.write_text("last month's")

    with file_size_limit(2_000):
        assert refused(diary, old) == fault_words.EXPORT[Fault.FULL].format(file=old)

    assert files_in(tmp_path) == {"diary.csv": b"last month's"}


@own_disk
def test_on_a_full_disk_the_old_file_stays_whole(diary: Diary, tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    with small_disk(folder, 256):
        old = folder / "diary.csv"
        old.write_text("last month's")
        ballast = fill_up(folder)
        ballast.write_bytes(bytes(ballast.stat().st_size - 5_000))

        assert refused(diary, old) == fault_words.EXPORT[Fault.FULL].format(file=old)

        assert set(files_in(folder)) == {"diary.csv", "ballast"}
        assert old.read_text() == "last month's"


def test_the_diary_is_never_overwritten_by_its_spreadsheet(tmp_path: Path) -> None:
    file = tmp_path / "diary.sqlite"
    link = tmp_path / "link.csv"
    link.symlink_to(file)
    with Diary.open(file) as diary:
        write_session(diary)
        before = file.read_bytes()

        for name in ("diary.sqlite", "diary.sqlite-wal", "diary.sqlite-shm", "link.csv"):
            assert "is your diary itself" in refused(diary, tmp_path / name)

        assert file.read_bytes() == before
        assert link.is_symlink()
        assert diary.count_sessions() == 1


def test_an_export_that_is_broken_off_leaves_nothing(diary: Diary, tmp_path: Path) -> None:
    def break_off(done: int, total: int) -> None:
        raise BrokenOff

    with pytest.raises(BrokenOff):
        export_csv(diary, tmp_path / "diary.csv", on_progress=break_off)

    assert list(tmp_path.iterdir()) == []


def test_a_diary_that_cant_be_read_is_the_diarys_fault(tmp_path: Path) -> None:
    """The person is told about the right file."""
    file = tmp_path / "diary.sqlite"
    with Diary.open(file) as diary:
        write_session(diary)
        diary._database.execute("UPDATE session SET note = CAST(x'ff' AS TEXT)")

        with pytest.raises(DiaryError, match=r"diary\.sqlite"):
            export_csv(diary, tmp_path / "diary.csv")

    assert set(files_in(tmp_path)) == {"diary.sqlite"}


# The file itself.


def test_a_new_file_is_for_this_user_alone_and_an_old_one_keeps_its_rights(
    diary: Diary, tmp_path: Path
) -> None:
    shared = tmp_path / "shared.csv"
    shared.touch()
    shared.chmod(0o664)

    export_csv(diary, tmp_path / "new.csv")
    export_csv(diary, shared)

    assert (tmp_path / "new.csv").stat().st_mode & 0o777 == 0o600
    assert shared.stat().st_mode & 0o777 == 0o664


def test_a_link_stays_a_link(diary: Diary, tmp_path: Path) -> None:
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")

    rows = export_csv(diary, tmp_path / "link.csv")

    assert rows == 60
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_bytes().count(b"\r\n") == 61


def test_until_the_end_nothing_stands_in_the_files_place(tmp_path: Path) -> None:
    target = tmp_path / "note.txt"

    with whole_file(target) as file:
        file.write(b"half")
        assert not target.exists()

    assert files_in(tmp_path) == {"note.txt": b"half"}


def test_a_file_is_forced_to_the_disk_before_it_takes_the_others_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or a power cut could leave an empty file where the old one was; then the name is, too."""
    target = tmp_path / "note.txt"
    in_place: list[bool] = []
    force = os.fsync

    def watched(descriptor: int) -> None:
        in_place.append(target.exists())
        force(descriptor)

    monkeypatch.setattr(os, "fsync", watched)
    with whole_file(target) as file:
        file.write(b"all of it")

    assert in_place == [False, True]


def test_a_relative_name_is_written_where_we_are(
    diary: Diary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    export_csv(diary, Path("diary.csv"))

    assert [file.name for file in tmp_path.iterdir()] == ["diary.csv"]
