"""A connection to SQLite as every part here uses one, and a change that is whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backrehab.storage.keys import Key, key_of

WAIT_MS = 2_000
"""How long another program's lock is waited for; the window stands still meanwhile."""


def connect(
    path: Path,
    mode: str,
    wait_ms: int = WAIT_MS,
    *,
    key: Key | None = None,
    by_sqlcipher: bool = False,
) -> sqlite3.Connection:
    """A file that is there, opened as `mode` says: `ro`, `rw`, or `ro&immutable=1`.

    The last is for a file that nobody writes to and that has no log or journal beside it: nothing
    is made next to it, so it may lie where nothing can be written.

    A file under a passphrase is opened with its key, if that is known; `key` is for an empty file
    that is to be put under one. `by_sqlcipher` opens a plain file so that it can be copied into
    one with a key. A file must never be open through both at once: closed in one, it would lose
    the locks of the other.

    Raises:
        sqlite3.Error, OSError: for `fault_of` to tell apart.
    """
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    key = key or key_of(path)
    if key is not None or by_sqlcipher:
        from backrehab.storage.sealed_connection import connect_sealed  # seldom needed

        connection = connect_sealed(uri, wait_ms / 1000, key)
    else:
        connection = sqlite3.connect(uri, uri=True, timeout=wait_ms / 1000, isolation_level=None)
    try:
        set_up(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def set_up(connection: sqlite3.Connection) -> None:
    """What holds for every connection of ours."""
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")  # a commit is on disk when it returns
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA secure_delete = ON")  # what a row leaves behind is written over


@contextmanager
def transaction(connection: sqlite3.Connection, kind: str = "IMMEDIATE") -> Iterator[None]:
    """What is written inside is there as a whole, or not at all."""
    connection.execute(f"BEGIN {kind}")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # SQLite has taken it back itself after some faults, a full disk among them.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def user_version(connection: sqlite3.Connection) -> int:
    """The version of the tables; 0 where none was ever told."""
    row: tuple[int] = connection.execute("PRAGMA user_version").fetchone()
    return row[0]


def application_id(connection: sqlite3.Connection) -> int:
    """Whose file it is; 0 where nobody told."""
    row: tuple[int] = connection.execute("PRAGMA application_id").fetchone()
    return row[0]
