"""What SQLite keeps beside a database, by name: it belongs to the file and goes where it goes."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

UNFOLDED = ("-wal", "-journal")
"""The log and the journal: what they hold is not in the file yet, or has to be taken back."""

BESIDE = (*UNFOLDED, "-shm")
"""The last is an index of the log, made anew whenever it is missing."""


def with_end(database: Path, end: str) -> Path:
    """What has the database's name with this at its end."""
    return database.with_name(database.name + end)


def all_of(database: Path) -> tuple[Path, ...]:
    """The database and every file that may lie beside it."""
    return tuple(with_end(database, end) for end in ("", *BESIDE))


def written_at_ns(database: Path) -> int:
    """When it was last written to, by the files' own times, in nanoseconds since 1970.

    Raises:
        OSError: it is not there.
    """
    written = database.stat().st_mtime_ns
    with suppress(FileNotFoundError):
        log = with_end(database, "-wal").stat()
        if log.st_size:  # an empty one is made on opening
            written = max(written, log.st_mtime_ns)
    return written


def holds_something(path: Path) -> bool:
    """Whether a file is there with anything in it."""
    return path.is_file() and path.stat().st_size > 0
