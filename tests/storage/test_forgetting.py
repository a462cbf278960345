"""What was deleted is gone at the next start, to the last byte."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from backrehab.core.diary import SessionAnswers
from backrehab.storage.connection import connect, set_up
from backrehab.storage.diary import Diary
from backrehab.storage.diary_changes import delete_session
from backrehab.storage.forgetting import forget_deleted
from tests.storage.hostile import file_size_limit
from tests.storage.played import NINE, write_session

SECRET = "a word to nobody"


def bytes_of(file: Path) -> bytes:
    """All that is in the diary and in what lies beside it."""
    return b"".join(path.read_bytes() for path in sorted(file.parent.glob("diary.sqlite*")))


def write_and_delete(file: Path) -> None:
    with Diary.open(file) as diary:
        write_session(diary, NINE)
        session_id = write_session(diary, NINE + timedelta(hours=1))
        diary.answer_session(session_id, SessionAnswers(note=SECRET), NINE)
        delete_session(diary, session_id, NINE)


@contextmanager
def reader(file: Path) -> Iterator[sqlite3.Connection]:
    """Another window, in the middle of reading the diary as it is now."""
    with closing(connect(file, "ro")) as connection:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM session").fetchone()
        yield connection


@pytest.mark.parametrize("seed", range(4))
def test_no_note_is_left_in_a_gap_of_a_page(tmp_path: Path, seed: int) -> None:
    """Notes that grow move to other pages, and what they leave there is no row any more."""
    file, random = tmp_path / "diary.sqlite", Random(seed)
    with Diary.open(file) as diary:
        with diary.writing() as database:
            for number in range(400):
                database.execute(
                    "INSERT INTO session (session_id, started_at, ended_at, outcome, app_version,"
                    " content_version) VALUES (?, ?, ?, 'completed', '1', '1')",
                    (str(number), *["2026-03-02T09:00:00+00:00"] * 2),
                )
        for letter in "xy":
            for start in range(0, 400, 20):
                with diary.writing() as database:
                    for number in range(start, start + 20):
                        note = f"SECRET{number:04}" + letter * random.randrange(10, 900)
                        database.execute(
                            "UPDATE session SET note = ? WHERE session_id = ?", (note, str(number))
                        )
        gone = range(0, 400, 3)
        with diary.writing() as database:
            for number in gone:
                database.execute(
                    "UPDATE session SET deleted_at = '2026-03-02T09:00:00+00:00'"
                    " WHERE session_id = ?",
                    (str(number),),
                )

    with Diary.open(file) as diary:
        assert forget_deleted(diary) == len(gone)
        there = bytes_of(file)
        assert diary.count_sessions() == 400 - len(gone)

    assert [number for number in gone if f"SECRET{number:04}".encode() in there] == []
    assert b"SECRET0001" in there


def test_while_another_window_reads_from_the_log_nothing_is_forgotten(tmp_path: Path) -> None:
    file = tmp_path / "diary.sqlite"
    write_and_delete(file)
    with Diary.open(file, wait_ms=1) as diary:
        write_session(diary, NINE + timedelta(hours=2))
        with reader(file):
            write_session(diary, NINE + timedelta(hours=3))
            assert forget_deleted(diary) == 0
        assert SECRET.encode() in bytes_of(file)

        assert forget_deleted(diary) == 1

        assert SECRET.encode() not in bytes_of(file)


def test_where_another_window_begins_to_read_the_last_bytes_go_on_closing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "diary.sqlite"
    write_and_delete(file)
    with caplog.at_level(logging.INFO), Diary.open(file, wait_ms=1) as diary:
        with reader(file):
            assert forget_deleted(diary) == 1
        assert "until the diary is closed" in caplog.text

    assert SECRET.encode() not in bytes_of(file)


def test_without_room_to_write_it_anew_the_diary_is_opened_all_the_same(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "diary.sqlite"
    write_and_delete(file)
    with (
        caplog.at_level(logging.INFO),
        Diary.open(file) as diary,
        file_size_limit(file.stat().st_size - 4_096),
    ):
        assert forget_deleted(diary) == 1
        assert "was not written anew" in caplog.text
        assert diary.count_sessions() == 1


def test_every_connection_writes_over_what_a_row_leaves_behind() -> None:
    """Whatever the SQLite of this computer does by itself."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete = OFF")

        set_up(connection)

        assert connection.execute("PRAGMA secure_delete").fetchone() == (1,)
