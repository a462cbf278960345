"""What was deleted and not taken back is really gone: out of the file, not only out of sight."""

from __future__ import annotations

from backrehab.storage.diary import Diary

_MARKED = ("session", "entry", "goal_score", "clinic_score")


def forget_deleted(diary: Diary) -> int:
    """Removes what was deleted, its bytes too; says how many rows were marked.

    To be called at the start, before anything can be deleted or taken back. Copies of the diary
    that were made before still have it.
    """
    with diary.reading() as database:
        marked: int = sum(
            database.execute(
                f"SELECT count(*) FROM {table} WHERE deleted_at IS NOT NULL"
            ).fetchone()[0]
            for table in _MARKED
        )
    if not marked:
        return 0
    with diary.outside_transactions() as database:
        database.execute("PRAGMA secure_delete = ON")  # what stood there is written over
    with diary.writing() as database:
        for table in reversed(_MARKED):
            database.execute(f"DELETE FROM {table} WHERE deleted_at IS NOT NULL")
    with diary.outside_transactions() as database:
        # The log beside the file has the old pages still.
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return marked
