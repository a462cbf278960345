"""What was deleted and not taken back is really gone: out of the file, not only out of sight."""

from __future__ import annotations

import logging

from backrehab.storage.diary import Diary
from backrehab.storage.faults import OUTSIDE, Fault, fault_of
from backrehab.storage.sqlite import Database

log = logging.getLogger(__name__)

_MARKED = ("session", "entry", "goal_score", "clinic_score")


def forget_deleted(diary: Diary) -> int:
    """Removes what was deleted, its bytes too; says how many rows were marked.

    To be called at the start, before anything can be deleted or taken back. While another window
    reads from the log, the old bytes can't go: then it is left to the next start, and nothing is
    removed now. Where one begins to read just then, the last of them go when the diary is closed.
    Copies of the diary that were made before still have it.
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
        if not _empty_log(database):
            log.info("what was deleted stays until the next start: another window reads")
            return 0
    with diary.writing() as database:
        for table in reversed(_MARKED):
            database.execute(f"DELETE FROM {table} WHERE deleted_at IS NOT NULL")
    with diary.outside_transactions() as database:
        _write_anew(database)
    return marked


def _write_anew(database: Database) -> None:
    """Leaves nothing in the file but what it holds.

    Rows that go are written over (`set_up`), but a row that once moved to another page, as its
    own grew too full, may have left its bytes in a gap that SQLite never looks at again. The log
    has the old pages, too.
    """
    try:
        database.execute("VACUUM")
    except OUTSIDE as error:
        if fault_of(error) in {None, Fault.DAMAGED}:
            raise
        log.info("the diary was not written anew: %s", error)  # there is no room, or a reader
    if not _empty_log(database):
        log.info("what was deleted is in the log until the diary is closed: another window reads")


def _empty_log(database: Database) -> bool:
    """Puts what the log holds into the file, and makes it empty; whether nobody stood against."""
    (is_busy, *_), *_ = database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return not is_busy
