"""Files that can come in: our spreadsheet and our data package, as rows with their places.

A file that is no such file is turned away whole; a row that isn't one is only told about.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from io import TextIOWrapper
from pathlib import Path

from backrehab.core.errors import TakeInError
from backrehab.storage.column import Column
from backrehab.storage.columns import COLUMNS, SESSION_COLUMNS
from backrehab.storage.data_package import is_package
from backrehab.storage.faults import Fault, fault_of
from backrehab.storage.import_cells import shown
from backrehab.storage.spelling import closest
from backrehab.storage.table_schema import EXERCISES, SESSIONS

Told = Callable[[int, int], None]
"""Told how many bytes are read, and of how many."""

_LONGEST_LINE = 1_000_000
"""Characters; forty cells, of which the longest is a note, are far shorter."""

_MOST_TOLD = 5
"""So many columns that don't fit are told one by one; with more of them it is another file."""

_NOT_THERE = "There is no file {file}. Nothing was changed. Choose another file, then try again."
_NOT_ALLOWED = "BackRehab is not allowed to read {file}. Nothing was changed."
_DISK = "The disk gave a fault while {file} was being read. Nothing was changed."
_NO_PACKAGE = (
    "{file} is a folder, but not a data package of BackRehab. Nothing was changed. "
    "Choose a spreadsheet or a package that BackRehab wrote, then try again."
)
_NOT_UTF8 = (
    "{file} is not UTF-8 text, so it can't be read. Nothing was changed. Save it from the "
    "spreadsheet program as CSV UTF-8, then try again."
)
_NOT_CSV = (
    "{file} can't be read as CSV near line {line}: {why}. Nothing was changed. Put that line "
    "right, then try again."
)
_QUOTES = "a quotation mark is missing, or there is one too many"
_CELL_TOO_LONG = "a cell is far too long, or a quotation mark is missing"
_OTHER_COLUMNS = "{file} is not a diary that BackRehab wrote. Nothing was changed.\n{problems}"
_NO_DIARY = (
    "{file} is not a diary that BackRehab wrote: it has {found} of the {all} columns of one. "
    "Nothing was changed. If it is one, save it as CSV with commas, then try again."
)


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One thing wrong in a file, at a line and in a column; "" is the whole line."""

    file: str
    line: int
    column: str
    found: str
    expected: str

    def __str__(self) -> str:
        column = f", {self.column}" if self.column else ""
        return (
            f"{self.file}, line {self.line}{column}: found {self.found}, expected {self.expected}"
        )


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row as its cells in the order of `COLUMNS`, and where each half of it stands.

    `problem` is set, and the cells are empty, where the line isn't a row at all.
    """

    file: str
    line: int
    cells: tuple[str, ...] = ()
    session_file: str = ""
    session_line: int = 0
    problem: RowProblem | None = None

    def fault(self, column: str, found: str, expected: str) -> RowProblem:
        """A problem in one of its columns, with its place."""
        if self.session_file and column in _OF_SESSION:
            return RowProblem(self.session_file, self.session_line, column, found, expected)
        return RowProblem(self.file, self.line, column, found, expected)


_OF_SESSION = {column.name for column in SESSION_COLUMNS}


def source_rows(source: Path, told: Told | None = None) -> Iterator[SourceRow]:
    """The rows of a spreadsheet or a data package, one after another.

    Raises:
        TakeInError: it is neither, or can't be read; `str()` is fit for a patient.
    """
    with _door(source):
        if source.is_dir():
            if not is_package(source):
                raise TakeInError(source, _NO_PACKAGE.format(file=source))
            yield from _package_rows(source, told)
        else:
            for line, cells, problem in _table_rows(source, COLUMNS, told):
                yield SourceRow(source.name, line, cells, problem=problem)


def _package_rows(folder: Path, told: Told | None) -> Iterator[SourceRow]:
    sessions: dict[str, tuple[int, dict[str, str]]] = {}
    key = SESSIONS.key
    names = [column.name for column in SESSIONS.columns]
    for line, cells, unread in _table_rows(folder / SESSIONS.file, SESSIONS.columns, None):
        of_session = {} if unread else dict(zip(names, cells, strict=True))
        session_id = of_session.get(key, "")
        if unread:
            yield SourceRow(SESSIONS.file, line, problem=unread)
        elif session_id in sessions:
            expected = f"an id that no other line has; line {sessions[session_id][0]} has it"
            again = RowProblem(SESSIONS.file, line, key, shown(session_id), expected)
            yield SourceRow(SESSIONS.file, line, problem=again)
        else:
            sessions[session_id] = (line, of_session)
    names = [column.name for column in EXERCISES.columns]
    for line, cells, unread in _table_rows(folder / EXERCISES.file, EXERCISES.columns, told):
        row = {} if unread else dict(zip(names, cells, strict=True))
        session_id = row.get(key, "")
        if unread:
            yield SourceRow(EXERCISES.file, line, problem=unread)
        elif session_id not in sessions:
            expected = f"an id that {SESSIONS.file} has"
            unknown = RowProblem(EXERCISES.file, line, key, shown(session_id), expected)
            yield SourceRow(EXERCISES.file, line, problem=unknown)
        else:
            session_line, of_session = sessions[session_id]
            row |= of_session
            in_order = tuple(row[column.name] for column in COLUMNS)
            yield SourceRow(EXERCISES.file, line, in_order, SESSIONS.file, session_line)


def _table_rows(
    file: Path, columns: Sequence[Column], told: Told | None
) -> Generator[tuple[int, tuple[str, ...], RowProblem | None]]:
    """Each row's first line, its cells in the order of `columns`, and why it isn't one."""
    size = file.stat().st_size
    with file.open("rb") as raw, TextIOWrapper(raw, encoding="utf-8-sig", newline="") as text:
        reader = csv.reader(_lines(text, file), strict=True)
        read = 0
        try:
            places = _places(file, next(reader, []), columns)
            line = reader.line_num + 1
            for cells in reader:
                if len(cells) == len(places):
                    yield line, tuple([cells[place] for place in places]), None
                elif cells:  # an empty line is none
                    found = f"{len(cells)} cell{'' if len(cells) == 1 else 's'}"
                    yield line, (), RowProblem(file.name, line, "", found, f"{len(places)} cells")
                line = reader.line_num + 1
                if told is not None and raw.tell() != read:
                    read = raw.tell()  # a piece of many rows
                    told(read, size)
        except UnicodeDecodeError as error:
            raise TakeInError(file, _NOT_UTF8.format(file=file)) from error
        except csv.Error as error:
            why = _CELL_TOO_LONG if "limit" in str(error) else _QUOTES
            words = _NOT_CSV.format(file=file, line=reader.line_num, why=why)
            raise TakeInError(file, words) from error


def _lines(text: TextIOWrapper, file: Path) -> Iterator[str]:
    """The lines, none of them longer than any of ours: a file may be one line without an end."""
    for number, line in enumerate(iter(partial(text.readline, _LONGEST_LINE), ""), 1):
        if len(line) == _LONGEST_LINE:
            raise TakeInError(file, _NOT_CSV.format(file=file, line=number, why="it has no end"))
        yield line


def _places(file: Path, header: Sequence[str], columns: Sequence[Column]) -> list[int]:
    """Where in the file each column stands: in any order, but each of them once."""
    names = [column.name for column in columns]
    faults = [
        (name, "it twice", "it once")
        for name in sorted({n for n in header if header.count(n) > 1})
    ]
    for name in header:
        if name not in names:
            near = closest(name, names)
            hint = f" (did you mean {near!r}?)" if near else ""
            faults.append(("", f"{shown(name)}{hint}", "only columns of the diary"))
    faults += [(name, "no such column", "it") for name in names if name not in header]
    if len(faults) > _MOST_TOLD:
        found = len(set(names) & set(header))
        raise TakeInError(file, _NO_DIARY.format(file=file, found=found, all=len(names)))
    if faults:
        problems = "\n".join(str(RowProblem(file.name, 1, *fault)) for fault in faults)
        raise TakeInError(file, _OTHER_COLUMNS.format(file=file, problems=problems))
    return [header.index(name) for name in names]


@contextmanager
def _door(source: Path) -> Generator[None]:
    """The one door for errors: a fault of the disk goes on as `TakeInError`."""
    try:
        yield
    except OSError as error:
        fault = fault_of(error)
        words = {Fault.GONE: _NOT_THERE, Fault.NO_FOLDER: _NOT_THERE}.get(
            fault or Fault.DISK, _NOT_ALLOWED if fault is Fault.NOT_ALLOWED else _DISK
        )
        raise TakeInError(source, words.format(file=source)) from error
