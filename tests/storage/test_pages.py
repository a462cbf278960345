"""Rows out of the bytes of a file alone: as many as SQLite itself finds, and never an error."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrehab.storage.pages import LOST, Pages, Row, Whence
from tests.storage.spoilt import overwrite, write_cut_off, write_diary

SESSION_COLUMNS = 18
"""How many a row of a session has on disk."""


def found(file: Path, columns: int, *, with_rowid: bool) -> list[Row]:
    log = file.with_name(file.name + "-wal")
    pages = Pages(file.read_bytes(), log.read_bytes() if log.exists() else b"")
    return [
        row
        for row in pages.rows()
        if len(row.cells) == columns and with_rowid is (row.rowid is not None)
    ]


@pytest.mark.parametrize("page_size", [512, 1_024, 4_096, 32_768, 65_536])
def test_every_value_is_read_as_sqlite_reads_it(tmp_path: Path, page_size: int) -> None:
    """Long texts go over many pages, and numbers come in every length."""
    file = tmp_path / "a.sqlite"
    random = Random(1)
    rows = [
        (
            number,
            random.choice((None, 0, 1, -1, 127, -32_768, 1 << 23, -(1 << 40), (1 << 63) - 1, 2.5)),
            "ü" * random.randrange(3_000),
            random.randbytes(random.choice((0, 3, 900, 70_000))),
        )
        for number in range(-5, 150)
    ]
    with closing(sqlite3.connect(file)) as database:
        database.execute(f"PRAGMA page_size = {page_size}")
        database.execute("CREATE TABLE a (id INTEGER PRIMARY KEY, b, c TEXT, d)")
        database.execute("CREATE TABLE w (id INTEGER, b, c, PRIMARY KEY (id)) WITHOUT ROWID")
        database.executemany("INSERT INTO a VALUES (?, ?, ?, ?)", rows)
        database.executemany("INSERT INTO w VALUES (?, ?, ?)", [row[:3] for row in rows])
        database.commit()

    assert sorted((row.rowid, *row.cells[1:]) for row in found(file, 4, with_rowid=True)) == rows
    assert sorted(row.cells for row in found(file, 3, with_rowid=False)) == [
        row[:3] for row in rows
    ]


def test_what_is_in_the_log_only_is_found(tmp_path: Path) -> None:
    file = write_cut_off(tmp_path / "diary.sqlite", 4, 3)

    assert len(found(file, SESSION_COLUMNS, with_rowid=True)) == 7


def test_a_garbled_log_still_gives_its_pages_as_less_sure(tmp_path: Path) -> None:
    file = write_cut_off(tmp_path / "diary.sqlite", 4, 3)
    overwrite(file.with_name(file.name + "-wal"), 40, 8)  # in the head of the first page

    rows = found(file, SESSION_COLUMNS, with_rowid=True)

    assert {row.rowid for row in rows if row.whence is Whence.TREE} == {1, 2, 3, 4}
    assert {row.rowid for row in rows if row.whence is Whence.LOG} >= {5, 6}


def test_without_the_first_page_the_others_are_read_all_the_same(tmp_path: Path) -> None:
    file = write_diary(tmp_path / "diary.sqlite", 30)
    overwrite(file, 0)

    rows = found(file, SESSION_COLUMNS, with_rowid=True)

    assert {row.rowid for row in rows} == set(range(1, 31))
    assert {row.whence for row in rows} == {Whence.STRAY}


def test_a_row_whose_end_is_lost_keeps_its_beginning(tmp_path: Path) -> None:
    file = tmp_path / "a.sqlite"
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE a (b, c, d)")
        database.execute("INSERT INTO a VALUES (7, ?, 8)", ("x" * 20_000,))
        database.commit()
    file.write_bytes(file.read_bytes()[: 3 * 4_096])

    [row] = found(file, 3, with_rowid=True)

    assert row.cells == (7, LOST, LOST)


@given(st.binary(max_size=3_000), st.binary(max_size=1_000))
def test_no_bytes_whatever_are_an_error(file: bytes, log: bytes) -> None:
    list(Pages(file, log).rows())


@given(st.randoms(use_true_random=False), st.data())
def test_no_damage_whatever_is_an_error(random: Random, data: st.DataObject) -> None:
    whole = bytearray(_WHOLE)
    for _ in range(random.randrange(1, 200)):
        whole[random.randrange(len(whole))] = random.randrange(256)

    list(Pages(bytes(whole[: random.randrange(len(whole))])).rows())


def _whole() -> bytes:
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE TABLE a (id INTEGER PRIMARY KEY, b, c)")
        database.execute("CREATE TABLE w (a, b, PRIMARY KEY (a)) WITHOUT ROWID")
        database.executemany(
            "INSERT INTO a (b, c) VALUES (?, ?)", [(n, "x" * (n * 37 % 5_000)) for n in range(60)]
        )
        database.executemany("INSERT INTO w VALUES (?, ?)", [(n, "y" * 50) for n in range(300)])
        database.commit()
        return database.serialize()


_WHOLE = _whole()
