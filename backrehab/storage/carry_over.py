"""Sessions of one diary into another: each once, whole, as it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from backrehab.storage.sqlite import Database

Ask = Callable[..., Any]
"""A connection's or database's `execute`."""

Columns = dict[str, list[str]]
"""The columns of each table that both diaries have."""


def carry_over(source: Ask, target: Database) -> int:
    """Copies the sessions that `target` doesn't have, or not as well; says how many.

    The diary read may be of an older version. What is carried over is there as a whole or not at
    all.

    Raises:
        DatabaseFault, sqlite3.Error, OSError: for `fault_of` to tell apart.
    """
    columns = {
        table: _common(source, target.execute, table)
        for table in ("session", "entry", "timed_set")
    }
    carried = 0
    with target.transaction():
        target.execute(
            "UPDATE person SET person_code = ? WHERE person_code = ''",
            source("SELECT person_code FROM person").fetchone(),
        )
        for row_id, session_id in source("SELECT id, session_id FROM session ORDER BY id"):
            if _make_way(source, target, columns, row_id, session_id):
                _carry(source, target, columns, row_id)
                carried += 1
        for tables in _TOGETHER:
            _carry_as_it_is(source, target, tables)
    return carried


_TOGETHER = (("goal", "goal_score", "goal_change"), ("clinic_score", "clinic_score_change"))
"""What belongs to no session; the others point at the first."""


def _carry_as_it_is(source: Ask, target: Database, tables: Sequence[str]) -> None:
    """Copies tables, with the numbers of their rows, where `target` has nothing in the first."""
    if target.execute(f"SELECT 1 FROM {tables[0]}").fetchone():
        return
    for table in tables:
        names = _common(source, target.execute, table)
        if not names:
            return  # the diary read is from before it was there
        statement = (
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
        )
        for row in source(f"SELECT {', '.join(names)} FROM {table} ORDER BY id"):
            target.execute(statement, row)


def _make_way(
    source: Ask, target: Database, columns: Columns, row_id: int, session_id: str
) -> bool:
    """Takes away what `target` has of a session, where `source` has it better; false where not.

    Better is more of it, or as much that reads otherwise and was not edited since. Where a
    session's own row was lost, its entries may stand in one that was made up for them.
    """
    entries = {
        entry
        for (entry_id,) in source("SELECT entry_id FROM entry WHERE session = ?", (row_id,))
        for (entry,) in target.execute("SELECT id FROM entry WHERE entry_id = ?", (entry_id,))
    }
    there = target.execute("SELECT id FROM session WHERE session_id = ?", (session_id,)).fetchone()
    if there is not None:
        asked = "SELECT id FROM entry WHERE session = ?"
        entries |= {entry for (entry,) in target.execute(asked, there)}
    theirs = _content(source, columns, row_id, _entries_of(source, row_id))
    ours = _content(target.execute, columns, there and there[0], entries)
    if theirs.amount < ours.amount or theirs == ours:
        return False
    if theirs.amount == ours.amount and ours.last_edit > theirs.last_edit:
        return False
    for entry in entries:
        (session,) = target.execute("SELECT session FROM entry WHERE id = ?", (entry,)).fetchone()
        target.execute("DELETE FROM entry WHERE id = ?", (entry,))
        if not _entries_of(target.execute, session):
            target.execute("DELETE FROM session WHERE id = ?", (session,))
    target.execute("DELETE FROM session WHERE session_id = ?", (session_id,))
    return True


def _carry(source: Ask, target: Database, columns: Columns, row_id: int) -> None:
    session = _insert(source, target, "session", columns["session"], "id", row_id, {})
    names = columns["entry"]
    for (entry,) in source("SELECT id FROM entry WHERE session = ? ORDER BY id", (row_id,)):
        new = _insert(source, target, "entry", names, "id", entry, {"session": session})
        _insert(source, target, "timed_set", columns["timed_set"], "entry", entry, {"entry": new})


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


def _entries_of(ask: Ask, session: int) -> set[int]:
    return {entry for (entry,) in ask("SELECT id FROM entry WHERE session = ?", (session,))}


@dataclass(frozen=True, slots=True)
class _Content:
    """All there is of a session, but for the numbers its rows have in this file."""

    rows: tuple[tuple[object, ...], ...]
    amount: tuple[int, int, int]
    last_edit: str


def _content(ask: Ask, columns: Columns, session: int | None, entries: set[int]) -> _Content:
    rows: list[tuple[object, ...]] = []
    amount = []
    for table, key, ids in (
        ("session", "id", [] if session is None else [session]),
        ("entry", "id", sorted(entries)),
        ("timed_set", "entry", sorted(entries)),
    ):
        names = ", ".join(name for name in columns[table] if name not in _NUMBERS)
        asked = f"SELECT {names} FROM {table} WHERE {key} = ?"
        found = [row for row_id in ids for row in ask(asked, (row_id,))]
        amount.append(len(found))
        rows += found
    edits = [
        edited
        for table, ids in (("session", [session]), ("entry", entries))
        for row_id in ids
        for (edited,) in ask(f"SELECT edited_at FROM {table} WHERE id = ?", (row_id,))
    ]
    last_edit = max((str(edit) for edit in edits if edit is not None), default="")
    return _Content(tuple(rows), (amount[0], amount[1], amount[2]), last_edit)


_NUMBERS = frozenset({"id", "session", "entry"})


def _common(source: Ask, target: Ask, table: str) -> list[str]:
    """The columns that both have; those that are worked out from others are left to the table."""
    asked = "SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0"
    there = {name for (name,) in source(asked, (table,))}
    return [name for (name,) in target(asked, (table,)) if name in there]
