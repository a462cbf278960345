"""A diary of as many rows as asked for, written fast: what the ways out are measured on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from sqlite3 import connect
from uuid import UUID

from backrehab.storage.diary import Diary

_EXERCISES = (
    ("lumbar-knee-rolling", "Knee rolling", "mobility", None, None, None, None, 60),
    ("childs-pose", "Child's pose", "mobility", None, 1, 5, 10, None),
    ("bridging", "Bridging", "strengthening", None, 3, 45, 3, None),
    ("single-leg-stance", "Single leg stance", "strengthening", "left", 1, 3, 5, None),
    ("single-leg-stance", "Single leg stance", "strengthening", "right", 1, 3, 5, None),
)
_FIRST = datetime(1970, 1, 1, 8, tzinfo=UTC)
_SESSIONS_A_DAY = 4
_ROWS_A_TIME = 20_000


def write_long_diary(path: Path, rows: int) -> None:
    """So many entries, five a session and four sessions a day, each with its sets."""
    Diary.open(path).close()
    with closing(connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        numbers = iter(range(rows))
        while some := list(islice(numbers, _ROWS_A_TIME)):
            firsts = [number for number in some if number % len(_EXERCISES) == 0]
            connection.executemany(
                "INSERT INTO session (id, session_id, started_at, ended_at, outcome, app_version,"
                " content_version, pain_before_0_10, pain_worst_session_0_10, pain_after_0_10,"
                " pain_after_minutes, note, edited_at)"
                " VALUES (?, ?, ?, ?, 'completed', '0.1.0', '1.0', ?, ?, ?, 30, ?, ?)",
                map(_session, firsts),
            )
            connection.executemany(
                "INSERT INTO entry (id, entry_id, session, position_in_session, exercise_id,"
                " exercise_title, section_id, side, sets_target, reps_target,"
                " hold_seconds_target, timed_seconds_target, started_at, ended_at, recorded_by,"
                " outcome, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'timer',"
                " 'completed', ?)",
                map(_entry, some),
            )
            connection.executemany(
                "INSERT INTO timed_set (entry, row_no, set_no, reps, hold_ms, timed_ms, active_ms,"
                " paused_ms, complete, ended_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, ?)",
                (row for number in some for row in _sets(number)),
            )
        connection.execute("COMMIT")


def _began(session: int) -> datetime:
    return _FIRST + timedelta(hours=24 * session / _SESSIONS_A_DAY)


def _session(number: int) -> tuple[object, ...]:
    session = number // len(_EXERCISES)
    began = _began(session)
    ended = (began + timedelta(minutes=8)).isoformat()
    note = "Stiff when I got up, looser by lunch." if session % 9 == 0 else ""
    pains = (session % 7, session % 8, session % 6)
    return (session + 1, str(UUID(int=session)), began.isoformat(), ended, *pains, note, ended)


def _entry(number: int) -> tuple[object, ...]:
    session, place = divmod(number, len(_EXERCISES))
    began = _began(session) + timedelta(minutes=place)
    return (
        number + 1,
        str(UUID(int=number)),
        session + 1,
        min(place + 1, 4),
        *_EXERCISES[place],
        began.isoformat(),
        (began + timedelta(seconds=50)).isoformat(),
        'So "so", then better' if number % 17 == 0 else "",
    )


def _sets(number: int) -> Iterator[tuple[object, ...]]:
    *_, sets, reps, hold_seconds, timed_seconds = _EXERCISES[number % len(_EXERCISES)]
    ended = _began(number // len(_EXERCISES)).isoformat()
    for set_no in range(1, (sets or 1) + 1):
        of_set = (reps or 0) // (sets or 1)
        hold_ms = of_set * (hold_seconds or 0) * 1_000
        timed_ms = (timed_seconds or 0) * 1_000
        yield (number + 1, set_no, set_no, of_set, hold_ms, timed_ms, 40_400, 2_100, ended)
