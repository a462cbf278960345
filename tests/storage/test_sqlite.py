"""Bringing a file up to date: every step whole or not at all, with a copy made first."""

from __future__ import annotations

import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest

from backrehab.core.errors import DiaryError
from backrehab.storage.diary import Diary
from backrehab.storage.faults import DatabaseFault, Fault
from backrehab.storage.schema import SCHEMA
from backrehab.storage.sqlite import Database, Migration, Schema
from tests.storage.hostile import can_mount, file_size_limit, fill_up, small_disk
from tests.storage.played import NINE, files_in, write_session


def with_step(*statements: str, version: int = SCHEMA.version + 1) -> Schema:
    """The diary's own schema with one step more, as a later program might have it."""
    step = Migration(version, statements)
    return replace(SCHEMA, migrations=(*SCHEMA.migrations, step))


MOOD = with_step(
    "ALTER TABLE session ADD COLUMN mood TEXT", "UPDATE session SET mood = 'so so' WHERE id = 1"
)
HALF = with_step("ALTER TABLE session ADD COLUMN mood TEXT", "UPDATE no_such_table SET mood = 1")
ORPHANS = with_step(
    "CREATE TABLE score (session INTEGER NOT NULL REFERENCES session (id)) STRICT",
    "INSERT INTO score VALUES (4711)",
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A diary of the present version with two sessions."""
    file = tmp_path / "diary.sqlite"
    with Diary.open(file) as diary:
        write_session(diary)
        write_session(diary)
    return file


def shape(file: Path) -> list[tuple[object, ...]]:
    """Version and tables of a file, and the rows of one of them."""
    with closing(sqlite3.connect(file)) as database:
        return [
            database.execute("PRAGMA user_version").fetchone(),
            *database.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY name"),
            *database.execute("SELECT * FROM session"),
        ]


def copies_of(file: Path) -> list[Path]:
    """The copies made of a diary, by their names."""
    folder = file.with_name("backups")
    return sorted(folder.iterdir()) if folder.is_dir() else []


def test_an_older_file_is_brought_up_to_date_and_a_copy_kept(file: Path) -> None:
    before = shape(file)

    with Diary.open(file, schema=MOOD) as diary:
        moods = diary._database.execute("SELECT mood FROM session ORDER BY id").fetchall()
        assert diary.count_sessions() == 2

    assert moods == [("so so",), (None,)]
    [copy] = copies_of(file)
    assert copy.name.endswith(f"-before-version-{MOOD.version}.sqlite")
    assert copy.stat().st_mode & 0o777 == 0o600
    assert copy.parent.stat().st_mode & 0o777 == 0o700
    assert shape(copy) == before
    assert set(files_in(file.parent)) == {file.name}


def test_a_file_that_is_up_to_date_is_not_copied(file: Path) -> None:
    Diary.open(file, schema=MOOD).close()
    copies_of(file)[0].unlink()

    Diary.open(file, schema=MOOD).close()

    assert set(files_in(file.parent)) == {file.name}


def test_a_new_file_takes_all_steps_and_needs_no_copy(tmp_path: Path) -> None:
    file = tmp_path / "new" / "diary.sqlite"

    Diary.open(file, schema=MOOD).close()

    assert shape(file)[0] == (MOOD.version,)
    assert set(files_in(file.parent)) == {file.name}


def test_an_older_program_refuses_the_newer_file(file: Path) -> None:
    Diary.open(file, schema=MOOD).close()
    before = file.read_bytes()

    with pytest.raises(DiaryError, match="newer BackRehab"):
        Diary.open(file)

    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("schema", "error", "words"),
    [(HALF, sqlite3.OperationalError, "no_such_table"), (ORPHANS, DiaryError, "older BackRehab")],
    ids=["a statement that fails", "rows that point nowhere"],
)
def test_a_step_that_fails_leaves_the_old_file_whole(
    file: Path, schema: Schema, error: type[Exception], words: str
) -> None:
    """A wrong statement is our bug, so it is told as one; either way nothing has changed."""
    before = shape(file)

    with pytest.raises(error, match=words):
        Diary.open(file, schema=schema)

    assert shape(file) == before
    assert [shape(copy) for copy in copies_of(file)] == [before]
    with Diary.open(file) as diary:
        assert diary.count_sessions() == 2


def test_a_step_may_rebuild_a_table_that_others_point_at(file: Path) -> None:
    """With keys enforced, dropping the old table would take every entry with it."""
    rebuild = with_step(
        "CREATE TABLE person_new (id INTEGER PRIMARY KEY, person_code TEXT NOT NULL) STRICT",
        "INSERT INTO person_new SELECT id, person_code FROM person",
        "DROP TABLE person",
        "ALTER TABLE person_new RENAME TO person",
        "CREATE TABLE kept AS SELECT * FROM session",
        "DELETE FROM session",
        "INSERT INTO session (id, session_id, started_at, ended_at, outcome, app_version,"
        " content_version) SELECT id, session_id, started_at, ended_at, outcome, app_version,"
        " content_version FROM kept",
        "DROP TABLE kept",
    )

    with Diary.open(file, schema=rebuild) as diary:
        assert [len(session.entries) for session in diary.sessions()] == [1, 1]
        assert diary._database.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_a_second_try_takes_a_fresh_copy(file: Path) -> None:
    """The older program may have gone on writing since the first try."""
    os.utime(file, (NINE.timestamp(), NINE.timestamp()))
    with pytest.raises(sqlite3.OperationalError):
        Diary.open(file, schema=HALF)
    with Diary.open(file) as diary:
        write_session(diary)
    later = (NINE + timedelta(days=1)).timestamp()
    os.utime(file, (later, later))
    tables = len(shape(file))

    Diary.open(file, schema=MOOD).close()

    assert [len(shape(copy)) for copy in copies_of(file)] == [tables - 1, tables]


def test_a_copy_that_was_cut_off_is_cleared_away(file: Path) -> None:
    os.utime(file, (NINE.timestamp(), NINE.timestamp()))
    with pytest.raises(sqlite3.OperationalError):
        Diary.open(file, schema=HALF)
    [copy] = copies_of(file)
    copy.rename(copy.with_name(copy.name + ".unfinished"))
    os.utime(file, (NINE.timestamp(), NINE.timestamp()))

    Diary.open(file, schema=MOOD).close()

    assert copies_of(file) == [copy]


def test_without_room_for_the_copy_nothing_is_changed(file: Path) -> None:
    before = file.read_bytes()

    with file_size_limit(20_000), pytest.raises(DiaryError, match="The disk"):
        Diary.open(file, schema=MOOD)

    assert file.read_bytes() == before
    assert copies_of(file) == []


@pytest.mark.skipif(not can_mount(), reason="this user can't mount a disk")
def test_on_a_full_disk_nothing_is_changed(tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    file = folder / "diary.sqlite"
    with small_disk(folder, 512):
        with Diary.open(file) as diary:
            write_session(diary)
        before = file.read_bytes()
        # The log of an open diary needs a little room even to be looked at.
        ballast = fill_up(folder)
        ballast.write_bytes(bytes(ballast.stat().st_size - 60_000))

        with pytest.raises(DiaryError, match="The disk is full"):
            Diary.open(file, schema=MOOD)

        assert file.read_bytes() == before
        assert copies_of(file) == []


@pytest.mark.parametrize("versions", [(2,), (1, 3), (1, 1), (2, 1), (0, 1)])
def test_steps_have_to_be_numbered_without_a_gap(versions: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="without a gap"):
        Schema(1, tuple(Migration(version, ()) for version in versions))


@pytest.mark.parametrize("old", [False, True], ids=["a new file", "an older file"])
def test_programs_that_start_at_once_take_each_step_once(tmp_path: Path, old: bool) -> None:
    """Whoever gets the lock later finds the step done."""
    file = tmp_path / "diary.sqlite"
    if old:
        Diary.open(file).close()
    together = Barrier(4)

    def start(number: int) -> int:
        together.wait()
        with Diary.open(file, schema=MOOD, wait_ms=20_000) as diary:
            write_session(diary, NINE + timedelta(days=number))
            return diary.count_sessions()

    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(start, range(4)))

    assert max(counts) == 4
    assert shape(file)[0] == (MOOD.version,)


def test_a_file_somebody_is_reading_gets_its_log_the_next_time(file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN")
        other.execute("SELECT * FROM session").fetchall()
        Diary.open(file, wait_ms=0).close()
        assert other.execute("PRAGMA journal_mode").fetchone() == ("delete",)

    with closing(Database.open(file, SCHEMA)) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_transaction_is_written_whole_or_not_at_all(file: Path) -> None:
    with closing(Database.open(file, SCHEMA)) as database:
        with suppress(KeyError), database.transaction():
            database.execute("DELETE FROM session")
            raise KeyError

        assert database.execute("SELECT count(*) FROM session").fetchone() == (2,)


def test_reading_sees_one_moment(file: Path) -> None:
    with closing(Database.open(file, SCHEMA)) as database, Diary.open(file) as other:
        with database.reading():
            first = database.execute("SELECT count(*) FROM session").fetchone()
            write_session(other, NINE)
            second = database.execute("SELECT count(*) FROM session").fetchone()
        third = database.execute("SELECT count(*) FROM session").fetchone()

    assert (first, second, third) == ((2,), (2,), (3,))


def test_a_fault_names_itself() -> None:
    assert DatabaseFault(Fault.FULL).args == (Fault.FULL,)
