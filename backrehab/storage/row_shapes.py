"""Which table a row belongs to that was found without one, by what it is made of."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

from backrehab.storage.pages import LOST, Cell, Row
from backrehab.storage.sqlite import Database, Schema

_TYPES: dict[str, type] = {"INTEGER": int, "TEXT": str}


@dataclass(frozen=True, slots=True)
class Column:
    """A column as it is stored; `can_be_null` says so of the table's rules."""

    name: str
    type: type
    can_be_null: bool
    is_rowid: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """What the rows of a table look like; an older row has fewer columns, at least `fewest`."""

    table: str
    columns: tuple[Column, ...]
    fewest: int
    has_rowid: bool

    def fits(self, row: Row) -> bool:
        """Whether the row can be one of this table's, as far as its values were found."""
        if self.has_rowid is (row.rowid is None):
            return False
        if not self.fewest <= len(row.cells) <= len(self.columns):
            return False
        return all(
            cell is LOST
            or (cell is None and (column.can_be_null or column.is_rowid))
            or type(cell) is column.type
            for column, cell in zip(self.columns, row.cells, strict=False)
        )

    def named(self, row: Row) -> dict[str, Cell]:
        """The row's values by the names of their columns."""
        named = {column.name: cell for column, cell in zip(self.columns, row.cells, strict=False)}
        for column in self.columns:
            if column.is_rowid:
                named[column.name] = row.rowid
        return named


def shapes(schema: Schema, tables: Sequence[str]) -> tuple[Shape, ...]:
    """The shapes of these tables over all versions of the schema."""
    fewest: dict[str, int] = {}
    made: list[Shape] = []
    for version in range(1, schema.version + 1):
        with closing(Database.in_memory(schema.up_to(version))) as database:
            there = set(tables_of(database))
            made = [_shape(database, table, fewest) for table in tables if table in there]
    return tuple(made)


def tables_of(database: Database) -> tuple[str, ...]:
    """The tables of a diary, each after those it points at."""
    asked = (
        "SELECT name FROM sqlite_schema WHERE type = 'table'"
        " AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY rowid"
    )
    return tuple(name for (name,) in database.execute(asked))


def _shape(database: Database, table: str, fewest: dict[str, int]) -> Shape:
    rows = database.execute(
        'SELECT name, type, "notnull", pk FROM pragma_table_xinfo(?) WHERE hidden = 0', (table,)
    ).fetchall()
    (made,) = database.execute(
        "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?", (table,)
    ).fetchone()
    has_rowid = "WITHOUT ROWID" not in made.upper()
    fewest.setdefault(table, len(rows))
    columns = tuple(
        Column(name, _TYPES[kind], not not_null, is_rowid=bool(has_rowid and key))
        for name, kind, not_null, key in rows
    )
    return Shape(table, columns, fewest[table], has_rowid)
