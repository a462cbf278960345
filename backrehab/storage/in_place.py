"""One diary in the place of another: what was there is put aside as it is, and nothing is lost.

Whenever this is cut off, by a fault or without warning, every byte that was there before is still
there, under its own name or among what was set aside.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from backrehab.storage.connection import connect, transaction
from backrehab.storage.copy_names import place_set_aside
from backrehab.storage.faults import DatabaseFault, Fault
from backrehab.storage.lasting import keep_names

_BESIDE = ("-wal", "-journal", "-shm")

# Whoever has a database open holds a lock on a part of these bytes, in the file or beyond its end:
# https://www.sqlite.org/fileformat2.html#the_lock_byte_page
_LOCKS_AT, _LOCKS = 0x40000000, 512


def newcomer(diary: Path) -> Path:
    """Where a diary is made ready that is to take the place of this one."""
    return diary.with_name(diary.name + ".new")


def set_aside(diary: Path, now: datetime) -> Path | None:
    """Gives the diary a second, dated name among what was set aside, with all beside it.

    It stays where it is too, until `put_in_place`. Gives the new name; `None` where nothing with
    anything in it was there.

    Raises:
        OSError: there is no room, or no right to; the diary is as it was.
    """
    ends = [end for end in ("", *_BESIDE) if _is_there(diary, end)]
    if not ends:
        return None
    to = place_set_aside(diary, now)
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    made: list[Path] = []
    try:
        for end in ends:
            made.append(to.with_name(to.name + end))
            _link_or_copy(diary.with_name(diary.name + end), made[-1])
    except BaseException:
        for path in made:
            path.unlink(missing_ok=True)
        raise
    keep_names(to.parent)
    return to


def put_in_place(new: Path, diary: Path) -> None:
    """Puts a diary that is ready in the place of the one there, which was set aside before.

    What lies beside the old one goes first: its log would spoil the new one.
    """
    for end in _BESIDE:
        diary.with_name(diary.name + end).unlink(missing_ok=True)
    new.replace(diary)
    keep_names(diary.parent)


@contextmanager
def alone_with(diary: Path, *, by_sqlcipher: bool = False) -> Iterator[sqlite3.Connection]:
    """A sound diary to read, with its log taken in and everybody else kept out meanwhile.

    `by_sqlcipher` as for `connect`.

    Raises:
        DatabaseFault, sqlite3.Error, OSError: somebody has it open (`LOCKED`), or as `fault_of`
            tells them apart.
    """
    with closing(connect(diary, "rw", wait_ms=0, by_sqlcipher=by_sqlcipher)) as connection:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        # Only who is alone may change this: an open window keeps hold of the log.
        connection.execute("PRAGMA journal_mode = DELETE")
        with transaction(connection, "EXCLUSIVE"):
            pass
        yield connection


def require_nobody(diary: Path) -> None:
    """Raises `DatabaseFault` where somebody has the diary open, be it sound or not.

    Asks for the locks of the file itself. Where there is no such call, on Windows, an open file
    can't be replaced anyway. Nothing in this process may have it open: its locks would go.
    """
    try:
        import fcntl
    except ImportError:
        return
    if not diary.is_file():
        return
    try:
        with diary.open("r+b") as file:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, _LOCKS, _LOCKS_AT)
    except BlockingIOError:
        raise DatabaseFault(Fault.LOCKED) from None


def _is_there(diary: Path, end: str) -> bool:
    path = diary.with_name(diary.name + end)
    return path.is_file() and path.stat().st_size > 0


def _link_or_copy(path: Path, to: Path) -> None:
    """A second name needs no room; a disk that has none of those gets a copy."""
    try:
        os.link(path, to)
    except OSError:
        shutil.copyfile(path, to)
        with to.open("rb+") as file:
            os.fsync(file.fileno())
    with suppress(OSError):
        to.chmod(0o600)
