"""The diary as a spreadsheet: one row for each exercise and side.

Whole lines are made by SQLite (`csv_lines`), so a diary of any length takes the same memory.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from backrehab.core.errors import ExportError
from backrehab.storage import fault_words
from backrehab.storage.beside import all_of
from backrehab.storage.columns import COLUMNS
from backrehab.storage.csv_lines import header_line, line_sql
from backrehab.storage.diary import Diary
from backrehab.storage.faults import Fault, fault_of
from backrehab.storage.own_places import is_own_place
from backrehab.storage.presence import resolved
from backrehab.storage.progress import Progress
from backrehab.storage.whole_file import whole_file

ROWS_A_TIME = 1_000

_ITSELF = (
    "{file} is your diary itself, so nothing else can go there. Nothing was changed. "
    "Choose another name, then try again."
)
_OWN_PLACE = (
    "{file} is a place where BackRehab keeps a diary or copies of one, so nothing else can go "
    "there. Nothing was changed. Choose another folder, then try again."
)


def export_csv(
    diary: Diary,
    to: Path,
    since: date | None = None,
    until: date | None = None,
    on_progress: Progress | None = None,
) -> int:
    """Writes these local days, both included, into a file at `to`; says how many rows.

    With no rows nothing is written, and a file that was there stays. The file is there whole or
    not at all; an error out of `on_progress` breaks it off.

    Raises:
        ExportError: the file can't be written; `str()` is fit for a patient.
        DiaryError: the diary can't be read.
    """
    total = diary.count_entries(since, until)
    if total == 0:
        return 0
    with file_for(diary, to) as file:
        return write_csv(diary, file, since, until, on_progress)


def write_csv(
    diary: Diary,
    stream: BinaryIO,
    since: date | None = None,
    until: date | None = None,
    on_progress: Progress | None = None,
) -> int:
    """Writes the same bytes as `export_csv` into an open stream; says how many rows.

    With no rows not even the header is written. The stream stays open.

    Raises:
        DiaryError: the diary can't be read.
        OSError: the stream can't be written.
    """
    total = diary.count_entries(since, until)
    if total == 0:
        return 0
    stream.write(codecs.BOM_UTF8 + header_line(COLUMNS).encode())
    done = 0
    with closing(diary.export_rows(since, until, columns=[line_sql(COLUMNS)])) as rows:
        while lines := [str(line) for (line,) in islice(rows, ROWS_A_TIME)]:
            stream.write("".join(lines).encode())
            done += len(lines)
            if on_progress is not None:
                on_progress(done, total)
    return done


@contextmanager
def file_for(diary: Diary, to: Path) -> Iterator[BinaryIO]:
    """A file for something out of the diary, whole or not at all, and never the diary itself.

    Raises:
        ExportError: the file can't be written; `str()` is fit for a patient.
    """
    with export_door(to):
        if resolved(to) in all_of(resolved(diary.path)):
            raise ExportError(to, _ITSELF.format(file=to))
        require_outside(to)
        with whole_file(to) as file:
            yield file


def require_outside(to: Path) -> None:
    """Nothing that is written for others may take the place of a diary or of a copy.

    Raises:
        ExportError: this would, or lie among the copies.
        OSError: nobody can tell where it leads.
    """
    if is_own_place(resolved(to)):
        raise ExportError(to, _OWN_PLACE.format(file=to))


@contextmanager
def export_door(to: Path) -> Iterator[None]:
    """The one door for errors: a fault of the disk goes on as `ExportError`."""
    try:
        yield
    except OSError as error:
        words = fault_words.EXPORT[fault_of(error) or Fault.DISK]
        raise ExportError(to, words.format(file=to)) from error
