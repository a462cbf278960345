"""A person's data folder as it is before each try, and what has to hold of it afterwards."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from backrehab.core.model import Programme, SoreSide
from backrehab.core.people import FIRST
from backrehab.storage.backup import keep_backup
from backrehab.storage.connection import connect
from backrehab.storage.data_package import export_package
from backrehab.storage.diary import Diary
from backrehab.storage.export import export_csv
from backrehab.storage.people import add_person
from backrehab.storage.programme import load_programme, save_programme
from backrehab.storage.schema import SCHEMA
from backrehab.storage.sqlite import Database
from tools.damage_diaries import write_sessions

NOW = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)
DIARY = "diary.sqlite"
OLD = "old/diary.sqlite"
DAMAGED = "damaged/diary.sqlite"
SOURCE = "in/diary.csv"
SOURCE_PACKAGE = "in/package"
OUT = "out"
MEANWHILE = "meanwhile"
"""A folder that was made anew where the first one had gone."""

LAST_MONTHS = b"last month's"
"""What stands already where something is to be written."""

_SESSIONS, _BACKED_UP, _MORE = 10, 6, 4
_SPOILT_FROM, _SPOILT = 3 * 4_096, 2 * 4_096

Ids = frozenset[str]


def make_home(home: Path) -> None:
    """A diary with a copy, one of an older version, a damaged one, and the small files."""
    write_sessions(home / DIARY, range(_BACKED_UP))
    keep_backup(home / DIARY, NOW - timedelta(days=2))
    write_sessions(home / DIARY, range(_BACKED_UP, _SESSIONS))
    save_programme(home / "programme.json", Programme().with_sore_side(SoreSide.LEFT))
    add_person(home, FIRST, "Ann", "Bob")
    (home / OUT).mkdir()
    for name in ("diary.csv", "report.pdf", "report.txt"):
        (home / OUT / name).write_bytes(LAST_MONTHS)
    _make_old(home / OLD)
    _make_source(home / SOURCE, home / SOURCE_PACKAGE)
    damaged = home / DAMAGED
    damaged.parent.mkdir()
    shutil.copy(home / DIARY, damaged)
    whole = bytearray(damaged.read_bytes())
    whole[_SPOILT_FROM : _SPOILT_FROM + _SPOILT] = bytes(_SPOILT)
    damaged.write_bytes(whole)


def _make_old(file: Path) -> None:
    with closing(Database.open(file, SCHEMA.up_to(1))) as database:
        for number in range(3):
            database.execute(
                "INSERT INTO session (session_id, started_at, app_version, content_version)"
                " VALUES (?, ?, '0', '0')",
                (f"old-{number}", f"2026-01-0{number + 1}T09:00:00+00:00"),
            )


def _make_source(spreadsheet: Path, package: Path) -> None:
    spreadsheet.parent.mkdir()
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / DIARY
        write_sessions(file, range(_SESSIONS, _SESSIONS + _MORE))
        with Diary.open(file) as diary:
            export_csv(diary, spreadsheet)
            export_package(diary, package)


# What has to hold


class Kept:
    """What was in a folder before, to be looked for afterwards."""

    def __init__(self, home: Path) -> None:
        self.rows = ids_of(home / DIARY)
        self._old = ids_of(home / OLD)
        self._damaged = (home / DAMAGED).read_bytes()
        self._names = {path.name for path in home.rglob("*")}

    def breaches(self, home: Path) -> Iterator[str]:
        """Whatever is lost, half there or unsound; nothing of it is changed by looking."""
        with tempfile.TemporaryDirectory() as name:
            copy = Path(name) / "home"
            shutil.copytree(home, copy)
            yield from self._of_diaries(copy)
        if self._damaged not in {file.read_bytes() for file in _diaries(home / "damaged")}:
            yield "the damaged diary is nowhere as it was"
        programme = load_programme(home / "programme.json")
        if programme.troubles:
            yield f"the programme can't be read: {programme.troubles[0]}"
        yield from self._of_out(home / OUT)
        for path in home.rglob("*"):
            if "unfinished" in path.name and path.name not in self._names:
                yield f"{path.name} was left behind"

    def _of_diaries(self, home: Path) -> Iterator[str]:
        for file, before in ((DIARY, self.rows), (OLD, self._old)):
            try:
                there = ids_of(home / file)
            except sqlite3.Error as error:
                yield f"{file} is unsound: {error}"
                continue
            if not before <= there:
                everywhere = there.union(*map(ids_if_any, _diaries((home / file).parent)))
                if lost := before - everywhere:
                    yield f"{file} lost {len(lost)} rows, such as {min(lost)}"
        for copy in (home / "backups").glob("*.sqlite"):
            try:
                ids_of(copy)
            except sqlite3.Error as error:
                yield f"{copy.name} is unsound: {error}"

    def _of_out(self, out: Path) -> Iterator[str]:
        for path in out.iterdir():
            if path.is_dir():
                if not (path / "datapackage.json").is_file():
                    yield f"{path.name} is half a package"
                continue
            whole = path.read_bytes()
            ends = {".pdf": b"%%EOF", ".csv": b"\r\n", ".txt": b"\n"}.get(path.suffix)
            if (
                whole != LAST_MONTHS
                and ends
                and not whole.rstrip(b" ").endswith((ends, ends + b"\n"))
            ):
                yield f"{path.name} is half written"


def ids_of(file: Path) -> Ids:
    """The ids of all that a diary holds; looks through it from end to end.

    Raises:
        sqlite3.Error: it is not sound.
    """
    with closing(connect(file, "rw")) as database:
        (verdict,) = database.execute("PRAGMA integrity_check").fetchone()
        if verdict != "ok":
            raise sqlite3.DatabaseError(verdict)
        return frozenset(
            f"{table} {row_id}"
            for table, question in (
                ("session", "SELECT session_id FROM session"),
                ("entry", "SELECT entry_id FROM entry"),
                (
                    "set",
                    "SELECT entry_id || ' ' || row_no FROM timed_set"
                    " JOIN entry ON entry.id = entry",
                ),
            )
            for (row_id,) in database.execute(question)
        )


def _diaries(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.sqlite"))


def ids_if_any(file: Path) -> Ids:
    """The same; nothing where there is no sound diary."""
    try:
        return ids_of(file)
    except sqlite3.Error:
        return frozenset()
