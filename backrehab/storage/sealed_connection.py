"""A connection to a diary under a passphrase, that looks to all others like one of `sqlite3`.

SQLCipher is SQLite with every page encrypted, and `sqlcipher3` is Python's own module made for
it. But for the key only its errors differ: they are no `sqlite3` errors until they come from here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from sqlcipher3 import dbapi2

from backrehab.storage.keys import Key

_P = ParamSpec("_P")
_R = TypeVar("_R")


def connect_sealed(uri: str, timeout: float, key: Key | None) -> sqlite3.Connection:
    """Opens a file with its key; without one it is plain, but others can be attached with theirs.

    What comes back isn't of the class it says, but has everything of it that is used here: both
    modules have the same interface (PEP 249) and grew from the same source.
    """
    with_errors_of_sqlite3 = _translating(dbapi2.connect)
    connection = with_errors_of_sqlite3(
        uri, uri=True, timeout=timeout, isolation_level=None, factory=_Connection
    )
    connection.key = key
    connection.execute("PRAGMA cipher_log_level = NONE")  # a wrong key is no news for a terminal
    if key is not None:
        connection.execute(f'PRAGMA key = "{key.as_sql}"')
    return cast("sqlite3.Connection", connection)


def _translating(call: Callable[_P, _R]) -> Callable[_P, _R]:
    """The same call, its errors being those of `sqlite3`."""

    @wraps(call)
    def calling(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        try:
            return call(*args, **kwargs)
        except dbapi2.Error as error:
            raise _of_sqlite3(error) from error

    return calling


def _of_sqlite3(error: Exception) -> sqlite3.Error:
    """The same error as that module would raise it.

    Made here and raised elsewhere: one that is kept where it was raised would hold on to the
    cursor, and with it to the lock of a connection that was closed.
    """
    same: sqlite3.Error = getattr(sqlite3, type(error).__name__)(*error.args)
    for name in ("sqlite_errorcode", "sqlite_errorname"):
        if hasattr(error, name):
            setattr(same, name, getattr(error, name))
    return same


class _Cursor(dbapi2.Cursor):  # type: ignore[misc] # sqlcipher3 tells no types
    execute = _translating(dbapi2.Cursor.execute)
    executemany = _translating(dbapi2.Cursor.executemany)
    fetchone = _translating(dbapi2.Cursor.fetchone)
    fetchmany = _translating(dbapi2.Cursor.fetchmany)
    fetchall = _translating(dbapi2.Cursor.fetchall)

    def __next__(self) -> Any:
        try:
            return super().__next__()
        except dbapi2.Error as error:
            raise _of_sqlite3(error) from error


class _Connection(dbapi2.Connection):  # type: ignore[misc]
    key: Key | None = None
    backup = _translating(dbapi2.Connection.backup)

    def cursor(self) -> Any:
        return super().cursor(_Cursor)

    def execute(self, statement: str, values: Sequence[object] = ()) -> Any:
        return self.cursor().execute(statement, values)

    def executemany(self, statement: str, values: Any) -> Any:
        return self.cursor().executemany(statement, values)
