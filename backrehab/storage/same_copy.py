"""Whether two copies of a diary hold the same, so that one of them is enough."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import zip_longest
from pathlib import Path

from backrehab.storage.connection import connect
from backrehab.storage.faults import OUTSIDE, fault_of
from backrehab.storage.keys import key_of


def hold_the_same(one: Path, other: Path) -> bool:
    """Whether two copies hold the same, to the byte; only how often they were written differs.

    https://www.sqlite.org/fileformat2.html#the_database_header. Under a passphrase each copy has
    other bytes, and what they hold is compared row by row. One that can't be read is not the same.
    """
    try:
        return _compare(one, other)
    except OUTSIDE as error:
        if fault_of(error) is None:
            raise
        return False


def _compare(one: Path, other: Path) -> bool:
    if key_of(one) is not None and key_of(other) is not None:
        with closing(connect(one, "ro")) as first, closing(connect(other, "ro")) as second:
            return all(row == twin for row, twin in zip_longest(_rows(first), _rows(second)))
    if one.stat().st_size != other.stat().st_size:
        return False
    with one.open("rb") as first, other.open("rb") as second:
        counted = (slice(24, 28), slice(92, 100))
        heads = [bytearray(file.read(100)) for file in (first, second)]
        for head in heads:
            for count in counted:
                head[count] = bytes(count.stop - count.start)
        if heads[0] != heads[1]:
            return False
        blocks = zip_longest(
            iter(lambda: first.read(65_536), b""), iter(lambda: second.read(65_536), b"")
        )
        return all(block == twin for block, twin in blocks)


def _rows(connection: sqlite3.Connection) -> Iterator[tuple[object, ...]]:
    """Everything a database holds, in an order of its own."""
    made = "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name"
    for kind, name, sql in connection.execute(made).fetchall():
        yield kind, name, sql
        if kind == "table":
            yield from connection.execute(f'SELECT * FROM "{name}"')
