"""What the pages about the diary read, each question short: only the days asked about are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from backrehab.core.diary import DiarySession, OwnReport, RecordedBy
from backrehab.core.model import Side
from backrehab.core.rounds import rounds_done
from backrehab.storage.cells import read_cell, read_day, read_instant
from backrehab.storage.diary import Diary

_FIRST_DAY, _LAST_DAY = "0000-00-00", "9999-99-99"


class PainKind(StrEnum):
    """The four questions about pain, in the order they are asked."""

    BEFORE = "before"
    WORST = "worst"
    AFTER = "after"
    MORNING = "morning"


@dataclass(frozen=True, slots=True)
class DayFacts:
    """A day with at least one session; `completions` by exercise id."""

    sessions: int
    rounds: int
    completions: dict[str, int]


@dataclass(frozen=True, slots=True)
class PainAnswer:
    """One answer about pain.

    `exercise` and `side` are of an answer about one exercise; else it is about the session.
    `minutes` is how long after the end the question of after was answered.
    """

    session_id: str
    at: datetime
    kind: PainKind
    value: int
    exercise: str = ""
    side: Side | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """One entry of an exercise: what was asked for, what was timed, what the person told."""

    session_id: str
    at: datetime
    side: Side | None
    recorded_by: RecordedBy
    reps_target: int | None
    reps_timed: int | None
    own_report: OwnReport | None
    own_report_reps: int | None
    hold_seconds_target: int | None
    hold_seconds_timed: int | None
    timed_seconds_target: int | None
    timed_seconds_timed: int | None


@dataclass(frozen=True, slots=True)
class ExerciseInDiary:
    """An exercise the diary knows, by the title that was written last."""

    exercise_id: str
    title: str


@dataclass(frozen=True, slots=True)
class Place:
    """How far the sessions were read: to the last of them."""

    day: str
    utc: int
    row: int


# Each is asked for a few days, or for a few rows; `EXPLAIN QUERY PLAN` is tested.

DAYS_SQL = (
    "SELECT started_on, count(*) FROM session"
    " WHERE started_on BETWEEN ? AND ? AND deleted_at IS NULL GROUP BY started_on"
)
FIRST_DAY_SQL = (
    "SELECT started_on FROM session WHERE deleted_at IS NULL"
    " ORDER BY started_on, started_utc LIMIT 1"
)
HOLDS_IT = (
    " AND EXISTS (SELECT 1 FROM entry WHERE entry.exercise_id = ? AND entry.session = session.id"
    " AND entry.deleted_at IS NULL)"
)
COUNT_SQL = (
    "SELECT count(*) FROM session WHERE started_on BETWEEN ? AND ? AND session.deleted_at IS NULL"
)
PLACES_SQL = (
    "SELECT session_id, started_on, started_utc, id FROM session"
    " WHERE started_on BETWEEN ? AND ? AND session.deleted_at IS NULL"
    " AND (started_on, started_utc, id) < (?, ?, ?)"
)
NEWEST_FIRST = " ORDER BY started_on DESC, started_utc DESC, id DESC LIMIT ?"
PAIN_SQL = (
    "SELECT session_id, started_at, pain_before_0_10, pain_worst_session_0_10, pain_after_0_10,"
    " pain_next_morning_0_10, pain_after_minutes FROM session"
    " WHERE started_on BETWEEN ? AND ? AND session.deleted_at IS NULL"
)
PAIN_IN_EXERCISES_SQL = (
    "SELECT session_id, entry.started_at, pain_worst_exercise_0_10, exercise_title, side"
    " FROM session CROSS JOIN entry ON entry.session = session.id"
    " WHERE started_on BETWEEN ? AND ? AND session.deleted_at IS NULL"
    " AND entry.deleted_at IS NULL AND pain_worst_exercise_0_10 IS NOT NULL"
)
_AMOUNT_CELLS = (
    *("side", "recorded_by", "reps_target", "reps_timed", "own_report", "own_report_reps"),
    *("hold_seconds_target", "hold_seconds_timed", "timed_seconds_target", "timed_seconds_timed"),
)
AMOUNTS_SQL = (
    f"SELECT session_id, entry.started_at, {', '.join(_AMOUNT_CELLS)}"
    " FROM session CROSS JOIN entry ON entry.session = session.id AND entry.exercise_id = ?"
    " JOIN entry_timed ON entry_timed.entry = entry.id"
    " WHERE started_on BETWEEN ? AND ? AND session.deleted_at IS NULL"
    " AND entry.deleted_at IS NULL ORDER BY started_on, started_utc, session.id, entry.id"
)
# From one name to the next through the index: as many steps as there are exercises.
EXERCISES_SQL = (
    "WITH RECURSIVE known (id) AS ("
    " SELECT min(exercise_id) FROM entry UNION ALL"
    " SELECT (SELECT min(exercise_id) FROM entry WHERE exercise_id > known.id)"
    " FROM known WHERE known.id IS NOT NULL)"
    " SELECT id, (SELECT exercise_title FROM entry"
    "  CROSS JOIN session ON session.id = entry.session WHERE exercise_id = known.id"
    "  AND entry.deleted_at IS NULL AND session.deleted_at IS NULL"
    "  ORDER BY entry.session DESC LIMIT 1)"
    " FROM known WHERE id IS NOT NULL AND EXISTS (SELECT 1 FROM entry"
    "  CROSS JOIN session ON session.id = entry.session WHERE exercise_id = known.id"
    "  AND entry.deleted_at IS NULL AND session.deleted_at IS NULL)"
)


class DiaryViews:
    """Questions about one diary. `since` and `until` are local days, both included.

    Every method raises `DiaryError` where the diary can't be read.
    """

    def __init__(self, diary: Diary) -> None:
        self._diary = diary

    def first_day(self) -> date | None:
        """The day of the oldest session; None in an empty diary."""
        rows = self._ask(FIRST_DAY_SQL, ())
        return read_day(rows[0][0]) if rows else None

    def days(self, since: date | None, until: date | None) -> dict[date, DayFacts]:
        """The days with sessions."""
        completions = self._diary.completions(since, until)
        return {
            (day := read_day(written)): DayFacts(
                sessions, rounds_done(completions.get(day, {})), completions.get(day, {})
            )
            for written, sessions in self._ask(DAYS_SQL, _bounds(since, until))
        }

    def count_sessions(
        self, since: date | None, until: date | None, exercise_id: str | None = None
    ) -> int:
        """How many sessions there are; with an exercise, those that hold it."""
        sql, values = _holding(COUNT_SQL, _bounds(since, until), exercise_id)
        count: int = self._ask(sql, values)[0][0]
        return count

    def sessions(
        self,
        since: date | None,
        until: date | None,
        *,
        exercise_id: str | None = None,
        after: Place | None = None,
        limit: int,
    ) -> tuple[list[DiarySession], Place | None]:
        """The next sessions after a place, newest first, and the place of the last of them.

        From any place on this takes as long as from the first. The place is None at the end.
        """
        place = after or Place("9999-99-99", 0, 0)
        after_it = (*_bounds(since, until), place.day, place.utc, place.row)
        sql, values = _holding(PLACES_SQL, after_it, exercise_id)
        rows = self._ask(sql + NEWEST_FIRST, (*values, limit))
        found = [self._diary.session(session_id) for session_id, *_ in rows]
        sessions = [session for session in found if session is not None]
        return sessions, Place(*rows[-1][1:]) if len(rows) == limit else None

    def pain_answers(
        self, since: date | None, until: date | None, exercise_id: str | None = None
    ) -> list[PainAnswer]:
        """Every answer about pain; with an exercise, those of the sessions that hold it.

        Of the answers about single exercises then only its own.
        """
        days = _bounds(since, until)
        answers: list[PainAnswer] = []
        sql, values = _holding(PAIN_SQL, days, exercise_id)
        for session_id, started_at, *values_of, minutes in self._ask(sql, values):
            at = read_instant(started_at)
            answers += (
                PainAnswer(
                    session_id=session_id,
                    at=at,
                    kind=kind,
                    value=value,
                    minutes=minutes if kind is PainKind.AFTER else None,
                )
                for kind, value in zip(_KINDS, values_of, strict=True)
                if value is not None
            )
        sql, values = PAIN_IN_EXERCISES_SQL, days
        if exercise_id is not None:
            sql, values = f"{sql} AND exercise_id = ?", (*days, exercise_id)
        answers += (
            PainAnswer(
                session_id=session_id,
                at=read_instant(started_at),
                kind=PainKind.WORST,
                value=value,
                exercise=title,
                side=read_cell("side", side),
            )
            for session_id, started_at, value, title, side in self._ask(sql, values)
        )
        return answers

    def amounts(self, exercise_id: str, since: date | None, until: date | None) -> list[Amount]:
        """What was done of an exercise, oldest first."""
        rows = self._ask(AMOUNTS_SQL, (exercise_id, *_bounds(since, until)))
        return [
            Amount(
                session_id,
                read_instant(started_at),
                *(read_cell(name, cell) for name, cell in zip(_AMOUNT_CELLS, cells, strict=True)),
            )
            for session_id, started_at, *cells in rows
        ]

    def exercises_in_diary(self) -> tuple[ExerciseInDiary, ...]:
        """Every exercise there is an entry of, by title."""
        found = (ExerciseInDiary(*row) for row in self._ask(EXERCISES_SQL, ()))
        return tuple(sorted(found, key=lambda exercise: exercise.title))

    def _ask(self, sql: str, values: Sequence[object]) -> list[Any]:
        with self._diary.reading() as database:
            return database.execute(sql, values).fetchall()


_KINDS = (PainKind.BEFORE, PainKind.WORST, PainKind.AFTER, PainKind.MORNING)


def _holding(
    sql: str, values: tuple[object, ...], exercise_id: str | None
) -> tuple[str, tuple[object, ...]]:
    if exercise_id is None:
        return sql, values
    return sql + HOLDS_IT, (*values, exercise_id)


def _bounds(since: date | None, until: date | None) -> tuple[str, str]:
    return (
        _FIRST_DAY if since is None else since.isoformat(),
        _LAST_DAY if until is None else until.isoformat(),
    )
