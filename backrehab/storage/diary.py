"""The diary file: sessions, entries and sets into rows, and rows back into them."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import fields
from datetime import date, datetime
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

from backrehab import __version__
from backrehab.core.diary import (
    DiaryEntry,
    DiarySession,
    EntryAnswers,
    Outcome,
    PlannedEntry,
    RecordedBy,
    SessionAnswers,
    SetDone,
    UnfinishedSession,
    note_fault,
)
from backrehab.core.errors import DiaryError
from backrehab.storage import fault_words
from backrehab.storage.cells import instant_text, read_cell, read_day
from backrehab.storage.door import door
from backrehab.storage.in_place import settle
from backrehab.storage.interrupted import close_interrupted, unfinished
from backrehab.storage.keys import Key
from backrehab.storage.schema import SCHEMA
from backrehab.storage.sqlite import WAIT_MS, Database, Schema

# Every local date is between these two, as text.
_FIRST_DAY = "0000-00-00"
_LAST_DAY = "9999-99-99"

# What is read back has the names of the columns it is read from.
_SESSION_FIELDS = tuple(field.name for field in fields(DiarySession) if field.name != "entries")
_ENTRY_FIELDS = tuple(field.name for field in fields(DiaryEntry))

COUNTS_AS_DONE = (
    "(entry.outcome IS 'completed'"
    " AND NOT (entry.recorded_by = 'manual' AND entry.own_report IS 'none'))"
)
"""1 or 0 for an entry, as `DiaryEntry.counts_as_done`: for rounds, rings and the report."""


class Diary:
    """One person's diary. Each method that writes has it on disk before it returns.

    Belongs to the thread that opened it; long work in another thread opens its own. Every method
    raises `DiaryError` when the world outside stands in the way, and `LookupError` for an id the
    diary doesn't hold, which is a bug of the caller.
    """

    def __init__(self, database: Database, path: Path) -> None:
        self._database = database
        self._path = path

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        schema: Schema = SCHEMA,
        wait_ms: int = WAIT_MS,
        key: Key | None = None,
        make: bool = True,
    ) -> Self:
        """The diary at `path`, made with its folder when there is none; with a `key`, under it.

        None is made without `make`, nor where there are copies of one that must have been there.

        A file that can't be a diary of ours is left exactly as it is, and so is one under a
        passphrase that was not told yet (`passphrase`). `wait_ms` is how long another program's
        lock is waited for, now and later.

        Raises:
            DiaryError: it can't be opened or written; `str()` is fit for a patient.
        """
        with _door(path):
            settle(path)
            return cls(Database.open(path, schema, wait_ms=wait_ms, key=key, make=make), path)

    @classmethod
    def in_memory(cls) -> Self:
        """A diary that touches no file and is gone when closed."""
        path = Path(":memory:")
        with _door(path):
            return cls(Database.in_memory(SCHEMA), path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """Its file; `:memory:` where there is none."""
        return self._path

    @property
    def key(self) -> Key | None:
        """What its file is encrypted with; `None` where it is under no passphrase."""
        return self._database.key

    def close(self) -> None:
        """Closing twice does nothing."""
        with _door(self._path):
            self._database.close()

    # What the timer writes.

    def begin_session(
        self,
        started_at: datetime,
        content_version: str,
        *,
        session_id: str | None = None,
        plan: str = "",
    ) -> str:
        """A session begins; gives its id, a new one unless told.

        `plan` is what it sets out to do, kept until it ends.
        """
        session_id = session_id or str(uuid4())
        with self._writing():
            self._database.execute(
                "INSERT INTO session (session_id, started_at, app_version, content_version, plan)"
                " VALUES (?, ?, ?, ?, ?)",
                (session_id, instant_text(started_at), __version__, content_version, plan),
            )
        return session_id

    def begin_entry(
        self,
        session_id: str,
        planned: PlannedEntry,
        started_at: datetime,
        *,
        recorded_by: RecordedBy = RecordedBy.TIMER,
        entry_id: str | None = None,
    ) -> str:
        """An entry begins, with a copy of what it asks for; gives its id, a new one unless told.

        A side that was never reached gets its entry too, at the latest when the exercise ends, so
        that the diary shows all that was asked for.
        """
        entry_id = entry_id or str(uuid4())
        with self._writing():
            require_row(
                self._database.execute(
                    "INSERT INTO entry (session, entry_id, position_in_session, exercise_id,"
                    " exercise_title, section_id, side, sets_target, reps_target,"
                    " hold_seconds_target, timed_seconds_target, started_at, recorded_by)"
                    " SELECT id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"
                    " FROM session WHERE session_id = ?",
                    (
                        entry_id,
                        planned.position_in_session,
                        planned.exercise_id,
                        planned.exercise_title,
                        planned.section_id,
                        planned.side,
                        planned.sets_target,
                        planned.reps_target,
                        planned.hold_seconds_target,
                        planned.timed_seconds_target,
                        instant_text(started_at),
                        recorded_by,
                        session_id,
                    ),
                ),
                session_id,
            )
        return entry_id

    def add_set(self, entry_id: str, done: SetDone) -> None:
        """A set was finished, or broken off; it can't be changed afterwards."""
        with self._writing():
            require_row(
                self._database.execute(
                    "INSERT INTO timed_set (entry, row_no, set_no, reps, hold_ms, timed_ms,"
                    " active_ms, paused_ms, complete, ended_at)"
                    " SELECT id,"
                    " (SELECT coalesce(max(row_no), 0) + 1 FROM timed_set WHERE entry = entry.id),"
                    " ?, ?, ?, ?, ?, ?, ?, ? FROM entry WHERE entry_id = ?",
                    (
                        done.set_no,
                        done.reps,
                        done.hold_ms,
                        done.timed_ms,
                        done.active_ms,
                        done.paused_ms,
                        done.complete,
                        instant_text(done.ended_at),
                        entry_id,
                    ),
                ),
                entry_id,
            )

    def end_entry(
        self, entry_id: str, outcome: Outcome, ended_at: datetime, skip_reason: str = ""
    ) -> None:
        """An entry ends. It ends once: of two endings the first one stands."""
        with self._writing():
            self._require("entry", entry_id)
            self._database.execute(
                "UPDATE entry SET outcome = ?, ended_at = ?, skip_reason = ?"
                " WHERE entry_id = ? AND outcome IS NULL",
                (outcome, instant_text(ended_at), skip_reason, entry_id),
            )

    def end_session(self, session_id: str, outcome: Outcome, ended_at: datetime) -> None:
        """A session ends, once; entries still open are stopped with it."""
        with self._writing():
            self._require("session", session_id)
            self._database.execute(
                "UPDATE entry SET outcome = 'stopped', ended_at = ? WHERE outcome IS NULL"
                " AND session = (SELECT id FROM session WHERE session_id = ?)",
                (instant_text(ended_at), session_id),
            )
            self._database.execute(
                "UPDATE session SET outcome = ?, ended_at = ?, plan = ''"
                " WHERE session_id = ? AND outcome IS NULL",
                (outcome, instant_text(ended_at), session_id),
            )

    # What a crash left behind.

    def unfinished(self) -> UnfinishedSession | None:
        """The newest session that was never ended; to be asked while none runs."""
        with _door(self._path), self._database.reading():
            return unfinished(self._database)

    def close_interrupted(
        self, now: datetime, *, but: str | None = None, outcome: Outcome = Outcome.STOPPED
    ) -> int:
        """Keeps the sessions a crash left open with what was timed; says how many.

        All of them, or all `but` the one with this id, as stopped unless told. Each ends at its
        last sign of life, never after `now`. An entry with all its sets done is completed. To be
        called while no session runs.
        """
        with self._writing():
            return close_interrupted(self._database, now, but, outcome)

    def take_over(self, other: Diary) -> int:
        """Puts the sessions of another diary into this one; says how many it didn't have."""
        from backrehab.storage.carry_over import carry_over  # seldom needed

        with _door(self._path):
            return carry_over(other._database.execute, self._database)

    # What the person writes.

    def answer_session(
        self, session_id: str, answers: SessionAnswers, edited_at: datetime
    ) -> None:
        """Puts these answers in place of the session's earlier ones."""
        with self._writing():
            require_row(
                self._database.execute(
                    "UPDATE session SET pain_before_0_10 = ?, pain_worst_session_0_10 = ?,"
                    " pain_after_0_10 = ?, pain_after_minutes = ?, pain_next_morning_0_10 = ?,"
                    " note = ?, edited_at = ? WHERE session_id = ?",
                    (
                        answers.pain_before_0_10,
                        answers.pain_worst_session_0_10,
                        answers.pain_after_0_10,
                        answers.pain_after_minutes,
                        answers.pain_next_morning_0_10,
                        answers.note,
                        instant_text(edited_at),
                        session_id,
                    ),
                ),
                session_id,
            )

    def answer_entry(self, entry_id: str, answers: EntryAnswers, edited_at: datetime) -> None:
        """Puts these answers in place of the entry's earlier ones."""
        with self._writing():
            require_row(
                self._database.execute(
                    "UPDATE entry SET own_report = ?, own_report_reps = ?, effort_0_10 = ?,"
                    " pain_worst_exercise_0_10 = ?, note = ?, skip_reason = ?, edited_at = ?"
                    " WHERE entry_id = ?",
                    (
                        answers.own_report,
                        answers.own_report_reps,
                        answers.effort_0_10,
                        answers.pain_worst_exercise_0_10,
                        answers.note,
                        answers.skip_reason,
                        instant_text(edited_at),
                        entry_id,
                    ),
                ),
                entry_id,
            )

    @property
    def person_code(self) -> str:
        """Goes on every row of a spreadsheet; "" until set."""
        with _door(self._path):
            code: str = self._database.execute("SELECT person_code FROM person").fetchone()[0]
            return code

    @person_code.setter
    def person_code(self, code: str) -> None:
        """Raises `ValueError` for a text a note couldn't hold either."""
        if fault := note_fault(code):
            raise ValueError(fault)
        with self._writing():
            self._database.execute("UPDATE person SET person_code = ?", (code,))

    # What is read back. `since` and `until` are local days, both included; `None` is no bound.

    def sessions(
        self,
        since: date | None = None,
        until: date | None = None,
        *,
        limit: int | None = None,
        offset: int = 0,
    ) -> list[DiarySession]:
        """The sessions that began on these local days with their entries, newest first.

        Within a day the later instant is newer, whatever the clocks did.
        """
        values = (*_days(since, until), -1 if limit is None else limit, offset)
        return self._sessions(
            "FROM session JOIN person"
            " WHERE started_on BETWEEN ? AND ? AND session.deleted_at IS NULL"
            " ORDER BY started_on DESC, started_utc DESC, session.id DESC LIMIT ? OFFSET ?",
            values,
        )

    def session(self, session_id: str) -> DiarySession | None:
        """One session with its entries; `None` where there is none, or it was deleted."""
        found = self._sessions(
            "FROM session JOIN person WHERE session_id = ? AND session.deleted_at IS NULL",
            (session_id,),
        )
        return found[0] if found else None

    def _sessions(self, which: str, values: Sequence[object]) -> list[DiarySession]:
        with _door(self._path), self._database.reading():
            sessions = self._database.execute(
                f"SELECT session.id, {', '.join(_SESSION_FIELDS)} {which}", values
            ).fetchall()
            entries: dict[int, list[DiaryEntry]] = {session[0]: [] for session in sessions}
            for session, *row in self._database.execute(
                f"SELECT session, {', '.join(_ENTRY_FIELDS)}"
                " FROM entry JOIN entry_timed ON entry_timed.entry = entry.id"
                f" WHERE session IN (SELECT session.id {which}) AND entry.deleted_at IS NULL"
                " ORDER BY session, position_in_session, entry.id",
                values,
            ):
                entries[session].append(DiaryEntry(**_read(_ENTRY_FIELDS, row)))
            return [
                DiarySession(**_read(_SESSION_FIELDS, row), entries=tuple(entries[session]))
                for session, *row in sessions
            ]

    def count_sessions(self, since: date | None = None, until: date | None = None) -> int:
        """How many sessions began on these local days."""
        with _door(self._path):
            count: int = self._database.execute(
                "SELECT count(*) FROM session"
                " WHERE started_on BETWEEN ? AND ? AND deleted_at IS NULL",
                _days(since, until),
            ).fetchone()[0]
            return count

    def completions(
        self, since: date | None = None, until: date | None = None
    ) -> dict[date, dict[str, int]]:
        """How often each exercise was completed, by local day and exercise id.

        An exercise done on both sides counts once, when both were completed. What was added by
        hand does not count where the person said "none".
        """
        counts: dict[date, dict[str, int]] = {}
        with _door(self._path):
            for day, exercise_id, count in self._database.execute(
                "SELECT started_on, exercise_id, count(*) FROM ("
                "  SELECT started_on, exercise_id, min(completed) AS completed FROM ("
                "    SELECT started_on, session, position_in_session, exercise_id,"
                f"      max{COUNTS_AS_DONE} AS completed"
                "    FROM session JOIN entry ON entry.session = session.id"
                "    WHERE started_on BETWEEN ? AND ?"
                "      AND session.deleted_at IS NULL AND entry.deleted_at IS NULL"
                "    GROUP BY session, position_in_session, exercise_id, side)"
                "  GROUP BY session, position_in_session, exercise_id)"
                " WHERE completed GROUP BY started_on, exercise_id",
                _days(since, until),
            ):
                counts.setdefault(read_day(day), {})[exercise_id] = count
        return counts

    def count_entries(self, since: date | None = None, until: date | None = None) -> int:
        """How many rows `export_rows` gives."""
        with _door(self._path):
            count: int = self._database.execute(
                "SELECT count(*) FROM session JOIN entry ON entry.session = session.id"
                " WHERE started_on BETWEEN ? AND ?"
                " AND session.deleted_at IS NULL AND entry.deleted_at IS NULL",
                _days(since, until),
            ).fetchone()[0]
            return count

    def first_and_last_day(self) -> tuple[date, date] | None:
        """The local days of the oldest and the newest row; `None` where there is none."""
        with _door(self._path):
            # One after the other, as then the index has each at once.
            first, last = (
                self._database.execute(
                    f"SELECT {which}(started_on) FROM session WHERE deleted_at IS NULL AND EXISTS"
                    " (SELECT 1 FROM entry WHERE session = session.id AND deleted_at IS NULL)"
                ).fetchone()[0]
                for which in ("min", "max")
            )
            return None if first is None else (read_day(first), read_day(last))

    def export_rows(
        self,
        since: date | None = None,
        until: date | None = None,
        *,
        columns: Sequence[str],
    ) -> Generator[tuple[object, ...]]:
        """One row for each exercise and side, oldest first, as it comes from the file.

        `columns` are SQL expressions over `person`, `session`, `entry` and `entry_timed`.
        """
        with (
            _door(self._path),
            closing(
                self._database.execute(
                    f"SELECT {', '.join(columns)} FROM session"
                    " JOIN entry ON entry.session = session.id"
                    " JOIN entry_timed ON entry_timed.entry = entry.id, person"
                    " WHERE started_on BETWEEN ? AND ?"
                    " AND session.deleted_at IS NULL AND entry.deleted_at IS NULL"
                    " ORDER BY started_on, started_utc, session.id, position_in_session, entry.id",
                    _days(since, until),
                )
            ) as rows,
        ):
            yield from rows

    @contextmanager
    def writing(self) -> Generator[Database]:
        """For the modules beside this one: all that is written inside is kept, or none of it."""
        with self._writing():
            yield self._database

    @contextmanager
    def reading(self) -> Generator[Database]:
        """The same for questions; all that is read inside is of one moment."""
        with _door(self._path), self._database.reading():
            yield self._database

    @contextmanager
    def outside_transactions(self) -> Generator[Database]:
        """The same for what no transaction may hold, such as giving room back."""
        with _door(self._path):
            yield self._database

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with _door(self._path), self._database.transaction():
            yield

    def _require(self, table: str, public_id: str) -> None:
        if not self._database.execute(
            f"SELECT 1 FROM {table} WHERE {table}_id = ?", (public_id,)
        ).fetchone():
            raise LookupError(f"no {table} {public_id} in the diary")


def require_row(written: sqlite3.Cursor, which: object) -> None:
    """Raises `LookupError` where the one row that was to be written is not in the diary."""
    if written.rowcount != 1:
        raise LookupError(f"no {which} in the diary")


def _door(path: Path) -> AbstractContextManager[None]:
    return door(DiaryError, path, fault_words.DIARY)


def _days(since: date | None, until: date | None) -> tuple[str, str]:
    return (
        _FIRST_DAY if since is None else since.isoformat(),
        _LAST_DAY if until is None else until.isoformat(),
    )


def _read(names: Sequence[str], row: Sequence[Any]) -> dict[str, Any]:
    return {name: read_cell(name, cell) for name, cell in zip(names, row, strict=True)}
