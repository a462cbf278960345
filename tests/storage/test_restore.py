"""An earlier copy back in its place: looked at first, the present diary kept, all or nothing."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from backrehab.core.errors import BackupError, DiaryError
from backrehab.storage import restore as storage_restore
from backrehab.storage.backup import list_backups, write_backup
from backrehab.storage.checked_copy import checked_copy as whole_copy
from backrehab.storage.contents import look_into
from backrehab.storage.diary import Diary
from backrehab.storage.faults import DatabaseFault, Fault
from backrehab.storage.restore import begin_anew, restore
from backrehab.storage.schema import SCHEMA
from tests.storage.hostile import can_mount, fill_up, give_away, small_disk, without_root
from tests.storage.played import NINE, files_in
from tests.storage.spoilt import drop_rules, overwrite, write_cut_off, write_diary

TEN = NINE + timedelta(days=300, hours=1)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy with three sessions, elsewhere."""
    source = write_diary(tmp_path / "elsewhere" / "diary.sqlite", 3)
    write_backup(source, tmp_path / "copy.sqlite")
    shutil.rmtree(source.parent)
    return tmp_path / "copy.sqlite"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The present diary, with five sessions."""
    return write_diary(tmp_path / "person" / "diary.sqlite", 5)


def count(file: Path) -> int:
    with Diary.open(file) as diary:
        return diary.count_sessions()


def everything(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes, but for SQLite's own index of a log."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith("-shm")
    }


# Looking.


def test_a_copy_is_looked_into_without_changing_anything(copy: Path) -> None:
    before = files_in(copy.parent)

    contents = look_into(copy)

    assert (contents.sessions, contents.entries, contents.version) == (3, 9, SCHEMA.version)
    assert files_in(copy.parent) == before


def test_a_copy_that_was_cut_off_is_looked_into_with_its_log(tmp_path: Path) -> None:
    file = write_cut_off(tmp_path / "copied by hand.sqlite", 4, 3)
    before = files_in(tmp_path)

    assert look_into(file).sessions == 7

    assert files_in(tmp_path) == before


def test_a_copy_on_a_read_only_disk_is_looked_into() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_diary(folder / "copy.sqlite", 2)
        (folder / "copy.sqlite").chmod(0o444)
        folder.chmod(0o555)
        with without_root():
            assert look_into(folder / "copy.sqlite").sessions == 2
        folder.chmod(0o755)


def newer(file: Path) -> None:
    write_diary(file, 1)
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA user_version = 99")


def damaged(file: Path) -> None:
    overwrite(write_diary(file, 30), 5 * 4_096)


def stranger(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE photos (name TEXT)")


def wrong_date(file: Path) -> None:
    write_diary(file, 2)
    with closing(sqlite3.connect(file)) as database:
        asked = "SELECT sql FROM sqlite_schema WHERE type = 'trigger'"
        rules = database.execute(asked).fetchall()
        drop_rules(database.execute)
        database.execute("UPDATE session SET edited_at = '2026-03-0:T09:00:00+00:00'")
        for (rule,) in rules:
            database.execute(rule)
        database.commit()


NO_COPIES: dict[str, tuple[Callable[[Path], object], str]] = {
    "a letter": (lambda file: file.write_text("Dear Anne,\n" * 40), "is not a copy"),
    "an empty file": (lambda file: file.touch(), "is not a copy"),
    "a folder": (lambda file: file.mkdir(), "is a folder"),
    "a pipe": (os.mkfifo, "is not a copy"),
    "nothing": (lambda _: None, "There is no file"),
    "another program's": (stranger, "belongs to another program"),
    "a newer program's": (newer, "newer BackRehab"),
    "damaged": (damaged, "can't be read any more"),
    "with a date that is none": (wrong_date, "can't be read any more"),
}


@pytest.mark.parametrize(("make", "words"), NO_COPIES.values(), ids=NO_COPIES)
def test_what_is_no_good_copy_is_refused_and_nothing_changes(
    file: Path, tmp_path: Path, make: Callable[[Path], object], words: str
) -> None:
    copy = tmp_path / "copy.sqlite"
    make(copy)
    before = everything(file.parent)

    for way in (lambda: look_into(copy), lambda: restore(copy, file, TEN)):
        with pytest.raises(BackupError, match=words) as caught:
            way()
        assert str(copy) in str(caught.value)

    assert everything(file.parent) == before


# Putting back.


def test_a_copy_takes_the_diarys_place_which_is_kept_as_a_copy(file: Path, copy: Path) -> None:
    done = restore(copy, file, TEN)

    assert done.contents.sessions == 3
    assert count(file) == 3
    assert done.kept == file.with_name("backups") / "diary-2026-12-27-100000-before-restore.sqlite"
    assert look_into(done.kept).sessions == 5
    assert file.stat().st_mode & 0o777 == 0o600
    assert set(files_in(file.parent)) == {"diary.sqlite"}
    [listed] = list_backups(file, TEN.date())
    assert (listed.reason, listed.path) == ("before-restore", done.kept)


def test_it_can_be_put_back_and_forth(file: Path, copy: Path) -> None:
    kept = restore(copy, file, TEN).kept
    assert kept is not None

    again = restore(kept, file, TEN)

    assert count(file) == 5
    assert again.kept is not None
    assert again.kept != kept
    assert look_into(again.kept).sessions == 3


def test_where_there_is_no_diary_the_copy_becomes_one(tmp_path: Path, copy: Path) -> None:
    file = tmp_path / "new" / "diary.sqlite"

    assert restore(copy, file, TEN).kept is None

    assert count(file) == 3
    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_an_older_copy_is_brought_up_to_date_when_it_is_opened(file: Path, tmp_path: Path) -> None:
    old = Path(__file__).with_name("data") / "diary_v1.sqlite"
    sessions = look_into(old).sessions

    restore(old, file, TEN)

    assert count(file) == sessions > 0
    assert [copy.reason for copy in list_backups(file, TEN.date())].count("before-restore") == 1
    assert len(list_backups(file, TEN.date())) == 2


def test_a_log_left_beside_the_old_diary_doesnt_get_into_the_new_one(
    tmp_path: Path, copy: Path
) -> None:
    (tmp_path / "person").mkdir()
    file = write_cut_off(tmp_path / "person" / "diary.sqlite", 4, 3)

    kept = restore(copy, file, TEN).kept

    assert count(file) == 3
    assert kept is not None
    assert look_into(kept).sessions == 7


def test_a_damaged_diary_is_set_aside_to_the_byte(tmp_path: Path, copy: Path) -> None:
    (tmp_path / "person").mkdir()
    file = write_cut_off(tmp_path / "person" / "diary.sqlite", 30, 3)
    overwrite(file, 2 * 4_096, 12 * 4_096)
    before = everything(file.parent)

    kept = restore(copy, file, TEN).kept

    assert count(file) == 3
    assert kept == file.parent / "set-aside" / "diary-2026-12-27-100000.sqlite"
    assert kept.read_bytes() == before["diary.sqlite"]
    assert kept.with_name(kept.name + "-wal").read_bytes() == before["diary.sqlite-wal"]
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("spoilt", [False, True], ids=["sound", "damaged"])
def test_a_diary_another_window_has_open_is_left(file: Path, copy: Path, spoilt: bool) -> None:
    before = everything(file.parent)
    script = (
        "import sys; from pathlib import Path; from backrehab.storage.diary import Diary\n"
        "with Diary.open(Path(sys.argv[1])) as diary:\n"
        "    print(diary.count_sessions(), flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", script, str(file)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as window:
        assert window.stdout is not None
        assert window.stdout.readline() == "5\n"
        if spoilt:
            overwrite(file, 4_096)
            before = everything(file.parent)
        for change in (lambda: restore(copy, file, TEN), lambda: begin_anew(file, TEN)):
            with pytest.raises(DiaryError, match="open in another window"):
                change()
        after = everything(file.parent)
        window.communicate("")

    assert {name: after[name] for name in before} == before
    assert not [name for name in after if ".new" in name or "aside" in name]


def test_damage_that_is_seen_only_while_the_diary_is_copied_stands_in_no_way(
    file: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as a wrong size in the header, which counts once the file is written to."""
    before = look_into(file).sessions

    def checked_copy(source: Path | sqlite3.Connection, to: Path) -> None:
        if "before-restore" in to.name:
            raise DatabaseFault(Fault.DAMAGED)
        whole_copy(source, to)

    monkeypatch.setattr(storage_restore, "checked_copy", checked_copy)

    done = restore(copy, file, NINE)

    assert done.kept is not None
    assert done.kept.parent.name == "set-aside"
    assert look_into(done.kept).sessions == before
    assert look_into(file).sessions == 3


def test_the_diary_itself_is_no_copy_to_put_back(file: Path) -> None:
    link = file.with_name("link.sqlite")
    link.symlink_to(file)
    for same in (file, link):
        with pytest.raises(BackupError, match="is your diary itself"):
            restore(same, file, TEN)


@pytest.mark.skipif(not can_mount(), reason="this user can't mount a disk")
def test_on_a_full_disk_the_diary_stays(tmp_path: Path, copy: Path) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    with small_disk(folder, 2_000):
        file = write_diary(folder / "diary.sqlite", 5)
        fill_up(folder)
        before = everything(folder)

        for change in (lambda: restore(copy, file, TEN), lambda: begin_anew(file, TEN)):
            with pytest.raises(DiaryError, match=r"too little room|disk is full"):
                change()

        assert everything(folder) == before


def test_a_folder_that_may_not_be_written_is_told() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        copy = write_diary(folder / "copy.sqlite", 2)
        copy.chmod(0o644)
        file = write_diary(folder / "person" / "diary.sqlite", 2)
        give_away(file.parent, file)
        file.parent.chmod(0o500)
        before = everything(folder)

        with without_root():
            for change in (lambda: restore(copy, file, TEN), lambda: begin_anew(file, TEN)):
                with pytest.raises(DiaryError, match="not allowed"):
                    change()

        assert everything(folder) == before


# Beginning anew.


def test_a_new_diary_leaves_the_old_one_set_aside(file: Path) -> None:
    overwrite(file, 4_096)
    before = file.read_bytes()

    kept = begin_anew(file, TEN)

    assert kept is not None
    assert kept.read_bytes() == before
    assert count(file) == 0
    assert set(files_in(file.parent)) == {"diary.sqlite"}


def test_two_set_aside_within_a_second_have_two_names(file: Path) -> None:
    first, second = begin_anew(file, TEN), begin_anew(file, TEN)

    assert first is not None
    assert second is not None
    assert first != second
    assert first.exists()


def test_where_no_second_name_can_be_given_a_copy_is_set_aside(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a stick formatted for every computer."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    before = file.read_bytes()

    kept = begin_anew(file, TEN)

    assert kept is not None
    assert kept.read_bytes() == before


def test_while_another_process_writes_copies_are_whole_and_nothing_is_put_back(
    tmp_path: Path, copy: Path
) -> None:
    """Each copy is of one moment; the diary changes hands only when the other has let go."""
    file = tmp_path / "person" / "diary.sqlite"
    file.parent.mkdir()
    command = [sys.executable, "-m", "tools.kill_sessions", "--run", str(file)]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        said = [writer.stdout.readline() for _ in range(9)]
        sessions = []
        for number in range(5):
            to = tmp_path / f"copy {number}.sqlite"
            sessions.append(write_backup(file, to).sessions)
            said += [writer.stdout.readline() for _ in range(7)]
        with pytest.raises(DiaryError, match="open in another window"):
            restore(copy, file, TEN)
        writer.kill()
    assert sessions[-1] > sessions[0] >= 1
    assert sessions == sorted(sessions)
    assert all(line.endswith("\n") for line in said)

    kept = restore(copy, file, TEN).kept

    assert count(file) == 3
    assert kept is not None
    assert look_into(kept).sessions >= sessions[-1]
