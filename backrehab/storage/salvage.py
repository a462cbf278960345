"""From a damaged diary all that can still be read, into a new one that takes its place."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from uuid import uuid4

from backrehab.core.diary import NOTE_MOST
from backrehab.storage.backup import Backup
from backrehab.storage.beside import holds_something, with_end
from backrehab.storage.carry_over import carry_over
from backrehab.storage.cells import read_instant, read_note
from backrehab.storage.checked_copy import remove, require_sound
from backrehab.storage.connection import connect
from backrehab.storage.contents import BackupContents, contents_of, opened, require_values
from backrehab.storage.faults import DatabaseFault
from backrehab.storage.in_place import newcomer, require_nobody
from backrehab.storage.keys import RESERVED, Key, key_fitting
from backrehab.storage.pages import LOST, Cell, Pages
from backrehab.storage.restore import changing_words, exchange
from backrehab.storage.row_shapes import Shape, shapes, tables_of
from backrehab.storage.schema import SCHEMA
from backrehab.storage.sqlite import Database

_OWN_WAY = ("person", "session", "entry", "timed_set")
"""Tables that are put together row by row; every other is taken as it is found."""

_BLOCK = 4_096
_MOST_WHOLE = 1 << 40
_UNKNOWN_TEXT = "?"

Named = dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows of each table that were found in the file, or saved from it.

    True where there is something a person did or told; sets alone say nothing without their entry.
    """

    sessions: int = 0
    entries: int = 0
    sets: int = 0
    goals: int = 0
    scores: int = 0

    def __bool__(self) -> bool:
        return any((self.sessions, self.entries, self.goals, self.scores))

    def __str__(self) -> str:
        return f"{self.sessions} sessions, {self.entries} entries, {self.sets} sets"


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What came of it.

    `found` are the rows the file still held, `saved` those of them that are in the new diary;
    `put_together` are sessions made from their entries, as their own row is lost. `from_copy`
    are sessions that the newest good copy had more of. `kept` is where the damaged diary is.
    """

    found: Counts
    saved: Counts
    put_together: int
    from_copy: int
    contents: BackupContents
    kept: Path | None


def salvage(diary: Path, now: datetime, backup: Backup | None = None) -> Salvaged:
    """Puts a new diary with all that can be saved in the place of a damaged one.

    The damaged one is set aside just as it is. What `backup` has more of comes from there. The
    diary must not be open, here or elsewhere.

    Raises:
        DiaryError: it is in use, can't be read at all, or there is no room or right to change it.
    """
    new = newcomer(diary)
    with changing_words(diary):
        require_nobody(diary)
        key = key_fitting(diary)  # what was under a passphrase stays under it
        remove(new)
        new.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with closing(Database.open(new, SCHEMA, key=key)) as database:
                rebuilt = _Rebuilt(database, _pages_of(diary))
                from_copy = _fill_up(database, backup)
            with closing(connect(new, "rw")) as connection:
                connection.execute("PRAGMA journal_mode = DELETE")  # one file to be put in place
                require_sound(connection)
                require_values(connection)
                contents = contents_of(connection, diary)
        except BaseException:
            remove(new)
            raise
    kept = exchange(new, diary, now)
    return Salvaged(rebuilt.found, rebuilt.saved, rebuilt.put_together, from_copy, contents, kept)


def count_readable(diary: Path) -> Counts:
    """How many rows could still be read from the file; nothing is changed.

    Only those that tell when they were: in mere noise a few bytes look like a row, by chance, and
    nobody shall be offered to save them.

    Raises:
        OSError: it can't be read at all.
    """
    with closing(Database.in_memory(SCHEMA)) as empty:
        rows = _rows(_pages_of(diary), tables_of(empty))
    return _counts(
        {
            table: {key: row for key, row in found.items() if row[_WHEN[table]] is not LOST}
            for table, found in rows.items()
            if table in _WHEN
        }
    )


_WHEN = MappingProxyType(
    {
        "session": "started_at",
        "entry": "started_at",
        "timed_set": "ended_at",
        "goal": "made_at",
        "clinic_score": "noted_at",
    }
)
"""The tables that are counted, and which column tells when a row of them was written."""


def _fill_up(database: Database, backup: Backup | None) -> int:
    if backup is None or backup.contents is None:
        return 0
    with opened(backup.path) as connection:
        return carry_over(connection.execute, database)


class _Rebuilt:
    """The rows of a damaged file as a new diary has them."""

    def __init__(self, database: Database, pages: Pages) -> None:
        self._database = database
        tables = tables_of(database)
        rows = _rows(pages, tables)
        self.found = _counts(rows)
        self.put_together = 0
        saved = dict.fromkeys(_WHEN, 0)
        with database.transaction():
            for person in rows["person"].values():
                self._keep_code(person["person_code"])
            for session in rows["session"].values():
                if session["started_at"] is LOST:
                    session.update(self._times(session["id"], rows["entry"].values()))
                saved["session"] += self._add("session", session)
            for entry in rows["entry"].values():
                if not self._has("session", entry["session"]):
                    times = self._times(entry["session"], rows["entry"].values())
                    self.put_together += self._add("session", {"id": entry["session"], **times})
                saved["entry"] += self._add("entry", entry)
            for done in rows["timed_set"].values():
                saved["timed_set"] += self._has("entry", done["entry"]) and self._add(
                    "timed_set", done
                )
            for table in tables:
                if table not in _OWN_WAY:
                    added = [self._add(table, row) for row in rows[table].values()]
                    if table in saved:
                        saved[table] = sum(added)
        self.saved = Counts(*saved.values())

    def _keep_code(self, code: Cell) -> None:
        if isinstance(code, str) and code:
            self._database.execute("UPDATE person SET person_code = ?", (read_note(code),))

    def _has(self, table: str, row_id: Cell) -> bool:
        if not isinstance(row_id, int):
            return False
        asked = f"SELECT 1 FROM {table} WHERE id = ?"
        return self._database.execute(asked, (row_id,)).fetchone() is not None

    def _times(self, session: Cell, entries: Iterable[Named]) -> Named:
        """When a session was, from its entries, where its own row doesn't tell any more."""
        own = [entry for entry in entries if entry["session"] == session]
        starts = [at for entry in own if isinstance(at := entry["started_at"], str)]
        ends = [at for entry in own if isinstance(at := entry["ended_at"], str)]
        if not starts or session is LOST:
            return {}
        began_at = min(starts, key=read_instant)
        ended_at = max(ends, key=read_instant, default=began_at)
        return {"started_at": began_at, "ended_at": ended_at, "outcome": "stopped"}

    def _add(self, table: str, row: Named) -> bool:
        """A row into a table; where a rule stands against it, without what that rule is about."""
        whole = _with_what_is_needed(table, row)
        if not whole:
            return False  # what looked like a row in the noise, and none of it is told
        optional = [name for name in whole if name in _MAY_BE_LEFT_OUT]
        for left_out in ((), *((name,) for name in optional), tuple(optional)):
            kept = {name: value for name, value in whole.items() if name not in left_out}
            names, marks = ", ".join(kept), ", ".join("?" * len(kept))
            try:
                self._database.execute(
                    f"INSERT INTO {table} ({names}) VALUES ({marks})", list(kept.values())
                )
            except sqlite3.IntegrityError:
                continue
            return True
        return False


_MAY_BE_LEFT_OUT = frozenset(
    {
        "pain_before_0_10",
        "pain_worst_session_0_10",
        "pain_after_0_10",
        "pain_after_minutes",
        "pain_next_morning_0_10",
        "own_report",
        "own_report_reps",
        "effort_0_10",
        "pain_worst_exercise_0_10",
        "side",
        "sets_target",
        "reps_target",
        "hold_seconds_target",
        "timed_seconds_target",
        "note",
        "plan",
    }
)
"""Better a row without one of these than no row."""

_INSTEAD: Mapping[str, Mapping[str, object]] = MappingProxyType(
    {
        "session": {"app_version": _UNKNOWN_TEXT, "content_version": _UNKNOWN_TEXT},
        "entry": {"section_id": _UNKNOWN_TEXT, "position_in_session": 1, "recorded_by": "timer"},
    }
)
"""What stands in a column that has to hold something, where that is lost."""


def _with_what_is_needed(table: str, row: Named) -> dict[str, object]:
    whole: dict[str, object] = {name: cell for name, cell in row.items() if cell is not LOST}
    for name, value in _INSTEAD.get(table, {}).items():
        whole.setdefault(name, value)
    if table in {"session", "entry"}:
        whole.setdefault(f"{table}_id", str(uuid4()))
        if (whole.get("ended_at") is None) != (whole.get("outcome") is None):
            whole["ended_at"] = whole.get("ended_at") or whole.get("started_at")
            whole["outcome"] = whole.get("outcome") or "stopped"
    if table == "entry":
        whole.setdefault("exercise_title", whole.get("exercise_id"))
    return whole


# The rows of a file


def _rows(pages: Pages, tables: Sequence[str]) -> dict[str, dict[object, Named]]:
    """Every row that was found, once, by its table and key; the surest of the same key."""
    found: dict[str, dict[object, Named]] = {table: {} for table in tables}
    known = shapes(SCHEMA, tables)
    for row in pages.rows():
        for shape in known:
            if shape.fits(row):
                named = _checked(shape, shape.named(row))
                key = (named.get("entry"), named.get("row_no")) if row.rowid is None else row.rowid
                before = found[shape.table].get(key)
                if before is None or _is_fuller(named, before):
                    found[shape.table][key] = named
                break
    return found


def _is_fuller(row: Named, other: Named) -> bool:
    return sum(cell is LOST for cell in row.values()) < sum(
        cell is LOST for cell in other.values()
    )


def _checked(shape: Shape, row: Named) -> Named:
    """The row with `LOST` for whatever can't be what its column holds."""
    return {
        column.name: _value(column.name, row.get(column.name, LOST)) for column in shape.columns
    }


_ROW_IDS = frozenset({"id", "session", "entry"})


def _value(name: str, cell: Cell) -> Cell:
    if isinstance(cell, str):
        if name.endswith("_at"):
            try:
                read_instant(cell)
            except DatabaseFault:
                return LOST
        elif name == "note":
            return read_note(cell[:NOTE_MOST])
        elif "\0" in cell:
            return LOST
    elif isinstance(cell, int):
        least = 1 if name in _ROW_IDS else 1 - _MOST_WHOLE
        if not least <= cell < _MOST_WHOLE:
            return LOST
    return cell


def _counts(rows: Mapping[str, Mapping[object, Named]]) -> Counts:
    return Counts(*(len(rows[table]) for table in _WHEN))


def _pages_of(diary: Path) -> Pages:
    """The pages of a file and its log; a change that was cut short is taken back in a copy."""
    if not holds_something(with_end(diary, "-journal")):
        log = _bytes_of(with_end(diary, "-wal"))
        return _pages(_bytes_of(diary), log, key_fitting(diary))
    with tempfile.TemporaryDirectory(prefix="backrehab-") as folder:
        copy = Path(folder, "copy.sqlite")
        for end in ("", "-journal"):
            shutil.copyfile(f"{diary}{end}", f"{copy}{end}")
        with suppress(sqlite3.Error), closing(connect(copy, "rw")) as connection:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        return _pages(copy.read_bytes(), b"", key_fitting(copy))


def _pages(file: bytes, log: bytes, key: Key | None) -> Pages:
    if key is None:
        return Pages(file, log)
    from backrehab.storage.sealed_pages import SealedPages  # seldom needed

    return Pages(file, log, SealedPages(key), RESERVED)


def _bytes_of(path: Path) -> bytes:
    """All of a file, with zeros where the disk doesn't give it back; b"" where there is none."""
    if not path.is_file():
        return b""
    try:
        return path.read_bytes()
    except OSError:
        size = path.stat().st_size
    blocks = []
    with path.open("rb", buffering=0) as file:
        for start in range(0, size, _BLOCK):
            length = min(_BLOCK, size - start)
            block = b""
            with suppress(OSError):
                file.seek(start)
                block = file.read(length) or b""
            blocks.append(block.ljust(length, b"\0"))
    return b"".join(blocks)
