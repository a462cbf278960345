"""A whole copy of a database: looked through before it counts, there as a whole or not at all."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from backrehab.storage.beside import all_of
from backrehab.storage.connection import application_id, connect
from backrehab.storage.faults import DatabaseFault, Fault
from backrehab.storage.keys import Key
from backrehab.storage.lasting import keep_names


def checked_copy(source: Path | sqlite3.Connection, to: Path) -> None:
    """Copies a database through SQLite's own backup, and looks the copy through.

    While this goes on others may read and write the source; the copy is of one moment. It is one
    plain file for this user alone (0600), with nothing beside it, and takes the place of what is
    at `to` only when it is sound. A folder that has to be made is for this user alone (0700).
    The copy of one under a passphrase is under the same.

    `source` has to be a connection without an open change; a path is read by one of its own.

    Raises:
        DatabaseFault, sqlite3.Error, OSError: for `fault_of` to tell apart; what was at `to` is
            as it was.
    """
    with whole_at(to) as unfinished:
        if isinstance(source, Path):
            with closing(connect(source, "ro")) as reader:
                _fill(reader, unfinished)
        else:
            _fill(source, unfinished)


@contextmanager
def whole_at(to: Path) -> Iterator[Path]:
    """An empty file for this user alone (0600), which takes the place of `to` if all goes well.

    If not, it is taken away with all that SQLite keeps beside it.
    """
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = to.with_name(to.name + ".unfinished")
    remove(unfinished)
    os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        yield unfinished
        unfinished.replace(to)
    except BaseException:
        remove(unfinished)
        raise
    keep_names(to.parent)


def require_sound(connection: sqlite3.Connection) -> None:
    """Raises `DatabaseFault` for a database with anything amiss in it."""
    if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
        raise DatabaseFault(Fault.DAMAGED)
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise DatabaseFault(Fault.DAMAGED)


def remove(database: Path) -> None:
    """Takes away a database that was not finished, with what SQLite keeps beside it."""
    for path in all_of(database):
        path.unlink(missing_ok=True)


def _fill(source: sqlite3.Connection, unfinished: Path) -> None:
    key: Key | None = getattr(source, "key", None)  # one of a file under a passphrase has it
    with closing(connect(unfinished, "rw", key=key)) as copy:
        source.backup(copy)
        # The mark of a log is copied too: whoever looked into the copy would make files beside
        # it, which a read-only disk would not even let them.
        copy.execute("PRAGMA journal_mode = DELETE")
        if application_id(copy) != application_id(source):
            raise DatabaseFault(Fault.DAMAGED)
        require_sound(copy)
