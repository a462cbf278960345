"""A diary to read from, also where nothing can be written beside it: then from a copy of it.

SQLite makes files beside a diary even to read it. On a full disk, or in a folder where this user
may only read, it can't; and just then people want their diary out.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

from backrehab.core.errors import DiaryError
from backrehab.storage.checked_copy import checked_copy
from backrehab.storage.connection import connect
from backrehab.storage.contents import opened
from backrehab.storage.diary import Diary
from backrehab.storage.faults import OUTSIDE, Fault, fault_of
from backrehab.storage.in_place import settle
from backrehab.storage.schema import SCHEMA
from backrehab.storage.sqlite import Database

_NO_WRITING = frozenset({Fault.NOT_ALLOWED, Fault.FULL, Fault.GONE})
"""As SQLite says that it can't make its files; the last is its word for not being let to."""


@contextmanager
def connection_to_read(diary: Path) -> Generator[sqlite3.Connection]:
    """The file as it is, of whatever version, while others may write to it.

    Raises:
        DatabaseFault, sqlite3.Error, OSError: for `fault_of` to tell apart.
    """
    settle(diary)
    try:
        connection = connect(diary, "ro")
        try:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except BaseException:
            connection.close()
            raise
    except OUTSIDE as error:
        if fault_of(error) not in _NO_WRITING:
            raise
        with opened(diary) as whole:
            yield whole
        return
    with closing(connection):
        yield connection


@contextmanager
def diary_to_read(path: Path) -> Generator[Diary]:
    """A diary that is there, brought up to date; what is written to it may be gone afterwards.

    Raises:
        DiaryError: it can't be read either; `str()` is fit for a patient.
    """
    try:
        diary = Diary.open(path, make=False)
    except DiaryError as error:
        cause = error.__cause__
        if not isinstance(cause, OUTSIDE) or fault_of(cause) not in _NO_WRITING:
            raise
        with tempfile.TemporaryDirectory(prefix="backrehab-") as folder:
            copy = Path(folder, path.name)
            try:
                with opened(path) as connection:
                    checked_copy(connection, copy)
                database = Database.open(copy, SCHEMA)
            except OUTSIDE as unread:
                if fault_of(unread) is None:
                    raise
                raise error from unread
            with Diary(database, path) as read:
                yield read
        return
    with diary:
        yield diary
