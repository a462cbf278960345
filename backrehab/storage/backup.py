"""Copies of the diary: one made by itself on each day it is used, and those a person asks for."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, suppress
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from backrehab.core.errors import BackupError, DiaryError
from backrehab.storage import fault_words
from backrehab.storage.beside import all_of, written_at_ns
from backrehab.storage.checked_copy import checked_copy
from backrehab.storage.connection import WAIT_MS, connect
from backrehab.storage.contents import (
    BackupContents,
    contents_of,
    look_into,
    opened,
    require_values,
)
from backrehab.storage.copy_names import backups_of, copies_of, daily_copy, read_name
from backrehab.storage.door import door
from backrehab.storage.faults import OUTSIDE, DatabaseFault, Fault, fault_of
from backrehab.storage.keeping import to_keep
from backrehab.storage.keys import is_closed, key_of
from backrehab.storage.leftovers import clear_leftovers
from backrehab.storage.own_places import is_in_use
from backrehab.storage.presence import resolved
from backrehab.storage.progress import Progress
from backrehab.storage.reading import connection_to_read
from backrehab.storage.same_copy import hold_the_same
from backrehab.storage.schema import SCHEMA
from backrehab.storage.sqlite import is_lost, look_at_header

log = logging.getLogger(__name__)

_ROOM_LEFT = 4_000_000
"""So many bytes stay free for the diary itself; a copy that would take them isn't made."""

_OF_THE_DIARY = frozenset(
    {Fault.DAMAGED, Fault.NOT_A_DATABASE, Fault.SEALED, Fault.STRANGER, Fault.NEWER, Fault.LOCKED}
)
"""Faults of a copy that are the fault of what is copied."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of the day's copy: where it is, or why there is none, in words.

    Both are empty where nothing was to be done. `is_diary_damaged` tells that the diary itself is
    the reason, though it could be opened.
    """

    made: Path | None = None
    trouble: str = ""
    is_diary_damaged: bool = False


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy in the diary's folder of copies.

    `reason` is "" for one made by itself, else why it was made (`copy_names`). `contents` is
    `None` for a copy that can't be used, and `trouble` says why.
    """

    path: Path
    day: date
    reason: str
    contents: BackupContents | None
    trouble: str = ""


def keep_backup(diary: Path, now: datetime, *, wait_ms: int = WAIT_MS) -> Kept:
    """Makes the day's copy of a diary, if it holds anything that the newest copy doesn't.

    There is one a day, made again when the diary was written to since; the ones that are no
    longer needed go (`keeping`). Safe in any thread and
    beside any number of open diaries: it has a connection of its own and never waits for a
    writer. What stands in the way is said in the answer, and never raised.
    """
    try:
        return Kept(_keep(diary, now, wait_ms))
    except OUTSIDE as error:
        fault = fault_of(error)
        if fault is None:
            raise
        log.info("no copy of the diary was made: %s", fault)
        if fault is Fault.LOCKED:
            return Kept()  # somebody is at work on it; the next start will do
        words = fault_words.OWN_COPY.get(fault, fault_words.OWN_COPY[Fault.DISK])
        trouble = words.format(file=backups_of(diary))
        return Kept(trouble=trouble, is_diary_damaged=fault is Fault.DAMAGED)


def write_backup(diary: Path, to: Path) -> BackupContents:
    """Writes a checked copy of the diary to a file at `to`; gives what it holds.

    The file is there whole or not at all. It takes the place of an earlier copy, but of no other
    file. The diary may be open in another program.

    Raises:
        BackupError: the copy can't be written.
        DiaryError: the diary can't be copied.
    """
    with _diary_words(diary):
        _require_diary(diary)
    with door(BackupError, to, fault_words.COPY_TO_WRITE):
        target = resolved(to)  # a link stays a link
        if target in all_of(resolved(diary)):
            raise BackupError(to, fault_words.COPY_ONTO_ITSELF.format(file=to))
        if is_in_use(target):
            raise BackupError(to, fault_words.COPY_ONTO_A_DIARY.format(file=to))
        if target.is_dir():
            raise DatabaseFault(Fault.IS_A_FOLDER)
        if not target.parent.is_dir():
            raise DatabaseFault(Fault.NO_FOLDER)
        if target.exists() and not _is_copy(target):
            raise BackupError(to, fault_words.COPY_ONTO_ANOTHER.format(file=to))
    with _diary_words(diary), connection_to_read(diary) as source:
        require_values(source)
        with door(BackupError, to, fault_words.COPY_TO_WRITE, but=_OF_THE_DIARY):
            checked_copy(source, target)
    return look_into(to)


def list_backups(
    diary: Path,
    today: date,
    most: int | None = None,
    on_progress: Progress | None = None,
) -> list[Backup]:
    """The copies in the diary's folder, or the newest of them, each looked through.

    The newest come first by the days they are named after. Behind them are those of days that
    are still to come, made while the clock was wrong, unless they were made later all the same.
    """
    total = count_backups(diary) if most is None else most
    found = []
    for copy in islice(_newest_first(diary, today), most):
        found.append(copy)
        if on_progress is not None:
            on_progress(len(found), total)
    return found


def count_backups(diary: Path) -> int:
    """How many copies there are; none is opened."""
    return len(_named(diary))


def newest_good_backup(diary: Path, today: date) -> Backup | None:
    """The newest copy that can be used, as `list_backups` has it."""
    newest_first = _newest_first(diary, today)
    return next((copy for copy in newest_first if copy.contents is not None), None)


_Named = tuple[date, int, Path, str]
"""What is a copy by its name: its day, when it was written, its place, why it was made."""


def _named(diary: Path) -> list[_Named]:
    found = []
    for path in copies_of(diary):
        name = read_name(diary, path)
        if name is not None:
            with suppress(OSError):  # gone meanwhile
                # Of a link its own time: what it leads to may be away, and is told when asked for.
                found.append((name.day, path.lstat().st_mtime_ns, path, name.reason))
    return found


def _newest_first(diary: Path, today: date) -> Iterator[Backup]:
    for day, _, path, reason in _in_order(_named(diary), today):
        try:
            yield Backup(path, day, reason, look_into(path))
        except BackupError as error:
            yield Backup(path, day, reason, None, str(error))


def _in_order(named: Iterable[_Named], today: date) -> list[_Named]:
    """The newest first, whatever the clock said when they were made."""
    newest_first = sorted(named, reverse=True)
    come = [copy for copy in newest_first if copy[0] <= today]
    to_come = [copy for copy in newest_first if copy[0] > today]
    if come and to_come and _was_gone_on_with(come, to_come[0][2]):
        return [*to_come, *come]
    return [*come, *to_come]


def _was_gone_on_with(copies: Iterable[_Named], later: Path) -> bool:
    """Whether the last session of the first copy that tells is in `later`, and one after it."""
    for _, _, path, _ in copies:
        last = _ask(path, "SELECT session_id FROM session ORDER BY id DESC LIMIT 1")
        if last is not None:
            asked = (
                "SELECT 1 FROM session WHERE session_id = ? AND id < (SELECT max(id) FROM session)"
            )
            return _ask(later, asked, last) is not None
    return False


def _ask(copy: Path, question: str, values: Sequence[object] = ()) -> tuple[object, ...] | None:
    """The first row of the answer, without looking the copy through; `None` if it can't tell."""
    try:
        with closing(connect(copy, "ro&immutable=1")) as connection:
            row: tuple[object, ...] | None = connection.execute(question, values).fetchone()
            return row
    except OUTSIDE:
        return None


def _keep(diary: Path, now: datetime, wait_ms: int) -> Path | None:
    to = daily_copy(diary, now.date())
    if not diary.is_file():
        return None
    clear_leftovers(diary, now)
    _put_copies_under(diary)
    if is_closed(to) or (_is_copy(to) and to.stat().st_mtime_ns > written_at_ns(diary)):
        return None
    size = diary.stat().st_size
    if shutil.disk_usage(diary.parent).free < size + _ROOM_LEFT:
        raise DatabaseFault(Fault.FULL)
    with closing(connect(diary, "ro", wait_ms)) as source:
        if contents_of(source, diary).is_empty:
            return None
        require_values(source)
        checked_copy(source, to)
    others = [copy for copy in _in_order(_named(diary), now.date()) if not copy[3]]
    newest = next((path for _, _, path, _ in others if path != to), None)
    if newest is not None and hold_the_same(to, newest):
        to.unlink()
        return None
    _thin_out(diary, to)
    return to


def _put_copies_under(diary: Path) -> None:
    """Puts those under the diary's passphrase that are still plain, as setting it was cut off."""
    if key_of(diary) is not None:
        from backrehab.storage.passphrase import put_copies_under  # seldom needed

        put_copies_under(diary)


def _thin_out(diary: Path, just_made: Path) -> None:
    """Takes away the daily copies that are no longer needed, and none of any other kind."""
    daily = {path: day for day, _, path, reason in _named(diary) if not reason}
    kept = to_keep(daily.values())
    for path, day in daily.items():
        if day not in kept and path != just_made:
            path.unlink(missing_ok=True)  # another window may have done the same


def _is_copy(path: Path) -> bool:
    """Whether a sound diary of ours is there."""
    if not path.exists():
        return False
    try:
        with opened(path):
            return True
    except OUTSIDE:
        return False


def _require_diary(diary: Path) -> None:
    if not diary.is_file() or diary.stat().st_size == 0:
        if is_lost(diary):
            raise DatabaseFault(Fault.LOST)
        raise DiaryError(diary, fault_words.NO_DIARY.format(file=diary))
    look_at_header(diary, SCHEMA)


def _diary_words(diary: Path) -> AbstractContextManager[None]:
    return door(DiaryError, diary, fault_words.DIARY)
