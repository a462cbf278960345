"""Single values as the diary's tables hold them, read with a doubt: a disk can change a letter.

SQLite has no sum over its pages. A page that went bad in the middle of a text is a sound page,
and what it says is no date any more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from types import MappingProxyType
from typing import Any

from backrehab.core.diary import NOTE_MOST, PAIN_MOST, Outcome, OwnReport, RecordedBy
from backrehab.core.model import Side
from backrehab.storage.faults import DatabaseFault, Fault

_FIRST_YEAR, _LAST_YEAR = 1970, 2999

# What `note_fault` refuses: control characters but for line breaks, halves of characters, none.
_NEVER_IN_A_NOTE = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def instant_text(at: datetime) -> str:
    """The instant as the diary writes it: to the second, with the offset in force.

    Raises:
        ValueError: an instant without an offset.
    """
    offset = at.utcoffset()
    if offset is None:
        raise ValueError(f"{at} has no offset from UTC")
    # ISO 8601 has no seconds in an offset, which some places had long ago.
    minutes = timedelta(minutes=round(offset / timedelta(minutes=1)))
    return at.astimezone(timezone(minutes) if minutes else UTC).isoformat(timespec="seconds")


def read_instant(written: str) -> datetime:
    """An instant of the diary, aware; raises `DatabaseFault` for a text that is none."""
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        raise DatabaseFault(Fault.DAMAGED) from None
    if at.tzinfo is None or not _FIRST_YEAR <= at.year <= _LAST_YEAR:
        raise DatabaseFault(Fault.DAMAGED)
    return at


def read_day(written: str) -> date:
    """A day of the diary; raises `DatabaseFault` for a text that is none."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise DatabaseFault(Fault.DAMAGED) from None


def read_note(written: str) -> str:
    """A note; a character that no note could be given shows as the sign for an unknown one."""
    return _NEVER_IN_A_NOTE.sub("\N{REPLACEMENT CHARACTER}", written)


def read_scale(written: str) -> int:
    """A number from 0 to 10; raises `DatabaseFault` for any other."""
    number = int(written)
    if not 0 <= number <= PAIN_MOST:
        raise DatabaseFault(Fault.DAMAGED)
    return number


def read_count(written: str) -> int:
    """How many; raises `DatabaseFault` for less than none."""
    number = int(written)
    if number < 0:
        raise DatabaseFault(Fault.DAMAGED)
    return number


def read_row_id(written: str) -> int:
    """A row's own number; raises `DatabaseFault` for one below 1, which no row was ever given.

    To a trigger a row without a number yet has -1, so with such a row none could be added.
    """
    number = int(written)
    if number < 1:
        raise DatabaseFault(Fault.DAMAGED)
    return number


_KINDS: Mapping[str, Callable[[str], object]] = MappingProxyType(
    {
        "id": read_row_id,
        "started_at": read_instant,
        "ended_at": read_instant,
        "edited_at": read_instant,
        "note": lambda written: read_note(written)[:NOTE_MOST],
        "outcome": Outcome,
        "recorded_by": RecordedBy,
        "side": Side,
        "complete": lambda written: written != "0",
        "own_report": OwnReport,
        "own_report_reps": read_count,
        "effort_0_10": read_scale,
        "pain_worst_exercise_0_10": read_scale,
        "pain_before_0_10": read_scale,
        "pain_worst_session_0_10": read_scale,
        "pain_after_0_10": read_scale,
        "pain_after_minutes": read_count,
        "pain_next_morning_0_10": read_scale,
        "after_skipped": "1".__eq__,
        "morning_skipped": "1".__eq__,
    }
)


def read_cell(column: str, cell: object) -> Any:
    """A value as the diary hands it out, by the name of its column; null stays `None`.

    Raises:
        DatabaseFault: the column can't hold it.
    """
    if cell is None or column not in _KINDS:
        return cell
    try:
        return _KINDS[column](str(cell))
    except ValueError:
        raise DatabaseFault(Fault.DAMAGED) from None


def require_cells(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Raises `DatabaseFault` where a row has a value its column can't hold."""
    doubtful = [(place, name) for place, name in enumerate(columns) if name in _KINDS]
    for row in rows:
        for place, name in doubtful:
            read_cell(name, row[place])
