"""The diary as a spreadsheet: one row for each exercise and side, from one table of columns.

Everything a cell needs is done by SQLite, so that a long diary runs straight from the file into
the writer.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from backrehab.core.errors import ExportError
from backrehab.storage.diary import Diary
from backrehab.storage.sqlite import Fault, fault_of
from backrehab.storage.whole_file import whole_file

Progress = Callable[[int, int], None]
"""Told how many rows are written, and of how many."""

_ROWS_A_TIME = 1_000


class Kind(StrEnum):
    """What stands in a column."""

    TEXT = "text"  # written by somebody; made harmless for a spreadsheet
    WORD = "word"  # an id of ours, or one of a few fixed words
    INTEGER = "integer"
    INSTANT = "instant"  # ISO 8601 with offset, to the second


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name for ever, what stands in it, where that comes from, what it means."""

    name: str
    kind: Kind
    sql: str
    meaning: str

    @property
    def cell_sql(self) -> str:
        """The expression for the finished cell.

        A spreadsheet takes text that starts with = + - @, a tab or a carriage return for
        something to run, so such a text gets an apostrophe in front; so does one that starts
        with an apostrophe, or nobody could tell which to take off again.
        """
        if self.kind is not Kind.TEXT:
            return self.sql
        starts = ", ".join(str(ord(character)) for character in "=+-@\t\r'")
        return f"CASE WHEN unicode({self.sql}) IN ({starts}) THEN '''' ELSE '' END || {self.sql}"


_LATER_EDIT = """
CASE
    WHEN session.edited_at IS NULL THEN entry.edited_at
    WHEN entry.edited_at IS NULL THEN session.edited_at
    WHEN CAST(strftime('%s', session.edited_at) AS INTEGER)
        > CAST(strftime('%s', entry.edited_at) AS INTEGER) THEN session.edited_at
    ELSE entry.edited_at
END
"""

COLUMNS = (
    Column("session_id", Kind.WORD, "session.session_id", "The session, the same for its rows."),
    Column(
        "person_code", Kind.TEXT, "person.person_code", "The person's code; empty: none was given."
    ),
    Column("session_started_at", Kind.INSTANT, "session.started_at", "When the session began."),
    Column(
        "session_ended_at",
        Kind.INSTANT,
        "session.ended_at",
        "When the session ended; empty while it runs.",
    ),
    Column(
        "session_outcome",
        Kind.WORD,
        "session.outcome",
        "completed or stopped; empty while it runs.",
    ),
    Column("entry_id", Kind.WORD, "entry.entry_id", "This row, the same in every export."),
    Column("exercise_id", Kind.TEXT, "entry.exercise_id", "The exercise, by its short name."),
    Column("exercise_title", Kind.TEXT, "entry.exercise_title", "Its title on that day."),
    Column("section_id", Kind.TEXT, "entry.section_id", "The section it was in on that day."),
    Column(
        "side",
        Kind.WORD,
        "entry.side",
        "left or right, the person's own; empty where sides have no meaning.",
    ),
    Column(
        "position_in_session",
        Kind.INTEGER,
        "entry.position_in_session",
        "The exercise's place in the session, from 1; both sides share it.",
    ),
    Column("started_at", Kind.INSTANT, "entry.started_at", "When the exercise began."),
    Column(
        "ended_at", Kind.INSTANT, "entry.ended_at", "When the exercise ended; empty while it runs."
    ),
    Column(
        "recorded_by",
        Kind.WORD,
        "entry.recorded_by",
        "timer: written as the timer ran; manual: added by hand.",
    ),
    Column(
        "outcome",
        Kind.WORD,
        "entry.outcome",
        "completed, stopped or skipped; empty while it runs.",
    ),
    Column("skip_reason", Kind.TEXT, "entry.skip_reason", "Why it was skipped, if told."),
    Column(
        "sets_target",
        Kind.INTEGER,
        "entry.sets_target",
        "Sets asked for on this side; empty for an exercise done for a time.",
    ),
    Column(
        "sets_timed", Kind.INTEGER, "entry_timed.sets_timed", "Sets the timer played to the end."
    ),
    Column(
        "reps_target",
        Kind.INTEGER,
        "entry.reps_target",
        "Repetitions asked for, over all sets of this side.",
    ),
    Column(
        "reps_timed",
        Kind.INTEGER,
        "entry_timed.reps_timed",
        "Repetitions the timer played to the end, over all sets of this side.",
    ),
    Column(
        "hold_seconds_target",
        Kind.INTEGER,
        "entry.hold_seconds_target",
        "Seconds to hold each repetition; empty where nothing is held.",
    ),
    Column(
        "hold_seconds_timed",
        Kind.INTEGER,
        "entry_timed.hold_seconds_timed",
        "Seconds the timer played of all holds together.",
    ),
    Column(
        "timed_seconds_target",
        Kind.INTEGER,
        "entry.timed_seconds_target",
        "Seconds to keep moving; empty for an exercise done in repetitions.",
    ),
    Column(
        "timed_seconds_timed",
        Kind.INTEGER,
        "entry_timed.timed_seconds_timed",
        "Seconds of moving the timer played.",
    ),
    Column(
        "active_seconds",
        Kind.INTEGER,
        "entry_timed.active_seconds",
        "Seconds of exercise the timer played, without rests and pauses.",
    ),
    Column(
        "paused_seconds",
        Kind.INTEGER,
        "entry_timed.paused_seconds",
        "Seconds the person paused within the sets.",
    ),
    Column(
        "own_report",
        Kind.WORD,
        "entry.own_report",
        "How much the person says was done: all, some or none.",
    ),
    Column(
        "own_report_reps",
        Kind.INTEGER,
        "entry.own_report_reps",
        "Repetitions the person says were done.",
    ),
    Column("effort_0_10", Kind.INTEGER, "entry.effort_0_10", "How hard it was, 0 to 10."),
    Column(
        "pain_worst_exercise_0_10",
        Kind.INTEGER,
        "entry.pain_worst_exercise_0_10",
        "Worst pain during this exercise, 0 to 10.",
    ),
    Column(
        "pain_before_0_10",
        Kind.INTEGER,
        "session.pain_before_0_10",
        "Pain before the session, 0 to 10.",
    ),
    Column(
        "pain_worst_session_0_10",
        Kind.INTEGER,
        "session.pain_worst_session_0_10",
        "Worst pain during the session, 0 to 10.",
    ),
    Column(
        "pain_after_0_10",
        Kind.INTEGER,
        "session.pain_after_0_10",
        "Pain some time after the session, 0 to 10.",
    ),
    Column(
        "pain_after_minutes",
        Kind.INTEGER,
        "session.pain_after_minutes",
        "How many minutes after the session that was answered.",
    ),
    Column(
        "pain_next_morning_0_10",
        Kind.INTEGER,
        "session.pain_next_morning_0_10",
        "Pain the next morning, 0 to 10.",
    ),
    Column("note", Kind.TEXT, "entry.note", "The person's note on this exercise."),
    Column("session_note", Kind.TEXT, "session.note", "The person's note on the session."),
    Column(
        "edited_at",
        Kind.INSTANT,
        _LATER_EDIT,
        "When the person last wrote an answer or a note of this row; empty: never.",
    ),
    Column(
        "app_version",
        Kind.TEXT,
        "session.app_version",
        "The version of BackRehab that ran the session.",
    ),
    Column(
        "content_version",
        Kind.TEXT,
        "session.content_version",
        "The version of the exercises it was done from.",
    ),
)
"""The columns of the spreadsheet, in their order; new ones are only ever added at the end."""

WORDS: Mapping[Fault, str] = MappingProxyType(
    {
        Fault.IS_A_FOLDER: (
            "{file} is a folder, so no file can be written there. Nothing was changed. "
            "Choose a name for the file, then try again."
        ),
        Fault.NO_FOLDER: (
            "There is no folder to write {file} into. Nothing was changed. "
            "Choose another folder, then try again."
        ),
        Fault.GONE: (
            "There is no folder to write {file} into. Nothing was changed. "
            "Choose another folder, then try again."
        ),
        Fault.NOT_ALLOWED: (
            "BackRehab is not allowed to write {file}. Your diary is safe, and a file that was "
            "there before is as it was. If it is open in another program, close it there; "
            "otherwise choose another folder, then try again."
        ),
        Fault.FULL: (
            "The disk is full, so {file} couldn't be written. Your diary is safe, and a file that "
            "was there before is as it was. Make some room on the disk or choose another one, "
            "then try again."
        ),
        Fault.DISK: (
            "The disk gave a fault while {file} was being written. Your diary is safe, and a file "
            "that was there before is as it was. Choose another folder, then try again."
        ),
    }
)
"""What a person is told about each fault of a file for the outside."""

_ITSELF = (
    "{file} is your diary itself, so the spreadsheet can't go there. Nothing was changed. "
    "Choose another name, then try again."
)
_BESIDE_A_DATABASE = ("", "-wal", "-shm", "-journal")


def export_csv(
    diary: Diary,
    to: Path,
    since: date | None = None,
    until: date | None = None,
    on_progress: Progress | None = None,
) -> int:
    """Writes these local days, both included, into a file at `to`; says how many rows.

    With no rows nothing is written, and a file that was there stays. The file is there whole or
    not at all; an error out of `on_progress` breaks it off.

    Raises:
        ExportError: the file can't be written; `str()` is fit for a patient.
        DiaryError: the diary can't be read.
    """
    total = diary.count_entries(since, until)
    if total == 0:
        return 0
    with _door(to):
        own = diary.path.resolve()
        if to.resolve() in {own.with_name(own.name + end) for end in _BESIDE_A_DATABASE}:
            raise ExportError(to, _ITSELF.format(file=to))
        with whole_file(to) as file:
            return write_csv(diary, file, since, until, on_progress)


def write_csv(
    diary: Diary,
    stream: BinaryIO,
    since: date | None = None,
    until: date | None = None,
    on_progress: Progress | None = None,
) -> int:
    """Writes the same bytes as `export_csv` into an open stream; says how many rows.

    With no rows not even the header is written. The stream stays open.

    Raises:
        DiaryError: the diary can't be read.
        OSError: the stream can't be written.
    """
    total = diary.count_entries(since, until)
    if total == 0:
        return 0
    rows = diary.export_rows(since, until, columns=[column.cell_sql for column in COLUMNS])
    text = TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    done = 0
    try:
        writer = csv.writer(text)  # RFC 4180: commas, CRLF, quotes where they are needed
        writer.writerow([column.name for column in COLUMNS])
        while some := list(islice(rows, _ROWS_A_TIME)):
            writer.writerows(some)
            done += len(some)
            if on_progress is not None:
                on_progress(done, total)
    finally:
        rows.close()
        text.detach()
    return done


@contextmanager
def _door(to: Path) -> Iterator[None]:
    """The one door for errors: a fault of the disk goes on as `ExportError`."""
    try:
        yield
    except OSError as error:
        words = WORDS[fault_of(error) or Fault.DISK]
        raise ExportError(to, words.format(file=to)) from error
