"""How a diary is, told without changing a byte of it."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from backrehab.core.errors import DiaryError
from backrehab.storage.backup import keep_backup
from backrehab.storage.diary import Diary
from backrehab.storage.examine import DiaryState, examine
from tests.storage.hostile import can_mount, fill_up, give_away, locked, small_disk, without_root
from tests.storage.played import NINE
from tests.storage.spoilt import overwrite, write_cut_off, write_diary
from tests.storage.test_restore import everything, newer, stranger, wrong_date


def index_lost_a_row(file: Path) -> None:
    """The quick look on opening doesn't see this; a question by day would miss the session."""
    write_diary(file, 3)
    with closing(sqlite3.connect(file)) as database:
        (root,) = database.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'session_by_day'"
        ).fetchone()
    with file.open("r+b") as stream:
        stream.seek((root - 1) * 4_096 + 3)
        stream.write((2).to_bytes(2, "big"))


def only_the_log_is_left(file: Path) -> None:
    """On a first day all of a diary may still be in its log."""
    write_cut_off(file, 3, 3)
    file.write_bytes(b"")


def only_copies_are_left(file: Path) -> None:
    write_diary(file, 3)
    assert keep_backup(file, NINE).made
    file.unlink()


STATES: dict[str, tuple[Callable[[Path], object], DiaryState]] = {
    "a diary": (lambda file: write_diary(file, 3), DiaryState.GOOD),
    "cut off": (lambda file: write_cut_off(file, 3, 3), DiaryState.GOOD),
    "nothing": (lambda _: None, DiaryState.MISSING),
    "an empty file": (lambda file: file.touch(), DiaryState.MISSING),
    "an empty file and its log": (only_the_log_is_left, DiaryState.LOST),
    "nothing but copies": (only_copies_are_left, DiaryState.LOST),
    "a letter": (lambda file: file.write_text("Dear Anne,\n" * 40), DiaryState.NOT_A_DATABASE),
    "a stranger": (stranger, DiaryState.NOT_A_DATABASE),
    "a folder": (lambda file: file.mkdir(), DiaryState.NO_WAY),
    "newer": (newer, DiaryState.NEWER),
    "a spoilt page": (lambda file: overwrite(write_diary(file), 4_096), DiaryState.DAMAGED),
    "a wrong date": (wrong_date, DiaryState.DAMAGED),
    "an index without a row": (index_lost_a_row, DiaryState.DAMAGED),
}


@pytest.mark.parametrize(("make", "state"), STATES.values(), ids=STATES)
def test_each_state_is_told_and_nothing_changes(
    tmp_path: Path, make: Callable[[Path], object], state: DiaryState
) -> None:
    file = tmp_path / "diary.sqlite"
    make(file)
    before = everything(tmp_path)

    found = examine(file)

    assert found.state is state
    assert bool(found.words) is (state not in {DiaryState.GOOD, DiaryState.MISSING})
    after = everything(tmp_path)
    assert {name: after[name] for name in before} == before
    assert not [name for name in set(after) - set(before) if after[name]]


def test_a_change_that_was_cut_short_is_no_damage(tmp_path: Path) -> None:
    file, kept = tmp_path / "diary.sqlite", tmp_path / "kept"
    kept.mkdir()
    write_diary(file, 30)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("PRAGMA cache_size = 1")
        other.execute("BEGIN")
        other.execute("UPDATE session SET note = hex(zeroblob(1000))")
        for end in ("", "-journal"):
            shutil.copy(f"{file}{end}", kept)
        other.execute("ROLLBACK")
    before = everything(kept)

    assert examine(kept / file.name).state is DiaryState.GOOD

    assert everything(kept) == before


def test_every_byte_of_the_header_may_be_anything(tmp_path: Path) -> None:
    """Whatever SQLite says to it, it is a state, and a way forward can be looked for."""
    file = write_diary(tmp_path / "diary.sqlite", 3)
    whole = file.read_bytes()
    for at in range(100):
        for value in (0x00, 0x09, 0xFF):
            spoilt = bytearray(whole)
            spoilt[at] = value
            file.write_bytes(spoilt)
            assert examine(file).state in DiaryState
            with contextlib.suppress(DiaryError):
                Diary.open(file).close()


def test_a_letter_changed_in_what_a_table_is_made_of_is_damage(tmp_path: Path) -> None:
    """Each of them in turn: a name, a function, a word of SQL; the length stays as it was."""
    file = write_diary(tmp_path / "diary.sqlite", 1)
    whole = file.read_bytes()
    for word in (b"strftime", b"substr", b"CHECK", b"VIRTUAL", b"REFERENCES", b"session_by_day"):
        assert word in whole
        at = whole.index(word)
        for letter in (b"9", b"x", b"\xff", b" "):
            file.write_bytes(whole[:at] + letter + whole[at + 1 :])
            assert examine(file).state is DiaryState.DAMAGED, (word, letter)
            with pytest.raises(DiaryError):
                Diary.open(file)


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    assert examine(tmp_path / "stick" / "diary.sqlite").state is DiaryState.FOLDER_GONE
    (tmp_path / "stick").touch()
    assert examine(tmp_path / "stick" / "diary.sqlite").state is DiaryState.FOLDER_GONE


def test_a_lock_is_told_and_gone_with_its_holder(tmp_path: Path) -> None:
    file = write_diary(tmp_path / "diary.sqlite", 2)
    with locked(file):
        assert examine(file).state is DiaryState.LOCKED

    assert examine(file).state is DiaryState.GOOD


def test_a_diary_that_may_only_be_read_is_told() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        file = write_diary(folder / "diary.sqlite", 2)
        give_away(folder, file)
        file.chmod(0o444)
        with without_root():
            assert examine(file).state is DiaryState.READ_ONLY
        file.chmod(0o600)
        folder.chmod(0o555)
        with without_root():
            assert examine(file).state is DiaryState.READ_ONLY
        folder.chmod(0o000)
        with without_root():
            assert examine(file).state is DiaryState.READ_ONLY
        folder.chmod(0o755)


@pytest.mark.skipif(not can_mount(), reason="this user can't mount a disk")
def test_a_full_disk_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    with small_disk(folder, 1_000):
        file = write_diary(folder / "diary.sqlite", 2)
        fill_up(folder)
        assert examine(file).state is DiaryState.FULL
        (folder / "ballast").unlink()
        assert examine(file).state is DiaryState.GOOD


def test_what_is_told_good_can_be_opened(tmp_path: Path) -> None:
    file = write_cut_off(tmp_path / "diary.sqlite", 3, 3)
    assert examine(file).state is DiaryState.GOOD

    with Diary.open(file) as diary:
        assert diary.count_sessions() == 6
