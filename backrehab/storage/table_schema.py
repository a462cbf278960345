"""The document of a data package: its two tables explained for R, Python and DuckDB.

Table Schema as https://specs.frictionlessdata.io has it, from the one table of columns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from backrehab import __version__
from backrehab.storage.column import ID_PATTERN, Column, Kind
from backrehab.storage.columns import COLUMNS, ENTRY_COLUMNS, SESSION_COLUMNS

PACKAGE_NAME = "backrehab-diary"
"""By this name in its document a folder is known as a package of ours."""

DOCUMENT = "datapackage.json"

_TYPES: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.TEXT: "string",
        Kind.WORD: "string",
        Kind.INTEGER: "integer",
        Kind.INSTANT: "datetime",
    }
)


@dataclass(frozen=True, slots=True)
class Table:
    """A file of the package: what it holds, and the column that tells its rows apart."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: str

    @property
    def file(self) -> str:
        return f"{self.name}.csv"


SESSIONS = Table("sessions", "One row for each session.", SESSION_COLUMNS, "session_id")
EXERCISES = Table(
    "exercises",
    "One row for each exercise and side of a session, oldest first.",
    (COLUMNS[0], *ENTRY_COLUMNS),
    "entry_id",
)
TABLES = (SESSIONS, EXERCISES)
"""The files of the package; joined by `session_id` they are the spreadsheet."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it was written."""

    table: Table
    rows: int
    size: int
    sha256: str


def package_document(files: Sequence[Written]) -> dict[str, Any]:
    """The whole of `datapackage.json`."""
    return {
        "profile": "tabular-data-package",
        "name": PACKAGE_NAME,
        "title": "A BackRehab exercise diary",
        "description": (
            "What was asked for, what the timer timed and what the person told, as raw figures. "
            "Columns ending in _target were asked for; those ending in _timed were played by the "
            "timer, which can't know what the person did. An empty cell: not asked, not answered, "
            "or without meaning for this exercise. A text that starts with = + - @, a tab, a "
            "carriage return or an apostrophe has one apostrophe in front; take off one leading "
            "apostrophe to have it back."
        ),
        "version": __version__,
        "resources": [_resource(file) for file in files],
    }


def _resource(file: Written) -> dict[str, Any]:
    table = file.table
    schema: dict[str, Any] = {
        "fields": [_field(column, unique=column.name == table.key) for column in table.columns],
        "primaryKey": table.key,
        "missingValues": [""],
    }
    if table is not SESSIONS:
        schema["foreignKeys"] = [
            {
                "fields": SESSIONS.key,
                "reference": {"resource": SESSIONS.name, "fields": SESSIONS.key},
            }
        ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": table.file,
        "description": table.meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {
            "delimiter": ",",
            "quoteChar": '"',
            "doubleQuote": True,
            "lineTerminator": "\r\n",
            "header": True,
        },
        "rows": file.rows,
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        "schema": schema,
    }


def _field(column: Column, *, unique: bool) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if unique:
        constraints["unique"] = True
    if column.words:
        constraints["enum"] = list(column.words)
    elif column.kind is Kind.WORD:
        constraints["pattern"] = ID_PATTERN
    if column.kind is Kind.INTEGER:
        constraints |= {"minimum": column.least, "maximum": column.most}
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES[column.kind],
        "description": column.meaning,
    }
    return field | ({"constraints": constraints} if constraints else {})
