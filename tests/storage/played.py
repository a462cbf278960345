"""Sessions to put into a diary: what the tests of the diary share."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from backrehab.core.diary import Outcome, PlannedEntry, SetDone
from backrehab.core.model import Side
from backrehab.storage.diary import Diary

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

BRIDGING = PlannedEntry(
    exercise_id="bridging",
    exercise_title="Bridging",
    section_id="strengthening",
    side=None,
    position_in_session=1,
    sets_target=2,
    reps_target=30,
    hold_seconds_target=3,
)
KNEE_ROLLING = PlannedEntry(
    exercise_id="lumbar-knee-rolling",
    exercise_title="Knee rolling",
    section_id="mobility",
    side=None,
    position_in_session=1,
    timed_seconds_target=60,
)


def stance(side: Side, position_in_session: int = 1) -> PlannedEntry:
    """Standing on one leg, on this side."""
    return PlannedEntry(
        exercise_id="single-leg-stance",
        exercise_title="Single leg stance",
        section_id="strengthening",
        side=side,
        position_in_session=position_in_session,
        sets_target=1,
        reps_target=3,
        hold_seconds_target=5,
    )


def bridging_set(set_no: int = 1, *, ended_at: datetime, reps: int = 15) -> SetDone:
    """A set of bridging, complete with 15 repetitions."""
    return SetDone(
        set_no=set_no,
        reps=reps,
        hold_ms=reps * 3_000,
        timed_ms=0,
        active_ms=reps * 8_000,
        paused_ms=2_400,
        complete=reps == 15,
        ended_at=ended_at,
    )


def write_session(
    diary: Diary,
    started_at: datetime = NINE,
    *planned: PlannedEntry,
    outcome: Outcome = Outcome.COMPLETED,
) -> str:
    """A session of these exercises, bridging unless told, with nothing timed; gives its id."""
    ended_at = started_at + timedelta(minutes=5)
    session_id = diary.begin_session(started_at, "1.0.0")
    for entry in planned or (BRIDGING,):
        entry_id = diary.begin_entry(session_id, entry, started_at)
        diary.end_entry(entry_id, outcome, ended_at)
    diary.end_session(session_id, Outcome.COMPLETED, ended_at)
    return session_id


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
