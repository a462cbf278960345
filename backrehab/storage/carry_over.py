"""What one diary holds into another: each session once, whole, as it stands, and nothing lost."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from backrehab.storage.carry_told import carry_clinic_scores, carry_goals
from backrehab.storage.sqlite import Database
from backrehab.storage.two_diaries import Ask, columns_of, common_columns, instant_of, merged

Columns = dict[str, list[str]]
"""The columns of each table that both diaries have."""

LogRow = tuple[str, str | None, str, str | None, str | None]
"""A change: when, of which entry (`None`: of the session as a whole), the field, before, after."""


def carry_over(source: Ask, target: Database) -> int:
    """Copies the sessions that `target` doesn't have, or not as well; says how many.

    Goals and scores from the clinic that it doesn't have come along, and every log of changes is
    of both. Of what both have, what was written or taken out later stands. The diary read may be
    of an older version. What is carried over is there as a whole or not at all.

    Raises:
        DatabaseFault, sqlite3.Error, OSError: for `fault_of` to tell apart.
    """
    columns = {
        table: common_columns(source, target.execute, table)
        for table in ("session", "entry", "timed_set", "change")
    }
    carried = 0
    with target.transaction():
        target.execute(
            "UPDATE person SET person_code = ? WHERE person_code = ''",
            source("SELECT person_code FROM person").fetchone(),
        )
        theirs, ours = _Side(source), _Side(target.execute)
        for row_id, session_id in source("SELECT id, session_id FROM session ORDER BY id"):
            carried += _carry_session(theirs, ours, target, columns, row_id, session_id)
        carry_goals(source, target)
        carry_clinic_scores(source, target)
    return carried


class _Side:
    """One of the two diaries.

    Attributes:
        ask: Its `execute`.
    """

    def __init__(self, ask: Ask) -> None:
        self.ask = ask
        self._stamps = {
            table: ", ".join(
                name for name in ("edited_at", "deleted_at") if name in columns_of(ask, table)
            )
            for table in ("session", "entry")
        }
        self._keeps_changes = bool(columns_of(ask, "change"))

    def entries_of(self, session: int) -> set[int]:
        """The rows of a session's entries."""
        return {
            entry for (entry,) in self.ask("SELECT id FROM entry WHERE session = ?", (session,))
        }

    def touched(self, table: str, row_id: int) -> _Touched:
        """When the person last wrote a row or took it out, and whether it is out."""
        found = self.ask(f"SELECT {self._stamps[table]} FROM {table} WHERE id = ?", (row_id,))
        edited_at, *deleted_at = found.fetchone()
        out = deleted_at[0] if deleted_at else None
        return _Touched(max(instant_of(edited_at), instant_of(out)), out)

    def touched_as_a_whole(self, session: int, entries: Iterable[int]) -> _Touched:
        """The same of a session with its entries."""
        own = self.touched("session", session)
        last = [own.last, *(self.touched("entry", entry).last for entry in entries)]
        return _Touched(max(last), own.deleted_at)

    def log(self, session: int | None, entries: Iterable[int]) -> list[LogRow]:
        """The changes of a session and of these entries, as they were kept."""
        if not self._keeps_changes:
            return []
        found = {}
        for column, rows in (("session", [session]), ("entry", entries)):
            for row_id in rows:
                for number, *row in self.ask(
                    "SELECT change.id, changed_at, entry_id, field, before, after"
                    " FROM change LEFT JOIN entry ON entry.id = change.entry"
                    f" WHERE change.{column} = ?",
                    (row_id,),
                ):
                    found[number] = tuple(row)
        return [found[number] for number in sorted(found)]


@dataclass(frozen=True, slots=True)
class _Touched:
    """When the person last wrote a row or took it out, and the latter as it is written."""

    last: float
    deleted_at: str | None


def _carry_session(
    theirs: _Side,
    ours: _Side,
    target: Database,
    columns: Columns,
    row_id: int,
    session_id: str,
) -> bool:
    """A session into `target`, or what `target` doesn't have of it; whether it was put there."""
    there = ours.ask("SELECT id FROM session WHERE session_id = ?", (session_id,)).fetchone()
    own = there and there[0]
    entries = _found_again(theirs, ours, row_id, own)
    log = theirs.log(row_id, ())
    if own is None and not entries:
        _carry(theirs.ask, target, columns, row_id)
        _add_to_log(target, session_id, log)
        return True
    kept_log = ours.log(own, entries)
    said_last = _said_last(theirs, ours, row_id, own, entries, session_id)
    is_better = _is_better(theirs, ours, columns, row_id, own, entries)
    if is_better:
        _make_way(ours, target, session_id, entries)
        _carry(theirs.ask, target, columns, row_id)
        _add_to_log(target, session_id, merged(log, kept_log, lambda row: row[0]))
    else:
        _add_to_log(target, session_id, (Counter(log) - Counter(kept_log)).elements())
    for table, public_id, deleted_at in said_last:
        target.execute(
            f"UPDATE {table} SET deleted_at = ? WHERE {table}_id = ? AND deleted_at IS NOT ?",
            (deleted_at, public_id, deleted_at),
        )
    return is_better


def _found_again(theirs: _Side, ours: _Side, row_id: int, own: int | None) -> set[int]:
    """The entries `ours` has of a session.

    Where a session's own row was lost, its entries may stand in one that was made up for them.
    """
    entries = {
        entry
        for (entry_id,) in theirs.ask("SELECT entry_id FROM entry WHERE session = ?", (row_id,))
        for (entry,) in ours.ask("SELECT id FROM entry WHERE entry_id = ?", (entry_id,))
    }
    return entries if own is None else entries | ours.entries_of(own)


def _is_better(
    theirs: _Side,
    ours: _Side,
    columns: Columns,
    row_id: int,
    own: int | None,
    entries: set[int],
) -> bool:
    """Whether it is more of it, or as much that reads otherwise and was not touched since."""
    one = _content(theirs, columns, row_id, theirs.entries_of(row_id))
    other = _content(ours, columns, own, entries)
    if one.amount < other.amount or one == other:
        return False
    return one.amount > other.amount or one.last_touched >= other.last_touched


def _said_last(
    theirs: _Side, ours: _Side, row_id: int, own: int | None, entries: set[int], session_id: str
) -> list[tuple[str, str, str | None]]:
    """Since when the rows are out that both have, by table and id, as who wrote last has it."""
    found = []
    for entry in entries:
        (entry_id,) = ours.ask("SELECT entry_id FROM entry WHERE id = ?", (entry,)).fetchone()
        for (other,) in theirs.ask("SELECT id FROM entry WHERE entry_id = ?", (entry_id,)):
            out = _later(theirs.touched("entry", other), ours.touched("entry", entry))
            found.append(("entry", entry_id, out))
    if own is not None:
        one = theirs.touched_as_a_whole(row_id, theirs.entries_of(row_id))
        found.append(("session", session_id, _later(one, ours.touched_as_a_whole(own, entries))))
    return found


def _later(one: _Touched, other: _Touched) -> str | None:
    """Since when a row is out, by who wrote last; `None` where it is there, and in doubt."""
    if one.last == other.last:
        return one.deleted_at and other.deleted_at
    return max(one, other, key=lambda it: it.last).deleted_at


def _make_way(ours: _Side, target: Database, session_id: str, entries: set[int]) -> None:
    """Takes away what `target` has of a session, for the better one."""
    for entry in entries:
        (session,) = ours.ask("SELECT session FROM entry WHERE id = ?", (entry,)).fetchone()
        target.execute("DELETE FROM entry WHERE id = ?", (entry,))
        if not ours.entries_of(session):
            target.execute("DELETE FROM session WHERE id = ?", (session,))
    target.execute("DELETE FROM session WHERE session_id = ?", (session_id,))


def _carry(source: Ask, target: Database, columns: Columns, row_id: int) -> None:
    session = _insert(source, target, "session", columns["session"], "id", row_id, {})
    names = columns["entry"]
    for (entry,) in source("SELECT id FROM entry WHERE session = ? ORDER BY id", (row_id,)):
        new = _insert(source, target, "entry", names, "id", entry, {"session": session})
        _insert(source, target, "timed_set", columns["timed_set"], "entry", entry, {"entry": new})


def _add_to_log(target: Database, session_id: str, rows: Iterable[LogRow]) -> None:
    """Changes of a session that is there; of an entry that went, its changes went with it."""
    for changed_at, entry_id, field, before, after in rows:
        target.execute(
            "INSERT INTO change (changed_at, session, entry, field, before, after)"
            " SELECT ?, session.id, entry.id, ?, ?, ?"
            " FROM session LEFT JOIN entry ON entry.entry_id = ? AND entry.session = session.id"
            " WHERE session_id = ? AND (entry.id IS NULL) = (? IS NULL)",
            (changed_at, field, before, after, entry_id, session_id, entry_id),
        )


def _insert(
    source: Ask,
    target: Database,
    table: str,
    names: Sequence[str],
    key: str,
    value: int,
    changed: dict[str, int],
) -> int:
    """The rows of a table with this key, some of their values changed; gives the last one's id."""
    kept = [name for name in names if name not in {"id", *changed}]
    listed = [*kept, *changed]
    statement = (
        f"INSERT INTO {table} ({', '.join(listed)}) VALUES ({', '.join('?' * len(listed))})"
    )
    last = 0
    for row in source(f"SELECT {', '.join(kept)} FROM {table} WHERE {key} = ?", (value,)):
        last = target.execute(statement, (*row, *changed.values())).lastrowid or 0
    return last


@dataclass(frozen=True, slots=True)
class _Content:
    """All there is of a session, but for the numbers its rows have in this file."""

    rows: tuple[tuple[object, ...], ...]
    amount: tuple[int, int, int]
    last_touched: float


def _content(side: _Side, columns: Columns, session: int | None, entries: set[int]) -> _Content:
    rows: list[tuple[object, ...]] = []
    amount = []
    sessions = [] if session is None else [session]
    for table, key, ids in (
        ("session", "id", sessions),
        ("entry", "id", sorted(entries)),
        ("timed_set", "entry", sorted(entries)),
    ):
        names = ", ".join(name for name in columns[table] if name not in _NUMBERS)
        asked = f"SELECT {names} FROM {table} WHERE {key} = ?"
        found = [row for row_id in ids for row in side.ask(asked, (row_id,))]
        amount.append(len(found))
        rows += found
    touched = [
        side.touched(table, row_id).last
        for table, ids in (("session", sessions), ("entry", entries))
        for row_id in ids
    ]
    last_touched = max(touched, default=-math.inf)
    return _Content(tuple(rows), (amount[0], amount[1], amount[2]), last_touched)


_NUMBERS = frozenset({"id", "session", "entry"})
