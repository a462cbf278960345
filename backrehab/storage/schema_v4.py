"""What version 4 of the diary adds: the log of changes of goals and of scores from the clinic.

Numbers of a goal and whole scores are taken out rather than changed; what is taken out is gone at
the next start, and its log with it.
"""

from __future__ import annotations

from collections.abc import Iterable

GOAL_CHANGE = """
-- What stood there before, and since when it doesn't. Rows are only ever added.
CREATE TABLE goal_change (
    id INTEGER PRIMARY KEY,
    goal INTEGER NOT NULL REFERENCES goal (id) ON DELETE CASCADE,
    changed_at TEXT NOT NULL,
    field TEXT NOT NULL,  -- the name of the column
    before TEXT,
    after TEXT
) STRICT
"""

CLINIC_SCORE_CHANGE = """
-- The same of a score from the clinic. The columns stand in another order than there, so that a
-- row that is found in a damaged file without its table is told apart.
CREATE TABLE clinic_score_change (
    id INTEGER PRIMARY KEY,
    changed_at TEXT NOT NULL,
    clinic_score INTEGER NOT NULL REFERENCES clinic_score (id) ON DELETE CASCADE,
    field TEXT NOT NULL,
    before TEXT,
    after TEXT
) STRICT
"""

GOAL_TOLD = ("words", "put_away_at")
CLINIC_SCORE_TOLD = ("name", "value", "on_day")
"""Columns whose changes are kept."""


def _rules(table: str, columns: Iterable[str]) -> tuple[str, ...]:
    rows = "".join(
        f"""
    INSERT INTO {table}_change (changed_at, {table}, field, before, after)
    SELECT coalesce(NEW.edited_at, strftime('%Y-%m-%dT%H:%M:%S+00:00', 'now')),
        NEW.id, '{column}', OLD.{column}, NEW.{column}
    WHERE OLD.{column} IS NOT NEW.{column};"""
        for column in columns
    )
    return (
        f"CREATE INDEX change_of_{table} ON {table}_change ({table})",
        f"""
CREATE TRIGGER {table}_change_is_fixed BEFORE UPDATE ON {table}_change
BEGIN
    SELECT RAISE(ABORT, 'a change is never rewritten');
END
""",
        f"""
CREATE TRIGGER {table}_change_stays BEFORE DELETE ON {table}_change
WHEN EXISTS (SELECT 1 FROM {table} WHERE id = OLD.{table})
BEGIN
    SELECT RAISE(ABORT, 'a change is never taken out');
END
""",
        f"""
CREATE TRIGGER {table}_keeps_changes AFTER UPDATE OF {", ".join(columns)} ON {table}
BEGIN{rows}
END
""",
    )


STATEMENTS = (
    GOAL_CHANGE,
    *_rules("goal", GOAL_TOLD),
    CLINIC_SCORE_CHANGE,
    *_rules("clinic_score", CLINIC_SCORE_TOLD),
)
