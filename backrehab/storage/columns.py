"""The columns of the diary's spreadsheet: one table that every way out is made from.

The ways in are checked against the same table, so that what goes out can come back.
"""

from __future__ import annotations

from enum import StrEnum

from backrehab.core.diary import PAIN_MOST, Outcome, OwnReport, RecordedBy
from backrehab.core.model import Side
from backrehab.storage.column import Column, Kind

SETS_MOST = 1_000
"""The most sets one row can have had; each of them is a row of its own in the diary."""


def _words(kind: type[StrEnum]) -> tuple[str, ...]:
    return tuple(word.value for word in kind)


_LATER_EDIT = """
CASE
    WHEN session.edited_at IS NULL THEN entry.edited_at
    WHEN entry.edited_at IS NULL THEN session.edited_at
    WHEN CAST(strftime('%s', session.edited_at) AS INTEGER)
        > CAST(strftime('%s', entry.edited_at) AS INTEGER) THEN session.edited_at
    ELSE entry.edited_at
END
"""

COLUMNS = (
    Column(
        "session_id",
        Kind.WORD,
        "session.session_id",
        "The session, the same for its rows.",
        required=True,
    ),
    Column(
        "person_code", Kind.TEXT, "person.person_code", "The person's code; empty: none was given."
    ),
    Column(
        "session_started_at",
        Kind.INSTANT,
        "session.started_at",
        "When the session began.",
        required=True,
    ),
    Column(
        "session_ended_at",
        Kind.INSTANT,
        "session.ended_at",
        "When the session ended; empty while it runs.",
    ),
    Column(
        "session_outcome",
        Kind.WORD,
        "session.outcome",
        "completed or stopped; empty while it runs.",
        words=(Outcome.COMPLETED.value, Outcome.STOPPED.value),
    ),
    Column(
        "entry_id",
        Kind.WORD,
        "entry.entry_id",
        "This row, the same in every export.",
        required=True,
    ),
    Column(
        "exercise_id",
        Kind.TEXT,
        "entry.exercise_id",
        "The exercise, by its short name.",
        required=True,
    ),
    Column(
        "exercise_title",
        Kind.TEXT,
        "entry.exercise_title",
        "Its title on that day.",
        required=True,
    ),
    Column("section_id", Kind.TEXT, "entry.section_id", "The section it was in on that day."),
    Column(
        "side",
        Kind.WORD,
        "entry.side",
        "left or right, the person's own; empty where sides have no meaning.",
        words=_words(Side),
    ),
    Column(
        "position_in_session",
        Kind.INTEGER,
        "entry.position_in_session",
        "The exercise's place in the session, from 1; both sides share it.",
        required=True,
        least=1,
    ),
    Column(
        "started_at",
        Kind.INSTANT,
        "entry.started_at",
        "When the exercise began.",
        required=True,
    ),
    Column(
        "ended_at", Kind.INSTANT, "entry.ended_at", "When the exercise ended; empty while it runs."
    ),
    Column(
        "recorded_by",
        Kind.WORD,
        "entry.recorded_by",
        "timer: written as the timer ran; manual: added by hand.",
        required=True,
        words=_words(RecordedBy),
    ),
    Column(
        "outcome",
        Kind.WORD,
        "entry.outcome",
        "completed, stopped or skipped; empty while it runs.",
        words=_words(Outcome),
    ),
    Column("skip_reason", Kind.TEXT, "entry.skip_reason", "Why it was skipped, if told."),
    Column(
        "sets_target",
        Kind.INTEGER,
        "entry.sets_target",
        "Sets asked for on this side; empty for an exercise done for a time.",
    ),
    Column(
        "sets_timed",
        Kind.INTEGER,
        "entry_timed.sets_timed",
        "Sets the timer played to the end.",
        most=SETS_MOST,
    ),
    Column(
        "reps_target",
        Kind.INTEGER,
        "entry.reps_target",
        "Repetitions asked for, over all sets of this side.",
    ),
    Column(
        "reps_timed",
        Kind.INTEGER,
        "entry_timed.reps_timed",
        "Repetitions the timer played to the end, over all sets of this side.",
    ),
    Column(
        "hold_seconds_target",
        Kind.INTEGER,
        "entry.hold_seconds_target",
        "Seconds to hold each repetition; empty where nothing is held.",
    ),
    Column(
        "hold_seconds_timed",
        Kind.INTEGER,
        "entry_timed.hold_seconds_timed",
        "Seconds the timer played of all holds together.",
    ),
    Column(
        "timed_seconds_target",
        Kind.INTEGER,
        "entry.timed_seconds_target",
        "Seconds to keep moving; empty for an exercise done in repetitions.",
    ),
    Column(
        "timed_seconds_timed",
        Kind.INTEGER,
        "entry_timed.timed_seconds_timed",
        "Seconds of moving the timer played.",
    ),
    Column(
        "active_seconds",
        Kind.INTEGER,
        "entry_timed.active_seconds",
        "Seconds of exercise the timer played, without rests and pauses.",
    ),
    Column(
        "paused_seconds",
        Kind.INTEGER,
        "entry_timed.paused_seconds",
        "Seconds the person paused within the sets.",
    ),
    Column(
        "own_report",
        Kind.WORD,
        "entry.own_report",
        "How much the person says was done: all, some or none.",
        words=_words(OwnReport),
    ),
    Column(
        "own_report_reps",
        Kind.INTEGER,
        "entry.own_report_reps",
        "Repetitions the person says were done.",
    ),
    Column(
        "effort_0_10",
        Kind.INTEGER,
        "entry.effort_0_10",
        "How hard it was, 0 to 10.",
        most=PAIN_MOST,
    ),
    Column(
        "pain_worst_exercise_0_10",
        Kind.INTEGER,
        "entry.pain_worst_exercise_0_10",
        "Worst pain during this exercise, 0 to 10.",
        most=PAIN_MOST,
    ),
    Column(
        "pain_before_0_10",
        Kind.INTEGER,
        "session.pain_before_0_10",
        "Pain before the session, 0 to 10.",
        most=PAIN_MOST,
    ),
    Column(
        "pain_worst_session_0_10",
        Kind.INTEGER,
        "session.pain_worst_session_0_10",
        "Worst pain during the session, 0 to 10.",
        most=PAIN_MOST,
    ),
    Column(
        "pain_after_0_10",
        Kind.INTEGER,
        "session.pain_after_0_10",
        "Pain some time after the session, 0 to 10.",
        most=PAIN_MOST,
    ),
    Column(
        "pain_after_minutes",
        Kind.INTEGER,
        "session.pain_after_minutes",
        "How many minutes after the session that was answered.",
    ),
    Column(
        "pain_next_morning_0_10",
        Kind.INTEGER,
        "session.pain_next_morning_0_10",
        "Pain the next morning, 0 to 10.",
        most=PAIN_MOST,
    ),
    Column("note", Kind.TEXT, "entry.note", "The person's note on this exercise."),
    Column("session_note", Kind.TEXT, "session.note", "The person's note on the session."),
    Column(
        "edited_at",
        Kind.INSTANT,
        _LATER_EDIT,
        "When the person last wrote an answer or a note of this row; empty: never.",
    ),
    Column(
        "app_version",
        Kind.TEXT,
        "session.app_version",
        "The version of BackRehab that ran the session.",
    ),
    Column(
        "content_version",
        Kind.TEXT,
        "session.content_version",
        "The version of the exercises it was done from.",
    ),
)
"""The columns of the spreadsheet, in their order; new ones are only ever added at the end."""

SESSION_COLUMNS = tuple(column for column in COLUMNS if column.of_session)
"""Those that are the same on every row of a session."""

ENTRY_COLUMNS = tuple(column for column in COLUMNS if not column.of_session)
"""Those of one exercise and side."""
