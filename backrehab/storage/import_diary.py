"""Rows out of a file into the diary: what is there stays, what is new comes in, none is doubled.

A row says the timer's totals, not its single sets. They become as many finished sets as the row
names, with the totals in the last of them, so that every figure is the same when it goes out
again (docs/decisions.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from backrehab.storage.columns import ENTRY_COLUMNS, SESSION_COLUMNS
from backrehab.storage.diary import Diary
from backrehab.storage.export import export_door, require_outside
from backrehab.storage.import_cells import Value, read_row, shown
from backrehab.storage.import_source import RowProblem, SourceRow, source_rows
from backrehab.storage.progress import Progress
from backrehab.storage.sqlite import Database
from backrehab.storage.whole_file import whole_file


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of the rows of a file.

    `refused` rows were left out; `problems` says why, each once. Rows `there_already` were left
    as the diary has them.
    """

    taken: int
    there_already: int
    refused: int
    problems: tuple[RowProblem, ...]


def import_diary(
    diary: Diary,
    source: Path,
    *,
    only_look: bool = False,
    on_progress: Progress | None = None,
) -> TakenIn:
    """Takes in the rows of a spreadsheet or a data package of ours, all in one transaction.

    `only_look` does everything but keep it. An error out of `on_progress`, which is told bytes,
    breaks it off and leaves the diary as it was.

    Raises:
        TakeInError: the file can't be read, or is no diary of ours; nothing is taken.
        DiaryError: the diary can't be written; nothing is taken.
    """
    try:
        with diary.writing() as database:
            taking = _Taking(database, diary.person_code)
            for row in source_rows(source, on_progress):
                taking.take(row)
            taking.finish()
            if only_look:
                raise _OnlyLooked
    except _OnlyLooked:
        pass
    return TakenIn(taking.taken, taking.there_already, taking.refused, tuple(taking.problems))


def write_problems(found: TakenIn, to: Path) -> None:
    """Writes all that stands against rows into a text file at `to`, a line each.

    The file is there whole or not at all.

    Raises:
        ExportError: it can't be written; `str()` is fit for a patient.
    """
    with export_door(to):
        require_outside(to)
        with whole_file(to) as file:
            file.writelines(f"{problem}\n".encode() for problem in found.problems)


class _OnlyLooked(Exception):
    """Takes back what was written to see whether it can be."""


_SESSION_FIELDS = {c.name: c.field for c in SESSION_COLUMNS if c.table == "session"}
_ENTRY_FIELDS = {c.name: c.field for c in ENTRY_COLUMNS if c.table == "entry"}
_SESSION_NAMES = tuple(_SESSION_FIELDS)
_ENTRY_NAMES = (*_ENTRY_FIELDS, "edited_at")


def _insert(table: str, fields: Iterable[str]) -> str:
    names = list(fields)
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"


_NEW_SESSION = _insert("session", _SESSION_FIELDS.values())
_NEW_ENTRY = _insert("entry", ("session", *_ENTRY_FIELDS.values(), "edited_at"))
_NEW_SET = (
    "INSERT INTO timed_set (entry, row_no, set_no, reps, hold_ms, timed_ms, active_ms,"
    " paused_ms, complete, ended_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_THE_SESSION = (
    f"SELECT id, deleted_at, {', '.join(_SESSION_FIELDS.values())} FROM session"
    " WHERE session_id = ?"
)

_NOT_DELETED = "one that was not just deleted: take that back, or start BackRehab again"

_NO_CODE = (
    "nothing, as this diary has no code (so on every line with {code}). If this is your diary, "
    "put {code} as the code on it first: in BackRehab's window at Diary, Out and in, A code on it"
)

# A row of the spreadsheet tells the later of two edits. The session's own can't be later than the
# earliest of its rows, and was that one unless every row was edited by itself.
_SESSIONS_EDITED = """
UPDATE session SET edited_at = (
    SELECT edited_at FROM entry WHERE entry.session = session.id
    ORDER BY CAST(strftime('%s', edited_at) AS INTEGER), id LIMIT 1)
WHERE id > ? AND NOT (
    note = '' AND coalesce(pain_before_0_10, pain_worst_session_0_10, pain_after_0_10,
        pain_after_minutes, pain_next_morning_0_10) IS NULL)
"""


class _Taking:
    """The taking in of one file, within its transaction."""

    def __init__(self, database: Database, person_code: str) -> None:
        self.taken = 0
        self.there_already = 0
        self.refused = 0
        self.problems: dict[RowProblem, None] = {}  # in their order, each once
        self._database = database
        self._person_code: Value = person_code
        self._last_session = self._newest("session")
        self._last_entry = self._newest("entry")
        self._code_wanted = not person_code and self._last_session == 0
        self._session: tuple[int, tuple[Value, ...]] = (0, ())
        self._told_codes: dict[Value, RowProblem] = {}  # once for all the rows with it

    def take(self, row: SourceRow) -> None:
        problems = [row.problem] if row.problem else list(self._take(row))
        if problems:
            self.refused += 1
            self.problems |= dict.fromkeys(problems)

    def finish(self) -> None:
        self._database.execute(_SESSIONS_EDITED, (self._last_session,))
        if self._code_wanted and self._person_code:
            self._database.execute("UPDATE person SET person_code = ?", (self._person_code,))

    def _take(self, row: SourceRow) -> Iterator[RowProblem]:
        """Writes the row, or yields all that stands against it."""
        values, faults = read_row(row.cells)
        if faults:
            for fault in faults:
                yield row.fault(fault.column, fault.found, fault.expected)
            return
        problems = [*self._other_person(row, values), *self._other_session(row, values)]
        if problems:
            yield from problems
            return
        there = self._database.execute(
            "SELECT id, deleted_at FROM entry WHERE entry_id = ?", (values["entry_id"],)
        ).fetchone()
        if there and there[0] > self._last_entry:
            found = shown(str(values["entry_id"]))
            yield row.fault("entry_id", found, "an id that no other line has")
        elif there and there[1]:
            yield row.fault("entry_id", shown(str(values["entry_id"])), _NOT_DELETED)
        elif there:
            self.there_already += 1
        else:
            self._write(values)
            self.taken += 1

    def _other_person(self, row: SourceRow, values: Mapping[str, Value]) -> Iterator[RowProblem]:
        """A diary is one person's."""
        code = values["person_code"]
        if not code or code == self._person_code:
            return
        if self._person_code:
            yield row.fault("person_code", shown(str(code)), shown(str(self._person_code)))
        elif self._code_wanted:
            self._person_code = code
        else:
            expected = _NO_CODE.format(code=shown(str(code)))
            problem = row.fault("person_code", shown(str(code)), expected)
            yield self._told_codes.setdefault(code, problem)

    def _other_session(self, row: SourceRow, values: Mapping[str, Value]) -> Iterator[RowProblem]:
        """The rows of a session say the same of it; what the diary has may be newer."""
        wanted = tuple(values[name] for name in _SESSION_NAMES)
        if wanted == self._session[1]:
            return
        there = self._database.execute(_THE_SESSION, (values["session_id"],)).fetchone()
        if there is None:
            return
        number, deleted_at, *has = there
        if deleted_at:
            yield row.fault("session_id", shown(str(values["session_id"])), _NOT_DELETED)
            return
        is_new = number > self._last_session
        where = "as on the lines before" if is_new else "as the diary has it"
        for name, value, other in zip(_SESSION_NAMES, wanted, has, strict=True):
            if value != other and (is_new or name == "session_started_at"):
                expected = f"{shown('' if other is None else str(other))}, {where}"
                yield row.fault(name, shown("" if value is None else str(value)), expected)
        if wanted == tuple(has) or not is_new:
            self._session = (number, wanted)

    def _write(self, values: Mapping[str, Value]) -> None:
        wanted = tuple(values[name] for name in _SESSION_NAMES)
        if wanted != self._session[1]:
            cursor = self._database.execute(_NEW_SESSION, wanted)
            self._session = (cursor.lastrowid or 0, wanted)
        of_entry = [values[name] for name in _ENTRY_NAMES]
        entry = self._database.execute(_NEW_ENTRY, (self._session[0], *of_entry)).lastrowid
        for row_no, one_set in enumerate(sets_of(values), 1):
            self._database.execute(_NEW_SET, (entry, row_no, *one_set))

    def _newest(self, table: str) -> int:
        newest: int = self._database.execute(
            f"SELECT coalesce(max(id), 0) FROM {table}"
        ).fetchone()[0]
        return newest


def sets_of(values: Mapping[str, Value]) -> Iterator[tuple[Value, ...]]:
    """The rows of sets that give a row's totals again; of a row by hand there are none.

    Each is: number, reps, hold, timed, active and paused milliseconds, complete, end.
    """
    if values["recorded_by"] != "timer":
        return
    ended_at = values["ended_at"] or values["started_at"]
    totals = (
        _number(values["reps_timed"]),
        *(_number(values[name]) * 1_000 for name in _SECONDS),
    )
    if values["sets_timed"] is None:  # a dose in seconds is one set, and the row names none
        finished = int(values["outcome"] == "completed")
    else:
        finished = _number(values["sets_timed"])
    for set_no in range(1, finished):
        yield (set_no, 0, 0, 0, 0, 0, 1, ended_at)
    if finished or any(totals):
        yield (max(finished, 1), *totals, int(finished > 0), ended_at)


_SECONDS = ("hold_seconds_timed", "timed_seconds_timed", "active_seconds", "paused_seconds")


def _number(value: Value) -> int:
    return value if isinstance(value, int) else 0
