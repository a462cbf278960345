"""What a power cut left half done goes; nothing else does, and no plain diary stays untold."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from backrehab.core.errors import DiaryError
from backrehab.storage import keys, passphrase
from backrehab.storage.backup import keep_backup
from backrehab.storage.copy_names import backups_of
from backrehab.storage.diary import Diary
from backrehab.storage.faults import DatabaseFault, Fault
from backrehab.storage.keys import PLAIN
from backrehab.storage.leftovers import clear_leftovers, plain_files
from backrehab.storage.passphrase import put_under, take_off
from tests.storage.played import NINE, write_session
from tests.storage.spoilt import write_diary

WORDS = "four plain words here"
NOW = NINE + timedelta(days=9)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = write_diary(tmp_path / "own" / "diary.sqlite", 3)
    assert keep_backup(file, NINE).made
    return file


def leave_behind(diary: Path) -> list[Path]:
    """As kills at different moments leave them: whole diaries that nobody will look at again."""
    whole = diary.read_bytes()
    left = [
        diary.with_name("diary.sqlite.new"),
        diary.with_name("diary.sqlite.new-wal"),
        diary.with_name("diary.sqlite.new.unfinished"),
        diary.with_name("diary.sqlite.unfinished"),
        backups_of(diary) / "diary-2026-03-01.sqlite.unfinished",
        backups_of(diary) / "diary-2026-03-01.sqlite.unfinished-journal",
    ]
    for path in left:
        path.write_bytes(whole)
    return left


def date_back(paths: list[Path], hours: float) -> None:
    at = (NOW - timedelta(hours=hours)).timestamp()
    for path in paths:
        os.utime(path, (at, at))


def test_the_days_copy_clears_what_is_old_and_nothing_that_may_be_in_use(file: Path) -> None:
    kept = {path for path in file.parent.rglob("*") if path.is_file()}
    left = leave_behind(file)
    notes = file.with_name("my notes.unfinished")
    notes.touch()
    date_back([*left, notes], 2)
    date_back(left[:1], 0.5)

    keep_backup(file, NOW)

    there = {path for path in file.parent.rglob("*") if path.is_file()}
    assert there >= kept
    assert notes in there
    assert {path for path in left if path.exists()} == {left[0]}


def test_setting_a_passphrase_leaves_no_plain_diary_that_it_does_not_tell(file: Path) -> None:
    left = leave_behind(file)
    odd = backups_of(file) / "diary-2026-03-01 (copy).sqlite"
    odd.write_bytes(file.read_bytes())

    sealed = put_under(file, WORDS)

    assert [path for path in left if path.exists()] == []
    assert sealed.left == plain_files(file) == (odd,)
    readable = [
        path
        for path in file.parent.rglob("*")
        if path.is_file() and path.read_bytes().startswith(PLAIN)
    ]
    assert readable == [odd]


def test_taking_it_off_begins_with_the_copies(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut off in the middle, it leaves a diary whose passphrase is known, and puts them back."""
    with Diary.open(file) as diary:
        write_session(diary, NOW)
    assert keep_backup(file, NOW).made
    put_under(file, WORDS)
    copy, newest = sorted(backups_of(file).iterdir())
    seen = []

    def full(_diary: Path, _key: keys.Key | None) -> None:
        seen.append(copy.read_bytes().startswith(PLAIN))
        raise DatabaseFault(Fault.FULL)

    monkeypatch.setattr(passphrase, "change_under", full)
    with pytest.raises(DiaryError, match="too little room"):
        take_off(file)

    assert seen == [True]
    assert not newest.read_bytes().startswith(PLAIN)
    assert not copy.read_bytes().startswith(PLAIN)
    assert not file.read_bytes().startswith(PLAIN)


def test_what_can_not_be_taken_away_stays(file: Path) -> None:
    stubborn = file.with_name("diary.sqlite.new")
    stubborn.mkdir()

    clear_leftovers(file)

    assert stubborn.is_dir()
