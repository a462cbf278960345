"""What a diary or a copy of one holds, told without changing it or anything beside it."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from backrehab.core.errors import BackupError
from backrehab.core.text import held_words
from backrehab.storage import fault_words
from backrehab.storage.beside import UNFOLDED, holds_something, with_end
from backrehab.storage.cells import read_day, require_cells
from backrehab.storage.checked_copy import require_sound
from backrehab.storage.connection import connect, user_version
from backrehab.storage.door import door
from backrehab.storage.faults import DatabaseFault, Fault
from backrehab.storage.schema import SCHEMA
from backrehab.storage.sqlite import (
    Database,
    look_at_header,
    require_ours,
    require_sqlite,
    require_tables,
)

if TYPE_CHECKING:
    from backrehab.storage.diary import Diary


@dataclass(frozen=True, slots=True)
class BackupContents:
    """How much a diary at `path` holds; the days are `None` where there is no session.

    They are those the sessions began on, where the person was then. `goals` counts those that were
    put away as well, `scores` are from the clinic.
    """

    path: Path
    version: int
    sessions: int
    entries: int
    first_day: date | None
    last_day: date | None
    goals: int = 0
    scores: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing a person did or told is in it."""
        return not (self.sessions or self.goals or self.scores)

    def __str__(self) -> str:
        if self.first_day is None or self.last_day is None:
            return held_words(0, self.goals, self.scores) or "no sessions"
        sessions = f"{self.sessions:,} session{'' if self.sessions == 1 else 's'}"
        entries = f"{self.entries:,} {'entry' if self.entries == 1 else 'entries'}"
        return f"{sessions} with {entries}, {self.first_day} to {self.last_day}"


def look_into(path: Path) -> BackupContents:
    """What the diary or copy at `path` holds, after looking it through from end to end.

    The file may lie on a read-only disk. It must not be one that this process has open.

    Raises:
        BackupError: it is no diary, a newer one, damaged or can't be read; `str()` is fit for a
            patient.
    """
    with reading_words(path), opened(path) as connection:
        return contents_of(connection, path)


_DELETED_SINCE = 3
"""The version of the diary from which on sessions and entries can be marked as deleted."""

_GOALS_SINCE = 3
"""The version from which on it has goals and scores."""


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A sound diary of ours to read from, whatever its version.

    What was cut off is put right in a copy for this user alone, never in the file itself.

    Raises:
        DatabaseFault, sqlite3.Error, OSError: for `fault_of` to tell apart.
    """
    require_sqlite(sqlite3.sqlite_version_info)
    if path.is_dir():
        raise DatabaseFault(Fault.IS_A_FOLDER)
    if not path.stat() or not path.is_file():
        raise DatabaseFault(Fault.NOT_A_DATABASE)  # a pipe would hold us up
    if path.stat().st_size == 0:
        raise DatabaseFault(Fault.NOT_A_DATABASE)
    look_at_header(path, SCHEMA)
    with _in_one_piece(path) as whole, closing(connect(whole, "ro&immutable=1")) as connection:
        version = user_version(connection)
        if version > SCHEMA.version:
            raise DatabaseFault(Fault.NEWER)
        if version < 1:
            raise DatabaseFault(Fault.DAMAGED)
        require_ours(connection, SCHEMA)
        require_tables(connection, SCHEMA.up_to(version))
        require_sound(connection)
        require_values(connection)
        yield connection


def contents_of(connection: sqlite3.Connection, path: Path) -> BackupContents:
    """What an open diary holds."""
    return _contents(connection, path, user_version(connection))


def _contents(
    connection: sqlite3.Connection | Database, path: Path, version: int
) -> BackupContents:
    there = "true" if version < _DELETED_SINCE else "session.deleted_at IS NULL"
    sessions, first, last = connection.execute(
        f"SELECT count(*), min(started_on), max(started_on) FROM session WHERE {there}"
    ).fetchone()
    (entries,) = connection.execute(
        f"SELECT count(*) FROM session JOIN entry ON entry.session = session.id WHERE {there}"
        f" AND {there.replace('session', 'entry')}"
    ).fetchone()
    goals, scores = (0, 0) if version < _GOALS_SINCE else _told(connection)
    return BackupContents(path, version, sessions, entries, _day(first), _day(last), goals, scores)


def _told(connection: sqlite3.Connection | Database) -> tuple[int, int]:
    goals, scores = connection.execute(
        "SELECT (SELECT count(*) FROM goal),"
        " (SELECT count(*) FROM clinic_score WHERE deleted_at IS NULL)"
    ).fetchone()
    return goals, scores


def contents_now(diary: Diary) -> BackupContents:
    """What the diary that is open holds.

    Raises:
        DiaryError: it can't be read.
    """
    with diary.reading() as database:
        return _contents(database, diary.path, SCHEMA.version)


def require_values(connection: sqlite3.Connection) -> None:
    """Raises where a sound diary holds a date or a fixed word that is none.

    Raises:
        DatabaseFault, sqlite3.Error: for `fault_of` to tell apart.
    """
    for table in ("person", "session", "entry", "timed_set"):
        rows = connection.execute(f"SELECT * FROM {table}")  # reading it is enough for a text
        require_cells([column[0] for column in rows.description], rows)


def reading_words(path: Path) -> AbstractContextManager[None]:
    """Words about the copy at `path`, which can't be read; as `BackupError`."""
    return door(BackupError, path, fault_words.COPY_TO_READ)


@contextmanager
def _in_one_piece(path: Path) -> Iterator[Path]:
    """The file, or where something lies beside it a copy into which that has gone."""
    beside = [end for end in UNFOLDED if holds_something(with_end(path, end))]
    if not beside:
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="backrehab-") as folder:
        whole = Path(folder, "copy.sqlite")
        for end in ("", *beside):
            shutil.copyfile(with_end(path, end), with_end(whole, end))
        with closing(connect(whole, "rw")) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
        yield whole


def _day(written: str | None) -> date | None:
    return None if written is None else read_day(written)
