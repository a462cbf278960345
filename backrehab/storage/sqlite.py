"""SQLite with manners: open, write all or nothing, bring up to date.

Nothing here knows what is kept. A file that isn't ours, is damaged or comes from a newer program
is looked at and left exactly as it was; only after that is anything written.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from backrehab.storage.beside import holds_something, with_end, written_at_ns
from backrehab.storage.checked_copy import checked_copy
from backrehab.storage.connection import WAIT_MS as WAIT_MS  # part of what is offered here
from backrehab.storage.connection import (
    application_id,
    connect,
    set_up,
    transaction,
    user_version,
)
from backrehab.storage.copy_names import copies_of, copy_before_version
from backrehab.storage.faults import DatabaseFault, Fault, code_of
from backrehab.storage.keys import Key, key_fitting, key_of, may_be_sealed
from backrehab.storage.open_here import identity_of, let_go, open_here, take_note
from backrehab.storage.presence import is_there

OLDEST_SQLITE = (3, 37, 0)
"""The first with STRICT tables."""

_COMMENT = re.compile(r"--[^\n]*")
_HEADER_BYTES = 100  # https://www.sqlite.org/fileformat2.html#the_database_header
_MAGIC = b"SQLite format 3\x00"
_FORMATS_AT, _FORMATS = slice(18, 20), {1, 2}  # with a journal, with a log
_USER_VERSION_AT = 60
_APPLICATION_ID_AT = 68


@dataclass(frozen=True, slots=True)
class Migration:
    """One step from the version before to `version`; all its statements or none."""

    version: int
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Schema:
    """Whose file it is, and the steps that make its tables, from version 1 on without a gap.

    Raises:
        ValueError: the versions aren't 1, 2, 3 and so on.
    """

    application_id: int
    migrations: tuple[Migration, ...]

    def __post_init__(self) -> None:
        versions = [migration.version for migration in self.migrations]
        if versions != list(range(1, len(versions) + 1)):
            raise ValueError(f"migrations have to be numbered from 1 without a gap: {versions}")

    @property
    def version(self) -> int:
        return len(self.migrations)

    def up_to(self, version: int) -> Schema:
        """The schema as it was at an earlier version."""
        return replace(self, migrations=self.migrations[:version])


class Database:
    """An open database: statements outside a transaction are each one of their own.

    Belongs to the thread that opened it.

    Attributes:
        identity: Which file it is, whatever its name has become; `None` in memory.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path | None) -> None:
        self._connection = connection
        self._path = path
        self.identity = None if path is None else identity_of(path)
        if path is not None:
            take_note(self)

    @classmethod
    def open(
        cls,
        path: Path,
        schema: Schema,
        *,
        wait_ms: int = WAIT_MS,
        key: Key | None = None,
        make: bool = True,
    ) -> Self:
        """The database at `path`, brought up to the newest version; made when there is none.

        One that is made with a `key` is under its passphrase. None is made without `make`, nor
        where there are copies of one that must have been there (`LOST`).

        A folder that has to be made is for this user alone (0700), and the file always is (0600;
        SQLite gives the files beside it the same). Before an older file is changed, a copy of it
        is kept (`copy_names`).

        Raises:
            DatabaseFault, sqlite3.Error, OSError: for `fault_of` to tell apart.
        """
        require_sqlite(sqlite3.sqlite_version_info)
        if is_lost(path):
            raise DatabaseFault(Fault.LOST)
        if make:
            _make_file(path)
        _require_writable(path)
        look_at_header(path, schema)
        # Another account on this computer has no business in it. Some disks know no such rights.
        with suppress(OSError):
            path.chmod(0o600)
        look_inside(path, schema, wait_ms)
        connection = connect(path, "rw", wait_ms, key=key)
        try:
            _migrate(connection, schema, path)
            require_tables(connection, schema)
            _use_log(connection)
            return cls(connection, path)
        except BaseException:
            connection.close()
            raise

    @classmethod
    def in_memory(cls, schema: Schema) -> Self:
        """A new database that never touches a file.

        Raises:
            DatabaseFault: the SQLite of this computer is too old.
        """
        require_sqlite(sqlite3.sqlite_version_info)
        connection = sqlite3.connect(":memory:", isolation_level=None)
        set_up(connection)
        _migrate(connection, schema, None)
        return cls(connection, None)

    @property
    def key(self) -> Key | None:
        """What the file is encrypted with; `None` for a plain one."""
        key: Key | None = getattr(self._connection, "key", None)
        return key

    def execute(self, statement: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        return self._connection.execute(statement, values)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside is on disk when this ends, or none of it is.

        Raises:
            DatabaseFault: the file is no longer where it was opened, so nobody would ever find
                what is written now. SQLite itself would not notice.
        """
        if self._path is not None and identity_of(self._path) != self.identity:
            raise DatabaseFault(Fault.GONE)
        with transaction(self._connection):
            yield

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Everything read inside is of one moment."""
        with transaction(self._connection, "DEFERRED"):
            yield

    def close(self) -> None:
        """Closing twice does nothing."""
        self._connection.close()
        let_go(self)


def require_sqlite(version: tuple[int, ...]) -> None:
    """Raises `DatabaseFault` for a SQLite without STRICT tables."""
    if version < OLDEST_SQLITE:
        raise DatabaseFault(Fault.SQLITE_TOO_OLD)


def is_lost(path: Path) -> bool:
    """Whether nothing is there, or nothing in it, where something must have been.

    Its copies tell so, and a log beside it, which may hold all of it. A journal doesn't: there is
    one beside an empty file while another program is just making it.
    """
    if is_there(path) and path.stat().st_size:
        return False
    return bool(copies_of(path)) or holds_something(with_end(path, "-wal"))


def _make_file(path: Path) -> None:
    if path.is_dir():
        raise DatabaseFault(Fault.IS_A_FOLDER)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        if not path.is_file():
            raise DatabaseFault(Fault.NOT_A_DATABASE) from None


def _require_writable(path: Path) -> None:
    if not is_there(path):
        raise DatabaseFault(Fault.GONE)
    # SQLite would open a file it may not write to all the same, and fail at the first set.
    if not (os.access(path, os.R_OK | os.W_OK) and os.access(path.parent, os.W_OK | os.X_OK)):
        raise DatabaseFault(Fault.NOT_ALLOWED)


def look_at_header(path: Path, schema: Schema) -> None:
    """Turns away what isn't ours without SQLite touching it, or the journals beside it.

    One under a passphrase tells nothing from outside; `look_inside` looks at it. One that is open
    here was looked at before.
    """
    if open_here(path) is not None:
        return
    with path.open("rb") as file:
        header = file.read(_HEADER_BYTES)
    if not header:
        return  # new, or its making was cut short before anything was in it
    if key_of(path) is not None:
        return
    if len(header) < _HEADER_BYTES or not header.startswith(_MAGIC):
        raise DatabaseFault(_without_its_mark(path))
    if _number_at(header, _APPLICATION_ID_AT) != schema.application_id:
        raise DatabaseFault(Fault.STRANGER)
    if _number_at(header, _USER_VERSION_AT) > schema.version:
        raise DatabaseFault(Fault.NEWER)
    if not set(header[_FORMATS_AT]) <= _FORMATS:
        raise DatabaseFault(Fault.DAMAGED)  # SQLite would read it, and write nothing


def _without_its_mark(path: Path) -> Fault:
    """What is the matter with a file that doesn't begin as it should, nor with a known salt."""
    if key_fitting(path) is not None:
        return Fault.NOT_A_DATABASE  # its passphrase is known, and its start is spoilt
    return Fault.SEALED if may_be_sealed(path) else Fault.NOT_A_DATABASE


def _number_at(header: bytes, start: int) -> int:
    return int.from_bytes(header[start : start + 4], "big")


def look_inside(path: Path, schema: Schema, wait_ms: int) -> None:
    """Reads the whole file before anything is written, and leaves it as it is.

    Through a connection that can't write: the last one that can would, on closing, put what is
    left in the log into the file.
    """
    try:
        with (
            closing(connect(path, "ro", wait_ms)) as connection,
            transaction(connection, "DEFERRED"),  # all of it at one moment
        ):
            version = user_version(connection)
            if version > schema.version:
                raise DatabaseFault(Fault.NEWER)
            if version < 1 and _made(connection):
                raise DatabaseFault(Fault.DAMAGED)
            require_ours(connection, schema)
            # First what the tables are made of: SQLite stumbles over a name that was spoilt there.
            if version > 0:
                require_tables(connection, schema.up_to(version))
            if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise DatabaseFault(Fault.DAMAGED)
    except sqlite3.OperationalError as error:
        # A change that was cut short has to be taken back first, which only a writer can do.
        if code_of(error) != sqlite3.SQLITE_READONLY:
            raise


def require_ours(connection: sqlite3.Connection, schema: Schema) -> None:
    """Raises `DatabaseFault` for the database of another program, where the header can't tell."""
    if user_version(connection) > 0 and application_id(connection) != schema.application_id:
        raise DatabaseFault(Fault.STRANGER)


def _use_log(connection: sqlite3.Connection) -> None:
    """Changes go to a log beside the file: one forced write each, and nobody waits to read.

    Only for a file that is ours and sound, so that its header says so on disk whatever becomes
    of the log. A disk that can't do it keeps the rollback journal, which is as safe; so does a
    file that another window is opening at this moment, until the next time.
    """
    with suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA journal_mode = WAL")


def require_tables(connection: sqlite3.Connection, schema: Schema) -> None:
    """Raises `DatabaseFault` for a database without all that the schema makes."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        _migrate(fresh, schema, None)
        if not _made(fresh) <= _made(connection):
            raise DatabaseFault(Fault.DAMAGED)


def _migrate(connection: sqlite3.Connection, schema: Schema, path: Path | None) -> None:
    if user_version(connection) >= schema.version:
        return
    # A step may rebuild a table others point at; what it leaves is looked at before it counts.
    # The setting can't be changed within a transaction.
    connection.execute("PRAGMA foreign_keys = OFF")
    untouched = True
    for migration in schema.migrations:
        with transaction(connection):
            # Asked under the lock: another window may have done this step just now.
            version = user_version(connection)
            if version >= migration.version:
                continue
            if version > 0 and untouched and path is not None:
                _keep_copy(path, schema.version)
            untouched = False
            for statement in migration.statements:
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {schema.application_id}")
            connection.execute(f"PRAGMA user_version = {migration.version}")
            if connection.execute("PRAGMA foreign_key_check").fetchone():
                raise DatabaseFault(Fault.NOT_MIGRATED)
    connection.execute("PRAGMA foreign_keys = ON")


def _keep_copy(path: Path, version: int) -> None:
    """Copies the file as it is before it is brought to `version`, among the diary's copies.

    Read by a connection of its own: SQLite doesn't copy through one that holds the lock.
    """
    changed_at = datetime.fromtimestamp(written_at_ns(path) / 1e9, UTC).astimezone()
    checked_copy(path, copy_before_version(path, changed_at, version))


def _made(connection: sqlite3.Connection) -> set[tuple[str, str, str]]:
    """Everything the schema made and how, leaving out what SQLite keeps for itself.

    Comments and line ends in it don't matter, but a letter changed by a failing disk does.
    """
    return {
        (kind, name, " ".join(_COMMENT.sub(" ", made).split()))
        for kind, name, made in connection.execute(
            "SELECT type, name, coalesce(sql, '') FROM sqlite_schema"
            " WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!'"
        )
    }
