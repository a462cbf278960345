"""What a person changes in their diary: by hand, taken out, put back, and the log of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

from backrehab import __version__
from backrehab.core.by_hand import ManualEntry, ManualSession
from backrehab.storage.cells import instant_text, read_instant
from backrehab.storage.diary import Diary, require_row
from backrehab.storage.sqlite import Database

_ONE_VISIT = timedelta(minutes=1)
"""From one press of an arrow to the next, while one number is looked for."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was changed; `entry_id` is `None` where it is of the session as a whole."""

    changed_at: datetime
    entry_id: str | None
    field: str
    before: str | None
    after: str | None


# Taken out, and put back.


def delete_session(diary: Diary, session_id: str, at: datetime) -> None:
    """Takes a session out; it can be put back until the program starts again.

    Raises:
        LookupError: it isn't there, or still runs.
    """
    with diary.writing() as database:
        require_row(
            database.execute(
                "UPDATE session SET deleted_at = ? WHERE session_id = ?"
                " AND deleted_at IS NULL AND outcome IS NOT NULL",
                (instant_text(at), session_id),
            ),
            session_id,
        )


def undelete_session(diary: Diary, session_id: str) -> None:
    """Puts a session back as it was."""
    with diary.writing() as database:
        require_row(
            database.execute(
                "UPDATE session SET deleted_at = NULL WHERE session_id = ?", (session_id,)
            ),
            session_id,
        )


def delete_entry(diary: Diary, entry_id: str, at: datetime) -> None:
    """Takes an entry out, and its session with it when it was the last one there.

    Raises:
        LookupError: it isn't there, or still runs.
    """
    with diary.writing() as database:
        require_row(
            database.execute(
                "UPDATE entry SET deleted_at = ? WHERE entry_id = ?"
                " AND deleted_at IS NULL AND outcome IS NOT NULL",
                (instant_text(at), entry_id),
            ),
            entry_id,
        )
        database.execute(
            "UPDATE session SET deleted_at = ?"
            " WHERE id = (SELECT session FROM entry WHERE entry_id = ?) AND outcome IS NOT NULL"
            " AND NOT EXISTS (SELECT 1 FROM entry"
            "   WHERE entry.session = session.id AND entry.deleted_at IS NULL)",
            (instant_text(at), entry_id),
        )


def undelete_entry(diary: Diary, entry_id: str) -> None:
    """Puts an entry back as it was, and its session with it."""
    with diary.writing() as database:
        require_row(
            database.execute("UPDATE entry SET deleted_at = NULL WHERE entry_id = ?", (entry_id,)),
            entry_id,
        )
        database.execute(
            "UPDATE session SET deleted_at = NULL"
            " WHERE id = (SELECT session FROM entry WHERE entry_id = ?)"
            " AND deleted_at IS NOT NULL",
            (entry_id,),
        )


@dataclass(frozen=True, slots=True)
class Deleted:
    """What was taken out last: a session, or one entry of it."""

    session_id: str
    entry_id: str | None
    started_at: datetime


def last_deleted(diary: Diary) -> Deleted | None:
    """What was taken out last and can still be put back; `None` where nothing was.

    A session that went with its last entry comes back with that.
    """
    with diary.reading() as database:
        row = database.execute(LAST_DELETED_SQL).fetchone()
    return None if row is None else Deleted(row[0], row[1], read_instant(row[2]))


LAST_DELETED_SQL = (
    "SELECT session_id, entry_id, started_at FROM ("
    " SELECT session_id, NULL AS entry_id, started_at, deleted_at FROM session"
    "  WHERE deleted_at IS NOT NULL"
    " UNION ALL SELECT session_id, entry_id, entry.started_at, entry.deleted_at"
    "  FROM entry CROSS JOIN session ON session.id = entry.session"
    "  WHERE entry.deleted_at IS NOT NULL)"
    " ORDER BY CAST(strftime('%s', deleted_at) AS INTEGER) DESC, entry_id IS NULL LIMIT 1"
)


def put_back(diary: Diary, deleted: Deleted) -> None:
    """Puts it back as it was."""
    if deleted.entry_id is None:
        undelete_session(diary, deleted.session_id)
    else:
        undelete_entry(diary, deleted.entry_id)


# Questions that were put away.


def skip_after(diary: Diary, session_id: str, *, skipped: bool = True) -> None:
    """The question about half an hour later isn't asked again for this session, or is."""
    _skip(diary, "after_skipped", session_id, skipped)


def skip_morning(diary: Diary, session_id: str, *, skipped: bool = True) -> None:
    """The question about the next morning isn't asked again for this session, or is."""
    _skip(diary, "morning_skipped", session_id, skipped)


def _skip(diary: Diary, column: str, session_id: str, skipped: bool) -> None:
    with diary.writing() as database:
        require_row(
            database.execute(
                f"UPDATE session SET {column} = ? WHERE session_id = ?", (skipped, session_id)
            ),
            session_id,
        )


# By hand.


def add_by_hand(diary: Diary, session: ManualSession, content_version: str, now: datetime) -> str:
    """Writes what was done without the program; gives the session's id.

    Raises:
        ValueError: it is still to come.
    """
    _require_past(session, now)
    session_id = str(uuid4())
    at = instant_text(session.started_at)
    with diary.writing() as database:
        row = database.execute(
            "INSERT INTO session (session_id, started_at, ended_at, outcome, app_version,"
            " content_version, pain_before_0_10, pain_worst_session_0_10, pain_after_0_10,"
            " pain_after_minutes, pain_next_morning_0_10, note, edited_at)"
            " VALUES (?, ?, ?, 'completed', ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                session_id,
                at,
                at,
                __version__,
                content_version,
                *_session_answers(session),
                instant_text(now),
            ),
        ).lastrowid
        for entry in session.entries:
            _insert_entry(database, row or 0, entry, at, instant_text(now))
    return session_id


def change_by_hand(
    diary: Diary,
    session_id: str,
    session: ManualSession,
    now: datetime,
    *,
    seen: Iterable[str],
) -> None:
    """Puts this in place of what was written by hand before.

    `seen` are the ids of the entries that the person had in sight: those of them that aren't in
    `session` are taken out. One that nobody saw stays, such as one that was put back meanwhile.

    Raises:
        ValueError: it is still to come.
        LookupError: there is no such session by hand.
    """
    _require_past(session, now)
    at, edited_at = instant_text(session.started_at), instant_text(now)
    with diary.writing() as database:
        found = database.execute(
            "SELECT id, started_at FROM session"
            " WHERE session_id = ? AND deleted_at IS NULL AND NOT EXISTS"
            " (SELECT 1 FROM entry WHERE session = session.id AND recorded_by = 'timer')",
            (session_id,),
        ).fetchone()
        if found is None:
            raise LookupError(f"no session {session_id} by hand in the diary")
        row, was_at = found
        database.execute(
            "UPDATE session SET pain_before_0_10 = ?,"
            " pain_worst_session_0_10 = ?, pain_after_0_10 = ?, pain_after_minutes = ?,"
            " pain_next_morning_0_10 = ?, note = ?, edited_at = ? WHERE id = ?",
            (*_session_answers(session), edited_at, row),
        )
        if was_at != at:
            # All of it goes to the new day, with what is out and may be put back.
            times, moved = "started_at = ?, ended_at = ?, edited_at = ?", (at, at, edited_at, row)
            database.execute(f"UPDATE session SET {times} WHERE id = ?", moved)
            database.execute(f"UPDATE entry SET {times} WHERE session = ?", moved)
        there = {
            entry_id
            for (entry_id,) in database.execute(
                "SELECT entry_id FROM entry WHERE session = ? AND deleted_at IS NULL", (row,)
            ).fetchall()
        }
        for entry in session.entries:
            if entry.entry_id in there:
                _update_entry(database, entry, edited_at)
            else:
                _insert_entry(database, row, entry, at, edited_at)
        left_out = set(seen) - {entry.entry_id for entry in session.entries}
        for entry_id in there & left_out:
            database.execute(
                "UPDATE entry SET deleted_at = ? WHERE entry_id = ?", (edited_at, entry_id)
            )


def _require_past(session: ManualSession, now: datetime) -> None:
    if session.started_at > now:
        raise ValueError(f"{session.started_at} is after {now}")


_ENTRY_COLUMNS = (
    "position_in_session",
    "exercise_id",
    "exercise_title",
    "section_id",
    "side",
    "sets_target",
    "reps_target",
    "hold_seconds_target",
    "timed_seconds_target",
    "own_report",
    "own_report_reps",
    "effort_0_10",
    "pain_worst_exercise_0_10",
    "note",
    "edited_at",
)


def _entry_values(entry: ManualEntry, edited_at: str) -> tuple[object, ...]:
    planned, answers = entry.planned, entry.answers
    return (
        planned.position_in_session,
        planned.exercise_id,
        planned.exercise_title,
        planned.section_id,
        planned.side,
        planned.sets_target,
        planned.reps_target,
        planned.hold_seconds_target,
        planned.timed_seconds_target,
        answers.own_report,
        answers.own_report_reps,
        answers.effort_0_10,
        answers.pain_worst_exercise_0_10,
        answers.note,
        edited_at,
    )


def _insert_entry(
    database: Database, session: int, entry: ManualEntry, at: str, edited_at: str
) -> None:
    database.execute(
        "INSERT INTO entry (session, entry_id, recorded_by, outcome, started_at, ended_at,"
        f" {', '.join(_ENTRY_COLUMNS)})"
        f" VALUES (?, ?, 'manual', 'completed', ?, ?, {', '.join('?' * len(_ENTRY_COLUMNS))})",
        (session, str(uuid4()), at, at, *_entry_values(entry, edited_at)),
    )


def _update_entry(database: Database, entry: ManualEntry, edited_at: str) -> None:
    """Writes an entry that was changed; one that wasn't keeps the time of its last change."""
    told = [name for name in _ENTRY_COLUMNS if name != "edited_at"]
    values = _entry_values(entry, edited_at)
    database.execute(
        f"UPDATE entry SET ({', '.join(_ENTRY_COLUMNS)}) = ({', '.join('?' * len(values))})"
        f" WHERE entry_id = ? AND ({', '.join(told)}) IS NOT ({', '.join('?' * len(told))})",
        (*values, entry.entry_id, *values[:-1]),
    )


def _session_answers(session: ManualSession) -> tuple[object, ...]:
    answers = session.answers
    return (
        answers.pain_before_0_10,
        answers.pain_worst_session_0_10,
        answers.pain_after_0_10,
        answers.pain_after_minutes,
        answers.pain_next_morning_0_10,
        answers.note,
    )


# The log.


def changes_of(diary: Diary, session_id: str) -> tuple[Change, ...]:
    """All that was changed of a session and its entries, in the order it was done."""
    with diary.reading() as database:
        return tuple(
            Change(
                read_instant(changed_at),
                entry_id,
                field,
                _sound(field, before),
                _sound(field, after),
            )
            for changed_at, entry_id, field, before, after in database.execute(
                "SELECT changed_at, entry_id, field, before, after"
                " FROM change LEFT JOIN entry ON entry.id = change.entry"
                " WHERE change.session = (SELECT id FROM session WHERE session_id = ?)"
                " ORDER BY CAST(strftime('%s', changed_at) AS INTEGER), change.id",
                (session_id,),
            )
        )


def _sound(field: str, value: str | None) -> str | None:
    """The value as it is written; a disk can change a letter of an instant."""
    if field == "started_at" and value:
        read_instant(value)
    return value


def folded(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The log as it is read: what was gone over on the way to an answer is no change of its own.

    A scale is written with each press of an arrow, so that nothing is lost if the program ends.
    Of what follows one another within a visit the first and the last count. The log itself has
    all of it.
    """
    found: list[Change] = []
    last: dict[tuple[str | None, str], int] = {}
    for change in changes:
        at = last.get((change.entry_id, change.field))
        before = None if at is None else found[at]
        if (
            at is not None
            and before is not None
            and before.after == change.before
            and timedelta() <= change.changed_at - before.changed_at <= _ONE_VISIT
        ):
            found[at] = replace(change, before=before.before)
        else:
            last[change.entry_id, change.field] = len(found)
            found.append(change)
    real = (change for change in found if change.before != change.after)
    return tuple(sorted(real, key=lambda change: change.changed_at))
