"""What state a diary is in, found out without changing it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from backrehab.storage import fault_words
from backrehab.storage.checked_copy import require_sound
from backrehab.storage.connection import connect, transaction
from backrehab.storage.contents import opened, require_values
from backrehab.storage.faults import OUTSIDE, DatabaseFault, Fault, code_of, fault_of
from backrehab.storage.schema import SCHEMA
from backrehab.storage.sqlite import is_lost, look_at_header, look_inside, require_sqlite

_LEAST_ROOM = 100_000
"""So many bytes the files need that SQLite makes beside an open diary."""


class DiaryState(StrEnum):
    """How a diary is, and with it what can be done."""

    GOOD = "good"
    MISSING = "missing"  # never begun, or begun and cut off before anything was in it
    LOST = "lost"  # not there, or empty, and there are copies of it or a log
    NEWER = "newer"
    SEALED = "sealed"  # under a passphrase that nobody has told since the program began
    NOT_A_DATABASE = "not_a_database"  # something else is in its place, or its start is spoilt
    DAMAGED = "damaged"
    LOCKED = "locked"
    FULL = "full"
    READ_ONLY = "read_only"
    FOLDER_GONE = "folder_gone"
    NO_WAY = "no_way"  # a fault of the disk or of this computer, whatever is in the file


_STATES: Mapping[Fault, DiaryState] = MappingProxyType(
    {
        Fault.SQLITE_TOO_OLD: DiaryState.NO_WAY,
        Fault.IS_A_FOLDER: DiaryState.NO_WAY,
        Fault.NO_FILE_NAME: DiaryState.NO_WAY,
        Fault.NOT_A_DATABASE: DiaryState.NOT_A_DATABASE,
        Fault.SEALED: DiaryState.SEALED,
        Fault.STRANGER: DiaryState.NOT_A_DATABASE,
        Fault.NEWER: DiaryState.NEWER,
        Fault.DAMAGED: DiaryState.DAMAGED,
        Fault.NOT_MIGRATED: DiaryState.DAMAGED,
        Fault.LOCKED: DiaryState.LOCKED,
        Fault.FULL: DiaryState.FULL,
        Fault.NOT_ALLOWED: DiaryState.READ_ONLY,
        Fault.NO_FOLDER: DiaryState.FOLDER_GONE,
        Fault.GONE: DiaryState.FOLDER_GONE,
        Fault.LOST: DiaryState.LOST,
        Fault.DISK: DiaryState.NO_WAY,
    }
)


@dataclass(frozen=True, slots=True)
class Examined:
    """The state, and what a person is told about it; "" for a good or a missing diary."""

    state: DiaryState
    words: str = ""


def examine(diary: Path, *, wait_ms: int = 0) -> Examined:
    """How the diary is. It is read from end to end; not a byte of it changes, nor of its log.

    Nothing in this process may have it open.
    """
    try:
        there = _look(diary, wait_ms)
    except OUTSIDE as error:
        fault = fault_of(error)
        if fault is None:
            raise
        return Examined(_STATES[fault], fault_words.DIARY[fault].format(file=diary))
    return Examined(DiaryState.GOOD if there else DiaryState.MISSING)


def _look(diary: Path, wait_ms: int) -> bool:
    """Whether there is a diary; raises for everything that stands in its way."""
    require_sqlite(sqlite3.sqlite_version_info)
    if diary.is_dir():
        raise DatabaseFault(Fault.IS_A_FOLDER)
    diary.parent.stat()
    if not diary.parent.is_dir():
        raise DatabaseFault(Fault.NO_FOLDER)
    if not os.access(diary.parent, os.W_OK | os.X_OK):
        raise DatabaseFault(Fault.NOT_ALLOWED)
    is_there = diary.exists()
    if is_there:
        if not diary.is_file():
            raise DatabaseFault(Fault.NOT_A_DATABASE)
        if not os.access(diary, os.R_OK | os.W_OK):
            raise DatabaseFault(Fault.NOT_ALLOWED)
        look_at_header(diary, SCHEMA)
    if shutil.disk_usage(diary.parent).free < _LEAST_ROOM:
        raise DatabaseFault(Fault.FULL)
    if not is_there or diary.stat().st_size == 0:
        if is_lost(diary):
            raise DatabaseFault(Fault.LOST)
        return False
    try:
        look_inside(diary, SCHEMA, wait_ms)
        with (
            closing(connect(diary, "ro", wait_ms)) as connection,
            transaction(connection, "DEFERRED"),
        ):
            require_sound(connection)
            require_values(connection)
    except sqlite3.OperationalError as error:
        if code_of(error) != sqlite3.SQLITE_READONLY:
            raise
        # A change that was cut short has to be taken back first: in a copy, for now.
        with opened(diary):
            pass
    return True
