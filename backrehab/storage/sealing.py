"""A database written anew under another key, or under none, and compared before it counts."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from backrehab.storage.checked_copy import whole_at
from backrehab.storage.connection import connect
from backrehab.storage.faults import DatabaseFault, Fault, code_of
from backrehab.storage.in_place import alone_with
from backrehab.storage.keys import Key

_BY_WORDS = {  # https://www.sqlite.org/c3ref/errcode.html, as SQLite words them
    "database or disk is full": Fault.FULL,
    "disk I/O error": Fault.DISK,
    "database disk image is malformed": Fault.DAMAGED,
    "attempt to write a readonly database": Fault.NOT_ALLOWED,
    "unable to open database file": Fault.GONE,
}


def write_under(source: Path, to: Path, key: Key | None) -> None:
    """Writes all of a file to `to`, which may be the file itself, under a key or plain.

    What is at `to` is replaced once each row of the new file is the same as in the old one. For
    this user alone (0600), with nothing beside it.

    Raises:
        DatabaseFault, sqlite3.Error, OSError: for `fault_of` to tell apart; what was at `to` is
            as it was.
    """
    with whole_at(to) as new, closing(connect(source, "ro", by_sqlcipher=True)) as reader:
        _fill(reader, new, key)


def change_under(diary: Path, key: Key | None) -> None:
    """Puts a diary that nobody has open under a key, or under none, with its log taken in.

    Raises:
        DatabaseFault, sqlite3.Error, OSError: for `fault_of` to tell apart; the diary is as it
            was. `LOCKED`: somebody has it open.
    """
    if shutil.disk_usage(diary.parent).free < diary.stat().st_size:
        raise DatabaseFault(Fault.FULL)
    with whole_at(diary) as new, alone_with(diary, by_sqlcipher=True) as present:
        _fill(present, new, key)


def _fill(source: sqlite3.Connection, new: Path, key: Key | None) -> None:
    with _attached(source, new, key):
        _export(source)
        for told in ("user_version", "application_id"):
            (number,) = source.execute(f"PRAGMA main.{told}").fetchone()
            source.execute(f"PRAGMA new.{told} = {number}")
        _require_the_same(source)


def _export(source: sqlite3.Connection) -> None:
    try:
        source.execute("SELECT sqlcipher_export('new')")
    except sqlite3.OperationalError as error:
        # A function of SQL hands on the words of what stopped it, without their number.
        fault = _BY_WORDS.get(str(error))
        if code_of(error) != sqlite3.SQLITE_ERROR or fault is None:
            raise
        raise DatabaseFault(fault) from error


@contextmanager
def _attached(source: sqlite3.Connection, new: Path, key: Key | None) -> Iterator[None]:
    source.execute(
        "ATTACH DATABASE ? AS new KEY ?",
        (f"{new.absolute().as_uri()}?mode=rw", "" if key is None else key.as_sql),
    )
    try:
        source.execute("PRAGMA new.synchronous = FULL")
        yield
    finally:
        source.execute("DETACH DATABASE new")


def _require_the_same(connection: sqlite3.Connection) -> None:
    """Raises `DatabaseFault` unless `new` is sound and holds just what `main` does."""
    if connection.execute("PRAGMA new.integrity_check(1)").fetchone() != ("ok",):
        raise DatabaseFault(Fault.DAMAGED)
    made = "SELECT type, name, tbl_name, sql FROM {}.sqlite_schema ORDER BY type, name"
    here, there = (connection.execute(made.format(it)).fetchall() for it in ("main", "new"))
    if here != there:
        raise DatabaseFault(Fault.DAMAGED)
    tables = [name for kind, name, _, _ in here if kind == "table"]
    for table in tables:
        counts = {
            connection.execute(f'SELECT count(*) FROM {it}."{table}"').fetchone()
            for it in ("main", "new")
        }
        differs = connection.execute(
            f'SELECT * FROM main."{table}" EXCEPT SELECT * FROM new."{table}" LIMIT 1'
        ).fetchone()
        if len(counts) != 1 or differs is not None:
            raise DatabaseFault(Fault.DAMAGED)
