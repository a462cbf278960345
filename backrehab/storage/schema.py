"""The diary's tables as SQL, and the list of steps that make them; steps are only ever added.

Instants are ISO 8601 text with the offset that was in force, to the second, because "18:05 where
I was" is what a person means. Whatever has to be put in order or looked up is derived from that
text by SQLite itself, so that the two can't disagree.
"""

from __future__ import annotations

from backrehab.storage import schema_v3, schema_v4, schema_v5
from backrehab.storage.sqlite import Migration, Schema

PERSON = """
CREATE TABLE person (
    id INTEGER PRIMARY KEY CHECK (id = 1),  -- one diary file, one person
    person_code TEXT NOT NULL DEFAULT ''  -- on every row of a spreadsheet; "": none was given
) STRICT
"""

SESSION = """
CREATE TABLE session (
    id INTEGER PRIMARY KEY,
    session_id TEXT NOT NULL UNIQUE,  -- a UUID, the same in every copy and spreadsheet
    started_at TEXT NOT NULL,
    ended_at TEXT,  -- null while it runs
    outcome TEXT CHECK (outcome IN ('completed', 'stopped')),  -- null while it runs
    app_version TEXT NOT NULL,  -- the program that began it
    content_version TEXT NOT NULL,  -- the exercises it was done from

    -- What the person told; null: not asked, or not answered.
    pain_before_0_10 INTEGER CHECK (pain_before_0_10 BETWEEN 0 AND 10),
    pain_worst_session_0_10 INTEGER CHECK (pain_worst_session_0_10 BETWEEN 0 AND 10),
    pain_after_0_10 INTEGER CHECK (pain_after_0_10 BETWEEN 0 AND 10),
    pain_after_minutes INTEGER CHECK (pain_after_minutes >= 0),  -- after the end, when answered
    pain_next_morning_0_10 INTEGER CHECK (pain_next_morning_0_10 BETWEEN 0 AND 10),
    note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 4000),
    edited_at TEXT,  -- when the person last wrote any of these

    -- The local day it began on, as the person's own clock and calendar had it.
    started_on TEXT NOT NULL GENERATED ALWAYS AS (substr(started_at, 1, 10)) VIRTUAL,
    -- The instant it began at, in seconds since 1970; refuses a text that is no instant.
    started_utc INTEGER NOT NULL
        GENERATED ALWAYS AS (CAST(strftime('%s', started_at) AS INTEGER)) VIRTUAL,

    CHECK ((ended_at IS NULL) = (outcome IS NULL))
) STRICT
"""

SESSION_BY_DAY = """
-- Sessions between two local dates, counted or in order, from either end: the diary page, the
-- calendar and every export.
CREATE INDEX session_by_day ON session (started_on, started_utc)
"""

SESSION_OPEN = """
-- The few sessions a crash left open, asked for at every start.
CREATE INDEX session_open ON session (outcome) WHERE outcome IS NULL
"""

ENTRY = """
CREATE TABLE entry (
    id INTEGER PRIMARY KEY,
    entry_id TEXT NOT NULL UNIQUE,  -- a UUID, as for the session
    session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    position_in_session INTEGER NOT NULL CHECK (position_in_session >= 1),  -- sides share it

    -- Copied when the entry begins, so that later exercises can't rewrite what was asked.
    exercise_id TEXT NOT NULL,
    exercise_title TEXT NOT NULL,
    section_id TEXT NOT NULL,
    side TEXT CHECK (side IN ('left', 'right')),  -- null where sides have no meaning
    sets_target INTEGER CHECK (sets_target >= 0),  -- null for a timed dose
    reps_target INTEGER CHECK (reps_target >= 0),  -- over all sets of this side
    hold_seconds_target INTEGER CHECK (hold_seconds_target >= 0),  -- of one rep; null: no hold
    timed_seconds_target INTEGER CHECK (timed_seconds_target >= 0),  -- null for reps

    started_at TEXT NOT NULL,
    ended_at TEXT,  -- null while it runs
    recorded_by TEXT NOT NULL CHECK (recorded_by IN ('timer', 'manual')),
    outcome TEXT CHECK (outcome IN ('completed', 'stopped', 'skipped')),  -- null while it runs
    skip_reason TEXT NOT NULL DEFAULT '',

    -- What the person told; null: not asked, or not answered.
    own_report TEXT CHECK (own_report IN ('all', 'some', 'none')),
    own_report_reps INTEGER CHECK (own_report_reps >= 0),
    effort_0_10 INTEGER CHECK (effort_0_10 BETWEEN 0 AND 10),
    pain_worst_exercise_0_10 INTEGER CHECK (pain_worst_exercise_0_10 BETWEEN 0 AND 10),
    note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 4000),
    edited_at TEXT,  -- when the person last wrote any of these

    CHECK ((ended_at IS NULL) = (outcome IS NULL))
) STRICT
"""

ENTRY_OF_SESSION = """
-- The entries of a session in the order they were done; also the way down when one is deleted.
CREATE INDEX entry_of_session ON entry (session, position_in_session)
"""

TIMED_SET = """
-- What the timer played, one row for each set it finished or broke off; rows are only ever added.
-- A set done again after "back" is a row more, so `set_no` may come twice. Without a rowid the
-- sets of an entry lie side by side on disk, and its totals are one short read.
CREATE TABLE timed_set (
    entry INTEGER NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
    row_no INTEGER NOT NULL CHECK (row_no >= 1),  -- the order they were written in
    set_no INTEGER NOT NULL CHECK (set_no >= 1),
    reps INTEGER NOT NULL CHECK (reps >= 0),  -- finished ones
    hold_ms INTEGER NOT NULL CHECK (hold_ms >= 0),
    timed_ms INTEGER NOT NULL CHECK (timed_ms >= 0),
    active_ms INTEGER NOT NULL CHECK (active_ms >= 0),
    paused_ms INTEGER NOT NULL CHECK (paused_ms >= 0),
    complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
    ended_at TEXT NOT NULL,
    PRIMARY KEY (entry, row_no)
) STRICT, WITHOUT ROWID
"""

TIMED_SET_IS_FIXED = """
CREATE TRIGGER timed_set_is_fixed BEFORE UPDATE ON timed_set
BEGIN
    SELECT RAISE(ABORT, 'a timed set is never changed');
END
"""

TIMED_SET_STAYS = """
-- Only with its whole entry, which is gone by then.
CREATE TRIGGER timed_set_stays BEFORE DELETE ON timed_set
WHEN EXISTS (SELECT 1 FROM entry WHERE id = OLD.entry)
BEGIN
    SELECT RAISE(ABORT, 'a timed set is never taken out of its entry');
END
"""

TIMED_ENTRY_IS_FIXED = """
CREATE TRIGGER timed_entry_is_fixed BEFORE UPDATE OF
    entry_id, session, position_in_session, exercise_id, exercise_title, section_id, side,
    sets_target, reps_target, hold_seconds_target, timed_seconds_target, started_at, recorded_by
ON entry WHEN OLD.recorded_by = 'timer'
BEGIN
    SELECT RAISE(ABORT, 'what the timer wrote is never changed');
END
"""

TIMED_ENTRY_ENDS_ONCE = """
CREATE TRIGGER timed_entry_ends_once BEFORE UPDATE OF outcome, ended_at ON entry
WHEN OLD.recorded_by = 'timer' AND OLD.outcome IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'an entry of the timer ends once');
END
"""

ENTRY_TIMED = """
-- The totals of an entry, from its sets; milliseconds to the nearest whole second. Null by hand,
-- and where the exercise asks for no such figure. Each figure looks up only the entry's own sets,
-- so a short stretch of a long diary costs only what it holds.
CREATE VIEW entry_timed AS
SELECT
    entry.id AS entry,
    CASE WHEN recorded_by = 'timer' AND sets_target IS NOT NULL THEN
        (SELECT count(*) FROM timed_set WHERE timed_set.entry = entry.id AND complete)
    END AS sets_timed,
    CASE WHEN recorded_by = 'timer' AND reps_target IS NOT NULL THEN
        (SELECT coalesce(sum(reps), 0) FROM timed_set WHERE timed_set.entry = entry.id)
    END AS reps_timed,
    CASE WHEN recorded_by = 'timer' AND hold_seconds_target IS NOT NULL THEN
        (SELECT (coalesce(sum(hold_ms), 0) + 500) / 1000
         FROM timed_set WHERE timed_set.entry = entry.id)
    END AS hold_seconds_timed,
    CASE WHEN recorded_by = 'timer' AND timed_seconds_target IS NOT NULL THEN
        (SELECT (coalesce(sum(timed_ms), 0) + 500) / 1000
         FROM timed_set WHERE timed_set.entry = entry.id)
    END AS timed_seconds_timed,
    CASE WHEN recorded_by = 'timer' THEN
        (SELECT (coalesce(sum(active_ms), 0) + 500) / 1000
         FROM timed_set WHERE timed_set.entry = entry.id)
    END AS active_seconds,
    CASE WHEN recorded_by = 'timer' THEN
        (SELECT (coalesce(sum(paused_ms), 0) + 500) / 1000
         FROM timed_set WHERE timed_set.entry = entry.id)
    END AS paused_seconds
FROM entry
"""

SESSION_PLAN = """
-- What the session set out to do, as JSON text, so that it can be gone on with after a crash.
-- Only while it runs: the plan of a session that is over has no use.
ALTER TABLE session ADD COLUMN plan TEXT NOT NULL DEFAULT ''
    CHECK (plan = '' OR outcome IS NULL)
"""

SCHEMA = Schema(
    application_id=0x42526862,  # "BRhb", in the header of every diary
    migrations=(
        Migration(
            1,
            (
                PERSON,
                "INSERT INTO person (id) VALUES (1)",
                SESSION,
                SESSION_BY_DAY,
                SESSION_OPEN,
                ENTRY,
                ENTRY_OF_SESSION,
                TIMED_SET,
                TIMED_SET_IS_FIXED,
                TIMED_SET_STAYS,
                TIMED_ENTRY_IS_FIXED,
                TIMED_ENTRY_ENDS_ONCE,
                ENTRY_TIMED,
            ),
        ),
        Migration(2, (SESSION_PLAN,)),
        Migration(3, schema_v3.STATEMENTS),
        Migration(4, schema_v4.STATEMENTS),
        Migration(5, schema_v5.STATEMENTS),
    ),
)
"""Released steps never change; a real diary of each version is kept beside the tests."""
