"""The ways forward when a diary can't be opened: which there are, and taking one of them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from backrehab.storage.backup import Backup, newest_good_backup
from backrehab.storage.copy_names import copies_of
from backrehab.storage.diary import Diary
from backrehab.storage.examine import DiaryState, Examined, examine
from backrehab.storage.keys import is_closed
from backrehab.storage.restore import begin_anew, restore
from backrehab.storage.salvage import Counts, Salvaged, count_readable, salvage


class Way(StrEnum):
    """What a person can choose. But for the first, the file there is set aside as it is."""

    TRY_AGAIN = "try_again"  # the fault may be gone: a lock, a stick that was out, no passphrase
    SALVAGE = "salvage"  # all that can still be read, and what the newest copy has more of
    USE_COPY = "use_copy"  # the newest good copy
    BEGIN_ANEW = "begin_anew"  # an empty diary


@dataclass(frozen=True, slots=True)
class Rescue:
    """How a diary is and what can be done, the way that keeps most first.

    `readable` are the rows that could be saved from it, `backup` the newest good copy.
    `are_copies_closed` tells of a lost diary that a passphrase is all its copies want.
    """

    diary: Path
    found: Examined
    ways: tuple[Way, ...]
    readable: Counts
    backup: Backup | None
    are_copies_closed: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a way: how many sessions the diary has, where the one before it is kept."""

    way: Way
    sessions: int
    kept: Path | None = None
    salvaged: Salvaged | None = None


def look_for_ways(diary: Path, now: datetime) -> Rescue:
    """What can be done about a diary that can't be opened; nothing is changed.

    Nothing in this process may have it open.
    """
    found = examine(diary)
    if found.state not in _SPOILT | {DiaryState.NEWER, DiaryState.SEALED}:
        return Rescue(diary, found, (Way.TRY_AGAIN,), Counts(), None)
    backup = newest_good_backup(diary, now.date())
    readable = Counts()
    if found.state in _SPOILT:
        with suppress(OSError):  # nothing of it can be read, which the counts say
            readable = count_readable(diary)
    is_lost = found.state is DiaryState.LOST
    closed = is_lost and backup is None and any(map(is_closed, copies_of(diary)))
    ways = [Way.TRY_AGAIN] if closed or found.state is DiaryState.SEALED else []
    if readable:
        ways.append(Way.SALVAGE)
    if backup is not None:
        ways.append(Way.USE_COPY)
    return Rescue(diary, found, (*ways, Way.BEGIN_ANEW), readable, backup, closed)


def take(way: Way, rescue: Rescue, now: datetime) -> Taken:
    """Goes one of the ways; the diary can be opened afterwards.

    Raises:
        DiaryError: it can't be done, and the diary is as it was; `str()` is fit for a patient.
        BackupError: the same, for the copy.
    """
    diary, backup = rescue.diary, rescue.backup
    if way is Way.SALVAGE:
        salvaged = salvage(diary, now, backup)
        return Taken(way, salvaged.contents.sessions, salvaged.kept, salvaged)
    if way is Way.USE_COPY and backup is not None:
        done = restore(backup.path, diary, now)
        return Taken(way, done.contents.sessions, done.kept)
    if way is Way.BEGIN_ANEW:
        return Taken(way, 0, begin_anew(diary, now))
    with Diary.open(diary) as opened:
        return Taken(way, opened.count_sessions())


_SPOILT = frozenset({DiaryState.DAMAGED, DiaryState.NOT_A_DATABASE, DiaryState.LOST})
