"""What version 3 of the diary adds: taking back, the log of changes, goals and clinic scores.

What is deleted is only marked, so that it can be taken back, and gone at the next start.
"""

from __future__ import annotations

from collections.abc import Iterable

DELETED = (
    # When the person took it out; null: it is there. Every question leaves what is out, out.
    "ALTER TABLE session ADD COLUMN deleted_at TEXT",
    "ALTER TABLE entry ADD COLUMN deleted_at TEXT",
)

SKIPPED = (
    # The question was put away, so that it isn't asked again.
    "ALTER TABLE session ADD COLUMN after_skipped INTEGER NOT NULL DEFAULT 0"
    " CHECK (after_skipped IN (0, 1))",
    "ALTER TABLE session ADD COLUMN morning_skipped INTEGER NOT NULL DEFAULT 0"
    " CHECK (morning_skipped IN (0, 1))",
)

INDEXES = (
    "DROP INDEX session_by_day",
    """
-- As before, of the sessions that are there.
CREATE INDEX session_by_day ON session (started_on, started_utc) WHERE deleted_at IS NULL
""",
    "DROP INDEX entry_of_session",
    """
-- As before; those that are there are counted without a look at their rows.
CREATE INDEX entry_of_session ON entry (session, deleted_at, position_in_session)
""",
    """
-- Which exercises there are, and the sessions of one of them.
CREATE INDEX entry_by_exercise ON entry (exercise_id, session)
""",
    """
-- The few that are to be gone at the next start.
CREATE INDEX session_deleted ON session (deleted_at) WHERE deleted_at IS NOT NULL
""",
    """
CREATE INDEX entry_deleted ON entry (deleted_at) WHERE deleted_at IS NOT NULL
""",
)

CHANGE = """
-- Every change of what the person told: what stood there before, and since when it doesn't.
-- Rows are only ever added; they go with what they are about.
CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    changed_at TEXT NOT NULL,
    session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    entry INTEGER REFERENCES entry (id) ON DELETE CASCADE,  -- null: of the session as a whole
    field TEXT NOT NULL,  -- the name of the column
    before TEXT,
    after TEXT
) STRICT
"""

CHANGE_RULES = (
    "CREATE INDEX change_of_session ON change (session)",
    "CREATE INDEX change_of_entry ON change (entry)",
    """
CREATE TRIGGER change_is_fixed BEFORE UPDATE ON change
BEGIN
    SELECT RAISE(ABORT, 'a change is never rewritten');
END
""",
    """
CREATE TRIGGER change_stays BEFORE DELETE ON change
WHEN EXISTS (SELECT 1 FROM session WHERE id = OLD.session)
    AND (OLD.entry IS NULL OR EXISTS (SELECT 1 FROM entry WHERE id = OLD.entry))
BEGIN
    SELECT RAISE(ABORT, 'a change is never taken out of its session');
END
""",
)

SESSION_TOLD = (
    "pain_before_0_10",
    "pain_worst_session_0_10",
    "pain_after_0_10",
    "pain_after_minutes",
    "pain_next_morning_0_10",
    "note",
    "started_at",
    "ended_at",
)
"""Columns of a session whose changes are kept; the times change only where made by hand."""

ENTRY_TOLD = (
    "own_report",
    "own_report_reps",
    "effort_0_10",
    "pain_worst_exercise_0_10",
    "note",
    "position_in_session",
    "exercise_id",
    "exercise_title",
    "section_id",
    "side",
    "sets_target",
    "reps_target",
    "hold_seconds_target",
    "timed_seconds_target",
    "started_at",
    "ended_at",
)
"""The same of an entry; version 5 adds one."""


def keeps_changes(table: str, session: str, entry: str, columns: Iterable[str]) -> str:
    """The trigger that writes the log; of what ends just now there is nothing to keep."""
    rows = "".join(
        f"""
    INSERT INTO change (changed_at, session, entry, field, before, after)
    SELECT coalesce(NEW.edited_at, strftime('%Y-%m-%dT%H:%M:%S+00:00', 'now')),
        {session}, {entry}, '{column}', OLD.{column}, NEW.{column}
    WHERE OLD.{column} IS NOT NEW.{column};"""
        for column in columns
    )
    return f"""
CREATE TRIGGER {table}_keeps_changes AFTER UPDATE OF {", ".join(columns)} ON {table}
WHEN OLD.outcome IS NEW.outcome
BEGIN{rows}
END
"""


KEEPING_CHANGES = (
    keeps_changes("session", "NEW.id", "NULL", SESSION_TOLD),
    keeps_changes("entry", "NEW.session", "NEW.id", ENTRY_TOLD),
)

TIMER_RULES = (
    "DROP TRIGGER timed_entry_is_fixed",
    """
CREATE TRIGGER timed_entry_is_fixed BEFORE UPDATE OF
    id, entry_id, session, position_in_session, exercise_id, exercise_title, section_id, side,
    sets_target, reps_target, hold_seconds_target, timed_seconds_target, started_at
ON entry WHEN OLD.recorded_by = 'timer'
BEGIN
    SELECT RAISE(ABORT, 'what the timer wrote is never changed');
END
""",
    "DROP TRIGGER timed_entry_ends_once",
    """
CREATE TRIGGER timed_entry_ends_once BEFORE UPDATE OF outcome, ended_at, skip_reason ON entry
WHEN OLD.recorded_by = 'timer' AND OLD.outcome IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'an entry of the timer ends once');
END
""",
    """
CREATE TRIGGER writer_is_fixed BEFORE UPDATE OF recorded_by ON entry
BEGIN
    SELECT RAISE(ABORT, 'who wrote an entry is never changed');
END
""",
    """
-- What has no entry of the timer was made by hand, and its day and time can be put right.
CREATE TRIGGER timed_session_is_fixed BEFORE UPDATE OF
    id, session_id, started_at, app_version, content_version
ON session WHEN EXISTS (
    SELECT 1 FROM entry WHERE session = OLD.id AND recorded_by = 'timer')
BEGIN
    SELECT RAISE(ABORT, 'what the timer wrote is never changed');
END
""",
    """
CREATE TRIGGER timed_session_ends_once BEFORE UPDATE OF outcome, ended_at ON session
WHEN OLD.outcome IS NOT NULL AND EXISTS (
    SELECT 1 FROM entry WHERE session = OLD.id AND recorded_by = 'timer')
BEGIN
    SELECT RAISE(ABORT, 'a session of the timer ends once');
END
""",
    """
-- An insert may take the place of a row without its deletion being seen.
CREATE TRIGGER timed_set_is_not_replaced BEFORE INSERT ON timed_set
WHEN EXISTS (SELECT 1 FROM timed_set WHERE entry = NEW.entry AND row_no = NEW.row_no)
BEGIN
    SELECT RAISE(ABORT, 'a timed set is never replaced');
END
""",
    """
CREATE TRIGGER entry_is_not_replaced BEFORE INSERT ON entry
WHEN EXISTS (SELECT 1 FROM entry WHERE id = NEW.id OR entry_id = NEW.entry_id)
BEGIN
    SELECT RAISE(ABORT, 'an entry is never replaced');
END
""",
    """
CREATE TRIGGER session_is_not_replaced BEFORE INSERT ON session
WHEN EXISTS (SELECT 1 FROM session WHERE id = NEW.id OR session_id = NEW.session_id)
BEGIN
    SELECT RAISE(ABORT, 'a session is never replaced');
END
""",
)

GOAL = """
-- What the person wants to do again, in their own words.
CREATE TABLE goal (
    id INTEGER PRIMARY KEY,
    goal_id TEXT NOT NULL UNIQUE,  -- a UUID
    words TEXT NOT NULL CHECK (length(words) BETWEEN 1 AND 200),
    position INTEGER NOT NULL CHECK (position BETWEEN 1 AND 5),  -- its place among the others
    made_at TEXT NOT NULL,
    edited_at TEXT,  -- when the words were last changed
    put_away_at TEXT  -- null: it is one of the person's goals
) STRICT
"""

GOAL_PLACE = """
CREATE UNIQUE INDEX goal_place ON goal (position) WHERE put_away_at IS NULL
"""

GOAL_SCORE = """
-- How well it goes, as often as the person likes to say.
CREATE TABLE goal_score (
    id INTEGER PRIMARY KEY,
    goal INTEGER NOT NULL REFERENCES goal (id) ON DELETE CASCADE,
    scored_at TEXT NOT NULL,
    score_0_10 INTEGER NOT NULL CHECK (score_0_10 BETWEEN 0 AND 10),
    deleted_at TEXT
) STRICT
"""

GOAL_SCORE_BY_TIME = """
CREATE INDEX goal_score_of_goal ON goal_score (goal, id)
"""

CLINIC_SCORE = """
-- A score somebody else worked out: its name, what it came to, and the day.
CREATE TABLE clinic_score (
    id INTEGER PRIMARY KEY,
    score_id TEXT NOT NULL UNIQUE,  -- a UUID
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    value TEXT NOT NULL CHECK (length(value) BETWEEN 1 AND 40),
    on_day TEXT NOT NULL CHECK (date(on_day) IS on_day),
    noted_at TEXT NOT NULL,
    edited_at TEXT,
    deleted_at TEXT
) STRICT
"""

CLINIC_SCORE_BY_DAY = """
CREATE INDEX clinic_score_by_day ON clinic_score (on_day, id) WHERE deleted_at IS NULL
"""

STATEMENTS = (
    *DELETED,
    *SKIPPED,
    *INDEXES,
    CHANGE,
    *CHANGE_RULES,
    *KEEPING_CHANGES,
    *TIMER_RULES,
    GOAL,
    GOAL_PLACE,
    GOAL_SCORE,
    GOAL_SCORE_BY_TIME,
    CLINIC_SCORE,
    CLINIC_SCORE_BY_DAY,
)
