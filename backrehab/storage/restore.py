"""An earlier copy back into the diary's place, and a new diary begun; the present one is kept."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from backrehab.core.errors import BackupError, DiaryError
from backrehab.storage import fault_words
from backrehab.storage.checked_copy import checked_copy, remove
from backrehab.storage.contents import BackupContents, contents_of, opened, reading_words
from backrehab.storage.copy_names import copy_before_restore
from backrehab.storage.diary import Diary
from backrehab.storage.door import door
from backrehab.storage.faults import OUTSIDE, Fault, fault_of
from backrehab.storage.in_place import (
    alone_with,
    newcomer,
    put_in_place,
    require_nobody,
    set_aside,
    settle,
)
from backrehab.storage.keys import key_fitting, key_of
from backrehab.storage.presence import resolved


@dataclass(frozen=True, slots=True)
class PutBack:
    """A diary in its place: what it holds, and where the one before it is kept.

    `kept` is `None` where there was none.
    """

    contents: BackupContents
    kept: Path | None


def restore(copy: Path, diary: Path, now: datetime) -> PutBack:
    """Puts a copy in the diary's place; the present diary is kept first, dated.

    A sound one goes among the copies; one that can't be read is set aside just as it is. The
    diary must not be open, here or elsewhere. A diary under a passphrase stays under it.

    Raises:
        BackupError: the copy is no diary, a newer one, damaged or can't be read.
        DiaryError: the diary is in use, or there is no room or right to change it.
    """
    with reading_words(copy):
        same = resolved(copy) == resolved(diary)
    if same:
        raise BackupError(copy, fault_words.RESTORE_ITSELF.format(file=copy))
    new = newcomer(diary)
    with reading_words(copy), opened(copy) as source:
        contents = contents_of(source, copy)
        with changing_words(diary):
            diary.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            checked_copy(source, new)
            _keep_under(diary, new)
    return PutBack(contents, exchange(new, diary, now, keep=_keep_copy))


def begin_anew(diary: Path, now: datetime) -> Path | None:
    """Puts an empty diary in its place; gives where the one before is set aside, if there was one.

    Raises:
        DiaryError: the diary is in use, or there is no room or right to change it.
    """
    new = newcomer(diary)
    with changing_words(diary):
        remove(new)
        try:
            Diary.open(new, key=key_fitting(diary)).close()
        except DiaryError as error:
            remove(new)
            raise DiaryError(diary, str(error).replace(str(new), str(diary))) from error
    return exchange(new, diary, now)


def exchange(
    new: Path,
    diary: Path,
    now: datetime,
    *,
    keep: Callable[[Path, datetime], Path | None] = set_aside,
) -> Path | None:
    """Puts a diary that is ready in the place of this one; gives where that is kept.

    Unless told how else, it is set aside just as it is. When this can't be done, neither has
    changed its place and the new one is taken away.

    Raises:
        DiaryError: the diary is in use, or there is no room or right to change it.
    """
    with changing_words(diary):
        try:
            settle(diary)
            require_nobody(diary)
            kept = keep(diary, now)
            put_in_place(new, diary, kept)
        except BaseException:
            remove(new)
            raise
    return kept


def _keep_under(diary: Path, new: Path) -> None:
    """Puts what takes the diary's place under the same passphrase."""
    key = key_fitting(diary)
    if key is None or key == key_of(new):
        return
    from backrehab.storage.sealing import write_under  # seldom needed

    try:
        write_under(new, new, key)
    except BaseException:
        remove(new)
        raise


def _keep_copy(diary: Path, now: datetime) -> Path | None:
    """A sound diary becomes one of its own copies; any other is set aside as it is."""
    try:
        with opened(diary) as connection:
            is_empty = contents_of(connection, diary).is_empty
    except OUTSIDE as error:
        if fault_of(error) is Fault.FULL:
            raise
        return set_aside(diary, now)
    if is_empty:
        return set_aside(diary, now)
    to = copy_before_restore(diary, now)
    try:
        with alone_with(diary) as present:
            checked_copy(present, to)
    except OUTSIDE as error:
        # Some damage is seen only once the file is written to, such as a wrong size in its header.
        if fault_of(error) not in {Fault.DAMAGED, Fault.NOT_A_DATABASE}:
            raise
        return set_aside(diary, now)
    return to


def changing_words(diary: Path) -> AbstractContextManager[None]:
    """Words about the diary's place, where it can't be changed; as `DiaryError`."""
    return door(DiaryError, diary, fault_words.CHANGE_DIARY)
