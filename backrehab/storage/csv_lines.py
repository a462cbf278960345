"""Finished lines of a CSV file, made by SQLite: a long diary runs straight into the file.

RFC 4180: commas, CRLF, quotes where they are needed. Python only passes the lines on, which takes
about as long as the `sqlite3` program takes for the same file.
"""

from __future__ import annotations

from collections.abc import Sequence

from backrehab.storage.column import Column

CRLF = "\r\n"


def header_line(columns: Sequence[Column]) -> str:
    """The names of the columns, as the first line."""
    return ",".join(column.name for column in columns) + CRLF


def line_sql(columns: Sequence[Column]) -> str:
    """The expression for a row's whole line, its end included."""
    places = ",".join(["%s"] * len(columns))
    cells = ", ".join(column.cell_sql for column in columns)
    return f"printf('{places}' || char(13, 10), {cells})"
