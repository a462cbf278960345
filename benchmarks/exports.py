"""Ways out of a long diary and back in, beside the least that does something like it.

Out, that is the `sqlite3` program; in, the least Python can do: csv.reader and executemany, all
text into one table, nothing looked at.

Each measured run is a process of its own, so that its peak of memory is its own; ours and the
peer's take turns. Time is that of the work, without the start of Python; of `sqlite3`, whose start
takes a few milliseconds, it is that of the whole process.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from backrehab.storage.columns import COLUMNS
from backrehab.storage.data_package import export_package
from backrehab.storage.diary import Diary
from backrehab.storage.export import export_csv
from backrehab.storage.import_diary import import_diary
from benchmarks.long_diary import write_long_diary
from benchmarks.rows import Row, peak_rss_mb, ratio, rss_mb

SIZES = (10_000, 100_000, 1_000_000)
_QUICK = 10_000
_TURNS = 3
_TURNS_MOST = 100_000
"""Longer ones come in once."""

_ROWS_A_TIME = 1_000

# The same columns of the same rows in the same order, nothing made harmless: the peer does less.
_PEER = (
    f"SELECT {', '.join(f'{column.sql} AS {column.name}' for column in COLUMNS)}"
    " FROM session JOIN entry ON entry.session = session.id"
    " JOIN entry_timed ON entry_timed.entry = entry.id, person"
    " WHERE session.deleted_at IS NULL AND entry.deleted_at IS NULL"
    " ORDER BY started_on, started_utc, session.id, position_in_session, entry.id"
)


@dataclass(frozen=True, slots=True)
class Run:
    """One process: how long the work took, and the most memory it held above its start."""

    seconds: float
    grown_mb: float = 0.0


def measure(*, quick: bool = False) -> Iterator[Row]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        for size in (_QUICK,) if quick else SIZES:
            diary = folder / f"{size}" / "diary.sqlite"
            write_long_diary(diary, size)
            yield from _measure_size(diary, size)


def _measure_size(diary: Path, size: int) -> Iterator[Row]:
    folder = diary.parent
    spreadsheet, peers = folder / "diary.csv", folder / "peer.csv"
    ours, beside = _in_turns(
        lambda: _work("csv", diary, spreadsheet),
        lambda: _sqlite3(diary, f".once {peers}", _PEER),
    )
    yield _row(f"{size:,} rows to CSV", ours, "sqlite3 to CSV", beside)
    yield Row(f"{size:,} rows to CSV, memory", f"+{ours.grown_mb:.1f} MB")
    package = _in_turns(lambda: _work("package", diary, folder / "package"))[0]
    yield _row(f"{size:,} rows to a data package", package, "sqlite3 to CSV", beside)
    yield Row(f"{size:,} rows to a data package, memory", f"+{package.grown_mb:.1f} MB")
    for name, source in (("CSV", spreadsheet), ("a data package", folder / "package")):
        came_in, bare = _in_turns(
            partial(_anew, "import", folder / "new.sqlite", source),
            partial(_anew, "bare", folder / "bare-diary.sqlite", spreadsheet),
            turns=1 if size > _TURNS_MOST else _TURNS,
        )
        figure = f"{size:,} rows from {name} ({size / came_in.seconds:,.0f} a second)"
        yield _row(figure, came_in, "csv and executemany", bare)
        yield Row(f"{size:,} rows from {name}, memory", f"+{came_in.grown_mb:.1f} MB")


def _in_turns(*works: Callable[[], Run], turns: int = _TURNS) -> list[Run]:
    """The median of each, taken in turns so that a slow moment is everybody's."""
    taken = [[work() for work in works] for _ in range(turns)]
    return [
        Run(statistics.median(run.seconds for run in runs), max(run.grown_mb for run in runs))
        for runs in zip(*taken, strict=True)
    ]


def _work(what: str, diary: Path, file: Path) -> Run:
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.exports", what, diary, file],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return Run(**json.loads(told))


def _anew(what: str, diary: Path, source: Path) -> Run:
    """The same into a diary that is not there yet."""
    for file in diary.parent.glob(f"{diary.name}*"):
        file.unlink()
    return _work(what, diary, source)


def _sqlite3(database: Path, *commands: str) -> Run:
    began = time.perf_counter()
    subprocess.run(
        ["sqlite3", "-csv", "-header", database, *commands], check=True, stdout=subprocess.DEVNULL
    )
    return Run(time.perf_counter() - began)


def _row(figure: str, ours: Run, peer: str, beside: Run) -> Row:
    return Row(
        figure,
        f"{ours.seconds:.2f} s",
        f"{peer}: {beside.seconds:.2f} s",
        ratio(ours.seconds, beside.seconds),
    )


def _csv(diary: Diary, file: Path) -> None:
    export_csv(diary, file)


def _package(diary: Diary, file: Path) -> None:
    export_package(diary, file)


def _import(diary: Diary, file: Path) -> None:
    taken = import_diary(diary, file)
    assert taken.refused == 0, taken.problems[:3]


def _bare(diary: Diary, file: Path) -> None:
    with (
        file.open(encoding="utf-8-sig", newline="") as text,
        closing(sqlite3.connect(diary.path.with_name(f"{diary.path.name}.plain"))) as database,
    ):
        rows = csv.reader(text)
        names = next(rows)
        database.execute(f"CREATE TABLE row ({', '.join(names)})")
        marks = ", ".join("?" * len(names))
        while some := list(islice(rows, _ROWS_A_TIME)):
            database.executemany(f"INSERT INTO row VALUES ({marks})", some)
        database.commit()


_WORKS: Mapping[str, Callable[[Diary, Path], None]] = MappingProxyType(
    {"csv": _csv, "package": _package, "import": _import, "bare": _bare}
)


def main(arguments: Sequence[str] | None = None) -> None:
    """One piece of work in this process; its figures go to the screen as JSON."""
    parser = argparse.ArgumentParser(prog="benchmarks.exports")
    parser.add_argument("work", choices=_WORKS)
    parser.add_argument("diary", type=Path)
    parser.add_argument("file", type=Path)
    options = parser.parse_args(arguments)
    with Diary.open(options.diary) as diary:
        before_mb = rss_mb(os.getpid())
        began = time.perf_counter()
        _WORKS[options.work](diary, options.file)
        seconds = time.perf_counter() - began
    print(json.dumps({"seconds": seconds, "grown_mb": max(peak_rss_mb() - before_mb, 0.0)}))


if __name__ == "__main__":
    main()
