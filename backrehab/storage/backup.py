"""Copies of the diary: one made by itself on each day it is used, and those a person asks for."""

from __future__ import annotations

import logging
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice, zip_longest
from pathlib import Path

from backrehab.core.errors import BackupError, DiaryError
from backrehab.storage import fault_words
from backrehab.storage.beside import all_of
from backrehab.storage.checked_copy import checked_copy
from backrehab.storage.connection import WAIT_MS, connect
from backrehab.storage.contents import (
    BackupContents,
    contents_of,
    look_into,
    opened,
    require_values,
)
from backrehab.storage.copy_names import backups_of, daily_copy, has_copies, read_name
from backrehab.storage.faults import OUTSIDE, DatabaseFault, Fault, fault_of
from backrehab.storage.keeping import to_keep
from backrehab.storage.keys import key_of, looks_encrypted
from backrehab.storage.presence import resolved
from backrehab.storage.progress import Progress
from backrehab.storage.reading import connection_to_read
from backrehab.storage.schema import SCHEMA
from backrehab.storage.sqlite import look_at_header

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

    At most one a day; the ones that are no longer needed go (`keeping`). Safe in any thread and
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
    with _writing_words(diary, to):
        target = resolved(to)  # a link stays a link
        if target in all_of(resolved(diary)):
            raise BackupError(to, fault_words.COPY_ONTO_ITSELF.format(file=to))
        if target.is_dir():
            raise DatabaseFault(Fault.IS_A_FOLDER)
        if not target.parent.is_dir():
            raise DatabaseFault(Fault.NO_FOLDER)
        if target.exists() and not _is_copy(target):
            raise BackupError(to, fault_words.COPY_ONTO_ANOTHER.format(file=to))
    with _diary_words(diary), connection_to_read(diary) as source:
        require_values(source)
        with _writing_words(diary, to):
            checked_copy(source, target)
    return look_into(to)


def list_backups(
    diary: Path, most: int | None = None, on_progress: Progress | None = None
) -> list[Backup]:
    """The copies in the diary's folder, or the newest of them, each looked through."""
    total = count_backups(diary) if most is None else most
    found = []
    for copy in islice(_newest_first(diary), most):
        found.append(copy)
        if on_progress is not None:
            on_progress(len(found), total)
    return found


def count_backups(diary: Path) -> int:
    """How many copies there are; none is opened."""
    return len(_named(diary))


def newest_good_backup(diary: Path) -> Backup | None:
    """The newest copy that can be used."""
    return next((copy for copy in _newest_first(diary) if copy.contents is not None), None)


def _named(diary: Path) -> list[tuple[date, int, Path, str]]:
    """What is a copy by its name: its day, when it was written, its place, why it was made."""
    found = []
    with suppress(OSError):
        for path in backups_of(diary).iterdir():
            name = read_name(diary, path)
            if name is not None:
                found.append((name.day, path.stat().st_mtime_ns, path, name.reason))
    return found


def _newest_first(diary: Path) -> Iterator[Backup]:
    for day, _, path, reason in sorted(_named(diary), reverse=True):
        try:
            yield Backup(path, day, reason, look_into(path))
        except BackupError as error:
            yield Backup(path, day, reason, None, str(error))


def _keep(diary: Path, now: datetime, wait_ms: int) -> Path | None:
    to = daily_copy(diary, now.date())
    if not diary.is_file():
        return None
    _put_copies_under(diary)
    if _is_copy(to) or _is_closed(to):
        return None
    size = diary.stat().st_size
    if shutil.disk_usage(diary.parent).free < size + _ROOM_LEFT:
        raise DatabaseFault(Fault.FULL)
    with closing(connect(diary, "ro", wait_ms)) as source:
        if not contents_of(source, diary).sessions:
            return None
        require_values(source)
        checked_copy(source, to)
    others = [copy for copy in _daily(diary) if copy != to]
    if others and _same(to, max(others)):
        to.unlink()
        return None
    _thin_out(diary, to)
    return to


def _put_copies_under(diary: Path) -> None:
    """Puts those under the diary's passphrase that are still plain, as setting it was cut off."""
    if key_of(diary) is not None:
        from backrehab.storage.passphrase import put_copies_under  # seldom needed

        put_copies_under(diary)


def _daily(diary: Path) -> dict[Path, date]:
    """The copies that were made by themselves, with their days."""
    names = {path: read_name(diary, path) for path in backups_of(diary).iterdir()}
    return {path: name.day for path, name in names.items() if name and not name.reason}


def _thin_out(diary: Path, just_made: Path) -> None:
    """Takes away the daily copies that are no longer needed, and none of any other kind."""
    daily = _daily(diary)
    kept = to_keep(daily.values())
    for path, day in daily.items():
        if day not in kept and path != just_made:
            path.unlink()


def _same(one: Path, other: Path) -> bool:
    """Whether two copies hold the same, to the byte; only how often they were written differs.

    https://www.sqlite.org/fileformat2.html#the_database_header. Under a passphrase each copy has
    other bytes, and what they hold is compared row by row.
    """
    if key_of(one) is not None and key_of(other) is not None:
        with closing(connect(one, "ro")) as first, closing(connect(other, "ro")) as second:
            return all(row == twin for row, twin in zip_longest(_rows(first), _rows(second)))
    if one.stat().st_size != other.stat().st_size:
        return False
    with one.open("rb") as first, other.open("rb") as second:
        counted = (slice(24, 28), slice(92, 100))
        heads = [bytearray(file.read(100)) for file in (first, second)]
        for head in heads:
            for count in counted:
                head[count] = bytes(count.stop - count.start)
        if heads[0] != heads[1]:
            return False
        blocks = zip_longest(
            iter(lambda: first.read(65_536), b""), iter(lambda: second.read(65_536), b"")
        )
        return all(block == twin for block, twin in blocks)


def _rows(connection: sqlite3.Connection) -> Iterator[tuple[object, ...]]:
    """Everything a database holds, in an order of its own."""
    made = "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name"
    for kind, name, sql in connection.execute(made).fetchall():
        yield kind, name, sql
        if kind == "table":
            yield from connection.execute(f'SELECT * FROM "{name}"')


def _is_copy(path: Path) -> bool:
    """Whether a sound diary of ours is there."""
    if not path.exists():
        return False
    try:
        with opened(path):
            return True
    except OUTSIDE:
        return False


def _is_closed(path: Path) -> bool:
    """Whether it may be a copy under a passphrase that was not told, and so can't be judged."""
    return key_of(path) is None and looks_encrypted(path)


def _require_diary(diary: Path) -> None:
    if not diary.is_file() or diary.stat().st_size == 0:
        if has_copies(diary):
            raise DatabaseFault(Fault.LOST)
        raise DiaryError(diary, fault_words.NO_DIARY.format(file=diary))
    look_at_header(diary, SCHEMA)


@contextmanager
def _diary_words(diary: Path) -> Iterator[None]:
    """A fault of the world goes on in words about the diary; bugs as they are."""
    try:
        yield
    except OUTSIDE as error:
        fault = fault_of(error)
        if fault is None:
            raise
        raise DiaryError(diary, fault_words.DIARY[fault].format(file=diary)) from error


@contextmanager
def _writing_words(diary: Path, to: Path) -> Iterator[None]:
    """A fault of the world goes on in words about what it is a fault of; bugs as they are."""
    try:
        yield
    except OUTSIDE as error:
        fault = fault_of(error)
        if fault is None:
            raise
        if fault in _OF_THE_DIARY:
            raise DiaryError(diary, fault_words.DIARY[fault].format(file=diary)) from error
        words = fault_words.COPY_TO_WRITE.get(fault, fault_words.COPY_TO_WRITE[Fault.DISK])
        raise BackupError(to, words.format(file=to)) from error
