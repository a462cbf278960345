"""What of the world outside can stand in the way of a file, told apart from bugs."""

from __future__ import annotations

import errno
import sqlite3
from enum import StrEnum


class Fault(StrEnum):
    """What of the world outside can stand in the way of a database file."""

    SQLITE_TOO_OLD = "sqlite_too_old"
    IS_A_FOLDER = "is_a_folder"
    NO_FILE_NAME = "no_file_name"  # a pipe or a device, links in a circle, too long a name
    NOT_A_DATABASE = "not_a_database"
    SEALED = "sealed"  # under a passphrase that nobody has told
    STRANGER = "stranger"  # a sound database of some other program
    NEWER = "newer"  # ours, from a later version
    DAMAGED = "damaged"
    NOT_MIGRATED = "not_migrated"
    LOCKED = "locked"
    FULL = "full"
    NOT_ALLOWED = "not_allowed"
    NO_FOLDER = "no_folder"
    GONE = "gone"
    LOST = "lost"  # nothing is there, or nothing is in it, though there are copies of it
    DISK = "disk"


class DatabaseFault(Exception):
    """A fault found by looking, where SQLite itself has nothing to complain about."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault)


OUTSIDE = (sqlite3.Error, OSError, DatabaseFault, UnicodeDecodeError)
"""What `fault_of` tells apart. The last is raised by Python's own module in the place of an error
of SQLite's, when that one's words quote a spoilt file."""

_BY_EXTENDED_CODE = {
    sqlite3.SQLITE_READONLY_DBMOVED: Fault.GONE,
    sqlite3.SQLITE_IOERR_SHMSIZE: Fault.FULL,
}
_BY_CODE = {
    sqlite3.SQLITE_BUSY: Fault.LOCKED,
    sqlite3.SQLITE_LOCKED: Fault.LOCKED,
    sqlite3.SQLITE_PROTOCOL: Fault.LOCKED,
    sqlite3.SQLITE_READONLY: Fault.NOT_ALLOWED,
    sqlite3.SQLITE_PERM: Fault.NOT_ALLOWED,
    sqlite3.SQLITE_CANTOPEN: Fault.GONE,
    sqlite3.SQLITE_FULL: Fault.FULL,
    sqlite3.SQLITE_IOERR: Fault.DISK,
    sqlite3.SQLITE_NOLFS: Fault.FULL,
    sqlite3.SQLITE_CORRUPT: Fault.DAMAGED,
    sqlite3.SQLITE_TOOBIG: Fault.DAMAGED,  # nothing we write is, but a spoilt length may say so
    sqlite3.SQLITE_NOTADB: Fault.NOT_A_DATABASE,
}
_BY_ERRNO = {
    errno.ENOSPC: Fault.FULL,
    errno.EDQUOT: Fault.FULL,
    errno.EFBIG: Fault.FULL,
    errno.EACCES: Fault.NOT_ALLOWED,
    errno.EPERM: Fault.NOT_ALLOWED,
    errno.EROFS: Fault.NOT_ALLOWED,
    errno.ENOENT: Fault.GONE,
    errno.ENOTDIR: Fault.NO_FOLDER,
    errno.EEXIST: Fault.NO_FOLDER,
    errno.EISDIR: Fault.IS_A_FOLDER,
    errno.ENXIO: Fault.NO_FILE_NAME,
    errno.ELOOP: Fault.NO_FILE_NAME,
    errno.ENAMETOOLONG: Fault.NO_FILE_NAME,
}

_SPOILT_SCHEMA = ("unsupported file format", "malformed database schema")
"""Of a header and of tables that can't be made out; they come with whatever number came last."""


def code_of(error: sqlite3.Error) -> int:
    """SQLite's own number for an error, without its second part; 0 for the module's own errors."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF


def fault_of(
    error: sqlite3.Error | OSError | DatabaseFault | UnicodeDecodeError,
) -> Fault | None:
    """The world's fault behind an error; `None` when it is a bug of ours.

    A broken rule of a table, a missing column or a closed connection are bugs, and so is every
    code that isn't listed.
    """
    if isinstance(error, DatabaseFault):
        return error.fault
    if isinstance(error, UnicodeDecodeError):
        return Fault.DAMAGED
    if isinstance(error, OSError):
        return _BY_ERRNO.get(error.errno or 0, Fault.DISK)
    code: int | None = getattr(error, "sqlite_errorcode", None)
    if code is None:
        # The module's own error for text that isn't UTF-8; we never wrote such text.
        return Fault.DAMAGED if str(error).startswith("Could not decode") else None
    if str(error).startswith(_SPOILT_SCHEMA):
        return Fault.DAMAGED
    return _BY_EXTENDED_CODE.get(code, _BY_CODE.get(code & 0xFF))
