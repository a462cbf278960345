"""Diaries to damage: how the tests of what is saved come by a spoilt one."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from backrehab.core.diary import EntryAnswers, Outcome, OwnReport, SessionAnswers
from backrehab.core.model import Side
from backrehab.storage.diary import Diary
from tests.storage.played import BRIDGING, NINE, bridging_set, stance, write_session


def write_diary(file: Path, sessions: int = 30, first: datetime = NINE) -> Path:
    """A diary with sets, both sides, notes and figures of pain, closed.

    Written in memory first, as a disk takes its time over each set.
    """
    with Diary.in_memory() as memory, Diary.open(file) as diary:
        for number in range(sessions):
            write_full_session(memory, first + timedelta(days=number), number)
        diary.take_over(memory)
    return file


def write_full_session(diary: Diary, at: datetime, number: int = 0) -> None:
    """A session with two exercises, one of them on both sides, and all that can be told."""
    later = at + timedelta(minutes=9)
    session_id = diary.begin_session(at, "1.0.0")
    for planned in (BRIDGING, stance(Side.LEFT, 2), stance(Side.RIGHT, 2)):
        entry_id = diary.begin_entry(session_id, planned, at)
        for set_no in range(1, (planned.sets_target or 1) + 1):
            diary.add_set(entry_id, bridging_set(set_no, ended_at=at + timedelta(minutes=set_no)))
        diary.end_entry(entry_id, Outcome.COMPLETED, later)
        diary.answer_entry(
            entry_id, EntryAnswers(OwnReport.ALL, 30, number % 11, 3, "well, über all"), later
        )
    diary.end_session(session_id, Outcome.COMPLETED, later)
    note = f"Session {number}. " + "It went well. " * (number % 7 * 40)
    diary.answer_session(session_id, SessionAnswers(2, 4, 3, 31, number % 11, note[:4000]), later)


def write_cut_off(file: Path, sessions: int = 10, unfolded: int = 10) -> Path:
    """A diary that was cut off, so that its last sessions are in the log beside it only."""
    live = file.with_name("live.sqlite")
    write_diary(live, sessions)
    with Diary.open(live) as diary:
        for number in range(unfolded):
            write_session(diary, NINE + timedelta(days=100 + number))
        for end in ("", "-wal"):
            shutil.copy(f"{live}{end}", f"{file}{end}")
    live.unlink()
    return file


def overwrite(file: Path, at: int, length: int = 4_096) -> None:
    """Puts nonsense into a file from this byte on."""
    with file.open("r+b") as stream:
        stream.seek(at)
        stream.write(bytes(200 for _ in range(length)))


def drop_rules(execute: Callable[[str], sqlite3.Cursor]) -> None:
    """Lets anything be written into a diary, as a failing disk does."""
    asked = "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
    for (trigger,) in execute(asked).fetchall():
        execute(f"DROP TRIGGER {trigger}")
    execute("PRAGMA ignore_check_constraints = ON")
