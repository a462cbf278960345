"""What a crash left behind: sessions that were never ended, to be gone on with or kept as far."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime

from backrehab.core.diary import Outcome, SetDone, UnfinishedEntry, UnfinishedSession
from backrehab.storage.cells import instant_text, read_cell, read_instant
from backrehab.storage.sqlite import Database

_SET_FIELDS = tuple(field.name for field in fields(SetDone))


def unfinished(database: Database) -> UnfinishedSession | None:
    """The newest session that was never ended."""
    newest = database.execute(
        "SELECT id, session_id, plan, started_at FROM session"
        " WHERE outcome IS NULL AND deleted_at IS NULL"
        " ORDER BY started_utc DESC, id DESC LIMIT 1"
    ).fetchone()
    if newest is None:
        return None
    row, session_id, plan, started_at = newest
    entries = database.execute(
        "SELECT id, entry_id, position_in_session, side, outcome, started_at, ended_at"
        " FROM entry WHERE session = ? AND deleted_at IS NULL ORDER BY id",
        (row,),
    ).fetchall()
    sets = {entry[0]: _sets_of(database, entry[0]) for entry in entries}
    signs = [started_at, *(at for entry in entries for at in entry[5:] if at)]
    seen = [read_instant(at) for at in signs]
    seen += [done.ended_at for all_done in sets.values() for done in all_done]
    return UnfinishedSession(
        session_id=session_id,
        plan=plan,
        started_at=read_instant(started_at),
        last_seen_at=max(seen),
        entries=tuple(
            UnfinishedEntry(
                entry_id=entry_id,
                position_in_session=position,
                side=read_cell("side", side),
                outcome=read_cell("outcome", outcome),
                sets=sets[entry],
            )
            for entry, entry_id, position, side, outcome, *_ in entries
        ),
    )


def _sets_of(database: Database, entry: int) -> tuple[SetDone, ...]:
    rows = database.execute(
        f"SELECT {', '.join(_SET_FIELDS)} FROM timed_set WHERE entry = ? ORDER BY row_no", (entry,)
    )
    return tuple(
        SetDone(
            **{name: read_cell(name, cell) for name, cell in zip(_SET_FIELDS, row, strict=True)}
        )
        for row in rows
    )


def close_interrupted(database: Database, now: datetime, but: str | None, outcome: Outcome) -> int:
    """Keeps the sessions that were left open with what was timed; says how many."""
    open_sessions = database.execute(
        "SELECT id, started_at FROM session WHERE outcome IS NULL AND session_id IS NOT ?",
        (but,),
    ).fetchall()
    for session, started_at in open_sessions:
        last_seen = started_at
        entries = database.execute(
            "SELECT id, started_at, ended_at, (SELECT ended_at FROM timed_set"
            " WHERE entry = entry.id ORDER BY row_no DESC LIMIT 1)"
            " FROM entry WHERE session = ?",
            (session,),
        ).fetchall()
        for entry, entry_started_at, entry_ended_at, set_ended_at in entries:
            ended_at = _earlier(entry_ended_at or set_ended_at or entry_started_at, now)
            last_seen = max(last_seen, ended_at, key=read_instant)
            database.execute(
                "UPDATE entry SET ended_at = ?, outcome ="
                " iif((SELECT count(DISTINCT set_no) FROM timed_set"
                "      WHERE entry = entry.id AND complete) >= coalesce(sets_target, 1),"
                "  'completed', 'stopped')"
                " WHERE id = ? AND outcome IS NULL",
                (ended_at, entry),
            )
        database.execute(
            "UPDATE session SET outcome = ?, ended_at = ?, plan = '' WHERE id = ?",
            (outcome, _earlier(last_seen, now), session),
        )
    return len(open_sessions)


def _earlier(written: str, now: datetime) -> str:
    return written if read_instant(written) <= now else instant_text(now)
