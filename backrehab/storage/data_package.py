"""The diary as a data package: two tables and a document that explains them.

The rows are those of the spreadsheet, from the same query; what belongs to a session stands once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from contextlib import ExitStack, closing
from datetime import date
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from backrehab.core.errors import ContentError, ExportError
from backrehab.storage.csv_lines import header_line, line_sql
from backrehab.storage.diary import Diary
from backrehab.storage.export import ROWS_A_TIME, export_door, require_outside
from backrehab.storage.json_file import read_json
from backrehab.storage.progress import Progress
from backrehab.storage.table_schema import (
    DOCUMENT,
    PACKAGE_NAME,
    TABLES,
    Table,
    Written,
    package_document,
)
from backrehab.storage.whole_file import whole_file
from backrehab.storage.whole_folder import whole_folder

_OURS = {DOCUMENT, *(table.file for table in TABLES)}

_NOT_OURS = (
    "{folder} is there already and is not a data package of BackRehab alone, so nothing was "
    "written into it. Choose the name of a new folder, then try again."
)


def export_package(
    diary: Diary,
    to: Path,
    since: date | None = None,
    until: date | None = None,
    on_progress: Progress | None = None,
) -> int:
    """Writes these local days, both included, into a new folder at `to`; says how many rows.

    The rows are those of exercises and sides, as in the spreadsheet. With none nothing is
    written. The folder is there whole or not at all, and takes the place of an earlier package.

    Raises:
        ExportError: the folder can't be written, or holds something that isn't ours.
        DiaryError: the diary can't be read.
    """
    total = diary.count_entries(since, until)
    if total == 0:
        return 0
    with export_door(to):
        require_outside(to)
        if to.exists() and not _is_package_alone(to):
            raise ExportError(to, _NOT_OURS.format(folder=to))
        with whole_folder(to) as folder, ExitStack() as files:
            sessions, exercises = (
                _TableFile(files.enter_context(whole_file(folder / table.file)), table)
                for table in TABLES
            )
            lines = [line_sql(table.columns) for table in TABLES]
            with closing(diary.export_rows(since, until, columns=lines)) as rows:
                before = ""
                while some := list(islice(rows, ROWS_A_TIME)):
                    new = []
                    for line, _ in some:
                        if line != before:  # the rows of a session follow one another
                            new.append(str(line))
                            before = str(line)
                    sessions.write(new)
                    exercises.write([str(line) for _, line in some])
                    if on_progress is not None:
                        on_progress(exercises.rows, total)
            document = package_document([sessions.written, exercises.written])
            file = files.enter_context(whole_file(folder / DOCUMENT))
            file.write(json.dumps(document, indent=1, ensure_ascii=False).encode() + b"\n")
    return exercises.rows


def is_package(folder: Path) -> bool:
    """Whether the folder is a data package of ours, whatever else is in it.

    Desktops put files of their own into every folder that is looked into.
    """
    return _names_in_package(folder) >= _OURS


def _is_package_alone(folder: Path) -> bool:
    """Whether another package may take its place: it is ours and nothing else would be lost."""
    names = _names_in_package(folder)
    return bool(names) and names <= _OURS


def _names_in_package(folder: Path) -> set[str]:
    """What is in a folder that has the document of a package of ours; else nothing."""
    try:
        document = read_json(folder / DOCUMENT)
        names = {file.name for file in folder.iterdir()}
    except (OSError, ContentError):
        return set()
    ours = isinstance(document, dict) and document.get("name") == PACKAGE_NAME
    return names if ours else set()


class _TableFile:
    """A table's file while it is written: its lines, their number and sum."""

    def __init__(self, file: BinaryIO, table: Table) -> None:
        self._file = file
        self._table = table
        self._sum = hashlib.sha256()
        self._size = 0
        self.rows = 0
        self._put(header_line(table.columns))

    def write(self, lines: Sequence[str]) -> None:
        self._put("".join(lines))
        self.rows += len(lines)

    @property
    def written(self) -> Written:
        return Written(self._table, self.rows, self._size, self._sum.hexdigest())

    def _put(self, text: str) -> None:
        raw = text.encode()
        self._file.write(raw)
        self._sum.update(raw)
        self._size += len(raw)
