"""What version 5 of the diary changes: why an exercise was left out can be told afterwards.

In a session nobody types, so the timer ends an entry without a reason. It is the person's own,
like a note, and its changes are kept like those of one.
"""

from __future__ import annotations

from backrehab.storage.schema_v3 import ENTRY_TOLD, keeps_changes

STATEMENTS = (
    "DROP TRIGGER timed_entry_ends_once",
    """
CREATE TRIGGER timed_entry_ends_once BEFORE UPDATE OF outcome, ended_at ON entry
WHEN OLD.recorded_by = 'timer' AND OLD.outcome IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'an entry of the timer ends once');
END
""",
    "DROP TRIGGER entry_keeps_changes",
    keeps_changes("entry", "NEW.session", "NEW.id", (*ENTRY_TOLD, "skip_reason")),
)
